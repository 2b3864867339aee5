# SPDX-License-Identifier: GPL-3.0-or-later
"""What can go wrong between window and server: each fault has its sentence and its way on, nothing typed is lost, nothing is
done twice, and the window lives on."""

import re

import pytest

from conftest import ADDRESS, PASSWORD
from driver import wait_for
from network import Network
from studio import certificate
from wire import Wire

SUBJECT = "パスワード登録申込受付通知"
EMAIL, KEY = "ID（メールアドレス）", "認証キー"
START, FINISH = r"^POST /v1/password-registrations$", r"^PUT /v1/password-registration/password$"
UNREACHABLE = "に接続できません。しばらくしてからもう一度お試しください。"
NOT_OURS = ("サーバーから正しい応答がありませんでした。公衆Wi-Fiなどでは、ブラウザーでネットワークにログインしてから、もう一度お試しください。")
NOT_DONE = ("サーバーとの接続が切れたため、登録は完了していません。もう一度「完了」を押してください。入力内容はそのまま残っています。")
OFFLINE = "インターネットに接続されていません。接続を確認して、もう一度お試しください。入力内容はそのまま残っています。"
FAULTS = {
    "reset": UNREACHABLE,
    "truncated": UNREACHABLE,
    "bad-gateway": UNREACHABLE,
    "portal": NOT_OURS,
    "wrong-json": NOT_OURS,
    "other-json": NOT_OURS,
    "huge": NOT_OURS,
}


@pytest.fixture
def start_wire():
    wires = []

    def start(office, tls=None):
        wires.append(Wire(office, tls))
        return wires[-1]

    yield start
    for wire in wires:
        wire.close()


def press_and_read(employer, button, sentence, wire=None):
    """Presses, and waits for the sentence, which may be the last press's, too: then the wire says when a call has come."""
    def calls():
        return len([call for call in wire.calls if re.search(wire.on, call)]) if wire else 1

    before = calls() if wire else 0
    employer.press(button)
    employer.window.wait(lambda: calls() > before and employer.say("送信を中止") not in employer.window.text()
                         and sentence in employer.window.text(), f"«{sentence}»", 90)


def test_sending_the_address_survives_every_fault(start_office, open_window, start_wire):
    office = start_office()
    wire = start_wire(office)
    employer = open_window(wire)
    employer.open_registration()
    employer.consent()
    employer.fill(EMAIL, ADDRESS)
    for fault, sentence in FAULTS.items():
        wire.set(fault, START)
        press_and_read(employer, "次へ進む", sentence, wire)
        assert employer.window.value(EMAIL) == ADDRESS, fault
    wire.cut()
    press_and_read(employer, "次へ進む", UNREACHABLE)
    wire.mend()
    assert office.mails() == []
    wire.set("swallow", START)  # it is done, and the answer is lost, at the call's own second try as well
    press_and_read(employer, "次へ進む", UNREACHABLE, wire)
    wire.set(None)
    employer.press("次へ進む")
    employer.window.expect(KEY)
    office.wait_mail(SUBJECT)
    assert len(office.mails()) == 1, "one application, however often it was sent"


def test_finishing_survives_every_fault(start_office, open_window, start_wire):
    office = start_office()
    wire = start_wire(office)
    employer = open_window(wire)
    employer.open_registration()
    employer.consent()
    employer.enter_email(ADDRESS)
    key = office.key_in(office.wait_mail(SUBJECT))
    employer.fill("新しいパスワード", PASSWORD)
    employer.fill("新しいパスワード（確認用）", PASSWORD)
    employer.fill(KEY, key)
    for fault in FAULTS:
        wire.set(fault, FINISH)
        press_and_read(employer, "完了", NOT_DONE, wire)
        assert employer.window.value(KEY) == key, fault
        assert office.show(ADDRESS)["account"].get("opened_at") is None, fault
    wire.cut()  # now nobody can say how it stands
    press_and_read(employer, "完了", "登録が完了したかどうかは、まだ確認できていません。")
    wire.mend()
    wire.set("swallow", FINISH)
    employer.press("完了")
    employer.at("completion")
    employer.sees("サーバーからの応答は届きませんでしたが、登録の完了を確認しました。")
    assert office.show(ADDRESS)["account"]["opened_at"]


def test_silent_server_is_given_up_on(start_office, open_window, start_wire):
    wire = start_wire(start_office())
    employer = open_window(wire)
    employer.open_registration()
    employer.consent()
    employer.fill(EMAIL, ADDRESS)
    wire.set("hold", START)
    employer.press("次へ進む")
    employer.sees("サーバーの応答に時間がかかっています。このままお待ちください。")
    employer.window.expect_text(UNREACHABLE, 120)
    assert employer.window.value(EMAIL) == ADDRESS
    wire.set(None)
    employer.press("次へ進む")
    employer.window.expect(KEY)


def test_untrusted_certificate_is_refused(start_office, open_window, start_wire, tmp_path):
    wire = start_wire(start_office(), certificate(tmp_path))
    employer = open_window(wire)
    employer.window.expect_text("の安全性を確認できないため、送信を中止しました。パソコンの日付と時刻をご確認ください。"
                                "解決しない場合は、ネットワークの管理者にご相談ください。")
    assert wire.calls == [], "not a word was sent to it"
    assert employer.window.find("暗号化された接続です") is None, "no lock for the address's sake"


def test_trusted_certificate_gets_a_lock(start_office, open_window, start_wire, tmp_path):
    wire = start_wire(start_office(), certificate(tmp_path))
    employer = open_window(wire, trusting=tmp_path / "cert.pem")
    employer.window.expect("暗号化された接続です")
    employer.sees("サイト運営者からのお知らせ")


def test_unknown_host_is_said_to_be_out_of_reach(open_window):
    employer = open_window("https://nowhere.invalid")
    employer.window.expect_text("サーバー（nowhere.invalid）" + UNREACHABLE, 90)


def test_offline_is_noticed_and_blocks_nothing(open_window):
    network = Network(available=False)
    try:
        employer = open_window("https://mypage.example.jp", **network.environment())
        employer.window.expect_text(OFFLINE)
        employer.press("求人者マイページにログイン")
        employer.at("login")
        employer.window.expect_text(OFFLINE)
        network.set_available(True)
        employer.window.expect_gone(OFFLINE)
        network.set_available(False)
        employer.window.expect_text(OFFLINE)
    finally:
        network.close()


def test_going_back_and_forth_keeps_what_was_typed_but_no_password(start_office, open_window):
    office = start_office()
    employer = open_window(office)
    employer.open_registration()
    employer.consent()
    employer.fill(EMAIL, "half-typed@")
    employer.press("戻る")
    employer.at("consent")
    assert employer.window.is_checked("「プライバシーポリシー」「マイページ利用規約」に同意します")
    employer.press("次へ進む")
    employer.at("email")
    assert employer.window.value(EMAIL) == "half-typed@"
    employer.enter_email(ADDRESS)
    office.wait_mail(SUBJECT)
    employer.fill("新しいパスワード", PASSWORD)
    employer.press("メールアドレスを入力し直す")
    assert wait_for(lambda: employer.window.value(EMAIL) == ADDRESS, "the address kept")
    employer.press("次へ進む")
    employer.window.expect(KEY)
    employer.press("完了")
    employer.sees("新しいパスワードを入力してください。")
