# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody who neither sees the window nor has a keyboard or mouse: AT-SPI alone, by role and name."""

from atspi import Role, State

BUTTONS = (Role.PUSH_BUTTON, Role.TOGGLE_BUTTON, Role.LINK, Role.CHECK_BOX, Role.MENU_ITEM)
FIELDS = (Role.TEXT, Role.ENTRY, Role.PASSWORD_TEXT)


class ScreenReader:
    """Reads the window of @window (a driver.Window), presses and fills in what is there."""

    def __init__(self, window):
        self.window = window
        self.tree = window.reader

    def read(self):
        return self.tree.read()

    def until(self, condition, what):
        """The first true value of condition(root), with the tree looked at anew each time (tree.Reader.look())."""
        return self.window.wait(lambda: condition(self.tree.look()), what)

    def top(self, root):
        """The window that is in front: the last one that was opened."""
        return root.children[-1]

    @staticmethod
    def matches(root, name, roles=None):
        return [node for node in root.walk() if node.name == name and node.on_screen and (not roles or node.role in roles)]

    def find(self, name, roles=None):
        """The node with exactly this name in the window in front, once it is there."""
        return self.until(lambda root: next(iter(self.matches(self.top(root), name, roles)), None),
                          f"«{name}» {[role.nick for role in roles or ()]}")

    def sees(self, text):
        """Waits for a text anywhere in the window in front."""
        def there(root):
            nodes = [node for node in self.top(root).walk() if node.on_screen]
            if any(text in node.name for node in nodes):
                return True
            self.tree.read_texts(nodes)
            return any(text in (node.text or "") for node in nodes)

        return self.until(there, f"the text «{text}»")

    def press(self, name, description=""):
        """Presses what has this name (and this in its description, where several have the name)."""
        def pressable(root):
            return next((node for node in self.matches(self.top(root), name, BUTTONS)
                         if node.is_(State.SENSITIVE) and description in node.description and self.tree.refresh(node)
                         and node.actions), None)

        node = self.until(pressable, f"a button «{name}» with an action")
        assert self.tree.act(node), f"{node} refused its action"

    def fill(self, name, text):
        node = self.find(name, FIELDS)
        assert self.tree.write(node, text), f"{node} refused the text"

    def paste(self, name, text):
        node = self.find(name, FIELDS)
        assert self.tree.write(node, "") and self.tree.insert(node, text), f"{node} refused the text"

    def value(self, name):
        return self.until(lambda root: next((node for node in self.matches(self.top(root), name, FIELDS)
                                             if self.tree.refresh(node)), None), f"the field «{name}»").text

    def is_checked(self, name):
        return self.find(name, (Role.CHECK_BOX, Role.TOGGLE_BUTTON)).is_(State.CHECKED)

    # -- windows

    def wait_for_window(self, count):
        return self.until(lambda root: root if len(root.children) == count else None, f"{count} window(s)")

    def close_front(self):
        """Closes the window in front of the first one, as its own close button does."""
        root = self.wait_for_window(2)
        front = self.top(root)
        assert self.tree.refresh(front) and self.tree.act(front, "window.close")
        self.wait_for_window(1)


