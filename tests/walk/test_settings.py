# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings: which server, checked while it is typed, locked by an administrator or given for one run; and what
is kept on this computer, and how to delete it."""

import os
import pathlib
import subprocess

import pytest

import parts
from conftest import ADDRESS, ESTABLISHMENT, NUMBER, PASSWORD, keyring_items
from driver import BUTTONS, Role, Window, key, wait_for
from gnome_keyring import Keyring
from steps import LOG_IN_TO_MY_PAGE, OPEN_MY_PAGE

FIELD = "サーバーのアドレス（URL）"
SUBJECT = "パスワード登録申込受付通知"
OTHER_ADDRESS = "hanako@example.jp"
NO_KEYRING = ("キーリング（パスワードの保管機能）を利用できないため、ログイン状態と途中の手続きは保存されません。"
              "手続きはこのまま続けられます。")


@pytest.fixture
def keyring():
    keyring = Keyring()
    yield keyring.start()
    keyring.end()


@pytest.fixture
def settings_file():
    file = pathlib.Path(os.environ["XDG_CONFIG_HOME"]) / "glib-2.0/settings/keyfile"
    file.unlink(missing_ok=True)
    yield file
    file.unlink(missing_ok=True)


@pytest.fixture
def open_alone(tmp_path):
    """The window as it opens without --server."""
    windows = []

    def open_(**environment):
        window = Window(parts.CLIENT, env={**parts.client_environment("ja"), **environment}, log=tmp_path / "alone.log")
        windows.append(window)
        return window

    yield open_
    for window in windows:
        window.close()
    assert "CRITICAL" not in (tmp_path / "alone.log").read_text()


def open_settings(window):
    window.focus()
    key("ctrl+comma")
    window.expect("接続先のサーバー")


def saved(settings_file):
    return settings_file.read_text() if settings_file.exists() else ""


def test_address_is_checked_while_it_is_typed(start_office, open_alone, settings_file):
    office = start_office()
    window = open_alone()
    window.expect("接続先のサーバー")
    for typed, sentence in [
        ("http", "「https://」で始まるアドレスを最後まで入力してください。"),
        ("http://mypage.example.jp", "「https://」で始まるアドレスを最後まで入力してください。"),
        ("http://127.0.0.1:1", "サーバー（127.0.0.1:1）に接続できません。しばらくしてからもう一度お試しください。"),
        (office.url, f"サーバー（{office.url.removeprefix('http://')}）に接続できました。このアドレスを使用できます。"),
    ]:
        window.fill(FIELD, typed)
        window.expect(sentence)
        assert not window.is_invalid(FIELD), "a note while one types, no error"
    assert "server-url" not in saved(settings_file)
    window.press("次へ進む")
    window.expect(OPEN_MY_PAGE)
    wait_for(lambda: office.url in saved(settings_file), "the address in the settings")


def test_server_that_does_not_answer_is_said_once(open_alone, settings_file):
    window = open_alone()
    sentence = "サーバー（127.0.0.1:1）に接続できません。しばらくしてからもう一度お試しください。"
    window.fill(FIELD, "http://127.0.0.1:1")
    note = window.expect(sentence, (Role.LABEL,)).path

    def said():
        nodes = [node for node in window.reader.glance() if node.name == sentence and node.role == Role.LABEL]
        window.reader.measure(nodes)
        return [node.path for node in nodes if node.on_screen]

    window.press("次へ進む")
    window.wait(lambda: len(said()) == 1 and said() != [note], "that the page says it, and nobody else")
    assert "server-url" not in saved(settings_file)


def test_server_of_the_command_line_is_for_that_run_only(start_office, open_window, open_alone, settings_file):
    office, other = start_office(), start_office()
    settings_file.parent.mkdir(parents=True, exist_ok=True)
    settings_file.write_text(f"[io/github/hellowork_mypage/MyPage]\nserver-url='{other.url}'\n")
    employer = open_window(office)
    employer.window.expect(f"接続先：{office.url.removeprefix('http://')}")
    open_settings(employer.window)
    employer.window.expect_text(f"今回の起動に限り、--server で指定されたサーバー（{office.url.removeprefix('http://')}）に接続しています。")
    assert employer.window.value(FIELD) == other.url
    key("Escape")
    employer.window.expect_gone("接続先のサーバー")
    employer.window.close()
    assert office.url not in saved(settings_file)
    window = open_alone()
    window.expect(f"接続先：{other.url.removeprefix('http://')}")


def test_locked_address_is_shown_and_cannot_be_changed(start_office, open_alone, tmp_path):
    """As an administrator does: a value in dconf's database of the system, and a lock on it."""
    office = start_office()
    keys = tmp_path / "keys"
    (keys / "locks").mkdir(parents=True)
    (keys / "mypage").write_text(f"[io/github/hellowork_mypage/MyPage]\nserver-url='{office.url}'\n")
    (keys / "locks/mypage").write_text("/io/github/hellowork_mypage/MyPage/server-url\n")
    subprocess.run(["dconf", "compile", tmp_path / "database", keys], check=True)
    (tmp_path / "profile").write_text(f"user-db:user\nfile-db:{tmp_path / 'database'}\n")
    window = open_alone(GSETTINGS_BACKEND="dconf", DCONF_PROFILE=str(tmp_path / "profile"))
    window.expect(f"接続先：{office.url.removeprefix('http://')}")
    open_settings(window)
    window.expect_text("サーバーは管理者が設定しているため、ここでは変更できません。")
    assert window.value(FIELD) == office.url
    assert window.find("保存", BUTTONS) is None
    key("Escape")


def keep_two(start_office, open_window):
    """A kept login and an unfinished registration."""
    office = start_office(config="[limits]\nmail-interval=0\n")
    office.register(NUMBER, ESTABLISHMENT, OTHER_ADDRESS)
    employer = open_window(office)
    employer.open_registration()
    employer.consent()
    employer.enter_email(ADDRESS)
    employer.set_password(PASSWORD, office.key_in(office.wait_mail(SUBJECT)))
    employer.finish()
    employer.log_in(PASSWORD, keep=True)
    employer.my_page(ESTABLISHMENT)
    employer.press("別の事業所を追加")
    employer.at("login")
    employer.press(OPEN_MY_PAGE)
    employer.at("consent")
    employer.consent()
    employer.enter_email(OTHER_ADDRESS)
    wait_for(lambda: len(keyring_items("session")) == 1 and len(keyring_items("registration")) == 1, "both in the keyring")
    employer.window.close()
    return office


def test_what_is_kept_is_shown_and_deleted_one_by_one(start_office, open_window, keyring):
    office = keep_two(start_office, open_window)
    employer = open_window(office)
    employer.my_page(ESTABLISHMENT)
    open_settings(employer.window)
    employer.window.expect(f"ログイン：{ESTABLISHMENT}（{NUMBER}）")
    employer.window.expect("途中のパスワード登録")
    assert employer.window.text().count(OTHER_ADDRESS) >= 1
    employer.window.press("削除")
    employer.window.expect("キーリングから削除しました。", (Role.LABEL,))
    wait_for(lambda: len(keyring_items("session")) + len(keyring_items("registration")) == 1, "one item left")
    employer.window.wait(lambda: employer.window.find("削除", BUTTONS, nth=1) is None, "one row left")
    employer.window.press("削除")
    wait_for(lambda: len(keyring_items("session")) + len(keyring_items("registration")) == 0, "nothing left")
    employer.window.expect_gone("途中のパスワード登録")
    employer.window.close()
    employer = open_window(office)
    employer.window.expect(LOG_IN_TO_MY_PAGE)
    open_settings(employer.window)
    employer.window.expect("キーリングに保存されている情報はありません。", (Role.LABEL,))


def test_all_that_is_kept_is_deleted_at_once_whatever_the_server(start_office, open_window, keyring):
    keep_two(start_office, open_window)
    employer = open_window(start_office())
    employer.window.expect(LOG_IN_TO_MY_PAGE)
    open_settings(employer.window)
    employer.window.press("保存されている情報をすべて削除")
    wait_for(lambda: len(keyring_items("session")) + len(keyring_items("registration")) == 0, "nothing left")
    employer.window.expect_gone("途中のパスワード登録")
    employer.window.wait(lambda: employer.window.find("保存されている情報をすべて削除", BUTTONS) is None, "no button for nothing")


def test_what_cannot_be_read_is_said_and_deleted_too(start_office, open_window, keyring):
    office = start_office()
    for number, kind in enumerate(("session", "registration")):
        keyring.put("not JSON", xdg__schema="io.github.hellowork_mypage.MyPage", server=office.url, kind=kind,
                    id=f"abcdefghijklmnopqrstuvwxyz{number}")
    keyring.put("of a browser's", xdg__schema="org.example.Browser", server=office.url)
    employer = open_window(office)
    employer.window.expect(LOG_IN_TO_MY_PAGE)
    open_settings(employer.window)
    employer.window.expect("読み取れない情報が保存されています。「保存されている情報をすべて削除」を押すと、その情報も削除します。",
                           (Role.LABEL,))
    employer.window.press("保存されている情報をすべて削除")
    wait_for(lambda: keyring_items("session") + keyring_items("registration") == [], "nothing left")
    employer.window.expect("キーリングから削除しました。", (Role.LABEL,))
    employer.window.wait(lambda: employer.window.find("保存されている情報をすべて削除", BUTTONS) is None, "no button for nothing")
    left = subprocess.run(["secret-tool", "lookup", "xdg:schema", "org.example.Browser"], capture_output=True, text=True)
    assert left.stdout == "of a browser's"


def test_settings_work_without_a_keyring(start_office, open_window, keyring):
    keyring.end()
    employer = open_window(start_office())
    employer.window.expect(NO_KEYRING, (Role.LABEL,))
    open_settings(employer.window)
    employer.window.expect(NO_KEYRING, (Role.LABEL,), nth=1)
    assert employer.window.find("削除", BUTTONS) is None
    key("Escape")
    employer.open_registration()
