# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands around the sandbox on a desktop: a browser, and who shows notifications."""

from gi.repository import Gio, GLib

from activated import bus_call
from driver import Window
from sandbox import HOME

NOTIFICATIONS = "org.freedesktop.Notifications"
INTERFACE = """
<node><interface name='org.freedesktop.Notifications'>
  <method name='GetCapabilities'><arg type='as' direction='out'/></method>
  <method name='GetServerInformation'>
    <arg type='s' direction='out'/><arg type='s' direction='out'/><arg type='s' direction='out'/><arg type='s' direction='out'/>
  </method>
  <method name='Notify'>
    <arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>
    <arg type='s' direction='in'/><arg type='as' direction='in'/><arg type='a{sv}' direction='in'/><arg type='i' direction='in'/>
    <arg type='u' direction='out'/>
  </method>
  <method name='CloseNotification'><arg type='u' direction='in'/></method>
</interface></node>
"""


class Browser:
    """The default browser of the user: it writes down what it was asked to open."""

    def __init__(self, folder):
        self.opened_file = folder / "opened"
        program = folder / "browser"
        program.write_text(f'#!/bin/sh\necho "$1" >>{self.opened_file}\n')
        program.chmod(0o755)
        applications = HOME / ".local/share/applications"
        applications.mkdir(parents=True, exist_ok=True)
        (applications / "test-browser.desktop").write_text(
            f"[Desktop Entry]\nType=Application\nName=Browser\nExec={program} %u\nMimeType=x-scheme-handler/https;\n")
        (HOME / ".config/mimeapps.list").write_text("[Default Applications]\nx-scheme-handler/https=test-browser.desktop\n")

    def opened(self):
        return self.opened_file.read_text().split() if self.opened_file.exists() else []


class Portal:
    """The process that shows the portals' dialogs, with as much of a subprocess.Popen as a Window needs: it runs on when
    the application ends."""

    def __init__(self, application):
        self.application = application

    @property
    def pid(self):
        try:
            return bus_call("GetConnectionUnixProcessID", GLib.Variant("(s)", ("org.freedesktop.impl.portal.desktop.gtk",)))[0]
        except GLib.Error:  # not started yet
            return None

    @property
    def returncode(self):
        return self.application.returncode

    def poll(self):
        return self.application.poll()


class Dialog(Window):
    """A dialog that the desktop's portal shows for the application."""

    def __init__(self, window):
        self.window = window
        super().__init__(None)

    def _start(self, command, env):
        return Portal(self.window.process)


class Notifications:
    """The desktop's notification service: it remembers what it was asked to show."""

    def __init__(self):
        self.shown = []  # (title, body)
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        interface = Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0]
        self.registration = self.bus.register_object("/org/freedesktop/Notifications", interface, self._called, None, None)
        self.name = Gio.bus_own_name_on_connection(self.bus, NOTIFICATIONS, Gio.BusNameOwnerFlags.NONE, None, None)

    def _called(self, _bus, _sender, _path, _interface, method, parameters, invocation):
        if method == "Notify":
            self.shown.append(tuple(parameters.unpack()[3:5]))
            invocation.return_value(GLib.Variant("(u)", (len(self.shown),)))
        elif method == "GetCapabilities":
            invocation.return_value(GLib.Variant("(as)", (["body", "actions"],)))
        elif method == "GetServerInformation":
            invocation.return_value(GLib.Variant("(ssss)", ("test", "test", "1", "1.2")))
        else:
            invocation.return_value(None)

    def close(self):
        Gio.bus_unown_name(self.name)
        self.bus.unregister_object(self.registration)
