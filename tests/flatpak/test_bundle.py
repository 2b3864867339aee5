# SPDX-License-Identifier: GPL-3.0-or-later
"""The single file that employers get who don't use Flathub: one command, on a machine with no remote and no runtime."""

import os

import pytest

import sandbox
from activated import APPLICATION
from sandbox import BUILT, flatpak
from walk import open_my_page


@pytest.fixture(scope="session")
def installed(tmp_path_factory):
    """`flatpak install FILE`, which brings the runtime along from where the file says."""
    os.environ["FLATPAK_SYSTEM_DIR"] = str(tmp_path_factory.mktemp("system"))
    assert flatpak("list") == ""
    flatpak("--user", "install", "--noninteractive", str(BUILT / "MyPage.flatpak"))


def test_bundle_brings_its_runtime_and_its_japanese(start_office, open_window):
    assert flatpak("list", "--columns=application").split() == [APPLICATION, "org.gnome.Platform"]
    office = start_office()
    employer = open_window("--server", office.url)
    open_my_page(office, employer)
