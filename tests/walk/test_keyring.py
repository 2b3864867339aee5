# SPDX-License-Identifier: GPL-3.0-or-later
"""The window and a real keyring in every condition: it works on, and says once that nothing is remembered."""

import subprocess

import pytest

from conftest import ADDRESS, ESTABLISHMENT, PASSWORD, keyring_items
from driver import Role, key, type_text, wait_for
from gnome_keyring import Keyring, find_prompt
from gnome_keyring import PASSWORD as KEYRING_PASSWORD

SUBJECT = "パスワード登録申込受付通知"
NOTHING_KEPT = ("キーリング（パスワードの保管機能）を利用できないため、ログイン状態と途中の手続きは保存されません。"
                "手続きはこのまま続けられます。")
SCHEMA = "io.github.hellowork_mypage.MyPage"


@pytest.fixture
def keyring():
    """After open_window among a test's arguments: it is gone before the windows are closed."""
    keyring = Keyring()
    yield keyring
    keyring.end()


def says_once(employer):
    employer.window.expect(NOTHING_KEPT, (Role.LABEL,))
    assert employer.window.find(NOTHING_KEPT, (Role.LABEL,), nth=1) is None


def walk_to_password(employer):
    employer.open_registration()
    employer.consent()
    employer.enter_email(ADDRESS)


def walk_to_my_page(employer, office, keep=True):
    walk_to_password(employer)
    employer.set_password(PASSWORD, office.key_in(office.wait_mail(SUBJECT)))
    employer.finish()
    employer.log_in(PASSWORD, keep=keep)
    employer.my_page(ESTABLISHMENT)


def keep_a_session(start_office, open_window):
    office = start_office()
    employer = open_window(office)
    walk_to_my_page(employer, office)
    wait_for(lambda: len(keyring_items("session")) == 1, "the session in the keyring")
    employer.window.close()
    return office


def test_missing_keyring_stops_nobody(start_office, open_window):
    office = start_office()
    employer = open_window(office)
    says_once(employer)
    walk_to_my_page(employer, office)
    says_once(employer)


def test_keyring_that_never_answers_holds_up_no_page(start_office, open_window, keyring):
    office = start_office()
    keyring.start().pause()
    employer = open_window(office)  # and it is still paused while all of this happens
    says_once(employer)
    walk_to_my_page(employer, office)
    employer.press("ログアウト")
    employer.at("login")
    says_once(employer)


def test_keyring_that_answers_late_is_used_from_then_on(start_office, open_window, keyring):
    keyring.start()
    office = keep_a_session(start_office, open_window)
    keyring.pause()
    employer = open_window(office)
    says_once(employer)
    keyring.resume()
    employer.my_page(ESTABLISHMENT)
    employer.window.expect_gone(NOTHING_KEPT)


def test_late_answer_takes_nobody_away_from_a_page(start_office, open_window, keyring):
    keyring.start()
    office = keep_a_session(start_office, open_window)
    keyring.pause()
    employer = open_window(office)
    employer.open_registration()
    says_once(employer)
    keyring.resume()
    employer.window.expect_gone(NOTHING_KEPT)
    employer.at("consent")
    employer.consent()


def test_locked_keyring_opens_with_its_password(start_office, open_window, keyring):
    keyring.start()
    office = keep_a_session(start_office, open_window)
    keyring.start_locked()
    employer = open_window(office)
    employer.window.expect("求人者マイページ開設（パスワード登録）")  # behind the question
    find_prompt()
    type_text(KEYRING_PASSWORD)
    key("Return")
    employer.my_page(ESTABLISHMENT)
    employer.window.expect_gone(NOTHING_KEPT)


def test_dismissed_prompt_means_that_nothing_is_remembered(start_office, open_window, keyring):
    keyring.start()
    office = keep_a_session(start_office, open_window)
    keyring.start_locked()
    employer = open_window(office)
    employer.window.expect("求人者マイページ開設（パスワード登録）")
    find_prompt()
    key("Escape")
    says_once(employer)
    employer.press("求人者マイページにログイン")
    employer.at("login")
    employer.log_in(PASSWORD, address=ADDRESS)
    employer.my_page(ESTABLISHMENT)
    says_once(employer)


def test_keyring_that_dies_in_the_call_is_done_without(start_office, open_window, keyring):
    office = start_office()
    keyring.start().pause()
    employer = open_window(office)
    employer.window.expect("求人者マイページ開設（パスワード登録）")
    keyring.kill()
    says_once(employer)
    walk_to_my_page(employer, office)


def test_keyring_that_dies_while_a_registration_runs_is_said(start_office, open_window, keyring):
    office = start_office()
    keyring.start()
    employer = open_window(office)
    walk_to_password(employer)
    wait_for(lambda: len(keyring_items("registration")) == 1, "the registration in the keyring")
    assert NOTHING_KEPT not in employer.window.text()
    keyring.kill()
    employer.set_password(PASSWORD, office.key_in(office.wait_mail(SUBJECT)))
    employer.finish()
    says_once(employer)
    employer.log_in(PASSWORD, keep=True)
    employer.my_page(ESTABLISHMENT)


def test_nonsense_in_the_keyring_is_passed_over(start_office, open_window, keyring):
    keyring.start()
    office = start_office()
    server = {"xdg__schema": SCHEMA, "server": office.url}
    for number, (kind, secret) in enumerate([
            ("session", "not JSON"), ("session", "{}"), ("session", "[" * 5000), ("registration", "\x01\x02"),
            ("registration", '{"credential":1,"email":[],"expires_at":"never"}'), ("passport", "{}"),
            ("session", "x" * 60000)]):
        keyring.put(secret, **server, kind=kind, id=f"abcdefghijklmnopqrstuvwxyz{number}")
    keyring.put("{}", **server, kind="session", id="short")
    keyring.put("{}", **server)
    keyring.put("of a browser's", xdg__schema="org.example.Browser", server=office.url)
    employer = open_window(office)
    walk_to_my_page(employer, office)
    assert NOTHING_KEPT not in employer.window.text()
    employer.window.close()
    employer = open_window(office)
    employer.my_page(ESTABLISHMENT)
    browser = subprocess.run(["secret-tool", "lookup", "xdg:schema", "org.example.Browser"], capture_output=True, text=True)
    assert browser.stdout == "of a browser's"


def test_keyring_that_refuses_to_store_is_said(start_office, open_window, keyring):
    keyring.start()
    office = start_office()
    employer = open_window(office)
    employer.window.expect("求人者マイページ開設（パスワード登録）")
    assert NOTHING_KEPT not in employer.window.text()
    keyring.refuse_to_store()
    walk_to_password(employer)
    says_once(employer)
    employer.set_password(PASSWORD, office.key_in(office.wait_mail(SUBJECT)))
    employer.finish()


def test_credential_taken_away_or_replaced_meanwhile_is_no_matter(start_office, open_window, keyring):
    keyring.start()
    office = keep_a_session(start_office, open_window)
    employer = open_window(office)
    employer.my_page(ESTABLISHMENT)
    subprocess.run(["secret-tool", "clear", "kind", "session"], check=True)
    employer.press("ログアウト")
    employer.at("login")
    employer.sees("ログアウトしました。")
    keyring.kill()
    keyring.start()  # another keyring's process, with the same files
    employer.log_in(PASSWORD, keep=True)
    employer.my_page(ESTABLISHMENT)
    wait_for(lambda: len(keyring_items("session")) == 1, "the session in the new keyring")
    assert NOTHING_KEPT not in employer.window.text()


def test_session_ended_elsewhere_leads_to_the_login_with_the_address(start_office, open_window, keyring):
    keyring.start()
    office = keep_a_session(start_office, open_window)
    office.counter("sessions", ADDRESS, "--end")
    employer = open_window(office)
    employer.at("login")
    employer.sees("ログインの有効期間が終了しました。もう一度ログインしてください。")
    assert employer.window.value("ID（メールアドレス）") == ADDRESS
    wait_for(lambda: keyring_items("session") == [], "that the ended session leaves the keyring")
    employer.log_in(PASSWORD)
    employer.my_page(ESTABLISHMENT)
