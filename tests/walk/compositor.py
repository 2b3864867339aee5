# SPDX-License-Identifier: GPL-3.0-or-later
"""A window manager and compositor by name only. Where GTK finds one it draws its window as on every desktop: with round
corners, and a shadow around them. The pictures taken here are transparent where the window is."""

import ctypes
import re
import subprocess

X = ctypes.CDLL("libX11.so.6")
for function in ("XOpenDisplay", "XGetImage"):
    getattr(X, function).restype = ctypes.c_void_p
for function in ("XInternAtom", "XDefaultRootWindow", "XCreateSimpleWindow"):
    getattr(X, function).restype = ctypes.c_ulong

ATOM, WINDOW = 4, 33  # XA_ATOM, XA_WINDOW
ALL_PLANES, Z_PIXMAP = ctypes.c_ulong(-1), 2


class Image(ctypes.Structure):
    """The beginning of an XImage."""

    _fields_ = [("width", ctypes.c_int), ("height", ctypes.c_int), ("xoffset", ctypes.c_int), ("format", ctypes.c_int),
                ("data", ctypes.c_void_p)]


class Compositor:
    def __init__(self):
        self.display = ctypes.c_void_p(X.XOpenDisplay(None))
        self.root = ctypes.c_ulong(X.XDefaultRootWindow(self.display))
        self.window = ctypes.c_ulong(X.XCreateSimpleWindow(self.display, self.root, 0, 0, 1, 1, 0, 0, 0))
        X.XSetSelectionOwner(self.display, self._atom("_NET_WM_CM_S0"), self.window, ctypes.c_ulong(0))
        for window in (self.root, self.window):
            self._set(window, "_NET_SUPPORTING_WM_CHECK", WINDOW, self.window)
        self._set(self.root, "_NET_SUPPORTED", ATOM, self._atom("_GTK_FRAME_EXTENTS"))
        X.XSync(self.display, 0)

    def _atom(self, name):
        return ctypes.c_ulong(X.XInternAtom(self.display, name.encode(), 0))

    def _set(self, window, name, kind, value):
        X.XChangeProperty(self.display, window, self._atom(name), ctypes.c_ulong(kind), 32, 0, ctypes.byref(value), 1)

    def png(self, number, width, height):
        """A picture of a window of that size, which has to be on the screen as a whole."""
        image = X.XGetImage(self.display, ctypes.c_ulong(number), 0, 0, width, height, ALL_PLANES, Z_PIXMAP)
        pixels = bytearray(ctypes.string_at(Image.from_address(image).data, width * height * 4))
        for at in range(0, len(pixels), 4):
            blue, green, red, alpha = pixels[at:at + 4]  # each of them multiplied by alpha
            pixels[at:at + 4] = [min(255, c * 255 // alpha) for c in (red, green, blue)] + [alpha] if alpha else bytes(4)
        return subprocess.run(["convert", "-size", f"{width}x{height}", "-depth", "8", "rgba:-", "-strip", "png:-"],
                              input=bytes(pixels), stdout=subprocess.PIPE, check=True).stdout


def shadow(number):
    """How wide and how high the shadow of a window is, both sides together."""
    said = subprocess.run(["xprop", "-id", str(number), "_GTK_FRAME_EXTENTS"], capture_output=True, text=True, check=True).stdout
    left, right, top, bottom = map(int, re.findall(r"\d+", said.partition("=")[2]))
    return left + right, top + bottom
