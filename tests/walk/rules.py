# SPDX-License-Identifier: GPL-3.0-or-later
"""What has to hold for everything in the window that an assistive program can meet.

Each rule looks at the tree of one moment (tree.Node) and yields a sentence for each fault.
"""

import collections
import re

from atspi import Relation, Role, State

BUTTONS = {Role.PUSH_BUTTON, Role.TOGGLE_BUTTON, Role.LINK, Role.CHECK_BOX, Role.MENU_ITEM, Role.RADIO_BUTTON}
FIELDS = {Role.TEXT, Role.ENTRY, Role.PASSWORD_TEXT, Role.SPIN_BUTTON, Role.COMBO_BOX}
# Focusable, but nothing to operate: what is read, or scrolls.
READ = {Role.HEADING, Role.ALERT, Role.LABEL, Role.SCROLL_PANE, Role.LIST, Role.LIST_ITEM, Role.PANEL, Role.STATUS_BAR}
# GTK 4.8 names what has no name after its class. Nobody meets these: they have no role, or are scroll bars.
UNNAMED = {Role.FILLER, Role.PANEL, Role.SCROLL_BAR, Role.SCROLL_PANE, Role.MENU, Role.SEPARATOR, Role.UNKNOWN}
CLASS_NAME = re.compile(r"(Gtk|Adw|Hw|Gdk)[A-Z]\w+")
# GTK 4.8 has no role for a landmark, and tells nobody of the first relation.
LANDMARKS = {Role.LANDMARK, Role.FILLER}
ERROR_RELATIONS = (Relation.ERROR_MESSAGE, Relation.DESCRIBED_BY)
INVALID = (State.INVALID_ENTRY, State.INVALID)  # GTK 4.8 says the latter


def is_gtks(window):
    """Whether GTK made this dialog, and what is in it."""
    return any(node.name in ("GtkFileChooserWidget", "GtkShortcutLabel") or node.role in (Role.PAGE_TAB_LIST, Role.TREE_TABLE)
               for node in window.walk())


def seen(window):
    """What is on the screen, or would be if it were scrolled to."""
    stack = [window]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(child for child in reversed(node.children) if child.on_screen)


def controls(window):
    return [node for node in seen(window) if node.role in BUTTONS | FIELDS]


def wraps_a_button(node):
    """A GtkMenuButton is a button around a button (a toggle button on GTK 4.18) of the same name; the inner one is pressed."""
    return any(child.role in (node.role, Role.TOGGLE_BUTTON) and child.name == node.name and child.actions
               for child in node.children)


def is_toast(node):
    """libadwaita 1.7 says that it is an alert; that of the page's errors takes the focus."""
    return node.name == "AdwToastWidget" or node.role == Role.ALERT and not node.is_(State.FOCUSABLE)


def in_toast(node):
    """Of a toast, which may be on its way out."""
    return any(is_toast(ancestor) for ancestor in node.ancestors())


def everything_has_a_name(window):
    """Empty names are all right for what only holds others together."""
    for node in seen(window):
        if CLASS_NAME.fullmatch(node.name) and (node.name.startswith("Hw") or node.role not in UNNAMED):
            yield f"{node!r} is named after its class"
        named = node.role in BUTTONS | FIELDS | {Role.HEADING, Role.ALERT, Role.DIALOG, Role.FRAME, Role.IMAGE}
        if (named or node.is_(State.FOCUSABLE) and node.role not in UNNAMED) and not node.name.strip():
            yield f"{node!r} has no name"


def every_control_can_be_operated(window):
    """By its action or as an editable text, and by the keyboard: nothing is for the mouse alone."""
    for node in controls(window):
        if wraps_a_button(node) or in_toast(node):
            continue
        if not node.is_(State.FOCUSABLE):
            yield f"{node!r} cannot have the focus"
        if not node.is_(State.SENSITIVE):
            yield f"{node!r} is disabled"
        if node.role in BUTTONS and not node.actions:
            yield f"{node!r} has no action"
        if node.role in FIELDS and not any(name in "".join(node.interfaces) for name in ("EditableText", "Text", "Value")):
            yield f"{node!r} has no text"
    for node in seen(window):
        if node.is_(State.FOCUSABLE) and node.role not in BUTTONS | FIELDS | READ:
            yield f"{node!r} takes the focus, but is nothing to operate"


def form_field_of(entry):
    """The widget with label, support text, entry and error: the nearest ancestor with a label of the entry's name."""
    for ancestor in entry.ancestors():
        labels = [node for node in seen(ancestor) if node.role == Role.LABEL]
        if any(label.name == entry.name for label in labels):
            return labels
    return []


def every_field_is_described(window, say):
    """What stands around a field for the eye stands in its description for the ear."""
    for node in controls(window):
        if node.role not in FIELDS or not node.is_(State.EDITABLE):
            continue
        labels = [label.name for label in form_field_of(node)]
        if not labels:
            continue  # a search bar: its name is all there is
        for text in labels:
            if text == say("※必須"):
                if say("必須。") not in node.description:
                    yield f"{node!r} does not say that it is required"
            elif text != node.name and text not in node.description:
                yield f"{node!r} does not say «{text}», but «{node.description}»"


def every_error_is_related(window):
    """Invalid state, the message as a relation and in the description, and a link to it in the summary."""
    by_path = {node.path: node for node in window.walk()}
    alerts = [node for node in seen(window) if node.role == Role.ALERT and not is_toast(node)]
    links = [link.name for alert in alerts for link in seen(alert) if link.role == Role.LINK]
    messages = []
    invalid = [node for node in controls(window) if any(node.is_(state) for state in INVALID)]
    for node in invalid:
        paths = next((node.relations[kind] for kind in ERROR_RELATIONS if kind in node.relations), ())
        related = [by_path[path].name for path in paths if path in by_path]
        if len(related) != 1 or not related[0]:
            yield f"{node!r} is invalid, but has no message: {related}"
            continue
        messages += related
        if related[0] not in node.description:
            yield f"{node!r} is invalid, but its description lacks «{related[0]}»"
    # While typing, a field may come to say that a character will not do; the summary comes with the next try.
    if links and (len(links) != len(invalid) or not set(links) & set(messages)):
        yield f"the summary says {links}, the fields {messages}"
    for alert in alerts:
        for link in links:
            if link not in alert.name:
                yield f"the summary is read as «{alert.name}», without «{link}»"


def the_page_has_a_structure(window):
    """One landmark for the page, which begins with its heading (or what went wrong, before it)."""
    if window.role == Role.DIALOG or not any(node.role == Role.HEADING for node in seen(window)):
        return
    first = next(node for node in seen(window) if node.role == Role.HEADING)
    if not any(node.role in LANDMARKS and node.name == first.name for node in first.ancestors()):
        yield f"the heading {first!r} is in no landmark of its name"


def names_tell_apart(window):
    """Two controls of one name differ in their description, or in what they are in."""
    def place(node):
        return next((a.name for a in node.ancestors() if a.role in LANDMARKS | {Role.LIST_ITEM, Role.DIALOG} and a.name), "")

    count = collections.Counter((node.role, node.name, node.description, place(node)) for node in controls(window)
                                if not wraps_a_button(node) and not in_toast(node))
    for (role, name, description, where), n in count.items():
        if n > 1:
            yield f"{n} × {role.nick} «{name}» in «{where}»: which is which?"


def one_has_the_focus(root):
    focused = [node for node in root.walk() if node.is_(State.FOCUSED) and node.on_screen]
    front = root.children[-1]
    if len([node for node in focused if node in set(front.walk())]) != 1:
        yield f"the focus is lost: {focused} in {front!r}"


def faults(root, say):
    """All that is wrong in this tree."""
    found = list(one_has_the_focus(root))
    for window in root.children:
        if is_gtks(window):
            continue
        for rule in (everything_has_a_name, every_control_can_be_operated, every_error_is_related,
                     the_page_has_a_structure, names_tell_apart):
            found += rule(window)
        found += every_field_is_described(window, say)
    return found
