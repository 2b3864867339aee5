# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody with a keyboard and nothing else. AT-SPI only tells where the focus is, and how the page stands."""

import ctypes
import subprocess

from gi.repository import Gio, GLib

import driver
from tree import Node, Role, State

LISTEN = "object:state-changed:focused"
AROUND = 32  # pixels around a control in which its focus is drawn, at most
SEEN = 3.0   # WCAG 2.2, 1.4.11: contrast of what shows the focus


class Screen:
    """Pixels, straight from the X server."""

    class Image(ctypes.Structure):
        _fields_ = [("width", ctypes.c_int), ("height", ctypes.c_int), ("xoffset", ctypes.c_int), ("format", ctypes.c_int),
                    ("data", ctypes.POINTER(ctypes.c_ubyte)), ("byte_order", ctypes.c_int), ("bitmap_unit", ctypes.c_int),
                    ("bitmap_bit_order", ctypes.c_int), ("bitmap_pad", ctypes.c_int), ("depth", ctypes.c_int),
                    ("bytes_per_line", ctypes.c_int)]

    def __init__(self):
        x = self.x = ctypes.CDLL("libX11.so.6")
        x.XOpenDisplay.restype = x.XGetImage.restype = ctypes.c_void_p
        x.XDefaultRootWindow.restype = ctypes.c_ulong
        x.XGetImage.argtypes = [ctypes.c_void_p, ctypes.c_ulong, *[ctypes.c_int] * 2, *[ctypes.c_uint] * 2, ctypes.c_ulong,
                                ctypes.c_int]
        x.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
        x.XDestroyImage.argtypes = [ctypes.c_void_p]
        self.display = x.XOpenDisplay(None)
        self.root = x.XDefaultRootWindow(self.display)

    def grab(self, left, top, width, height):
        """[(red, green, blue)] by rows."""
        found = self.x.XGetImage(self.display, self.root, left, top, width, height, 0xffffffff, 2)
        image = ctypes.cast(found, ctypes.POINTER(self.Image)).contents
        data = ctypes.string_at(image.data, image.bytes_per_line * height)
        rows = [data[y * image.bytes_per_line:][:4 * width] for y in range(height)]
        self.x.XDestroyImage(found)
        return [[(row[i + 2], row[i + 1], row[i]) for i in range(0, 4 * width, 4)] for row in rows]


def luminance(pixel):
    parts = [c / 255 for c in pixel]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


class Keyboard:
    def __init__(self, window):
        self.window, self.reader, self.screen = window, window.reader, Screen()
        self.heard = []
        connection = self.reader.bus.connection
        self.reader.bus.ask([("org.a11y.atspi.Registry", "/org/a11y/atspi/registry", "org.a11y.atspi.Registry", "RegisterEvent",
                              GLib.Variant("(sass)", (LISTEN, [], "")))])
        self.subscription = connection.signal_subscribe(self.reader.sender, "org.a11y.atspi.Event.Object", "StateChanged", None,
                                                        "focused", Gio.DBusSignalFlags.NONE, self._on_focus)

    def _on_focus(self, connection, sender, path, interface, signal, parameters):
        if parameters.unpack()[1]:
            self.heard.append(path)

    # -- where the focus is

    def focus(self):
        """The one node that has the focus; None while it is on its way."""
        found = [node for node in self.reader.read().walk() if node.is_(State.FOCUSED) and node.on_screen]
        return found[0] if len(found) == 1 else None

    def _moved(self):
        if not self.heard:
            return None
        node = Node(self.reader.sender, self.heard[-1], None)
        self.reader.refresh(node)
        return node if node.is_(State.FOCUSED) else None

    def press(self, *keys):
        driver.key(*keys)

    def type(self, text):
        driver.type_text(text)

    def move(self, *keys):
        """Presses keys that move the focus; where to."""
        self.heard.clear()
        self.press(*keys)
        return self.window.wait(self._moved, f"that {' '.join(keys)} moves the focus")

    def at(self, name, roles=None):
        """Waits until what has this name has the focus."""
        def there():
            node = self.focus()
            return node if node and node.name == name and (not roles or node.role in roles) else None

        try:
            return self.window.wait(there, f"the focus on «{name}»")
        except driver.NotThere as error:
            raise driver.NotThere(f"{error}\nThe focus is on {self.focus()!r}") from None

    def tab_to(self, name, roles=None, key="Tab", most=40):
        """As somebody does who knows what he looks for: Tab until it has the focus."""
        passed = []
        for _ in range(most):
            node = self.move(key)
            if node.name == name and (not roles or node.role in roles):
                return node
            passed.append(node.name)
        raise driver.NotThere(f"{most} × {key} did not come to «{name}», only to {passed}")

    # -- going round

    def round(self, key="Tab"):
        """All stops of one round through the window, from where the focus is to where it comes back."""
        stops = [self.move(key)]
        while True:
            node = self.move(key)
            if node.path == stops[0].path:
                return stops
            stops.append(node)
            assert len(stops) < 100, f"no round: {stops}"

    def origin(self):
        """Where the window in front is on the screen."""
        shown = subprocess.run(["xdotool", "getactivewindow", "getwindowgeometry", "--shell"], check=True, capture_output=True,
                               text=True).stdout
        values = dict(line.split("=") for line in shown.splitlines() if "=" in line)
        return int(values["X"]), int(values["Y"])

    def around(self, node):
        x, y, width, height = node.extents
        left, top = self.origin()
        return (max(0, left + x - AROUND), max(0, top + y - AROUND), width + 2 * AROUND, height + 2 * AROUND)


__all__ = ["AROUND", "SEEN", "Keyboard", "Role", "Screen", "State", "contrast"]
