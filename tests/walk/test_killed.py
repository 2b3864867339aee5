# SPDX-License-Identifier: GPL-3.0-or-later
"""The window killed at every page, as a loss of power would: the next start goes on where that is possible, and says so."""

import pathlib
import signal

from conftest import ADDRESS, ESTABLISHMENT, PASSWORD, keyring_items
from driver import wait_for
from steps import LOG_IN_TO_MY_PAGE, OPEN_MY_PAGE

SUBJECT = "パスワード登録申込受付通知"
AGAIN_SUBJECT = "パスワード再登録申込受付通知"
OFFER = "登録を続ける"
NO_LIMITS = "[limits]\nmail-interval=0\n"
FIELDS = ("新しいパスワード", "新しいパスワード（確認用）", "認証キー")


def open_on_top(open_window, office, offers):
    employer = open_window(office)
    employer.window.expect(OPEN_MY_PAGE)
    if offers:
        employer.window.expect(OFFER)
        employer.window.expect_text(f"パスワード{offers}の手続きが途中です（{ADDRESS}、残り約30分）。続けますか？")
    else:
        wait_for(lambda: keyring_items("registration") == [] and keyring_items("session") == [], "an empty keyring")
        assert employer.window.find(OFFER) is None
    return employer


def wait_kept(kind):
    return wait_for(lambda: len(keyring_items(kind)) == 1, f"the {kind} in the keyring")


def complete(employer, office):
    employer.open_registration()
    employer.consent()
    employer.enter_email(ADDRESS)
    employer.set_password(PASSWORD, office.key_in(office.wait_mail(SUBJECT)))
    employer.at("completion")


def request_waits(port):
    """Whether the kernel holds bytes for a server's port that the server has not read."""
    for line in pathlib.Path("/proc/net/tcp").read_text().splitlines()[1:]:
        _, local, _, state, queues = line.split()[:5]
        if local.endswith(f":{port:04X}") and state == "01" and int(queues.split(":")[1], 16) > 0:
            return True
    return False


def test_killed_before_anything_was_started_begins_at_the_top(start_office, open_window):
    office = start_office()
    employer = open_on_top(open_window, office, None)
    employer.window.kill()
    employer = open_on_top(open_window, office, None)
    employer.open_registration()
    employer.window.kill()
    employer = open_on_top(open_window, office, None)
    employer.open_registration()
    employer.consent()
    employer.fill("ID（メールアドレス）", ADDRESS)
    employer.window.kill()
    open_on_top(open_window, office, None)
    assert office.mails() == []


def test_killed_on_the_password_page_goes_on_there_without_the_password(start_office, open_window):
    office = start_office()
    employer = open_window(office)
    employer.open_registration()
    employer.consent()
    employer.enter_email(ADDRESS)
    key = office.key_in(office.wait_mail(SUBJECT))
    for name, value in zip(FIELDS, (PASSWORD, PASSWORD, key)):
        employer.fill(name, value)
    wait_kept("registration")
    employer.window.kill()

    employer = open_on_top(open_window, office, "登録")
    employer.press(OFFER)
    employer.at("password")
    assert [employer.window.value(name) for name in FIELDS] == ["", "", ""]
    employer.window.kill()

    employer = open_on_top(open_window, office, "登録")
    employer.press(OFFER)
    employer.set_password(PASSWORD, key)
    employer.finish()
    wait_for(lambda: keyring_items("registration") == [], "that the registration leaves the keyring")


def test_killed_while_the_server_completes_says_at_the_next_start_that_it_is_done(start_office, open_window):
    office = start_office()
    employer = open_window(office)
    employer.open_registration()
    employer.consent()
    employer.enter_email(ADDRESS)
    key = office.key_in(office.wait_mail(SUBJECT))
    wait_kept("registration")
    office.process.send_signal(signal.SIGSTOP)
    employer.set_password(PASSWORD, key)
    wait_for(lambda: request_waits(office.port), "the request in the server's hands")
    employer.window.kill()
    office.process.send_signal(signal.SIGCONT)
    wait_for(lambda: office.show(ADDRESS)["account"].get("opened_at"), "the account opened")

    employer = open_window(office)
    employer.window.expect_text(f"パスワードの登録は完了しています（{ADDRESS}）。")
    assert employer.window.find(OFFER) is None
    employer.press("ログインへ進む")
    employer.at("completion")
    employer.window.expect_text(ESTABLISHMENT)
    employer.finish()
    assert employer.window.value("ID（メールアドレス）") == ADDRESS
    employer.log_in(PASSWORD)
    employer.my_page(ESTABLISHMENT)
    assert keyring_items("registration") == []


def test_killed_after_completion_begins_at_the_top_and_logs_in(start_office, open_window):
    office = start_office()
    employer = open_window(office)
    complete(employer, office)
    wait_for(lambda: keyring_items("registration") == [], "that the registration leaves the keyring")
    employer.window.kill()
    employer = open_on_top(open_window, office, None)
    employer.press(LOG_IN_TO_MY_PAGE)
    employer.at("login")
    employer.fill("ID（メールアドレス）", ADDRESS)
    employer.fill("パスワード", PASSWORD)
    employer.window.kill()
    employer = open_on_top(open_window, office, None)
    employer.press(LOG_IN_TO_MY_PAGE)
    employer.at("login")
    employer.log_in(PASSWORD, address=ADDRESS)
    employer.my_page(ESTABLISHMENT)
    employer.window.kill()
    open_on_top(open_window, office, None)


def test_killed_on_my_page_opens_there_again_where_the_login_is_kept(start_office, open_window):
    office = start_office(config=NO_LIMITS)
    employer = open_window(office)
    complete(employer, office)
    employer.finish()
    employer.log_in(PASSWORD, keep=True)
    employer.my_page(ESTABLISHMENT)
    wait_kept("session")
    employer.window.kill()
    employer = open_window(office)
    employer.my_page(ESTABLISHMENT)


def test_killed_while_registering_again_goes_on_there(start_office, open_window):
    office = start_office(config=NO_LIMITS)
    employer = open_window(office)
    complete(employer, office)
    employer.finish()
    employer.press("パスワードを忘れた方")
    employer.window.expect("メールアドレスの入力（パスワード再登録申込）")
    employer.fill("ID（メールアドレス）", ADDRESS)
    employer.press("次へ進む")
    employer.window.expect("認証キー")
    key = office.key_in(office.wait_mail(AGAIN_SUBJECT))
    wait_kept("registration")
    employer.window.kill()
    employer = open_on_top(open_window, office, "再登録")
    employer.press(OFFER)
    employer.set_password("Kawaita-kaze-42!", key)
    employer.sees("パスワードを再登録しました。新しいパスワードでログインしてください。")
