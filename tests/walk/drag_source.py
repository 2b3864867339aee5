# SPDX-License-Identifier: GPL-3.0-or-later
"""A small window of another program, in the screen's upper left corner, out of which a text can be dragged. It prints that
it is ready, and while something is dragged whether it is welcome where the pointer is.

usage: drag_source.py TEXT
"""

import sys

import gi

gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gtk, GLib  # noqa: E402


def on_answer(drag, _):
    """What is under the pointer says whether it would take the text."""
    print("welcome" if drag.props.selected_action else "unwelcome", flush=True)


def main():
    window = Gtk.Window(title="mail", decorated=False, default_width=120, default_height=120)
    label = Gtk.Label(label="mail")
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY, content=Gdk.ContentProvider.new_for_value(sys.argv[1]))
    source.connect("drag-begin", lambda _, drag: drag.connect("notify::selected-action", on_answer))
    label.add_controller(source)
    window.set_child(label)
    window.connect("map", lambda *_: GLib.idle_add(lambda: print("ready", flush=True)))
    window.present()
    GLib.MainLoop().run()


Gtk.init()
main()
