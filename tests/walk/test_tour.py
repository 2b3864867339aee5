# SPDX-License-Identifier: GPL-3.0-or-later
"""By AT-SPI alone through every page, state and dialog; at each the whole tree is read and held to the rules."""

import pathlib
import platform

import pytest

import parts
import rules
import tour
import wording
from conftest import forget_keyring
from driver import Window


pytestmark = pytest.mark.usefixtures("window_manager")


@pytest.fixture
def offices(tmp_path):
    parts.installed()
    both = tour.offices(tmp_path)
    yield both
    for office in both:
        assert office.stop() == 0


@pytest.fixture
def first_start(tmp_path):
    """A window that knows no server yet, and stands open when the test ends."""
    windows = []

    def start(lang, **more):
        parts.forget_settings()
        window = Window(parts.CLIENT, env={**parts.client_environment(lang), **more}, log=tmp_path / "client.log")
        windows.append(window)
        return window

    yield start
    for window in windows:
        window.close()
    text = (tmp_path / "client.log").read_text(errors="replace")
    assert "CRITICAL" not in text and "Sanitizer" not in text, text
    forget_keyring()
    parts.forget_settings()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_everything_can_be_done_and_understood_without_eyes_and_hands(first_start, offices, lang):
    faults = {}
    # What is the employer's or the machine's own: names, and the folders that GTK's file dialog shows.
    known = wording.server_texts(lang) | {tour.ESTABLISHMENT, tour.OTHER_ESTABLISHMENT, tour.DEVICE, platform.node()}
    folders = known | {part for folder in (pathlib.Path.cwd(), pathlib.Path.home()) for part in folder.parts if len(part) > 1}

    def faults_in(root):
        found = rules.faults(root, walk.say)
        for window in root.children:
            found += [f"{words} in {node!r}: «{text}»" for node, words, text in
                      wording.strays(window, lang, folders if rules.is_gtks(window) else known, rules.is_gtks(window))]
        return found

    def look(state, root):
        found = faults_in(root)
        if found:  # something may have changed while the tree was read: a fault is what is still there
            again = faults_in(walk.reader.read())
            found = [fault for fault in found if fault in again]
        for fault in found:
            faults.setdefault(fault, []).append(state)

    walk = tour.Tour(first_start(lang), lang, look, offices)
    walk.all()
    assert not faults, "\n".join(f"{fault}\n    at: {', '.join(states)}" for fault, states in faults.items())
