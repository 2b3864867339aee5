# SPDX-License-Identifier: GPL-3.0-or-later
"""The single file that employers get who don't use Flathub: one command, on a machine with no remote and no runtime."""

import os
import pathlib

import pytest

import steps
from activated import APPLICATION, activate_action
from sandbox import BUILT, HOME, flatpak
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


@pytest.fixture
def installed_for_all(installed, tmp_path, monkeypatch):
    """The same installation as the computer's own, which takes the administrator's overrides: installing there needs root."""
    monkeypatch.setenv("FLATPAK_SYSTEM_DIR", str(HOME / ".local/share/flatpak"))
    monkeypatch.setenv("FLATPAK_USER_DIR", str(tmp_path / "user"))


def test_administrator_prescribes_the_server_for_all_users(installed_for_all, start_office, open_window):
    office = start_office()
    flatpak("override", f"--env=HELLOWORK_MYPAGE_SERVER={office.url}", APPLICATION)
    written = pathlib.Path(os.environ["FLATPAK_SYSTEM_DIR"]) / "overrides" / APPLICATION
    assert written.read_text().split() == ["[Environment]", f"HELLOWORK_MYPAGE_SERVER={office.url}"]
    employer = open_window()
    employer.window.expect(steps.OPEN_MY_PAGE)
    activate_action("preferences")
    employer.sees("サーバーは管理者が設定しているため、ここでは変更できません。")
    assert employer.window.value("サーバーのアドレス（URL）") == office.url
    employer.window.close()
    flatpak("override", "--reset", APPLICATION)
    open_window().window.expect("接続先のサーバー")
