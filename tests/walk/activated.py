# SPDX-License-Identifier: GPL-3.0-or-later
"""A window that the session bus knows by the application's name, whoever started it."""

import os
import signal
import subprocess

from gi.repository import Gio, GLib

from driver import WAIT, NotThere, Window, wait_for

APPLICATION = "io.github.hellowork_mypage.MyPage"
OBJECT = "/io/github/hellowork_mypage/MyPage"


def call(name, path, interface, method, parameters=None):
    """A call on the session bus; returns its results as a tuple."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    return bus.call_sync(name, path, interface, method, parameters, None, Gio.DBusCallFlags.NONE, int(WAIT * 1000)).unpack()


def bus_call(method, parameters=None):
    return call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", method, parameters)


def activate():
    """Opens the window as a desktop does that starts applications through the bus."""
    call(APPLICATION, OBJECT, "org.freedesktop.Application", "Activate", GLib.Variant("(a{sv})", ({},)))


def activate_action(name):
    """An action of the application, as an entry of its menu has."""
    call(APPLICATION, OBJECT, "org.freedesktop.Application", "ActivateAction", GLib.Variant("(sava{sv})", (name, [], {})))


class NamedProcess:
    """What owns the application's name on the bus, with as much of a subprocess.Popen as a Window needs."""

    returncode = None

    @property
    def pid(self):
        """The owner's (of a Flatpak: its proxy's, for both buses), or None."""
        try:
            return bus_call("GetConnectionUnixProcessID", GLib.Variant("(s)", (APPLICATION,)))[0]
        except GLib.Error:
            return None

    def poll(self):
        self.returncode = None if self.pid else 0
        return self.returncode

    def wait(self, timeout=None):
        try:
            wait_for(lambda: not self.pid, "the end of the program", timeout or WAIT)
        except NotThere:
            raise subprocess.TimeoutExpired(APPLICATION, timeout)
        return 0

    def send_signal(self, number):
        pid = self.pid
        if pid:
            os.kill(pid, number)

    def terminate(self):
        self.send_signal(signal.SIGTERM)

    def kill(self):
        self.send_signal(signal.SIGKILL)


class ActivatedWindow(Window):
    """The window after activate()."""

    def __init__(self):
        super().__init__(None)

    def _start(self, command, env):
        activate()
        return NamedProcess()
