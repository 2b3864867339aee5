# SPDX-License-Identifier: GPL-3.0-or-later
"""A bad day: the server started anew in the middle of a step, gone at the login, a certificate that nobody vouches for, a
clock that is wrong by a day, the window closed in the middle."""

import pathlib
import sys

import pytest

from conftest import ADDRESS, ESTABLISHMENT, PASSWORD, keyring_items
from driver import key, wait_for
from parts import CLIENT, ending_by_itself
from steps import LOG_IN_TO_MY_PAGE, OPEN_MY_PAGE
from studio import certificate
from wire import Wire

sys.path.append(str(pathlib.Path(__file__).parents[1] / "server/faults"))
from fake_clock import FakeClock  # noqa: E402

SUBJECT = "パスワード登録申込受付通知"
EMAIL = "ID（メールアドレス）"
UNREACHABLE = "に接続できません。しばらくしてからもう一度お試しください。"
NOT_SAFE = "の安全性を確認できないため、送信を中止しました。パソコンの日付と時刻をご確認ください。"
DAY = 24 * 60 * 60


def restart(office):
    assert office.stop() == 0
    office.start()


def test_server_started_anew_between_any_two_steps_is_no_matter(start_office, open_window):
    office = start_office()
    employer = open_window(office)
    employer.window.expect(employer.say(LOG_IN_TO_MY_PAGE))
    restart(office)
    employer.open_registration()
    employer.window.expect("未確認")
    restart(office)
    employer.consent()
    restart(office)
    employer.enter_email(ADDRESS)
    mailed = office.key_in(office.wait_mail(SUBJECT))
    restart(office)
    employer.set_password(PASSWORD, mailed)
    employer.at("completion")
    restart(office)
    employer.finish()
    employer.log_in(PASSWORD)
    employer.my_page(ESTABLISHMENT)
    restart(office)
    employer.press("ログアウト")
    employer.sees("ログアウトしました。")


def test_server_gone_at_the_login_loses_nothing(start_office, open_window):
    wire = Wire(start_office())
    try:
        employer = open_window(wire)
        employer.press(LOG_IN_TO_MY_PAGE)
        employer.at("login")
        wire.cut()
        employer.log_in("Wrong-password-1", address=ADDRESS)
        employer.window.expect_text(UNREACHABLE)
        assert employer.window.value(EMAIL) == ADDRESS
        wire.mend()
        employer.press("ログイン")  # with what stands there still
        employer.sees("ID（メールアドレス）またはパスワードに誤りがあります。入力内容をご確認ください。")
    finally:
        wire.close()


def test_certificate_that_nobody_vouches_for_gets_no_password(start_office, open_window, tmp_path):
    wire = Wire(start_office(), certificate(tmp_path))
    try:
        employer = open_window(wire)
        employer.press(LOG_IN_TO_MY_PAGE)
        employer.at("login")
        employer.log_in(PASSWORD, address=ADDRESS)
        employer.window.expect_text(NOT_SAFE)
        assert employer.window.value(EMAIL) == ADDRESS
        assert wire.calls == [], "not a word was sent"
    finally:
        wire.close()


@pytest.mark.parametrize("seconds", [-DAY, DAY])
def test_clock_that_is_wrong_by_a_day_shortens_nothing(start_office, open_window, tmp_path, seconds):
    """What counts is the seconds that the server gives; at the next start, too."""
    office = start_office()
    clock = FakeClock(tmp_path, CLIENT)
    clock.set_wall(seconds)
    employer = open_window(office, **clock.environment)
    employer.open_registration()
    employer.consent()
    employer.enter_email(ADDRESS)
    mailed = office.key_in(office.wait_mail(SUBJECT))
    employer.sees_part("（残り約30分）")
    wait_for(lambda: len(keyring_items("registration")) == 1, "the registration in the keyring")
    employer.window.kill()

    employer = open_window(office, **clock.environment)
    employer.window.expect_text(f"パスワード登録の手続きが途中です（{ADDRESS}、残り約30分）。続けますか？")
    employer.press("登録を続ける")
    employer.set_password(PASSWORD, mailed)
    employer.finish()
    employer.log_in(PASSWORD, keep=True)
    employer.my_page(ESTABLISHMENT)
    wait_for(lambda: len(keyring_items("session")) == 1, "the login in the keyring")
    employer.window.kill()
    employer = open_window(office, **clock.environment)
    employer.my_page(ESTABLISHMENT)


def press_to_close(employer):
    employer.window.focus()
    key("ctrl+w")


def test_window_closed_on_any_page_asks_only_where_something_would_be_lost(start_office, open_window):
    office = start_office()

    def open_anew():
        employer = open_window(office, **ending_by_itself())
        employer.window.expect(OPEN_MY_PAGE)
        return employer

    def close(employer):
        press_to_close(employer)
        assert employer.window.wait_closed() == 0

    close(open_anew())
    employer = open_anew()
    employer.open_registration()
    close(employer)
    employer = open_anew()
    employer.open_registration()
    employer.consent()
    employer.fill(EMAIL, ADDRESS)
    close(employer)
    assert office.mails() == []

    employer = open_anew()
    assert employer.window.find("登録を続ける") is None
    employer.open_registration()
    employer.consent()
    employer.enter_email(ADDRESS)
    mailed = office.key_in(office.wait_mail(SUBJECT))
    wait_for(lambda: len(keyring_items("registration")) == 1, "the registration in the keyring")
    employer.fill("認証キー", mailed)
    press_to_close(employer)
    employer.window.expect("パスワード登録を中断しますか？")
    employer.sees("閉じても、認証キーの有効期限までは続きから再開できます。入力したパスワードは保存されません。")
    employer.press("登録を続ける")
    employer.window.expect_gone("パスワード登録を中断しますか？")
    assert employer.window.value("認証キー") == mailed
    press_to_close(employer)
    employer.press("画面を閉じる")
    assert employer.window.wait_closed() == 0

    employer = open_anew()
    employer.press("登録を続ける")
    employer.set_password(PASSWORD, mailed)
    employer.at("completion")
    close(employer)
    open_anew()
    wait_for(lambda: keyring_items("registration") == [], "that the registration leaves the keyring")
