# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages say to input that will not do, and that nothing typed is lost by it."""

import pytest

import pytest

from conftest import ADDRESS, PASSWORD
from driver import wait_for

SUBJECT = "パスワード登録申込受付通知"
SUMMARY = "入力内容に誤りが%d件あります。"


def walk_to_email(employer):
    employer.open_registration()
    employer.consent()


def test_address_is_checked_before_it_is_sent(start_office, open_window):
    office = start_office()
    employer = open_window(office)
    walk_to_email(employer)
    for typed, sentence in [
        ("", "ID（メールアドレス）を入力してください。"),
        ("taro.example.jp", "メールアドレスに「@」がありません。"),
        ("ta ro@example.jp", "メールアドレスに使用できません。"),
        ("たろう@example.jp", "「た」はメールアドレスに使用できません。"),
        ("a" * 90 + "@example.jp", "100文字"),
    ]:
        employer.fill("ID（メールアドレス）", typed)
        employer.press("次へ進む")
        employer.window.expect_text(sentence)
        employer.window.expect_text(SUMMARY % 1)
        assert employer.window.value("ID（メールアドレス）") == typed
        assert employer.window.is_invalid("ID（メールアドレス）")
    assert office.mails() == []
    employer.enter_email(ADDRESS)


def test_password_page_names_every_fault_and_keeps_what_was_typed(start_office, open_window):
    office = start_office()
    employer = open_window(office)
    walk_to_email(employer)
    employer.enter_email(ADDRESS)
    key = office.key_in(office.wait_mail(SUBJECT))
    employer.press("完了")
    employer.window.expect_text(SUMMARY % 3)
    employer.fill("新しいパスワード", "Himawari-taro-7")
    employer.fill("新しいパスワード（確認用）", "Himawari-taro-8")
    employer.fill("認証キー", "ABC")
    employer.press("完了")
    employer.sees("新しいパスワードと確認用の入力が一致しません。同じパスワードを入力してください。")
    employer.window.expect_text("認証キーは10文字です（現在3文字）。メールの記載をご確認ください。")
    employer.sees("メールアドレスの「@」より前の部分を含むパスワードは使用できません。")
    employer.fill("新しいパスワード", "Password1!")
    employer.fill("新しいパスワード（確認用）", "Password1!")
    employer.fill("認証キー", key)
    employer.press("完了")
    employer.sees("よく使われるパスワードのため、使用できません。別のパスワードを入力してください。")
    assert employer.window.value("認証キー") == key
    employer.set_password(PASSWORD, key)
    employer.finish()


def test_full_width_password_is_never_rewritten(start_office, open_window):
    office = start_office()
    employer = open_window(office)
    walk_to_email(employer)
    employer.enter_email(ADDRESS)
    key = office.key_in(office.wait_mail(SUBJECT))
    employer.set_password("Ｍidori-no-mado-7", key)
    employer.sees_part("入力内容に誤りが%d件あります。")  # GTK presses a while after it was asked to
    employer.sees("使用できない文字（全角文字、半角カタカナ、空白）が含まれています。半角の英数字・記号で入力してください。")
    employer.set_password(PASSWORD, key)
    employer.finish()


def test_second_start_too_soon_is_told_when_to_try_again(start_office, open_window):
    office = start_office()
    employer = open_window(office)
    walk_to_email(employer)
    employer.enter_email(ADDRESS)
    office.wait_mail(SUBJECT)
    employer.window.kill()
    employer = open_window(office)
    walk_to_email(employer)
    employer.fill("ID（メールアドレス）", ADDRESS)
    employer.press("次へ進む")
    employer.window.expect_text("操作の回数が上限に達しました。約1分後にもう一度お試しください。")
    assert employer.window.value("ID（メールアドレス）") == ADDRESS


def test_address_entered_again_unchanged_goes_on_with_the_same_registration(start_office, open_window):
    office = start_office()
    employer = open_window(office)
    walk_to_email(employer)
    employer.enter_email(ADDRESS)
    key = office.key_in(office.wait_mail(SUBJECT))
    employer.press("メールアドレスを入力し直す")
    assert employer.window.wait(lambda: employer.window.value("ID（メールアドレス）") == ADDRESS, "the address kept")
    employer.press("次へ進む")
    employer.window.expect("認証キー")
    employer.set_password(PASSWORD, key)
    employer.finish()
    wait_for(lambda: len(office.mails()) == 2, "two mails: the key and the notice")


def test_disabled_address_gets_the_same_pages_and_no_mail(start_office, open_window):
    office = start_office()
    office.counter("disable", ADDRESS)
    employer = open_window(office)
    walk_to_email(employer)
    employer.enter_email(ADDRESS)
    employer.set_password(PASSWORD, "ABCDE-12345")
    employer.window.expect_text("認証キーが正しくありません。")
    assert office.mails() == []


def test_new_mail_replaces_the_former_key(start_office, open_window):
    office = start_office(config="[limits]\nmail-interval=0\n")
    employer = open_window(office)
    walk_to_email(employer)
    employer.enter_email(ADDRESS)
    former = office.key_in(office.wait_mail(SUBJECT))
    employer.press("メールを再送する")
    employer.sees("再送を受け付けました。以前の認証キーは使用できません。新しく届くメールの認証キーを入力してください。")
    new = office.key_in(office.wait_mail(SUBJECT))
    assert new != former
    employer.set_password(PASSWORD, former)
    employer.window.expect_text("認証キーが正しくありません。")
    employer.set_password(PASSWORD, new)
    employer.finish()


@pytest.mark.parametrize("sign_of_life", ["", "not a server"])
def test_wrong_server_is_said_to_be_one(open_window, tmp_path, sign_of_life):
    """Nobody listens there, or something that is not our server does."""
    import http.server
    import threading

    class Portal(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = b"<html><body>Log in to the network</body></html>"
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    url = f"http://127.0.0.1:{server.server_address[1]}"
    if sign_of_life:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    else:
        server.server_close()
    try:
        employer = open_window(url)
        employer.press("求人者マイページ開設（パスワード登録）")
        employer.at("consent")
        employer.window.expect_text(
            "サーバーから正しい応答がありませんでした。" if sign_of_life else "に接続できません。しばらくしてからもう一度お試しください。")
    finally:
        if sign_of_life:
            server.shutdown()
            server.server_close()
