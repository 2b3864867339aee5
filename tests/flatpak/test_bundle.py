# SPDX-License-Identifier: GPL-3.0-or-later
"""The single file that employers get who don't use Flathub: one command, on a machine with no remote and no runtime."""

import os
import pathlib
import shutil

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


def test_newer_file_is_installed_over_the_old_one_and_what_was_prescribed_stays(installed_for_all, tmp_path):
    deployed = pathlib.Path(os.environ["FLATPAK_SYSTEM_DIR"]) / "app" / APPLICATION / "current/active"
    newer, repo, file = tmp_path / "newer", tmp_path / "repo", tmp_path / "newer.flatpak"
    shutil.copytree(deployed, newer, symlinks=True)
    (newer / "deploy").unlink()
    (newer / "files/share/newer").write_text("")
    flatpak("build-export", str(repo), str(newer), "stable")
    flatpak("build-bundle", str(repo), str(file), APPLICATION, "stable")
    flatpak("override", "--env=HELLOWORK_MYPAGE_SERVER=https://mypage.example.jp", APPLICATION)
    flatpak("install", "--noninteractive", str(file))
    assert (deployed / "files/share/newer").exists()
    assert "HELLOWORK_MYPAGE_SERVER=https://mypage.example.jp" in flatpak("info", "--show-permissions", APPLICATION).split()
    flatpak("override", "--reset", APPLICATION)
