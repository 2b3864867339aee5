# SPDX-License-Identifier: GPL-3.0-or-later
"""A network that goes and comes: GLib's network monitor asks NetworkManager on the system bus, and for one window that is
this stand-in on the walk's own bus."""

import os
import threading

from gi.repository import Gio, GLib

NAME, PATH = "org.freedesktop.NetworkManager", "/org/freedesktop/NetworkManager"
XML = f"""<node><interface name="{NAME}">
  <property name="State" type="u" access="read"/>
  <property name="Connectivity" type="u" access="read"/>
  <property name="Metered" type="u" access="read"/>
  <signal name="PropertiesChanged"><arg type="a{{sv}}"/></signal>
</interface></node>"""
DISCONNECTED, GLOBAL = 20, 70  # NMState
NONE, FULL = 1, 4  # NMConnectivityState


class Network:
    """The stand-in answers in a thread of its own: whoever asks must not wait for the walk."""

    def __init__(self, available):
        self.available = available
        self.ready = threading.Event()
        self.context = GLib.MainContext()
        self.loop = GLib.MainLoop.new(self.context, False)
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()
        assert self.ready.wait(20), "the stand-in for NetworkManager has no name on the bus"

    @staticmethod
    def environment():
        return {"DBUS_SYSTEM_BUS_ADDRESS": os.environ["DBUS_SESSION_BUS_ADDRESS"], "GIO_USE_NETWORK_MONITOR": "networkmanager"}

    def _values(self):
        return {"State": GLib.Variant("u", GLOBAL if self.available else DISCONNECTED),
                "Connectivity": GLib.Variant("u", FULL if self.available else NONE), "Metered": GLib.Variant("u", 2)}

    def _run(self):
        self.context.push_thread_default()
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.bus = Gio.DBusConnection.new_for_address_sync(os.environ["DBUS_SESSION_BUS_ADDRESS"], flags, None, None)
        info = Gio.DBusNodeInfo.new_for_xml(XML).interfaces[0]
        self.bus.register_object(PATH, info, None, lambda *a: self._values()[a[4]], None)
        Gio.bus_own_name_on_connection(self.bus, NAME, Gio.BusNameOwnerFlags.NONE, lambda *a: self.ready.set(), None)
        self.loop.run()
        self.bus.close_sync(None)
        self.context.pop_thread_default()

    def set_available(self, available):
        self.available = available
        values = self._values()
        self.bus.emit_signal(None, PATH, "org.freedesktop.DBus.Properties", "PropertiesChanged",
                             GLib.Variant("(sa{sv}as)", (NAME, values, [])))
        self.bus.emit_signal(None, PATH, NAME, "PropertiesChanged", GLib.Variant("(a{sv})", (values,)))  # before 1.22
        self.bus.flush_sync(None)

    def close(self):
        self.loop.quit()
        self.thread.join(10)
