# SPDX-License-Identifier: GPL-3.0-or-later
"""The accessible tree of the window at one moment, over D-Bus, with few questions that leave together.

Not through libatspi: it asks one thing at a time and waits for each answer, seconds for a page, and the cache that it keeps
to be quicker crashes where an object has just gone. Nothing is kept here between two looks.
"""

from gi.repository import Gio, GLib

from atspi import Relation, Role, State

ACCESSIBLE = "org.a11y.atspi.Accessible"
TEXT = "org.a11y.atspi.Text"
PROPERTIES = "org.freedesktop.DBus.Properties"
REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
CACHE = "/org/a11y/atspi/cache"
DEADLINE_MS = 30000
WINDOW_COORDINATES = 1
MOST_READS = 10  # of a tree that changes while it is read
ENDED = ("org.freedesktop.DBus.Error.NoReply", "org.freedesktop.DBus.Error.Disconnected")


class Node:
    """An accessible object, as it was when it was asked."""

    def __init__(self, sender, path, parent):
        self.sender, self.path, self.parent = sender, path, parent
        self.children, self.interfaces, self.actions = [], [], []
        self.role, self.name, self.description, self.text, self.length = Role.INVALID, "", "", None, None
        self.states, self.relations, self.attributes = None, {}, {}
        self.extents = (0, 0, 0, 0)

    def is_(self, *states):
        return all(int(state) in (self.states or ()) for state in states)

    @property
    def on_screen(self):
        """Not hidden in a stack: it has an extent. (STATE_SHOWING is not there on GTK 4.8.)"""
        return self.extents[2] > 1 and self.extents[3] > 1

    @property
    def center(self):
        x, y, width, height = self.extents
        return x + width // 2, y + height // 2

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
        return f"{Role(self.role).nick} «{self.name}»"


class Bus:
    """A connection to the accessibility bus."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        (address,) = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None,
                                       GLib.VariantType("(s)"), 0, DEADLINE_MS).unpack()
        flags = Gio.DBusConnectionFlags
        self.connection = Gio.DBusConnection.new_for_address_sync(
            address, flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None)

    def _ask(self, questions):
        """A tuple or a GLib.Error for each. The main context turns meanwhile: the window may be waiting for one of the
        walk's own services (doubles.py) before it answers."""
        context = GLib.MainContext.default()
        answers, left = [None] * len(questions), [len(questions)]

        def on_answer(connection, result, index):
            left[0] -= 1
            try:
                answers[index] = connection.call_finish(result).unpack()
            except GLib.Error as error:
                answers[index] = error

        for index, (sender, path, interface, method, arguments) in enumerate(questions):
            self.connection.call(sender, path, interface, method, arguments, None, Gio.DBusCallFlags.NO_AUTO_START,
                                 DEADLINE_MS, None, on_answer, index)
        while left[0]:
            context.iteration(True)
        return answers

    def ask(self, questions):
        """Answers to [(sender, path, interface, method, arguments)]: None where the object has gone or says no."""
        return [None if isinstance(answer, GLib.Error) else answer for answer in self._ask(questions)]

    def tell(self, *question):
        """Whether it was done; None if the object has gone. A program that ended over it has done it."""
        answer, = self._ask([question])
        if isinstance(answer, GLib.Error):
            return True if Gio.DBusError.get_remote_error(answer) in ENDED else None
        return bool(answer[0])

    def application(self, pid):
        """The registered program of this process, once it has a window: (sender, path of its root), or None."""
        answer, = self.ask([(*REGISTRY, ACCESSIBLE, "GetChildren", None)])
        programs = answer[0] if answer else []
        owners = self.ask([("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                            "GetConnectionUnixProcessID", GLib.Variant("(s)", (sender,))) for sender, _ in programs])
        own = [program for program, owner in zip(programs, owners) if owner and owner[0] == pid]
        windows = self.ask([(*program, ACCESSIBLE, "GetChildren", None) for program in own])
        return next((program for program, answer in zip(own, windows) if answer and answer[0]), None)


# -- what is asked about an object: (interface, method, arguments, what takes the answer)

def _keep(node, name):
    return lambda answer: setattr(node, name, answer[0])


def _role_of(node):
    def role(answer):
        node.role = Role(answer[0])

    return [(ACCESSIBLE, "GetRole", None, role)]


def _bits(words):
    low, high = (list(words) + [0, 0])[:2]
    bits = low | high << 32
    return frozenset(bit for bit in range(64) if bits >> bit & 1)


def _states_of(node):
    def states(answer):
        node.states = _bits(answer[0])

    return [(ACCESSIBLE, "GetState", None, states)]


def _name_of(node):
    def properties(answer):
        node.name, node.description = answer[0].get("Name", ""), answer[0].get("Description", "")

    return [(PROPERTIES, "GetAll", GLib.Variant("(s)", (ACCESSIBLE,)), properties)]


def _extents_of(node):
    return [("org.a11y.atspi.Component", "GetExtents", GLib.Variant("(u)", (WINDOW_COORDINATES,)), _keep(node, "extents"))]


def _brief_of(node):
    return _role_of(node) + _states_of(node) + _name_of(node) + [
        (ACCESSIBLE, "GetInterfaces", None, _keep(node, "interfaces"))]


def _facts_of(node):
    def relations(answer):
        node.relations = {Relation(kind): [path for _, path in targets] for kind, targets in answer[0]}

    return _extents_of(node) + [
        (ACCESSIBLE, "GetRelationSet", None, relations),
        (ACCESSIBLE, "GetAttributes", None, _keep(node, "attributes")),
    ]


def _actions_of(node):
    def actions(answer):
        node.actions = [action[0] for action in answer[0]]

    return [("org.a11y.atspi.Action", "GetActions", None, actions)] if "org.a11y.atspi.Action" in node.interfaces else []


def _length_of(node):
    if node.role == Role.LABEL or TEXT not in node.interfaces:  # a label's text is its name
        return []
    return [(PROPERTIES, "Get", GLib.Variant("(ss)", (TEXT, "CharacterCount")), _keep(node, "length"))]


def _text_of(node):
    """GTK 4.8 takes no -1 for the end."""
    return [] if node.length is None else [(TEXT, "GetText", GLib.Variant("(ii)", (0, node.length)), _keep(node, "text"))]


class Reader:
    """Reads one program's tree. @root: the path of its root."""

    def __init__(self, bus, sender, root):
        self.bus, self.sender, self.root = bus, sender, root

    def _ask_all(self, nodes, *several_questions_of):
        questions, takers = [], []
        for node in nodes:
            for questions_of in several_questions_of:
                for interface, method, arguments, take in questions_of(node):
                    questions.append((node.sender, node.path, interface, method, arguments))
                    takers.append(take)
        for take, answer in zip(takers, self.bus.ask(questions)):
            if answer is not None:
                take(answer)

    def _cached(self):
        """What the program itself says of its objects, as they are now, in one answer: {path: item}. It lists an object
        once somebody has asked for it as a child."""
        answer, = self.bus.ask([(self.sender, CACHE, "org.a11y.atspi.Cache", "GetItems", None)])
        return {item[0][1]: item for item in (answer[0] if answer else [])}

    def _read(self, questions_of):
        """The application's node, and whether everything was still there when it was asked."""
        items = self._cached()

        def children_of(node):
            """Always asked for: the cache lists what a stack has put away like what it shows."""
            def children(answer):
                node.children = [Node(sender, path, node) for sender, path in answer[0]]

            return [(ACCESSIBLE, "GetChildren", None, children)]

        def brief_of(node):
            item = items.get(node.path)
            if item is None:
                return _brief_of(node)
            *_, node.interfaces, node.name, role, node.description, states = item
            node.role, node.states = Role(role), _bits(states)
            return []

        root = Node(self.sender, self.root, None)
        self._ask_all([root], children_of)
        everything, level = [root], root.children
        while level:
            self._ask_all(level, brief_of, children_of)
            for node in level:
                if not node.is_(State.VISIBLE):
                    node.parent.children.remove(node)
                    node.children = []
            everything += level
            level = [child for node in level for child in node.children]
        self._ask_all(list(root.walk()), questions_of)
        return root, all(node.states is not None for node in everything[1:])

    def _read_whole(self, questions_of):
        for _ in range(MOST_READS):
            root, whole = self._read(questions_of)
            if whole:
                break
        return root

    def read(self):
        """The application's node with all that is visible below it, and everything about it."""
        root = self._read_whole(_facts_of)
        everything = list(root.walk())
        self._ask_all(everything, _actions_of, _length_of)
        self._ask_all(everything, _text_of)
        return root

    def look(self):
        """The same with role, states, name, description and extents alone, in a fraction of the time."""
        return self._read_whole(_extents_of)

    def glance(self):
        """All that is visible, in reading order, without extents."""
        return list(self._read_whole(lambda node: []).walk())

    def refresh(self, node):
        """Asks anew about this one; whether it is still there."""
        node.states = None
        self._ask_all([node], _brief_of, _facts_of)
        self._ask_all([node], _actions_of, _length_of)
        self._ask_all([node], _text_of)
        return node.states is not None

    def measure(self, nodes):
        """Asks where they are."""
        self._ask_all(nodes, _extents_of)

    def read_texts(self, nodes):
        """Asks what is written in them."""
        self._ask_all(nodes, _length_of)
        self._ask_all(nodes, _text_of)

    # -- what an assistive program may do to an object: whether it was done, None if the object has gone

    def _tell(self, node, interface, method, arguments):
        return self.bus.tell(node.sender, node.path, "org.a11y.atspi." + interface, method, arguments)

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
