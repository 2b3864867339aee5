# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the window from outside, as a screen reader's user does: through AT-SPI, by role and name.

Every look reads the tree anew (tree.py): what has gone since is not there, and is looked for again. Every wait is for a
condition, with a bound, and says at its end what was there instead.
"""

import contextlib
import os
import pathlib
import re
import signal
import subprocess
import time

from gi.repository import GLib

import tree
from atspi import Role, State

WAIT = 30.0

BUTTONS = (Role.PUSH_BUTTON, Role.TOGGLE_BUTTON, Role.LINK)
FIELDS = (Role.TEXT, Role.ENTRY, Role.PASSWORD_TEXT)
TICKS = (Role.CHECK_BOX, Role.TOGGLE_BUTTON)


class NotThere(AssertionError):
    """What was waited for did not come."""


def wait_for(condition, what, timeout=WAIT, describe=None):
    """Turns the main context until condition() gives something true, and returns that."""
    context = GLib.MainContext.default()
    end = time.monotonic() + timeout
    pause = 0.02
    while True:
        for _ in range(64):
            if not context.iteration(False):
                break
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            seen = f"\nThere was:\n{describe()}" if describe else ""
            raise NotThere(f"not within {timeout:.0f} s: {what}{seen}")
        time.sleep(pause)
        pause = min(pause * 1.5, 0.2)


class Window:
    """One run of the program, and what is in its window."""

    def __init__(self, program, *arguments, env=None, log=None):
        self.log = open(log, "ab") if log else subprocess.DEVNULL
        self.process = self._start([program, *arguments], {**os.environ, **(env or {})})
        bus = tree.Bus()
        self.reader = tree.Reader(bus, *self.wait(lambda: bus.application(self.process.pid),
                                                  "the program on the accessibility bus", looking=False))

    def _start(self, command, env):
        return subprocess.Popen(command, env=env, stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL)

    # -- the tree: what is found is a tree.Node

    def find(self, name=None, roles=None, nth=0, match=None):
        """Of what has this name (or a name that @match finds) and one of these roles, the nth that is on the screen."""
        found = [node for node in self.reader.glance()
                 if (not roles or node.role in roles) and (name is None or node.name == name)
                 and (match is None or re.search(match, node.name))]
        self.reader.measure(found)
        return next((node for node in [node for node in found if node.on_screen][nth:]), None)

    def wait(self, condition, what, timeout=WAIT, looking=True):
        def alive():
            value = condition()
            if not value and self.process.poll() is not None:
                raise NotThere(f"the program ended with status {self.process.returncode} while waiting for {what}")
            return value

        return wait_for(alive, what, timeout, self.describe if looking else None)

    def expect(self, name, roles=None, timeout=WAIT, nth=0):
        """The node with exactly this name, once it is there."""
        return self.wait(lambda: self.find(name, roles, nth), f"«{name}» {roles or ''}", timeout)

    def expect_text(self, text, timeout=WAIT):
        """Some node whose name or text holds this sentence."""
        return self.wait(lambda: text in self.text(), f"the text «{text}»", timeout)

    def expect_gone(self, text, timeout=WAIT):
        return self.wait(lambda: text not in self.text(), f"that «{text}» goes", timeout)

    def text(self):
        """Everything that can be read in the window now."""
        nodes = self.reader.glance()
        self.reader.measure(nodes)
        seen = [node for node in nodes if node.on_screen]
        self.reader.read_texts([node for node in seen if node.role != Role.PASSWORD_TEXT])
        lines = []
        for node in seen:
            lines += [node.name] if node.name else []
            lines += [node.text] if node.text and node.text != node.name else []
        return "\n".join(lines)

    def describe(self):
        lines = []
        for node in self.reader.look().walk():
            if node.name or node.role in FIELDS:
                marks = [mark for mark, so in (("focused", node.is_(State.FOCUSED)), ("off", not node.on_screen)) if so]
                lines.append(f"  {node.role.nick}: {node.name!r} {' '.join(marks)}".rstrip())
        return "\n".join(lines[:300])

    # -- what a person does

    def _do(self, find, what, deed, timeout):
        """Does deed(node) to what find() finds; looks again if it went away meanwhile."""
        def done():
            node = find()
            return node and self.reader.refresh(node) and deed(node) is not None

        self.wait(done, what, timeout)

    def act(self, node):
        """Does the first action that an object offers."""
        assert self.reader.refresh(node) and node.actions, f"{node} has no action for assistive programs"
        assert self.reader.act(node), f"{node} refused its action"

    def press(self, name, timeout=WAIT, nth=0):
        """Presses the button or link with this name."""
        def pressable():
            node = self.find(name, BUTTONS, nth)
            return node if node and node.is_(State.SENSITIVE) else None

        self._do(pressable, f"a button «{name}» that can be pressed", self._act, timeout)

    def toggle(self, name, timeout=WAIT):
        self._do(lambda: self.find(name, TICKS), f"«{name}» to tick", self._act, timeout)

    def _act(self, node):
        assert node.actions, f"{node} has no action for assistive programs"
        done = self.reader.act(node)
        assert done is not False, f"{node} refused its action"
        return done

    def is_checked(self, name):
        return self.expect(name, TICKS).is_(State.CHECKED)

    def fill(self, name, value, timeout=WAIT):
        """Writes into the field with this name."""
        def write(node):
            done = self.reader.write(node, value)
            assert done is not False, f"{node} refused the text"
            return done

        self._do(lambda: self.find(name, FIELDS), f"the field «{name}»", write, timeout)

    def value(self, name):
        """What is written in the field with this name."""
        def content():
            node = self.find(name, FIELDS)
            return node if node and self.reader.refresh(node) and node.text is not None else None

        return self.wait(content, f"the field «{name}»").text

    def description(self, name):
        """What else is said of the field with this name."""
        return self.wait(lambda: (node := self.find(name, FIELDS)) and self.reader.refresh(node) and node,
                         f"the field «{name}»").description

    def is_invalid(self, name):
        node = self.expect(name, FIELDS)
        # GTK 4.8 says INVALID where newer ones say INVALID_ENTRY.
        return node.is_(State.INVALID_ENTRY) or node.is_(State.INVALID)

    def x_windows(self):
        """The X server's numbers of its windows, the last one opened last; none while one of them goes."""
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)], capture_output=True,
                               text=True)
        return found.stdout.split() if found.returncode == 0 else []

    def focus(self):
        """Gives the keyboard to the window, as a window manager does: there is none here."""
        def given():
            windows = self.x_windows()
            return windows and subprocess.run(["xdotool", "windowfocus", "--sync", windows[-1]]).returncode == 0

        self.wait(given, "that the window has the keyboard")

    def focused(self):
        return next((node for node in self.reader.glance() if node.is_(State.FOCUSED)), None)

    # -- pictures, and the end

    def picture(self, path, settle=True):
        """A PNG of the screen, once two in a row are the same."""
        path = pathlib.Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)

        def shoot():
            return subprocess.run(["import", "-silent", "-window", "root", "png:-"], check=True,
                                  stdout=subprocess.PIPE).stdout

        if settle:
            last = [shoot()]

            def same():
                now = shoot()
                before, last[0] = last[0], now
                return pixels(before) == pixels(now)

            with contextlib.suppress(NotThere):  # something moves all the time: a spinner
                wait_for(same, "a picture that stands still", 5)
            path.write_bytes(last[0])
        else:
            path.write_bytes(shoot())

    def kill(self):
        """As a loss of power would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(WAIT)
        self._gone()

    def close(self):
        """Ends it as the desktop does at logout."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self._gone()
        return self.process.returncode

    def wait_closed(self, timeout=WAIT):
        wait_for(lambda: self.process.poll() is not None, "the program's end", timeout)
        self._gone()
        return self.process.returncode

    def _gone(self):
        if self.log is not subprocess.DEVNULL:
            self.log.close()
            self.log = subprocess.DEVNULL


def pixels(png):
    """The picture without the PNG's own time stamps."""
    return re.sub(rb"(tEXt|tIME|zTXt).{0,80}", b"", png, flags=re.S)


def key(*names):
    """Presses keys on the keyboard, one after the other: key("Tab", "Return")."""
    subprocess.run(["xdotool", "key", "--clearmodifiers", *names], check=True)


def type_text(text):
    subprocess.run(["xdotool", "type", "--clearmodifiers", "--delay", "5", text], check=True)
