# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed programs as separate processes, from the top page to My Page, driven through AT-SPI by name."""

import signal

import pytest

from conftest import ADDRESS, ESTABLISHMENT, NUMBER, PASSWORD, keyring_items
from driver import wait_for
from office import Office

SUBJECT = "パスワード登録申込受付通知"


def walk_to_password(employer, address=ADDRESS):
    employer.open_registration()
    employer.consent()
    employer.enter_email(address)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_employer_walks_from_the_top_page_to_my_page(start_office, open_window, lang):
    office = start_office()
    employer = open_window(office, lang)
    walk_to_password(employer)
    messages = wait_for(office.mails, "the mail with the key")
    employer.set_password(PASSWORD, office.key_in(messages[-1][1]))
    employer.finish()
    assert employer.window.value(employer.say("ID（メールアドレス）")) == ADDRESS
    employer.log_in(PASSWORD)
    employer.my_page(ESTABLISHMENT)
    assert NUMBER in employer.window.text()
    shown = office.show(ADDRESS)
    assert shown["account"]["opened_at"], shown
    assert keyring_items("session") == [], "a login that is not kept stays out of the keyring"
    assert keyring_items("registration") == [], "a completed registration leaves the keyring"


def test_killed_window_finds_its_registration_again(start_office, open_window):
    office = start_office()
    employer = open_window(office)
    walk_to_password(employer)
    mail = office.wait_mail(SUBJECT)
    items = wait_for(lambda: keyring_items("registration"), "the credential in the keyring")
    assert len(items) == 1
    assert ADDRESS not in "\n".join(l for l in items[0]["text"].splitlines() if l.startswith(("attribute", "label")))
    employer.window.kill()

    employer = open_window(office)
    employer.window.wait(lambda: "パスワード登録の手続きが途中です" in employer.window.text(), "the banner of the unfinished one")
    assert ADDRESS in employer.window.text()
    employer.press("登録を続ける")
    employer.window.expect("認証キー")
    employer.set_password(PASSWORD, office.key_in(mail))
    employer.finish()


def test_kept_login_opens_my_page_at_the_next_start(start_office, open_window):
    office = start_office()
    employer = open_window(office)
    walk_to_password(employer)
    employer.set_password(PASSWORD, office.key_in(office.wait_mail(SUBJECT)))
    employer.finish()
    employer.log_in(PASSWORD, keep=True)
    employer.my_page(ESTABLISHMENT)
    wait_for(lambda: len(keyring_items("session")) == 1, "the session in the keyring")
    employer.window.close()

    employer = open_window(office)
    employer.my_page(ESTABLISHMENT)
    employer.press("ログアウト")
    wait_for(lambda: keyring_items("session") == [], "that logout empties the keyring")


def test_forgotten_password_is_set_anew(start_office, open_window):
    office = start_office(config="[limits]\nmail-interval=0\n")
    employer = open_window(office)
    walk_to_password(employer)
    employer.set_password(PASSWORD, office.key_in(office.wait_mail(SUBJECT)))
    employer.finish()
    employer.press("パスワードを忘れた方")
    employer.window.expect("メールアドレスの入力（パスワード再登録申込）")
    employer.fill("ID（メールアドレス）", ADDRESS)
    employer.press("次へ進む")
    employer.window.expect("認証キー")
    mail = office.wait_mail("パスワード再登録申込受付通知")
    employer.set_password("Kawaita-kaze-42!", office.key_in(mail))
    employer.sees("パスワードを再登録しました。新しいパスワードでログインしてください。")
    employer.log_in(PASSWORD)
    employer.sees("ID（メールアドレス）またはパスワードに誤りがあります。入力内容をご確認ください。")
    employer.log_in("Kawaita-kaze-42!")
    employer.my_page(ESTABLISHMENT)


def test_consent_is_refused_until_both_documents_were_seen(start_office, open_window):
    employer = open_window(start_office())
    employer.open_registration()
    employer.press("次へ進む")
    employer.window.wait(lambda: "それぞれ最後までご確認いただくと" in employer.window.text(), "why not")
    employer.window.toggle(employer.say("「プライバシーポリシー」「マイページ利用規約」に同意します"))
    assert not employer.window.is_checked("「プライバシーポリシー」「マイページ利用規約」に同意します")
    employer.consent()


def test_full_width_address_and_a_pasted_mail_are_understood(start_office, open_window):
    office = start_office()
    employer = open_window(office)
    employer.open_registration()
    employer.consent()
    employer.enter_email("　ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ ")
    mail = office.wait_mail(SUBJECT)
    assert ADDRESS in mail["To"]
    employer.set_password(PASSWORD, mail.get_content())
    employer.finish()


def test_wrong_keys_are_counted_and_the_fifth_ends_it(start_office, open_window):
    office = start_office()
    employer = open_window(office)
    walk_to_password(employer)
    key = office.key_in(office.wait_mail(SUBJECT))
    wrong = "0" * 5 + "-" + "0" * 5
    for left in (4, 3, 2, 1):
        employer.set_password(PASSWORD, wrong)
        employer.window.expect_text(
            f"認証キーが正しくありません。最新のメールに記載された認証キーをご確認ください。あと{left}回入力できます。")
        assert employer.window.is_invalid("認証キー")
    employer.set_password(PASSWORD, wrong)
    employer.sees("認証キーの誤りが上限に達したため、この手続きは続けられません。はじめからパスワード登録をやり直してください。")
    employer.window.expect("はじめからやり直す")
    assert key not in employer.window.text()


def test_expired_key_leads_to_one_button_that_starts_again(start_office, open_window):
    office = start_office(config="[server]\n[registration]\nkey-lifetime=3\n[limits]\nmail-interval=1\n")
    employer = open_window(office)
    walk_to_password(employer)
    mail = office.wait_mail(SUBJECT)
    wait_for(lambda: "はじめからやり直す" in employer.window.text() or "残り" not in employer.window.text(), "the key's end", 20)
    if employer.window.find("完了"):
        employer.set_password(PASSWORD, office.key_in(mail))
    employer.sees("認証キーの有効期限が切れました。はじめからパスワード登録をやり直してください。")
    employer.press("はじめからやり直す")
    assert employer.window.wait(lambda: employer.window.value("ID（メールアドレス）") == ADDRESS, "the address kept")


def test_unknown_address_gets_the_same_pages_and_no_mail(start_office, open_window):
    office = start_office()
    employer = open_window(office)
    walk_to_password(employer, "nobody@example.jp")
    employer.set_password(PASSWORD, "ABCDE-12345")
    employer.window.expect_text("認証キーが正しくありません。")
    assert office.mails() == []


def test_opened_address_is_told_so_by_mail_only(start_office, open_window):
    office = start_office()
    employer = open_window(office)
    walk_to_password(employer)
    employer.set_password(PASSWORD, office.key_in(office.wait_mail(SUBJECT)))
    employer.finish()
    employer.window.close()
    before = {name for name, _ in office.mails()}
    # The limit is per address and minute: another office for the same employer would be another address.
    office.stop()
    office.config.write_text("[limits]\nmail-interval=0\n")
    office.start()
    employer = open_window(office)
    walk_to_password(employer)
    new = wait_for(lambda: [m for n, m in office.mails() if n not in before and "XXXXX" not in m.get_content()
                            and m["Subject"] != SUBJECT and "設定" not in m["Subject"]], "the mail that explains")
    from office import KEY_LINE

    assert not KEY_LINE.findall(new[-1].get_content())


def test_server_away_loses_nothing_typed(start_office, open_window):
    office = start_office()
    employer = open_window(office)
    employer.open_registration()
    employer.consent()
    office.stop()
    employer.fill("ID（メールアドレス）", ADDRESS)
    employer.press("次へ進む")
    employer.window.expect_text("に接続できません。しばらくしてからもう一度お試しください。")
    assert employer.window.value("ID（メールアドレス）") == ADDRESS
    office.start()
    employer.press("次へ進む")
    employer.window.expect("認証キー")
    mail = office.wait_mail(SUBJECT)
    office.stop(signal.SIGKILL)
    employer.set_password(PASSWORD, office.key_in(mail))
    employer.window.expect_text("に接続できません。")
    assert employer.window.value("認証キー").replace("-", "") == Office.key_in(mail).replace("-", "")
    office.start()
    employer.press("完了")
    employer.finish()


def test_revised_terms_are_shown_again(start_office, open_window, tmp_path):
    import json
    import shutil

    import parts

    content = tmp_path / "content"
    shutil.copytree(parts.PREFIX / "share/hellowork-mypage/content", content)
    office = start_office(content=content)
    employer = open_window(office)
    employer.open_registration()
    employer.consent()
    for path in content.glob("terms-of-use.*.json"):
        document = json.loads(path.read_text())
        document["version"] += "-revised"
        path.write_text(json.dumps(document, ensure_ascii=False))
    office.process.send_signal(signal.SIGHUP)
    wait_for(lambda: "-revised" in fetch(office.url + "/v1/terms"), "the new terms in service")
    employer.fill("ID（メールアドレス）", ADDRESS)
    employer.press("次へ進む")
    employer.sees("プライバシーポリシーまたはマイページ利用規約が改定されました。改めて最後までご確認のうえ、同意してください。")
    employer.consent()
    assert employer.window.value("ID（メールアドレス）") == ADDRESS
    employer.press("次へ進む")
    employer.window.expect("認証キー")
    office.wait_mail(SUBJECT)


def fetch(url):
    import urllib.request

    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read().decode()
