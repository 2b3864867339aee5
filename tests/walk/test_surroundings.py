# SPDX-License-Identifier: GPL-3.0-or-later
"""The window among the other parts of a desktop: browser, portal, notifications, clipboard, a second start, a window
manager."""

import os
import subprocess

import pytest

import parts
from conftest import ADDRESS, PASSWORD
from doubles import Handler, Notifications, OpenUriPortal
from driver import BUTTONS, WAIT, Role, key, wait_for
from steps import OPEN_MY_PAGE

SUBJECT = "パスワード登録申込受付通知"
LINK = "サイトマップ"
WITH_PORTAL = {"GTK_USE_PORTAL": "1", "GIO_USE_PORTALS": "1"}  # what GLib 2.74 asks for, and what newer ones do
NO_BROWSER = "ブラウザーを開けませんでした"


@pytest.fixture
def ending():
    """Whatever has an end() that shall come with the test's."""
    things = []

    def keep(thing):
        things.append(thing)
        return thing

    yield keep
    for thing in things:
        thing.end()


def clipboard():
    done = subprocess.run(["xclip", "-o", "-selection", "clipboard"], capture_output=True, text=True, timeout=WAIT)
    return done.stdout


def test_link_opens_in_the_browser(start_office, open_window, ending, tmp_path):
    browser = ending(Handler(tmp_path, ["http", "https"]))
    employer = open_window(start_office())
    employer.press(LINK)
    wait_for(browser.opened, "the browser")
    assert browser.opened()[0].startswith("https://")
    assert employer.window.find(NO_BROWSER) is None


@pytest.mark.parametrize("why", ["no browser", "one that does not start"])
def test_link_that_no_browser_opens_is_there_to_copy(start_office, open_window, ending, tmp_path, why):
    if why != "no browser":
        ending(Handler(tmp_path, ["http", "https"], works=False))
    employer = open_window(start_office())
    employer.press(LINK)
    employer.window.expect(NO_BROWSER)
    employer.sees("次のアドレスをコピーして、ブラウザーで開いてください。")
    address = employer.window.wait(
        lambda: next((t for t in employer.window.text().split() if t.startswith("https://")), None), "the address")
    employer.press("アドレスをコピー")
    employer.window.expect_gone(NO_BROWSER)
    wait_for(lambda: clipboard() == address, "the address in the clipboard")


def test_link_goes_through_the_portal_where_there_is_one(start_office, open_window, ending):
    portal = ending(OpenUriPortal())
    employer = open_window(start_office(), **WITH_PORTAL)
    employer.press(LINK)
    wait_for(lambda: portal.opened, "the portal being asked")
    assert portal.opened[0].startswith("https://")
    assert employer.window.find(NO_BROWSER) is None


def test_link_that_the_portal_cannot_open_is_there_to_copy(start_office, open_window, ending):
    ending(OpenUriPortal(response=2))
    employer = open_window(start_office(), **WITH_PORTAL)
    employer.press(LINK)
    employer.window.expect(NO_BROWSER)


def test_senders_address_is_copied(start_office, open_window):
    employer = open_window(start_office())
    employer.open_registration()
    employer.consent()
    employer.press("送信元のアドレスをコピー")
    wait_for(lambda: clipboard() == "system@localhost", "the address in the clipboard")


def test_notification_comes_five_minutes_before_the_key_ends(start_office, open_window, ending):
    desktop = ending(Notifications())
    office = start_office(config="[registration]\nkey-lifetime=304\n")
    employer = open_window(office)
    employer.open_registration()
    employer.consent()
    employer.enter_email(ADDRESS)
    wait_for(lambda: desktop.shown, "the notification")
    assert desktop.shown == [("パスワード登録", "認証キーの有効期限まで残り5分です。「パスワード登録」画面で登録を完了してください。")]
    employer.set_password(PASSWORD, office.key_in(office.wait_mail(SUBJECT)))
    employer.finish()
    wait_for(lambda: desktop.closed == [1], "that the notification goes with what it was about")


def x_property(window, name):
    return subprocess.run(["xprop", *window, name], capture_output=True, text=True).stdout


def test_notification_that_is_clicked_brings_the_page_to_the_front(start_office, open_window, ending):
    ending(WindowManager())
    desktop = ending(Notifications())
    employer = open_window(start_office(config="[registration]\nkey-lifetime=304\n"))
    employer.open_registration()
    employer.consent()
    employer.enter_email(ADDRESS)
    employer.fill("新しいパスワード", PASSWORD)
    window = x_window(employer.window)
    wait_for(lambda: desktop.shown, "the notification")
    subprocess.run(["xdotool", "windowminimize", window], check=True)
    wait_for(lambda: "Iconic" in x_property(("-id", window), "WM_STATE"), "the window out of the way")
    desktop.click(1)
    wait_for(lambda: "Normal" in x_property(("-id", window), "WM_STATE"), "the window on the screen again")
    wait_for(lambda: f"{int(window):#x}" in x_property(("-root",), "_NET_ACTIVE_WINDOW"), "the window in front")
    employer.at("password")
    assert employer.window.value("新しいパスワード（確認用）") == "", "where it was left"
    employer.sees_part("認証キーの有効期限：")


def test_help_opens_in_the_desktops_viewer_at_the_page_shown(start_office, open_window, ending, tmp_path):
    viewer = ending(Handler(tmp_path, ["help"]))
    employer = open_window(start_office())
    employer.open_registration()
    employer.window.focus()
    key("F1")
    wait_for(viewer.opened, "the help viewer")
    assert viewer.opened() == ["help:hellowork-mypage/consent"]
    assert employer.window.find("使い方", (Role.FRAME,)) is None


@pytest.mark.parametrize("why", ["no viewer", "one that does not start"])
def test_help_opens_in_the_app_where_no_viewer_does(start_office, open_window, ending, tmp_path, why):
    if why != "no viewer":
        ending(Handler(tmp_path, ["help"], works=False))
    employer = open_window(start_office())
    employer.window.expect(OPEN_MY_PAGE)
    employer.window.focus()
    key("F1")
    employer.window.expect("使い方", (Role.FRAME,))
    employer.press("メールが届かないとき")
    employer.window.expect("メールが届かないとき", (Role.TEXT,))
    employer.window.expect_text("迷惑メールのフォルダーを確認します。")
    employer.press("一覧へ戻る")
    employer.press("保存される情報とキーリング")
    employer.window.expect_text("キーリングとは、パソコンに備わっているパスワードの保管機能です。")
    key("Escape")
    employer.window.wait(lambda: employer.window.find("使い方", (Role.FRAME,)) is None, "the help closed")


def start_again(*arguments):
    return subprocess.run([parts.CLIENT, *arguments], env={**os.environ, **parts.client_environment("ja")},
                          capture_output=True, text=True, timeout=WAIT * 2)


def test_second_start_shows_the_first_window_and_says_what_becomes_of_its_server(start_office, open_window):
    office, other = start_office(), start_office()
    employer = open_window(office)
    employer.open_registration()
    assert start_again().returncode == 0
    assert start_again("--server", office.url).returncode == 0
    assert employer.window.find("このアプリはすでに起動しています") is None
    assert start_again("--server", other.url).returncode == 0
    employer.window.expect("このアプリはすでに起動しています")
    first, second = (o.url.removeprefix("http://") for o in (office, other))
    employer.window.expect_text(f"接続先は {first} のままです。{second} に接続するには、このアプリを終了してから、もう一度起動してください。")
    employer.window.press("閉じる", nth=1)
    employer.at("consent")


def test_about_window_says_that_it_is_independent_and_names_the_licences(start_office, open_window):
    from activated import activate_action

    employer = open_window(start_office())
    activate_action("about")
    employer.sees("このアプリは独立して開発されたもので、厚生労働省やハローワークの公式アプリではありません。"
                  "設定で指定した登録サーバーに接続します。")
    for part in ("バージョン", "GNU General Public License", "libadwaita", "libsoup", "JSON-GLib", "libsecret",
                 "デジタル庁デザインシステム"):
        employer.window.expect_text(part)


def test_shortcuts_are_shown_and_work(start_office, open_window):
    employer = open_window(start_office(), **parts.ending_by_itself())
    employer.open_registration()
    employer.window.focus()
    key("ctrl+question")
    employer.window.expect_text("キーボードショートカット")
    employer.window.expect_text("文書の最後へ移動")
    key("Escape")
    employer.window.focus()
    key("alt+Left")
    employer.window.expect(OPEN_MY_PAGE)
    key("ctrl+q")
    assert employer.window.wait_closed() == 0


class WindowManager:
    def __init__(self):
        self.process = subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(lambda: "window id" in subprocess.run(["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"], capture_output=True,
                                                       text=True).stdout, "the window manager")

    def end(self):
        self.process.terminate()
        self.process.wait(WAIT)


def x_window(window):
    return window.wait(window.x_windows, "its window on the screen")[-1]


def is_maximized(window):
    state = subprocess.run(["xprop", "-id", x_window(window), "_NET_WM_STATE"], capture_output=True, text=True).stdout
    return "_NET_WM_STATE_MAXIMIZED_VERT" in state and "_NET_WM_STATE_MAXIMIZED_HORZ" in state


def size_of(window):
    return window.expect("ハローワークインターネットサービス", (Role.FRAME,)).extents[2:]


def test_size_and_being_maximized_are_kept(start_office, open_window, ending):
    ending(WindowManager())
    office = start_office()
    employer = open_window(office, **parts.ending_by_itself())
    employer.window.expect(OPEN_MY_PAGE)
    before = size_of(employer.window)
    subprocess.run(["xdotool", "windowsize", x_window(employer.window), "700", "800"], check=True)
    changed = employer.window.wait(lambda: (s := size_of(employer.window)) != before and s, "another size")
    key("ctrl+q")
    employer.window.wait_closed()

    employer = open_window(office, **parts.ending_by_itself())
    employer.window.expect(OPEN_MY_PAGE)
    employer.window.wait(lambda: size_of(employer.window) == changed, f"the size kept: {changed}")
    employer.window.press("最大化")
    employer.window.wait(lambda: is_maximized(employer.window), "the window maximized")
    key("ctrl+q")
    employer.window.wait_closed()

    employer = open_window(office, **parts.ending_by_itself())
    employer.window.expect(OPEN_MY_PAGE)
    employer.window.wait(lambda: is_maximized(employer.window), "maximized from the start")
    employer.window.press("元に戻す" if employer.window.find("元に戻す", BUTTONS) else "最大化")
    employer.window.wait(lambda: not is_maximized(employer.window), "the window as it was before")
    employer.window.wait(lambda: size_of(employer.window) == changed, "its size before it was maximized")
