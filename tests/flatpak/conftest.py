# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of a walk in the sandbox: the walk's own, and the application installed for a user of a fresh home."""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "walk"))

import sandbox  # noqa: E402
import steps  # noqa: E402
from offices import start_office  # noqa: E402, F401 (a fixture)


@pytest.fixture(scope="session")
def installed():
    """`flatpak install` from the repository that was built, for this user."""
    sandbox.install_from_repository()


@pytest.fixture
def open_window(installed, tmp_path):
    windows = []

    def open_(*arguments, lang="ja", env=None, pictures=None):
        window = sandbox.SandboxedWindow(*arguments, lang=lang, env=env, log=tmp_path / f"client{len(windows)}.log")
        windows.append(window)
        return steps.Employer(window, lang, pictures)

    yield open_
    for window in windows:
        window.close()
    for window in windows:
        text = window.log_path.read_text(errors="replace")
        assert "CRITICAL" not in text, text
    sandbox.forget_everything()
