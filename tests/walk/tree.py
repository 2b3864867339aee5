# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole accessible tree of the window at one moment, over D-Bus, all questions at once.

libatspi asks one thing at a time and waits for each answer: seconds for a page. Here the questions about a level
of the tree leave together, so that a page with hundreds of objects is read in a fraction of that.
"""

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

ACCESSIBLE = "org.a11y.atspi.Accessible"
DEADLINE_MS = 30000
WINDOW_COORDINATES = 1

Role = Atspi.Role
State = Atspi.StateType


class Node:
    """An accessible object, as it was when it was asked."""

    def __init__(self, sender, path, parent):
        self.sender, self.path, self.parent = sender, path, parent
        self.children, self.interfaces, self.actions = [], [], []
        self.role, self.name, self.description, self.text, self.length = Role.INVALID, "", "", None, None
        self.states, self.relations, self.attributes = frozenset(), {}, {}
        self.extents = (0, 0, 0, 0)

    def is_(self, *states):
        return all(int(state) in self.states for state in states)

    @property
    def on_screen(self):
        """Not hidden in a stack: it has an extent. (STATE_SHOWING is not there on GTK 4.8.)"""
        return self.extents[2] > 1 and self.extents[3] > 1

    def walk(self):
        """This one and all below, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self):
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def __repr__(self):
        return f"{Role(self.role).value_nick} «{self.name}»"


class Bus:
    """The accessibility bus, by itself: what libatspi caches does not matter here."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        (address,) = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None,
                                       GLib.VariantType("(s)"), 0, DEADLINE_MS).unpack()
        flags = Gio.DBusConnectionFlags
        self.connection = Gio.DBusConnection.new_for_address_sync(
            address, flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None)

    def ask(self, questions):
        """Answers to [(sender, path, interface, method, arguments)]: None where the object has gone or says no."""
        context = GLib.MainContext.new()
        context.push_thread_default()
        answers, left = [None] * len(questions), [len(questions)]

        def on_answer(connection, result, index):
            left[0] -= 1
            try:
                answers[index] = connection.call_finish(result).unpack()
            except GLib.Error:
                pass

        try:
            for index, (sender, path, interface, method, arguments) in enumerate(questions):
                self.connection.call(sender, path, interface, method, arguments, None, Gio.DBusCallFlags.NO_AUTO_START,
                                     DEADLINE_MS, None, on_answer, index)
            while left[0]:
                context.iteration(True)
        finally:
            context.pop_thread_default()
        return answers


def _facts_of(node):
    """What is asked about every object, and where the answer goes."""
    def keep(name):
        return lambda answer: setattr(node, name, answer[0])

    def states(answer):
        low, high = (list(answer[0]) + [0, 0])[:2]
        bits = low | high << 32
        node.states = frozenset(bit for bit in range(64) if bits >> bit & 1)

    def relations(answer):
        node.relations = {Atspi.RelationType(kind): [path for _, path in targets] for kind, targets in answer[0]}

    def properties(answer):
        node.name, node.description = answer[0].get("Name", ""), answer[0].get("Description", "")

    def role(answer):
        node.role = Role(answer[0])

    return [
        ("org.freedesktop.DBus.Properties", "GetAll", GLib.Variant("(s)", (ACCESSIBLE,)), properties),
        (ACCESSIBLE, "GetRole", None, role),
        (ACCESSIBLE, "GetState", None, states),
        (ACCESSIBLE, "GetRelationSet", None, relations),
        (ACCESSIBLE, "GetAttributes", None, keep("attributes")),
        (ACCESSIBLE, "GetInterfaces", None, keep("interfaces")),
        ("org.a11y.atspi.Component", "GetExtents", GLib.Variant("(u)", (WINDOW_COORDINATES,)), keep("extents")),
    ]


def _actions_of(node):
    def actions(answer):
        node.actions = [action[0] for action in answer[0]]

    return [("org.a11y.atspi.Action", "GetActions", None, actions)] if "org.a11y.atspi.Action" in node.interfaces else []


def _length_of(node):
    def length(answer):
        node.length = answer[0]

    if "org.a11y.atspi.Text" not in node.interfaces or node.role == Role.LABEL:  # a label's text is its name
        return []
    return [("org.freedesktop.DBus.Properties", "Get", GLib.Variant("(ss)", ("org.a11y.atspi.Text", "CharacterCount")), length)]


def _text_of(node):
    """GTK 4.8 takes no -1 for the end."""
    def text(answer):
        node.text = answer[0]

    return [] if node.length is None else [
        ("org.a11y.atspi.Text", "GetText", GLib.Variant("(ii)", (0, node.length)), text)]


class Reader:
    """Reads one program's tree."""

    def __init__(self, bus, sender):
        self.bus, self.sender = bus, sender

    def _ask_all(self, nodes, questions_of):
        questions, takers = [], []
        for node in nodes:
            for interface, method, arguments, take in questions_of(node):
                questions.append((node.sender, node.path, interface, method, arguments))
                takers.append(take)
        for take, answer in zip(takers, self.bus.ask(questions)):
            if answer is not None:
                take(answer)

    def _children(self, nodes):
        answers = self.bus.ask([(node.sender, node.path, ACCESSIBLE, "GetChildren", None) for node in nodes])
        for node, answer in zip(nodes, answers):
            node.children = [Node(sender, path, node) for sender, path in (answer[0] if answer else ())]
        return [child for node in nodes for child in node.children]

    def refresh(self, node):
        """Asks anew about this one."""
        self._ask_all([node], _facts_of)

    def read(self, hidden=False):
        """The application's node with all that is visible below it (with @hidden: all)."""
        root = Node(self.sender, "/org/a11y/atspi/accessible/root", None)
        level, everything = self._children([root]), [root]
        while level:
            self._ask_all(level, _facts_of)
            kept = [node for node in level if hidden or int(State.VISIBLE) in node.states]
            for node in set(level) - set(kept):
                node.parent.children.remove(node)
            everything += kept
            level = self._children(kept)
        for questions in (_actions_of, _length_of, _text_of):
            self._ask_all(everything, questions)
        return root

    @classmethod
    def of_process(cls, pid):
        bus = Bus()
        names, = bus.ask([("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "ListNames", None)])
        names = [name for name in names[0] if name.startswith(":")]
        owners = bus.ask([("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                           "GetConnectionUnixProcessID", GLib.Variant("(s)", (name,))) for name in names])
        return cls(bus, next(name for name, owner in zip(names, owners) if owner and owner[0] == pid))

    # -- what an assistive program may do to an object

    def _tell(self, node, interface, method, arguments):
        answer, = self.bus.ask([(node.sender, node.path, "org.a11y.atspi." + interface, method, arguments)])
        return bool(answer and answer[0])

    def act(self, node, action=None):
        """Does its first action, or the one of this name."""
        index = node.actions.index(action) if action else 0
        return self._tell(node, "Action", "DoAction", GLib.Variant("(i)", (index,)))

    def write(self, node, text):
        return self._tell(node, "EditableText", "SetTextContents", GLib.Variant("(s)", (text,)))

    def insert(self, node, text, position=0):
        """As a paste does."""
        return self._tell(node, "EditableText", "InsertText",
                          GLib.Variant("(isi)", (position, text, len(text.encode()))))
