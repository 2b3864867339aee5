# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody with a keyboard and nothing else. AT-SPI only tells where the focus is, and how the page stands."""

import ctypes
import functools
import subprocess

from gi.repository import Gio, GLib

import driver
from atspi import Role, State
from tree import Node

LISTEN = "object:state-changed:focused"
AROUND = 32  # pixels around what is in a control in which its focus is drawn, at most
WITHIN = 4  # pixels inside of it where its focus is drawn, at most
SEEN = 3.0  # WCAG 2.2, 1.4.11 and 2.4.13: contrast between what shows the focus and the same pixels without it


class Area:
    """A rectangle on the screen."""

    def __init__(self, left, top, right, bottom):
        self.left, self.top, self.right, self.bottom = left, top, right, bottom

    def grown(self, by):
        return Area(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def within(self, other):
        return Area(max(self.left, other.left), max(self.top, other.top), min(self.right, other.right),
                    min(self.bottom, other.bottom))

    def covers(self, other):
        return (self.left <= other.left and self.top <= other.top and self.right >= other.right
                and self.bottom >= other.bottom)

    @classmethod
    def around(cls, points):
        across, down = [x for x, _ in points], [y for _, y in points]
        return cls(min(across), min(down), max(across) + 1, max(down) + 1)

    def __repr__(self):
        return f"{self.right - self.left} × {self.bottom - self.top} at {self.left}, {self.top}"


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
        x.XDefaultRootWindow.argtypes = x.XCloseDisplay.argtypes = [ctypes.c_void_p]
        x.XDestroyImage.argtypes = [ctypes.c_void_p]
        self.display = x.XOpenDisplay(None)
        self.root = x.XDefaultRootWindow(self.display)
        size = subprocess.run(["xdotool", "getdisplaygeometry"], check=True, capture_output=True, text=True).stdout
        self.area = Area(0, 0, *map(int, size.split()))

    def grab(self):
        """All of it: a number for each pixel, row by row."""
        width, height = self.area.right, self.area.bottom
        found = self.x.XGetImage(self.display, self.root, 0, 0, width, height, 0xffffffff, 2)
        image = ctypes.cast(found, ctypes.POINTER(self.Image)).contents
        assert image.bytes_per_line == 4 * width, "another kind of screen than Xvfb's with 24 bits"
        pixels = memoryview(ctypes.string_at(image.data, 4 * width * height)).cast("I")
        self.x.XDestroyImage(found)
        return pixels

    def changes(self, before, after, area):
        """Where in this area the two differ enough to be seen."""
        area, width = area.within(self.area), self.area.right
        for y in range(area.top, area.bottom):
            row = slice(y * width + area.left, y * width + area.right)
            if before[row] != after[row]:
                for x, one, other in zip(range(area.left, area.right), before[row], after[row]):
                    if one != other and contrast(one & 0xffffff, other & 0xffffff) >= SEEN:
                        yield x, y

    def close(self):
        self.x.XCloseDisplay(self.display)


def luminance(pixel):
    """WCAG's relative luminance of 0xRRGGBB."""
    parts = [(pixel >> shift & 255) / 255 for shift in (16, 8, 0)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@functools.lru_cache(65536)
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

    def leave(self):
        self.reader.bus.connection.signal_unsubscribe(self.subscription)
        self.screen.close()

    # -- where the focus is

    def focus(self):
        """The one node in the window in front that has the focus; None while it is on its way."""
        windows = self.reader.glance()[0].children
        found = [node for node in windows[-1].walk() if node.is_(State.FOCUSED)] if windows else []
        self.reader.measure(found)
        found = [node for node in found if node.on_screen]
        return found[0] if len(found) == 1 else None

    def _moved(self, away):
        if not self.heard or away and self.heard[-1] == away.path:  # a late word of the move before
            return None
        node = Node(self.reader.sender, self.heard[-1], None)
        return node if self.reader.refresh(node) and node.is_(State.FOCUSED) else None

    def press(self, *keys):
        driver.key(*keys)

    def type(self, text):
        driver.type_text(text)

    def move(self, *keys, away=None):
        """Presses keys that move the focus (@away: from here); where to."""
        self.heard.clear()
        self.press(*keys)
        return self.window.wait(lambda: self._moved(away), f"that {' '.join(keys)} moves the focus")

    def at(self, name, roles=None):
        """Waits until what has this name has the focus."""
        def there():
            node = self.focus()
            return node if node and node.name == name and (not roles or node.role in roles) else None

        try:
            return self.window.wait(there, f"the focus on «{name}»")
        except driver.NotThere as error:
            raise driver.NotThere(f"{error}\nThe focus is on {self.focus()!r}") from None

    def tab_to(self, name, roles=None, key="Tab", most=60):
        """As somebody does who knows what he looks for: Tab until it has the focus."""
        passed, node = [], None
        for _ in range(most):
            node = self.move(key, away=node)
            if node.name == name and (not roles or node.role in roles):
                return node
            passed.append(node.name)
        raise driver.NotThere(f"{most} × {key} did not come to «{name}», only to {passed}")

    # -- going round

    def round(self, key="Tab", arrived=None):
        """All stops of one round through the window, from where the focus is to where it comes back.

        arrived(before, last, node) is called at each, with the screen as it was at the last stop."""
        last, stops = self.focus(), []
        while True:
            before = self.screen.grab()
            node = self.move(key, away=last)
            if arrived:
                arrived(before, last, node)
            if stops and node.path == stops[0].path:
                return stops
            stops.append(node)
            last = node
            assert len(stops) < 100, f"no round: {stops}"

    def origin(self):
        """Where what AT-SPI measures from is on the screen: within the active window's border."""
        shown = subprocess.run(["xdotool", "getactivewindow", "getwindowgeometry", "--shell"], check=True, capture_output=True,
                               text=True).stdout
        values = dict(line.split("=") for line in shown.splitlines() if "=" in line)
        front = self.reader.glance()[0].children[-1]
        self.reader.measure([front])
        edge = (int(values["WIDTH"]) - front.extents[2]) // 2
        return int(values["X"]) + edge, int(values["Y"]) + edge

    def is_seen(self, origin):
        """For round(): around what got the focus, on all sides, there is something that was not there before: as many pixels
        as it is wide and high."""
        def arrived(before, last, node):
            x, y, width, height = node.extents
            own = Area(origin[0] + x, origin[1] + y, origin[0] + x + width, origin[1] + y + height)

            def seen():
                changed = list(self.screen.changes(before, self.screen.grab(), own.grown(AROUND)))
                return len(changed) >= width + height and Area.around(changed).grown(WITHIN).covers(own)

            self.window.wait(seen, f"that the focus on {node!r} ({own}) is seen")
            place = last.extents if last else None
            assert not last or not self.reader.refresh(last) or last.extents == place, f"the page scrolled before {node!r}"

        return arrived

    def is_in_sight(self, before, last, node):
        """For round(): what got the focus is where the page is not scrolled away."""
        def there():
            now = next((n for n in self.reader.glance() if n.path == node.path), None)
            if now is None or not now.is_(State.FOCUSED):
                return False
            panes = [a for a in now.ancestors() if a.role == Role.SCROLL_PANE]
            self.reader.measure([now, *panes])
            x, y, width, height = now.extents
            return all(left <= x + width // 2 <= left + across and top <= y and y + min(height, down) <= top + down
                       for left, top, across, down in (pane.extents for pane in panes))

        self.window.wait(there, f"that {node!r} comes in sight with the focus")
