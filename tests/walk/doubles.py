# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of a desktop that a virtual one lacks, as small as they can be: each records what it is asked."""

import os
import pathlib

from gi.repository import Gio, GLib

NOTIFICATIONS = """<node><interface name="org.freedesktop.Notifications">
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
<arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
</interface></node>"""

OPEN_URI = """<node><interface name="org.freedesktop.portal.OpenURI">
<method name="OpenURI"><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="a{sv}" direction="in"/>
<arg type="o" direction="out"/></method>
<property name="version" type="u" access="read"/>
</interface></node>"""


class Service:
    """A name on the session bus with one object; methods are those of the subclass. Answers while a wait turns."""

    def __init__(self, name, path, xml):
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.path = path
        info = Gio.DBusNodeInfo.new_for_xml(xml)
        self.object = self.bus.register_object(path, info.interfaces[0], self._call, self._get, None)
        self.name = Gio.bus_own_name_on_connection(self.bus, name, Gio.BusNameOwnerFlags.REPLACE, None, None)

    def _call(self, _bus, sender, _path, _interface, method, parameters, invocation):
        invocation.return_value(getattr(self, method)(sender, *parameters.unpack()))

    def _get(self, *_):
        return GLib.Variant("u", 4)

    def end(self):
        self.bus.unregister_object(self.object)
        Gio.bus_unown_name(self.name)
        self.bus.flush_sync()


class Notifications(Service):
    """org.freedesktop.Notifications: what a desktop would show, as (title, body, closed)."""

    def __init__(self):
        self.shown, self.closed = [], []
        super().__init__("org.freedesktop.Notifications", "/org/freedesktop/Notifications", NOTIFICATIONS)

    def Notify(self, _sender, _app, _replaces, _icon, title, body, *_):
        self.shown.append((title, body))
        return GLib.Variant("(u)", (len(self.shown),))

    def click(self, number):
        """As the person does who clicks on it."""
        self.bus.emit_signal(None, self.path, "org.freedesktop.Notifications", "ActionInvoked",
                             GLib.Variant("(us)", (number, "default")))

    def CloseNotification(self, _sender, number):
        self.closed.append(number)

    def GetCapabilities(self, _sender):
        return GLib.Variant("(as)", (["actions", "body"],))


class OpenUriPortal(Service):
    """org.freedesktop.portal.OpenURI: what the portal is asked to open, and its answer."""

    def __init__(self, response=0):
        self.opened, self.response = [], response
        super().__init__("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", OPEN_URI)

    def OpenURI(self, sender, _window, uri, options):
        self.opened.append(uri)
        path = f"/org/freedesktop/portal/desktop/request/{sender[1:].replace('.', '_')}/{options['handle_token']}"

        def answer():
            self.bus.emit_signal(sender, path, "org.freedesktop.portal.Request", "Response",
                                 GLib.Variant("(ua{sv})", (self.response, {})))
            return GLib.SOURCE_REMOVE

        GLib.idle_add(answer)
        return GLib.Variant("(o)", (path,))


class Handler:
    """An application that is the desktop's own for some schemes: records the addresses that it is started with."""

    def __init__(self, folder, schemes, works=True):
        data = pathlib.Path(os.environ["XDG_DATA_HOME"]) / "applications"
        self.config = pathlib.Path(os.environ["XDG_CONFIG_HOME"]) / "mimeapps.list"
        self.file, self.record = data / "walk-handler.desktop", folder / "opened"
        program = folder / "handler"
        types = "".join(f"x-scheme-handler/{scheme};" for scheme in schemes)
        data.mkdir(parents=True, exist_ok=True)
        if works:
            program.write_text(f'#!/bin/sh\necho "$1" >> {self.record}\n')
            program.chmod(0o755)
        self.file.write_text(f"[Desktop Entry]\nType=Application\nName=Handler\nExec={program} %u\nMimeType={types}\n")
        self.config.write_text("[Default Applications]\n" + "".join(f"{t}=walk-handler.desktop\n" for t in types.split(";") if t))

    def opened(self):
        return self.record.read_text().split() if self.record.exists() else []

    def end(self):
        self.file.unlink(missing_ok=True)
        self.config.unlink(missing_ok=True)
