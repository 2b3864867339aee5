# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed Flatpak on a desktop with portals and a keyring: from the top page to My Page inside the sandbox."""

import json
import os
import subprocess

import pytest

import desktop
import steps
from activated import APPLICATION, ActivatedWindow, activate_action, bus_call
from driver import wait_for
from gi.repository import GLib
from offices import ESTABLISHMENT, NUMBER, PASSWORD
from parts import PREFIX
from sandbox import BUILT, DATA, HOME, SECRETS, flatpak, in_sandbox
from walk import SUBJECT, open_my_page, walk_to_password

# What the desktop's own services write into a home when an application asks them through a portal.
SERVICES = (
    ".cache/dconf/", ".config/dconf/",       # the settings that the portals' dialogs read
    ".local/share/flatpak/db/",              # what the user allowed to whom
    ".local/share/keyrings/",                # the key of the sandbox's own secrets
)


@pytest.fixture
def notifications():
    service = desktop.Notifications()
    yield service
    service.close()


def files():
    """Everything in the home that is not the application's own, and when it was changed."""
    own = DATA.relative_to(HOME)
    found = {}
    for path in HOME.rglob("*"):
        name = path.relative_to(HOME)
        if not path.is_dir() and own not in name.parents and not str(name).startswith(SERVICES):
            found[str(name)] = path.lstat().st_mtime_ns
    return found


def test_permissions_are_these_and_no_others(installed):
    given = flatpak("info", "--show-permissions", APPLICATION).split()
    assert given == ["[Context]", "shared=network;ipc;", "sockets=x11;wayland;fallback-x11;", "devices=dri;"]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_employer_walks_from_the_top_page_to_my_page_and_nothing_else_is_touched(start_office, open_window, lang):
    before = files()
    office = start_office()
    employer = open_window("--server", office.url, lang=lang, pictures=BUILT / "pictures" / lang)
    open_my_page(office, employer, keep=True)
    assert NUMBER in employer.window.text()
    employer.window.close()
    assert files() == before
    assert SECRETS.exists(), "and what it keeps, it keeps in its own folder"


def test_japanese_is_drawn_with_a_font_of_the_host(installed):
    """No runtime of GNOME has one, and a font of its own would make the application fifty times as large."""
    assert in_sandbox("fc-match", "--format=%{file}", "sans-serif:lang=ja").stdout.startswith("/run/host/")


def test_home_and_keyring_cannot_be_reached_from_inside(installed):
    (HOME / "letter").write_text("not for the application")
    assert in_sandbox("cat", HOME / "letter").returncode != 0
    (HOME / "letter").unlink()
    inside = in_sandbox("gdbus", "call", "--session", "--dest", "org.freedesktop.secrets", "--object-path",
                        "/org/freedesktop/secrets", "--method", "org.freedesktop.DBus.Peer.Ping")
    assert inside.returncode != 0 and "ServiceUnknown" in inside.stderr


def test_kept_login_outlives_the_window_in_the_file_of_the_secret_portal(start_office, open_window):
    office = start_office()
    employer = open_window("--server", office.url)
    open_my_page(office, employer, keep=True)
    wait_for(SECRETS.exists, "the file of the secrets")
    employer.window.close()
    outside = subprocess.run(["secret-tool", "search", "--all", "kind", "session"], capture_output=True, text=True)
    assert outside.stdout == "", "the desktop's keyring holds no credential of the sandbox"

    employer = open_window("--server", office.url)
    employer.my_page(ESTABLISHMENT)
    employer.press("ログアウト")
    employer.sees("ログアウトしました。")
    employer.window.close()
    open_window("--server", office.url).window.expect(steps.LOG_IN_TO_MY_PAGE)


def test_killed_window_finds_its_registration_again(start_office, open_window):
    office = start_office()
    employer = open_window("--server", office.url)
    walk_to_password(employer)
    mail = office.wait_mail(SUBJECT)
    wait_for(SECRETS.exists, "the file of the secrets")
    employer.window.kill()

    employer = open_window("--server", office.url)
    employer.window.expect_text("パスワード登録の手続きが途中です")
    employer.press("登録を続ける")
    employer.window.expect("認証キー")
    employer.set_password(PASSWORD, office.key_in(mail))
    employer.finish()


def test_notification_comes_five_minutes_before_the_key_ends(start_office, open_window, notifications):
    office = start_office(config="[server]\n[registration]\nkey-lifetime=303\n")
    walk_to_password(open_window("--server", office.url))
    wait_for(lambda: notifications.shown, "the notification")
    assert notifications.shown == [
        ("パスワード登録", "認証キーの有効期限まで残り5分です。「パスワード登録」画面で登録を完了してください。")]


def test_link_opens_in_the_browser_of_the_desktop(start_office, open_window, tmp_path):
    browser = desktop.Browser(tmp_path)
    footer = json.loads((PREFIX / "share/hellowork-mypage/content/notices.ja.json").read_text())["footer"]
    questions = next(entry for entry in footer if entry["id"] == "faq")
    employer = open_window("--server", start_office().url)
    employer.window.press(questions["title"])
    assert wait_for(browser.opened, "the browser") == [questions["url"]]


def test_record_is_printed_and_saved_through_dialogs_of_the_desktop(start_office, open_window):
    office = start_office()
    employer = open_window("--server", office.url)
    walk_to_password(employer)
    employer.set_password(PASSWORD, office.key_in(office.wait_mail(SUBJECT)))
    employer.at("completion")
    for button, title in (("控えを印刷", "印刷"), ("控えをPDFで保存", "控えをPDFで保存")):
        employer.press(button)
        dialog = desktop.Dialog(employer.window)
        dialog.expect(title)
        dialog.press("Cancel")
        dialog.wait(lambda: dialog.find(title) is None, "the end of the dialog")
        assert "できませんでした" not in employer.window.text()
    employer.finish()


def test_desktop_starts_it_with_the_server_that_the_administrator_prescribes(start_office, installed):
    office = start_office()
    flatpak("--user", "override", f"--env=HELLOWORK_MYPAGE_SERVER={office.url}", APPLICATION)
    bus_call("ReloadConfig")
    environment = {"LANG": "ja_JP.UTF-8", "FLATPAK_SYSTEM_DIR": os.environ["FLATPAK_SYSTEM_DIR"]}
    bus_call("UpdateActivationEnvironment", GLib.Variant("(a{ss})", (environment,)))
    window = ActivatedWindow()
    try:
        window.expect(steps.OPEN_MY_PAGE)
        activate_action("preferences")
        window.expect_text("サーバーは管理者が設定しているため、ここでは変更できません。")
        assert window.value("サーバーのアドレス（URL）") == office.url
    finally:
        window.close()
        flatpak("--user", "override", "--reset", APPLICATION)
