# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the window from outside, as a screen reader's user does: through AT-SPI, by role and name.

Every look clears the accessibility cache and turns the main context first, or it would see an old tree
(GTK 4.8). Every wait is for a condition, with a bound, and says at its end what was there instead.
"""

import contextlib
import functools
import os
import pathlib
import re
import signal
import subprocess
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

import tree  # noqa: E402

WAIT = 30.0

Role = Atspi.Role
State = Atspi.StateType

BUTTONS = (Role.PUSH_BUTTON, Role.TOGGLE_BUTTON, Role.LINK)
FIELDS = (Role.TEXT, Role.ENTRY, Role.PASSWORD_TEXT)


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
        try:
            value = condition()
        except GLib.Error:  # an object that went away while it was looked at
            value = None
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
        self.root = self.wait(self._application, "the program on the accessibility bus", looking=False)

    def _start(self, command, env):
        return subprocess.Popen(command, env=env, stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL)

    # -- the tree

    def _application(self):
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        if self.process.poll() is not None:
            raise NotThere(f"the program ended with status {self.process.returncode}")
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child is not None and child.get_process_id() == self.process.pid and child.get_child_count() > 0:
                return child
        return None

    def nodes(self, start=None):
        """All that is visible now, in reading order."""
        root = start or self.root
        if start is None:
            root.clear_cache()
        stack = [root]
        while stack:
            node = stack.pop()
            try:
                if node is not self.root and node.get_role() not in (Role.APPLICATION,):
                    states = node.get_state_set()
                    if not states.contains(State.VISIBLE):
                        continue
                yield node
                stack.extend(child for i in reversed(range(node.get_child_count()))
                             if (child := node.get_child_at_index(i)) is not None)
            except GLib.Error:
                continue

    @staticmethod
    def on_screen(node):
        """Not hidden in a stack: it has an extent. (STATE_SHOWING is not there on GTK 4.8.)"""
        with contextlib.suppress(GLib.Error):
            extent = node.get_extents(Atspi.CoordType.WINDOW)
            return extent.width > 1 and extent.height > 1
        return False

    def find(self, name=None, roles=None, nth=0, match=None):
        found = 0
        for node in self.nodes():
            try:
                if roles and node.get_role() not in roles:
                    continue
                text = node.get_name()
            except GLib.Error:
                continue
            if name is not None and text != name:
                continue
            if match is not None and not re.search(match, text or ""):
                continue
            if not self.on_screen(node):
                continue
            if found == nth:
                return node
            found += 1
        return None

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
        lines = []
        for node in self.nodes():
            with contextlib.suppress(GLib.Error):
                if not self.on_screen(node):
                    continue
                name = node.get_name()
                if name:
                    lines.append(name)
                content = content_of(node)
                if content and content != name and node.get_role() not in (Role.PASSWORD_TEXT,):
                    lines.append(content)
        return "\n".join(lines)

    @functools.cached_property
    def reader(self):
        """Reads the whole tree at once (tree.Reader)."""
        return tree.Reader.of_process(self.process.pid)

    def describe(self):
        lines = []
        for node in self.reader.read().walk():
            if node.name or node.role in FIELDS:
                marks = [mark for mark, so in (("focused", node.is_(State.FOCUSED)), ("off", not node.on_screen)) if so]
                lines.append(f"  {Role(node.role).value_nick}: {node.name!r} {' '.join(marks)}".rstrip())
        return "\n".join(lines[:300])

    # -- what a person does

    def press(self, name, timeout=WAIT, nth=0):
        """Presses the button or link with this name."""
        def pressable():
            node = self.find(name, BUTTONS, nth)
            return node if node and node.get_state_set().contains(State.SENSITIVE) else None

        node = self.wait(pressable, f"a button «{name}» that can be pressed", timeout)
        action = node.get_action_iface()
        assert action is not None and action.get_n_actions() > 0, f"«{name}» has no action for assistive programs"
        assert action.do_action(0), f"«{name}» refused its action"

    def toggle(self, name, timeout=WAIT):
        node = self.expect(name, (Role.CHECK_BOX, Role.TOGGLE_BUTTON), timeout)
        action = node.get_action_iface()
        assert action is not None and action.get_n_actions() > 0, f"«{name}» has no action for assistive programs"
        action.do_action(0)

    def is_checked(self, name):
        node = self.expect(name, (Role.CHECK_BOX, Role.TOGGLE_BUTTON))
        return node.get_state_set().contains(State.CHECKED)

    def fill(self, name, value, timeout=WAIT):
        """Writes into the field with this name."""
        field = self.expect(name, FIELDS, timeout)
        editable = field.get_editable_text_iface()
        assert editable is not None, f"«{name}» cannot be edited by assistive programs"
        assert editable.set_text_contents(value), f"«{name}» refused the text"

    def value(self, name):
        return content_of(self.expect(name, FIELDS))

    def is_invalid(self, name):
        states = self.expect(name, FIELDS).get_state_set()
        # GTK 4.8 says INVALID where newer ones say INVALID_ENTRY.
        return states.contains(State.INVALID_ENTRY) or states.contains(State.INVALID)

    def focus(self):
        """Gives the keyboard to the window, as a window manager does: there is none here."""
        found = subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--pid", str(self.process.pid)], check=True,
                               capture_output=True, text=True).stdout.split()
        subprocess.run(["xdotool", "windowfocus", "--sync", found[-1]], check=True)

    def focused(self):
        for node in self.nodes():
            with contextlib.suppress(GLib.Error):
                if node.get_state_set().contains(State.FOCUSED):
                    return node
        return None

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


def content_of(node):
    text = node.get_text_iface()
    if text is None:
        return None
    return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text))


def key(*names):
    """Presses keys on the keyboard, one after the other: key("Tab", "Return")."""
    subprocess.run(["xdotool", "key", "--clearmodifiers", *names], check=True)


def type_text(text):
    subprocess.run(["xdotool", "type", "--clearmodifiers", "--delay", "5", text], check=True)
