# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of what a window shows, in each of several views: width, light or dark, contrast."""

import contextlib
import functools
import mmap
import os
import pathlib
import re
import struct
import subprocess
import time
import types
import zlib

from driver import NotThere, Role, wait_for

GAP = 160  # rows of nothing that are longer than this are cut out of a picture
STILL = 0.3  # seconds without a change, after which a window is taken to have drawn all


@functools.cache
def framebuffer():
    """What scripts/virtual-desktop's screen shows, at any moment: map, start, width, height and stride, in bytes."""
    with open(os.environ["HW_FRAMEBUFFER"], "rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    head = struct.unpack(">25I", mapped[:100])  # X11/XWDFile.h
    assert head[11] == 32 and head[7] == 0, "pixels of four bytes, blue first"
    return types.SimpleNamespace(map=mapped, start=head[0] + 12 * head[19], width=head[4], height=head[5], stride=head[12])


def pixels_of_screen(x, y, width, height):
    """Width, height and pixels (blue, green, red and nothing) of as much of this part as is on the screen."""
    screen = framebuffer()
    left, top, right, bottom = max(x, 0), max(y, 0), min(x + width, screen.width), min(y + height, screen.height)
    rows = (screen.start + row * screen.stride for row in range(top, bottom))
    return right - left, bottom - top, b"".join(screen.map[row + left * 4:row + right * 4] for row in rows)


class Picture:
    """Pixels, three bytes each, row by row."""

    def __init__(self, width, height, data):
        self.width, self.height, self.data = width, height, data

    @classmethod
    def of_screen(cls, x, y, width, height):
        return cls.of_pixels(*pixels_of_screen(x, y, width, height))

    @classmethod
    def of_pixels(cls, width, height, pixels):
        data = bytearray(width * height * 3)
        data[0::3], data[1::3], data[2::3] = pixels[2::4], pixels[1::4], pixels[0::4]
        return cls(width, height, bytes(data))

    def row(self, y):
        stride = self.width * 3
        return self.data[y * stride:(y + 1) * stride]

    def pixel(self, x, y):
        at = (y * self.width + x) * 3
        return tuple(self.data[at:at + 3])

    def inside(self, edge):
        """The same without so much on each side."""
        rows = (self.row(y)[edge * 3:(self.width - edge) * 3] for y in range(edge, self.height - edge))
        return Picture(self.width - 2 * edge, self.height - 2 * edge, b"".join(rows))

    def without_gaps(self):
        """The same without long stretches of equal rows: a page's footer stands at the window's lower end."""
        kept, run, last = [], 0, None
        for y in range(self.height):
            row = self.row(y)
            run = run + 1 if row == last else 0
            last = row
            if run < GAP:
                kept.append(row)
        return Picture(self.width, len(kept), b"".join(kept))

    def png(self):
        def chunk(kind, content):
            return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

        rows = b"".join(b"\0" + self.row(y) for y in range(self.height))
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 3)) + chunk(b"IEND", b"")


def set_desktop(width=None, height=None, dark=False, high_contrast=False, **own):
    """Writes the desktop's settings, which a running window follows at once, and the size for the next window."""
    file = pathlib.Path(os.environ["XDG_CONFIG_HOME"]) / "glib-2.0/settings/keyfile"
    file.parent.mkdir(parents=True, exist_ok=True)
    groups = {"io/github/hellowork_mypage/MyPage": dict(own)}
    if file.exists():  # what the program has set itself
        for key, value in re.findall(r"^(server-url)=(.*)$", file.read_text(), re.M):
            groups["io/github/hellowork_mypage/MyPage"].setdefault(key, value)
    if width:
        groups["io/github/hellowork_mypage/MyPage"] |= {"window-width": width, "window-height": height}
    groups["org/gnome/desktop/interface"] = {"color-scheme": "'prefer-dark'" if dark else "'default'", "enable-animations": "false"}
    groups["org/gnome/desktop/a11y/interface"] = {"high-contrast": "true" if high_contrast else "false"}
    new = file.with_suffix(".new")
    new.write_text("".join(f"[{group}]\n" + "".join(f"{k}={v}\n" for k, v in keys.items()) for group, keys in groups.items()))
    new.rename(file)


def set_text_scale(percent):
    """For windows opened from now on. GTK takes the size from the X server, whatever its own settings say."""
    file = pathlib.Path(os.environ["XDG_CONFIG_HOME"]) / "gtk-4.0/settings.ini"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("[Settings]\ngtk-enable-animations=0\ngtk-cursor-blink=0\n")
    subprocess.run(["xprop", "-root", "-f", "RESOURCE_MANAGER", "8s", "-set", "RESOURCE_MANAGER", f"Xft.dpi: {96 * percent // 100}"],
                   check=True)


SCHEMES = {"light": {}, "dark": {"dark": True}, "contrast": {"high_contrast": True},
           "contrast-dark": {"dark": True, "high_contrast": True}}


class Camera:
    """Takes one window's pictures. widths: of the window, each with the height that shows a whole page."""

    def __init__(self, widths, schemes=("light",)):
        self.widths, self.schemes = widths, list(schemes)
        self.scheme = None

    def set_scheme(self, scheme, before=None):
        """before: a function that looks at the screen, to wait until it has changed."""
        if scheme == self.scheme:
            return
        seen = before() if before and self.scheme else None
        set_desktop(**SCHEMES[scheme])
        self.scheme = scheme
        if seen:
            with contextlib.suppress(NotThere):
                wait_for(lambda: before() != seen, "another look", 10)

    def shots(self, window, schemes=None, widths=None, still=True, dialog=False):
        """(scheme, width, picture) for each view of what the window, or the dialog above it, shows now.

        dialog: True, or the height that shows the whole of it."""
        number = top_window(window) if dialog else window.x_window
        schemes = [s for s in (schemes or self.schemes)]
        if self.scheme in schemes:  # the one that is on first, the others after it
            schemes.remove(self.scheme)
            schemes.insert(0, self.scheme)
        place = geometry(number)
        for scheme in schemes:
            self.set_scheme(scheme, lambda: pixels_of_screen(*geometry(number)))
            for width in widths or self.widths:
                size = (width + border(window), self.widths[width])
                if dialog:
                    size = (min(size[0], place[2]), place[3] if dialog is True else dialog)
                resize(number, *size)
                if not still:
                    wait_laid_out(window, width)
                yield scheme, width, settled(number, window.process.pid, 5 if still else 1)
        if dialog:
            resize(number, place[2], place[3])


def wait_laid_out(window, width):
    """For a window in which something may turn all the time: until it knows its width."""
    def frame():
        return next((node for node in window.reader.look().walk() if node.role == Role.FRAME), None)

    window.wait(lambda: (found := frame()) and abs(found.extents[2] - width) <= 2, f"a window {width} pixels wide")


def processor_time(pid):
    """What a process has used, in ticks; None while it wants to run: on a busy machine it may have to wait for that."""
    state, *numbers = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return None if state == "R" else int(numbers[10]) + int(numbers[11])


def settled(number, pid, most=5):
    """The picture of a process's window, once it has stayed the same for a while and the process had nothing to do; after
    so many seconds at the most: something may move all the time, a spinner."""
    place = geometry(number)
    last, used, since = [pixels_of_screen(*place)], [processor_time(pid)], [time.monotonic()]

    def still():
        before, last[0] = last[0], pixels_of_screen(*place)
        used_before, used[0] = used[0], processor_time(pid)
        if before != last[0] or used[0] is None or used[0] != used_before:
            since[0] = time.monotonic()
        return time.monotonic() - since[0] > STILL

    with contextlib.suppress(NotThere):
        wait_for(still, "a picture that stands still", most)
    return Picture.of_pixels(*last[0])


def x_windows(window):
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(window.process.pid)], capture_output=True, text=True)
    return [int(line) for line in found.stdout.split() if min(geometry(int(line))[2:]) > 10]


def top_window(window):
    others = wait_for(lambda: [w for w in x_windows(window) if w != window.x_window], "a second window")
    return others[-1]


def geometry(number):
    text = subprocess.run(["xdotool", "getwindowgeometry", "--shell", str(number)], capture_output=True, text=True).stdout
    values = dict(line.split("=") for line in text.split())
    return tuple(int(values[key]) for key in ("X", "Y", "WIDTH", "HEIGHT"))


def border(window):
    """How much wider than its content a window is that draws its own border, as there is no compositor for a shadow."""
    if not hasattr(window, "border"):
        frame = window.wait(lambda: next((node for node in window.reader.read().walk() if node.role == Role.FRAME), None),
                            "the window's frame")
        window.border = geometry(window.x_window)[2] - frame.extents[2]
    return window.border


def resize(number, width, height):
    """As a hand drags an edge: asked again for a while, as a window that has become narrow may become narrower still."""
    def done():
        if geometry(number)[2:] == (width, height):
            return True
        subprocess.run(["xdotool", "windowsize", str(number), str(width), str(height)], check=True, timeout=20)
        return False

    with contextlib.suppress(NotThere):  # it has a least size
        wait_for(done, "a window of this size", 1)
