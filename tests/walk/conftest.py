# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of a walk, made anew for each test: an office (offices.py), a window, an employer."""

import pathlib
import subprocess

import pytest

import parts
import steps
from driver import Window
from offices import ADDRESS, ESTABLISHMENT, NUMBER, PASSWORD, start_office  # noqa: F401 (the tests take them from here)


@pytest.fixture(scope="session")
def window_manager():
    """Gives the keyboard to the window in front, as any desktop does."""
    process = subprocess.Popen(["openbox", "--sm-disable"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    yield
    process.terminate()
    process.wait()


@pytest.fixture
def open_window(tmp_path):
    windows = []

    def open_(office_or_url, lang="ja", trusting=None, **environment):
        url = getattr(office_or_url, "url", office_or_url)
        log = tmp_path / f"client{len(windows)}.log"
        server = ["--server", url] if url else []  # without: as at the first start
        window = Window(*parts.client_command(trusting), *server, env={**parts.client_environment(lang), **environment}, log=log)
        window.log_path = log
        windows.append(window)
        return steps.Employer(window, lang)

    yield open_
    for window in windows:
        window.close()
    for window in windows:
        text = pathlib.Path(window.log_path).read_text(errors="replace")
        assert "CRITICAL" not in text and "Sanitizer" not in text, text
    forget_keyring()


def keyring_items(kind):
    """The attributes of what the keyring holds of ours, looked up from outside: one dictionary an item."""
    found = subprocess.run(["secret-tool", "search", "--all", "--unlock", "kind", kind], capture_output=True, text=True)
    items = []
    for line in (found.stdout + found.stderr).splitlines():
        if line.startswith("[/"):
            items.append({})
        elif line.startswith("attribute.") and items:
            name, _, value = line.removeprefix("attribute.").partition(" = ")
            items[-1][name] = value
    # secret-tool prints attributes on one stream and the rest on the other: count them by id.
    text = found.stdout + found.stderr
    ids = {line.partition(" = ")[2] for line in text.splitlines() if line.startswith("attribute.id")}
    return [{"id": i, "text": text} for i in sorted(ids)]


def forget_keyring():
    for kind in ("registration", "session"):
        subprocess.run(["secret-tool", "clear", "kind", kind], capture_output=True)
