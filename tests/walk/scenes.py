# SPDX-License-Identifier: GPL-3.0-or-later
"""Every state of every page, brought about with the real programs: what tests/walk/pictures takes pictures of.

A scene is a function of a Studio (studio.py). It opens windows, does what an employer would, and has each state
taken under the page's name and its own.
"""

import json
import subprocess
import uuid

from driver import Role, key
from language import patterns
from steps import CONSENT_TICK, LOG_IN_TO_MY_PAGE, OPEN_MY_PAGE
from studio import ALL_SCHEMES

ADDRESS, OTHER_ADDRESS = "taro@example.jp", "hanako@example.jp"
PASSWORD, NEW_PASSWORD = "Midori-no-mado-7", "Kawaita-kaze-42!"
EMAIL, KEY = "ID（メールアドレス）", "認証キー"
FIRST_MAIL, AGAIN_MAIL = "パスワード登録申込受付通知", "パスワード再登録申込受付通知"
START = r"^POST /v1/password-registrations"
FINISH = r"^PUT /v1/password-registration/password"
QUICK = "[limits]\nmail-interval=0\nmails-per-hour=100\nmails-per-day=100\naddress-mails-per-hour=100\naddress-mails-per-day=100\n"

SCENES = []


def scene(function):
    SCENES.append(function)
    return function


# -- the first start

@scene
def server_question(s):
    e = s.open(None)
    e.window.expect(e.say("接続先のサーバー"), (Role.HEADING,))
    s.take("0-server", "empty")
    e.press("次へ進む")
    e.sees("サーバーのアドレスを入力してください。")
    s.take("0-server", "nothing-entered")
    e.fill("サーバーのアドレス（URL）", "http://mypage.example.jp")
    e.press("次へ進む")
    e.sees_part("このアドレスは使用できません")
    s.take("0-server", "not-a-url")
    e.fill("サーバーのアドレス（URL）", "http://127.0.0.1:1")
    e.press("次へ進む")
    e.sees_part("サーバー（%s）に接続できません。しばらくしてからもう一度お試しください。")
    s.take("0-server", "unreachable")


# -- the way that the manual goes

@scene
def registration(s):
    office = s.office()
    wire = s.wire(office)
    wire.set("hold", "notices")
    e = s.open(wire)
    e.window.expect(e.say(OPEN_MY_PAGE))
    e.sees("サーバーの応答に時間がかかっています。このままお待ちください。")
    s.take("1-top", "before-the-server-answers", still=False, schemes=("light",))
    wire.set(None)
    load_again(e)
    e.sees("サイト運営者からのお知らせ")
    s.take("1-top", "loaded", schemes=ALL_SCHEMES)
    s.take_fold("1-top", "first-look")
    wire.set("hold", "terms")
    e.press(OPEN_MY_PAGE)
    e.at("consent")
    e.sees("サーバーの応答に時間がかかっています。このままお待ちください。")
    s.take("2-consent", "loading-slowly", still=False, schemes=("light",))
    wire.set(None)
    load_again(e)
    e.sees("未確認")
    s.take("2-consent", "unread")
    s.take_fold("2-consent", "first-look")
    e.press("次へ進む")
    e.sees_part("入力内容に誤りが%d件あります。")
    s.take("2-consent", "refused")
    e.press("プライバシーポリシーの最後へ移動")
    e.sees("確認済み")
    s.take("2-consent", "one-read", schemes=ALL_SCHEMES)
    e.press("マイページ利用規約の最後へ移動")
    e.window.wait(lambda: e.say("未確認") not in e.window.text().splitlines(), "both read")
    e.press("次へ進む")
    e.sees_part("入力内容に誤りが%d件あります。")
    s.take("2-consent", "not-ticked")
    key("ctrl+f")
    e.fill("この文書内を検索", "見本" if s.lang == "ja" else "sample")
    s.take("2-consent", "searching")
    e.fill("この文書内を検索", "zzz")
    e.sees("見つかりません")
    s.take("2-consent", "not-found")
    key("Escape")
    e.window.toggle(e.say(CONSENT_TICK))
    e.window.wait(lambda: e.window.is_checked(e.say(CONSENT_TICK)), "the tick")
    s.take("2-consent", "agreed")
    e.press("次へ進む")

    e.at("email")
    e.sees_part("メール受信制限をされている方は、%sからのメール受信を許可してください。")
    s.take("3-email", "empty")
    s.take_fold("3-email", "first-look")
    e.press("次へ進む")
    e.sees("ID（メールアドレス）を入力してください。")
    s.take("3-email", "nothing-entered")
    e.fill(EMAIL, "taro.example.jp")
    e.press("次へ進む")
    e.sees_part("メールアドレスに「@」がありません。%s のような形式で入力してください。")
    s.take("3-email", "no-at")
    e.fill(EMAIL, "たろう@example.jp")
    e.press("次へ進む")
    e.sees_part("「%s」はメールアドレスに使用できません。")
    s.take("3-email", "bad-character")
    e.fill(EMAIL, "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ")
    e.sees("全角文字を半角に変換しました。")
    s.take("3-email", "turned-half-width")
    e.fill(EMAIL, ADDRESS)
    s.take("3-email", "filled")
    faults_of_the_email_page(s, e, wire)
    e.press("次へ進む")

    e.window.expect(e.say(KEY))
    s.take("4-password", "empty")
    s.take_fold("4-password", "first-look")
    key_of_the_mail = office.key_in(office.wait_mail(s.subject(FIRST_MAIL)))
    password_page(s, e, wire, office, key_of_the_mail)
    e.press("完了")

    e.at("completion")
    s.take("5-completion", "done")
    s.take_fold("5-completion", "first-look")
    save_record(s, e)
    e.press("ログイン画面へ進む")

    e.at("login")
    s.take("6-login", "address-filled-in")
    s.take_fold("6-login", "first-look")


@scene
def my_page(s):
    office = s.office(config=QUICK)
    open_elsewhere(office, ADDRESS, PASSWORD)
    log_in_elsewhere(office, ADDRESS, PASSWORD)
    wire = s.wire(office)
    e = s.open(wire)
    e.press(LOG_IN_TO_MY_PAGE)
    e.at("login")
    e.fill(EMAIL, ADDRESS)
    e.fill("パスワード", "Midori-no-mado-8")
    e.press("ログイン")
    e.sees("ID（メールアドレス）またはパスワードに誤りがあります。入力内容をご確認ください。")
    s.take("6-login", "refused")
    wire.set("hold", "sessions")
    e.fill("パスワード", PASSWORD)
    e.window.toggle(e.say("ログイン状態を保持する"))
    e.press("ログイン")
    e.sees("送信を中止")
    s.take("6-login", "sending", still=False, schemes=("light",))
    wire.set(None)
    e.at("my-page")
    e.sees("ログイン中の端末")
    s.take("7-my-page", "home", schemes=ALL_SCHEMES)
    s.take_fold("7-my-page", "first-look")
    kept(s, e, "settings-with-a-login")
    change_password(s, e)
    two_establishments(s, e, office)


def load_again(e):
    """Where taking the pictures has taken so long that the window gave up."""
    if e.window.find(e.say("もう一度読み込む")):
        e.press("もう一度読み込む")


def faults_of_the_email_page(s, e, wire):
    wire.set("hold", START)
    e.press("次へ進む")
    e.sees("送信を中止")
    s.take("3-email", "sending", still=False, schemes=("light",))
    e.sees("サーバーの応答に時間がかかっています。このままお待ちください。")
    s.take("3-email", "slow", still=False, schemes=("light",))
    e.press("送信を中止")
    e.sees("送信を中止しました。入力内容はそのまま残っています。")
    s.take("3-email", "stopped", schemes=("light",))
    for fault, state, sentence in [
        ("reset", "connection-lost", "サーバー（%s）に接続できません。しばらくしてからもう一度お試しください。"),
        ("portal", "public-wi-fi", "サーバーから正しい応答がありませんでした。公衆Wi-Fiなどでは、ブラウザーでネットワークにログインしてから、もう一度お試しください。"),
    ]:
        wire.set(fault, START)
        e.press("次へ進む")
        e.sees_part(sentence)
        s.take("3-email", state)
        e.fill(EMAIL, ADDRESS)
    wire.set(None)


def password_page(s, e, wire, office, right_key):
    e.press("完了")
    e.sees_part("入力内容に誤りが%d件あります。")
    s.take("4-password", "nothing-entered")
    e.fill("新しいパスワード", "midori-7")
    s.take("4-password", "partly-filled")
    e.fill("新しいパスワード", "みどりの窓")
    e.fill("新しいパスワード（確認用）", "Midori-no-mado-8")
    e.fill(KEY, "ABC")
    e.press("完了")
    e.sees_part("使用できない文字（全角文字、半角カタカナ、空白）が含まれています。")
    s.take("4-password", "three-faults", schemes=ALL_SCHEMES)
    e.fill("新しいパスワード", PASSWORD)
    e.fill("新しいパスワード（確認用）", PASSWORD)
    focus(e, "新しいパスワード")
    subprocess.run(["xdotool", "key", "Caps_Lock"], check=True)  # key() would put it back
    e.sees("Caps Lock がオンになっています")
    s.take("4-password", "caps-lock", schemes=("light",))
    subprocess.run(["xdotool", "key", "Caps_Lock"], check=True)  # key() would put it back
    e.fill(KEY, "00000-00000")
    e.press("完了")
    e.sees_part("認証キーが正しくありません。最新のメールに記載された認証キーをご確認ください。あと%d回入力できます。")
    s.take("4-password", "wrong-key")
    e.fill(KEY, "今日の予定です。\nこの文には鍵がありません。\n")
    e.sees_part("貼り付けた文章に認証キーが見つかりませんでした")
    s.take("4-password", "text-without-a-key", schemes=("light",))
    mail = [m for _, m in office.mails() if right_key in m.get_content()][-1]
    e.fill(KEY, mail.get_content())
    e.sees_part("文章から認証キーを取り出しました")
    s.take("4-password", "mail-pasted")
    s.take_question("4-password", "closing-question", "キャンセル", "パスワード登録を中断しますか？", "登録を続ける")
    wire.set("hold", "password-registration")
    e.press("完了")
    e.sees("送信を中止")
    s.take("4-password", "sending", still=False, schemes=("light",))
    e.press("送信を中止")
    e.sees("登録の状況を確認しています…")
    s.take("4-password", "asking-how-it-stands", still=False, schemes=("light",))
    wire.cut()
    e.sees_part("登録が完了したかどうかは、まだ確認できていません")
    s.take("4-password", "how-it-stands-is-unknown")
    wire.mend()


def focus(e, name):
    """Clicks into the field, as GrabFocus fails on entries."""
    e.window.focus()
    x, y = e.window.expect(e.say(name), (Role.TEXT, Role.ENTRY, Role.PASSWORD_TEXT)).center
    subprocess.run(["xdotool", "mousemove", str(x), str(y), "click", "1"], check=True)


def save_record(s, e):
    e.press("控えをPDFで保存")
    e.sees("保存")
    s.take("5-completion", "choosing-where-to-save", dialog=True, schemes=("light",))
    save = e.say("保存")  # the chooser's, whose mnemonic is in its name
    e.window.act(e.window.wait(lambda: e.window.find(match=f"^_?{save}( {save})?$", roles=(Role.PUSH_BUTTON,)), "the chooser"))
    e.sees_part("控えを「%s」に保存しました。")
    s.take("5-completion", "saved")
    s.take_record()


def kept(s, e, state):
    """What the keyring holds, as the settings list it."""
    key("ctrl+comma")
    e.window.expect(e.say("削除"), (Role.PUSH_BUTTON,))
    s.take("8-windows", state, dialog=2000 * s.percent // 100)
    key("Escape")
    s.wait_one_window(e)


def change_password(s, e):
    e.press("変更する")
    e.sees_part("入力内容に誤りが%d件あります。")
    s.take("7-my-page", "password-change-nothing-entered")
    e.fill("現在のパスワード", "Midori-no-mado-9")
    e.fill("新しいパスワード", NEW_PASSWORD)
    e.fill("新しいパスワード（確認用）", NEW_PASSWORD)
    e.press("変更する")
    e.sees("現在のパスワードが正しくありません。入力内容をご確認ください。")
    s.take("7-my-page", "password-change-refused")
    e.fill("現在のパスワード", PASSWORD)
    e.press("変更する")
    e.sees("パスワードを変更しました。他の端末からは、すべてログアウトしました。")
    s.take("7-my-page", "password-changed")


def two_establishments(s, e, office):
    log_in_elsewhere(office, ADDRESS, NEW_PASSWORD)
    office.register("1301-654321-0", "有限会社みほん商店", OTHER_ADDRESS)
    open_elsewhere(office, OTHER_ADDRESS, PASSWORD)
    e.press("別の事業所を追加")
    e.at("login")
    e.log_in(PASSWORD, keep=True, address=OTHER_ADDRESS)
    e.at("my-page")
    e.sees("ログイン中の端末")
    e.window.expect_text("有限会社みほん商店")
    s.take("7-my-page", "two-establishments")
    office.counter("sessions", OTHER_ADDRESS, "--end")
    e.fill("現在のパスワード", PASSWORD)
    e.fill("新しいパスワード", NEW_PASSWORD)
    e.fill("新しいパスワード（確認用）", NEW_PASSWORD)
    e.press("変更する")
    e.sees("ログインの有効期間が終了しました。もう一度ログインしてください。")
    s.take("6-login", "session-is-over")


def call(office, method, path, body, bearer=None):
    import urllib.request

    headers = {"Content-Type": "application/json", "Idempotency-Key": uuid.uuid4().hex}
    if bearer:
        headers["Authorization"] = f"Bearer {bearer}"
    request = urllib.request.Request(office.url + path, json.dumps(body).encode() if body else None, headers, method=method)
    with urllib.request.urlopen(request, timeout=60) as got:
        return json.loads(got.read() or b"null")


def log_in_elsewhere(office, address, password):
    call(office, "POST", "/v1/sessions", {"email": address, "password": password, "remember": True, "device": "受付のパソコン"})


def open_elsewhere(office, address, password):
    """A registration on another computer."""
    terms = call(office, "GET", "/v1/terms", None)
    consent = {name: terms[name]["version"] for name in ("privacy_policy", "terms_of_use")}
    started = call(office, "POST", "/v1/password-registrations", {"purpose": "first", "email": address, "consent": consent})
    mail = office.wait_mail(FIRST_MAIL, to=address)
    call(office, "PUT", "/v1/password-registration/password",
         {"authentication_key": office.key_in(mail), "password": password}, started["credential"])


# -- when it does not go so well

@scene
def key_nearly_over(s):
    """The last minutes, the end, and what follows."""
    for seconds, state in [(590, "ten-minutes-left"), (290, "five-minutes-left"), (58, "less-than-a-minute-left")]:
        office = s.office(config=f"[registration]\nkey-lifetime={seconds}\n[limits]\nmail-interval=20\n")
        e = s.open(office)
        s.walk_to_password(e, ADDRESS)
        s.take("4-password", state, schemes=("light",))
        s.close(e, office)


@scene
def key_is_over(s):
    office = s.office(config="[registration]\nkey-lifetime=4\n[limits]\nmail-interval=240\n")
    e = s.open(office)
    s.walk_to_password(e, ADDRESS)
    mail = office.wait_mail(s.subject(FIRST_MAIL))
    e.window.wait(lambda: patterns(s.lang)("認証キーの有効期限：%sまで（期限を過ぎました）").search(e.window.text()), "the end")
    s.take("4-password", "time-is-over", schemes=("light",))
    e.set_password(PASSWORD, office.key_in(mail))
    e.sees("認証キーの有効期限が切れました。はじめからパスワード登録をやり直してください。")
    s.take("4-password", "expired-with-a-wait")
    e.press("はじめからやり直す")
    e.at("email")
    s.take("3-email", "started-again", schemes=("light",))
    e.press("次へ進む")
    e.sees_part("操作の回数が上限に達しました。約%d分後にもう一度お試しください。")
    s.take("3-email", "too-often")


@scene
def resend_and_lock(s):
    office = s.office(config=QUICK)
    e = s.open(office)
    s.walk_to_password(e, ADDRESS)
    e.press("メールを再送する")
    e.sees("再送を受け付けました。以前の認証キーは使用できません。新しく届くメールの認証キーを入力してください。")
    s.take("4-password", "mail-sent-again", schemes=ALL_SCHEMES)
    for left in range(5):
        e.set_password(PASSWORD, "00000-0000%d" % left)
        e.window.wait(lambda: e.window.find(e.say("送信を中止")) is None, "the answer")
    e.sees("認証キーの誤りが上限に達したため、この手続きは続けられません。はじめからパスワード登録をやり直してください。")
    s.take("4-password", "locked")


@scene
def forgotten(s):
    office = s.office(config=QUICK)
    open_elsewhere(office, ADDRESS, PASSWORD)
    e = s.open(office)
    e.press(LOG_IN_TO_MY_PAGE)
    e.at("login")
    s.take("6-login", "empty")
    e.press("ログイン")
    e.sees_part("入力内容に誤りが%d件あります。")
    s.take("6-login", "nothing-entered", schemes=ALL_SCHEMES)
    e.fill(EMAIL, ADDRESS)
    e.press("パスワードを忘れた方")
    e.sees("メールアドレスの入力（パスワード再登録申込）")
    s.take("3-email", "again")
    e.press("次へ進む")
    e.window.expect(e.say(KEY))
    s.take("4-password", "again")
    mail = office.wait_mail(s.subject(AGAIN_MAIL))
    e.set_password(NEW_PASSWORD, office.key_in(mail))
    e.sees("パスワードを再登録しました。新しいパスワードでログインしてください。")
    s.take("6-login", "registered-again")
    e.log_in(NEW_PASSWORD)
    e.at("my-page")
    e.sees("ログイン中の端末")
    e.press("ログアウト")
    e.sees("ログアウトしました。")
    s.take("6-login", "logged-out")


@scene
def login_limited(s):
    office = s.office(config="[limits]\nlogin-failures-per-account=1\n")
    e = s.open(office)
    e.press(LOG_IN_TO_MY_PAGE)
    e.log_in("Nan-demo-nai-1", address=ADDRESS)
    e.sees("ID（メールアドレス）またはパスワードに誤りがあります。入力内容をご確認ください。")
    e.fill("パスワード", "Nan-demo-nai-2")
    e.press("ログイン")
    e.sees_part("ログインを一時的に制限しています。約%d分後にもう一度お試しください。")
    s.take("6-login", "limited")


@scene
def already_opened(s):
    """The mail alone says it; the window shows what it shows for every address."""
    office = s.office(config=QUICK)
    open_elsewhere(office, ADDRESS, PASSWORD)
    e = s.open(office)
    s.walk_to_password(e, ADDRESS)
    s.take("4-password", "already-opened-address", schemes=("light",))
    e.window.kill()
    e = s.open(office)
    e.sees_part("パスワード登録の手続きが途中です（%s、残り約%d分）。続けますか？")
    s.take("1-top", "unfinished")
    e.press(OPEN_MY_PAGE)
    s.walk_to_password(e, OTHER_ADDRESS, opened=True)
    e.window.kill()
    e = s.open(office)
    e.window.wait(lambda: e.window.find(e.say("登録を続ける"), nth=1), "two unfinished ones")
    s.take("1-top", "two-unfinished")
    e.press(LOG_IN_TO_MY_PAGE)
    e.at("login")
    s.take("6-login", "two-unfinished")
    e.log_in(PASSWORD, address=ADDRESS)
    e.at("my-page")
    e.sees("ログイン中の端末")
    s.take("7-my-page", "two-unfinished")
    kept(s, e, "settings-with-two-unfinished")


@scene
def answer_lost(s):
    office = s.office()
    wire = s.wire(office)
    e = s.open(wire)
    s.walk_to_password(e, ADDRESS)
    mail = office.wait_mail(s.subject(FIRST_MAIL))
    wire.set("reset", FINISH)
    e.set_password(PASSWORD, office.key_in(mail))
    e.sees_part("サーバーとの接続が切れたため、登録は完了していません")
    s.take("4-password", "answer-lost-not-done")
    wire.set("swallow", FINISH)
    e.press("完了")
    e.at("completion")
    s.take("5-completion", "answer-lost-but-done")


@scene
def revised_terms(s):
    office = s.office(content=s.content())
    e = s.open(office)
    e.open_registration()
    e.consent()
    s.revise_terms(office)
    e.fill(EMAIL, ADDRESS)
    e.press("次へ進む")
    e.sees("プライバシーポリシーまたはマイページ利用規約が改定されました。改めて最後までご確認のうえ、同意してください。")
    e.sees("未確認")
    s.take("2-consent", "revised")


@scene
def server_away(s):
    office = s.office()
    wire = s.wire(office)
    wire.cut()
    e = s.open(wire)
    e.sees_part("サーバー（%s）に接続できません。しばらくしてからもう一度お試しください。")
    s.take("1-top", "unreachable", schemes=ALL_SCHEMES)
    e.press(OPEN_MY_PAGE)
    e.at("consent")
    e.sees_part("サーバー（%s）に接続できません。しばらくしてからもう一度お試しください。")
    s.take("2-consent", "unreachable")


@scene
def untrusted_certificate(s):
    tls, file = s.certificate()
    wire = s.wire(s.office(), tls=tls)
    e = s.open(wire)
    e.sees_part("サーバー（%s）の安全性を確認できないため、送信を中止しました。")
    s.take("1-top", "certificate-not-trusted")
    e.window.close()
    e = s.open(wire, trusting=file)
    e.window.expect(e.say("暗号化された接続です"))
    s.take("1-top", "encrypted")


@scene
def offline(s):
    network = s.network(available=False)
    e = s.open("https://mypage.example.jp", network=network)
    e.sees("インターネットに接続されていません。接続を確認して、もう一度お試しください。入力内容はそのまま残っています。")
    s.take("1-top", "offline")
    e.press(OPEN_MY_PAGE)
    e.at("consent")
    s.take("2-consent", "offline")


# -- what else there is to see

@scene
def other_windows(s):
    office = s.office()
    e = s.open(office)
    e.sees("サイト運営者からのお知らせ")
    privacy, terms = {"ja": ("プライバシーポリシー", "利用規約"), "en": ("Privacy policy", "Terms of use")}[s.lang]  # the server's words
    e.window.press(privacy)
    s.take("8-windows", "privacy-policy", dialog=True)
    key("Escape")
    s.wait_one_window(e)
    e.window.press(terms)
    s.take("8-windows", "terms-of-use", dialog=True, schemes=("light",))
    key("Escape")
    s.wait_one_window(e)
    tall = 1600 * s.percent // 100
    for keys, state, height in [("ctrl+comma", "settings", tall), ("ctrl+question", "shortcuts", True), ("F1", "help", True)]:
        key(keys)
        s.take("8-windows", state, dialog=height)
        key("Escape")
        s.wait_one_window(e)
    key("F10")
    e.sees("このアプリについて")
    s.take("8-windows", "menu")
    e.window.act(e.window.expect(e.say("このアプリについて"), (Role.MENU_ITEM,)))
    e.sees("ライセンス")
    s.take("8-windows", "about", dialog=True)
    key("Escape")


def no_keyring(s):
    """Needs a desktop without one: pictures.py runs it alone."""
    office = s.office()
    e = s.open(office)
    e.sees_part("キーリング（パスワードの保管機能）を利用できないため")
    e.sees("サイト運営者からのお知らせ")
    s.take("1-top", "no-keyring")
    s.walk_to_password(e, ADDRESS)
    s.take_question("4-password", "closing-question-without-a-keyring", "キャンセル", "パスワード登録を中断しますか？",
                    "登録を続ける")
