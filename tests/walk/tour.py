# SPDX-License-Identifier: GPL-3.0-or-later
"""Through all pages, states and dialogs of the window by AT-SPI alone: no key, no mouse, only actions and texts.

At each of them look(state, root) is called with the accessible tree as it is then; the tests say what has to hold.
"""

import re

import language
import parts
import rest
from screen_reader import Role, ScreenReader, State

ADDRESS, OTHER_ADDRESS = "taro@example.jp", "hanako@example.jp"
NUMBER, OTHER_NUMBER = "1301-123456-7", "2704-654321-0"
ESTABLISHMENT, OTHER_ESTABLISHMENT = "株式会社みほん製作所", "有限会社ためし商店"
PASSWORD, NEW_PASSWORD = "Midori-no-mado-7", "Kawaita-kaze-42!"
DEVICE = "Uketsuke-PC"
NOWHERE = "http://127.0.0.1:9"
EMAIL, PASSWORD_FIELD, NEW, CONFIRM, CURRENT, KEY = (
    "ID（メールアドレス）", "パスワード", "新しいパスワード", "新しいパスワード（確認用）", "現在のパスワード", "認証キー")
TICK = "「プライバシーポリシー」「マイページ利用規約」に同意します"
URL_FIELD = "サーバーのアドレス（URL）"
TERMS_LABEL, PRIVACY_LABEL = "マイページ利用規約", "プライバシーポリシー"


class Tour:
    """@offices: one with the usual limits, one whose keys soon expire. @lang: the window's language."""

    def __init__(self, window, lang, look, offices):
        self.say, self.pattern, self.look_at = language.words(lang), language.patterns(lang), look
        self.office, self.hasty_office = offices
        self.reader = ScreenReader(window)

    # -- words in Japanese, as PAGES.md has them

    def press(self, name, description=""):
        self.reader.press(self.say(name), description)

    def fill(self, name, text):
        self.reader.fill(self.say(name), text)

    def at(self, heading):
        """On the page with this heading, which has the focus."""
        self.reader.until(lambda root: any(node.name == self.say(heading) and node.role == Role.HEADING and node.is_(State.FOCUSED)
                                           for node in root.children[0].walk()), f"the page «{heading}»")

    def sees(self, sentence, value=".*"):
        """The whole sentence; what stands for %s and %d is this, or anything."""
        pattern = re.compile(self.pattern(sentence).pattern.replace(".*", value), re.S)
        self.reader.until(lambda root: any(pattern.search(node.name) for node in self.reader.top(root).walk()
                                           if node.on_screen), f"«{pattern.pattern}»")

    def look(self, state):
        self.look_at(state, self.reader.read())

    def fails(self, button, sentence, state, focus=lambda node: node.role == Role.ALERT):
        """Presses a button that is refused: the page says why, and the focus is there, on the summary of errors."""
        self.press(button)
        self.sees(sentence)
        self.reader.until(lambda root: any(focus(node) and node.is_(State.FOCUSED) and node.on_screen
                                           for node in self.reader.top(root).walk()), f"the focus where {state} is said")
        self.look(state)

    def menu(self, item):
        self.press("メインメニュー")
        self.press(item)

    # -- the way

    def all(self):
        self.server_question()
        self.top()
        self.consent()
        self.email()
        self.password()
        self.completion()
        self.login()
        self.my_page()
        self.two_establishments()
        self.forgotten()
        self.locked()

    def server_question(self):
        self.at("接続先のサーバー")
        self.look("server question")
        self.fails("次へ進む", "サーバーのアドレスを入力してください。", "server question: empty")
        self.fill(URL_FIELD, "http://mypage.example.jp")
        self.fails("次へ進む", "このアドレスは使用できません。運営者から案内された「https://」で始まるアドレスを入力してください。",
                   "server question: no URL")
        self.fill(URL_FIELD, NOWHERE)
        self.fails("次へ進む", "サーバー（%s）に接続できません。しばらくしてからもう一度お試しください。", "server question: unreachable")
        self.fill(URL_FIELD, self.office.url)
        self.press("次へ進む")

    def top(self):
        self.at("トップ")
        self.sees("サイト運営者からのお知らせ")
        self.sees("接続先：%s")
        self.look("top")
        self.press("メインメニュー")
        self.reader.find(self.say("このアプリについて"), (Role.MENU_ITEM,))
        self.look("main menu")
        self.press("設定")
        self.reader.wait_for_window(2)
        self.look("settings")
        self.reader.close_front()
        for item in ("キーボードショートカット", "使い方", "このアプリについて"):
            self.menu(item)
            self.reader.wait_for_window(2)
            self.look(item)
            self.reader.close_front()
        for document in ("プライバシーポリシー", "利用規約"):
            self.press_server_link(document)
            self.reader.wait_for_window(2)
            self.look("document: " + document)
            self.reader.close_front()

    def press_server_link(self, title):
        """The server's own words: they come in the request's language."""
        notices = [rest.call(self.office, "GET", "/v1/notices", language=lang)["footer"] for lang in ("ja", "en")]
        index = next(i for i, link in enumerate(notices[0]) if link["title"] == title)
        names = {notices[0][index]["title"], notices[1][index]["title"]}
        link = self.reader.until(lambda root: next((n for n in root.walk() if n.role == Role.LINK and n.name in names), None), title)
        assert self.reader.tree.act(link)

    def consent(self):
        self.office.stop()
        self.press("求人者マイページ開設（パスワード登録）")
        self.at("求人者マイページ利用規約確認")
        self.sees("もう一度読み込む")
        self.look("consent: the server is away")
        self.office.start()
        self.press("もう一度読み込む")
        self.sees("未確認")
        self.look("consent: unread")
        # PAGES.md: what is refused here leads to the document that is still unread, or to the tick.
        refusal = ("「プライバシーポリシー」と「マイページ利用規約」が未確認のため、「同意します」にチェックを付けられません。"
                   "それぞれ最後までご確認ください。")
        self.fails("次へ進む", refusal, "consent: refused", lambda node: node.name == self.say("プライバシーポリシー")
                   and self.say(refusal) in node.description)
        self.press(TICK)
        assert not self.reader.is_checked(self.say(TICK)), "agreed to what was not read"
        self.press("プライバシーポリシーの最後へ移動")
        self.sees("確認済み")
        self.press("マイページ利用規約の最後へ移動")
        self.reader.until(lambda root: not self.reader.matches(root, self.say("未確認")), "both documents marked as read")
        self.fails("次へ進む", "「プライバシーポリシー」と「マイページ利用規約」に同意する場合は、チェックを付けてください。",
                   "consent: not agreed", lambda node: node.name == self.say(TICK))
        self.press(TICK)
        self.reader.until(lambda root: self.reader.is_checked(self.say(TICK)), "the tick")
        self.look("consent: agreed")
        self.press("次へ進む")

    def email(self):
        self.at("メールアドレスの入力（パスワード登録申込）")
        self.look("e-mail")
        self.fails("次へ進む", "ID（メールアドレス）を入力してください。", "e-mail: empty")
        for text, sentence in (("taro.example.jp", "メールアドレスに「@」がありません。%s のような形式で入力してください。"),
                               ("ta;ro@example.jp", "「%s」はメールアドレスに使用できません。"),
                               ("a" * 90 + "@example.jp", "メールアドレスは100文字以内で入力してください。")):
            self.fill(EMAIL, text)
            self.fails("次へ進む", sentence, f"e-mail: {text}")
        self.press("送信元のアドレスをコピー")
        self.sees("コピーしました。")
        self.look("e-mail: copied")
        self.reader.paste(self.say(EMAIL), "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ")
        self.sees("全角文字を半角に変換しました。")
        assert self.reader.value(self.say(EMAIL)) == ADDRESS
        self.look("e-mail: full-width")
        self.office.stop()
        self.fails("次へ進む", "サーバー（%s）に接続できません。しばらくしてからもう一度お試しください。", "e-mail: unreachable")
        self.office.start()
        self.press("次へ進む")

    def password(self):
        self.at("パスワード登録")
        key = self.office.newest_key(ADDRESS)
        self.look("password")
        self.press("メールを再送する")
        self.sees("約%d分後に再送できます。")
        self.look("password: too soon for another mail")
        self.fails("完了", "認証キーを入力してください。", "password: empty")
        self.fill(NEW, "Ｍidori-7")
        self.sees("使用できない文字（全角文字、半角カタカナ、空白）が含まれています。半角の英数字・記号で入力してください。")
        self.look("password: full-width")
        self.fill(NEW, "midori")
        self.fill(KEY, "ABC")
        self.fails("完了", "新しいパスワードと確認用の入力が一致しません。同じパスワードを入力してください。", "password: short")
        self.fill(NEW, "Himawari-taro-7")
        self.fill(CONFIRM, "Himawari-taro-7")
        self.reader.paste(self.say(KEY), "このメールには認証キーがありません。お手数ですが、もう一度ご確認ください。")
        self.sees("貼り付けた文章に認証キーが見つかりませんでした。認証キーの行を含めて、メールの本文を貼り付けてください。")
        self.look("password: no key in the text")
        self.fill(KEY, "ABCDEFGHIU")
        self.fails("完了", "メールアドレスの「@」より前の部分を含むパスワードは使用できません。", "password: of the address")
        self.fill(NEW, "Password1!")
        self.fill(CONFIRM, "Password1!")
        self.fill(KEY, key)
        self.fails("完了", "よく使われるパスワードのため、使用できません。別のパスワードを入力してください。", "password: common")
        self.fill(NEW, PASSWORD)
        self.fill(CONFIRM, PASSWORD)
        self.fill(KEY, "00000-00000")
        self.fails("完了", "認証キーが正しくありません。最新のメールに記載された認証キーをご確認ください。あと%d回入力できます。",
                   "password: wrong key")
        self.reader.press(self.say("%sを表示").replace("%s", self.say(NEW)))
        self.look("password: shown")
        self.press("トップ")
        self.reader.wait_for_window(2)
        self.look("question before leaving")
        self.press("登録を続ける")
        self.reader.wait_for_window(1)
        self.press("トップ")
        self.reader.wait_for_window(2)
        self.press("画面を閉じる")
        self.at("トップ")
        self.sees("登録を続ける")
        self.look("top: unfinished")
        self.press("登録を続ける")
        self.at("パスワード登録")
        self.fill(NEW, PASSWORD)
        self.fill(CONFIRM, PASSWORD)
        self.reader.paste(self.say(KEY), f"認証キー\n{key}\n")
        self.sees("文章から認証キーを取り出しました。")
        self.look("password: key found")
        self.press("完了")

    def completion(self):
        self.at("パスワード登録完了")
        self.look("completion")
        for button in ("控えをPDFで保存", "控えを印刷"):
            self.press(button)
            self.reader.wait_for_window(2)
            self.look("GTK: " + button)
            self.reader.close_front()
        self.press("ログイン画面へ進む")

    def login(self):
        self.at("求人者マイページログイン")
        self.look("login")
        self.fails("ログイン", "パスワードを入力してください。", "login: empty")
        self.fill(PASSWORD_FIELD, "Chigau-kagi-9")
        self.fails("ログイン", "ID（メールアドレス）またはパスワードに誤りがあります。入力内容をご確認ください。", "login: wrong")
        self.press("ログイン状態を保持する")
        self.reader.until(lambda root: self.reader.is_checked(self.say("ログイン状態を保持する")), "the tick")
        self.fill(PASSWORD_FIELD, PASSWORD)
        self.press("ログイン")

    def my_page(self):
        rest.log_in(self.office, ADDRESS, PASSWORD, DEVICE)
        self.at("求人者マイページホーム")
        self.sees("ログイン中の端末")
        self.look("my page")
        self.fails("変更する", "現在のパスワードを入力してください。", "my page: password empty")
        self.fill(CURRENT, "Chigau-kagi-9")
        self.fill(NEW, NEW_PASSWORD)
        self.fill(CONFIRM, NEW_PASSWORD)
        self.fails("変更する", "現在のパスワードが正しくありません。入力内容をご確認ください。", "my page: wrong password")
        self.press("この端末からログアウトする", DEVICE)
        self.sees("端末からログアウトしました。")
        self.look("my page: a device ended")
        self.fill(CURRENT, PASSWORD)
        self.press("変更する")
        self.sees("パスワードを変更しました。他の端末からは、すべてログアウトしました。")
        self.look("my page: password changed")

    def two_establishments(self):
        self.press("別の事業所を追加")
        self.at("求人者マイページログイン")
        self.fill(EMAIL, OTHER_ADDRESS)
        self.fill(PASSWORD_FIELD, PASSWORD)
        self.press("ログイン")
        self.at("求人者マイページホーム")
        self.reader.sees(ESTABLISHMENT)
        self.look("my page: two establishments")
        self.press("ログアウト")
        self.sees("ログアウトしました。")
        self.reader.sees(ESTABLISHMENT)
        self.look("my page: logged out of the other establishment")
        self.office.counter("sessions", ADDRESS, "--end")
        self.fill(CURRENT, PASSWORD)
        self.fill(NEW, NEW_PASSWORD)
        self.fill(CONFIRM, NEW_PASSWORD)
        self.press("変更する")
        self.at("求人者マイページログイン")
        self.sees("ログインの有効期間が終了しました。もう一度ログインしてください。")
        self.look("login: the session has ended")
        self.fill(PASSWORD_FIELD, NEW_PASSWORD)
        self.press("ログイン")
        self.at("求人者マイページホーム")
        self.sees("ログイン中の端末")
        self.press("ログアウト")
        self.at("求人者マイページログイン")
        self.sees("ログアウトしました。")
        self.look("login: logged out")
        self.press("パスワードを忘れた方")
        self.at("メールアドレスの入力（パスワード再登録申込）")
        self.look("e-mail again")
        self.fails("次へ進む", "操作の回数が上限に達しました。約%d分後にもう一度お試しください。", "e-mail again: limit")
        self.press("キャンセル")

    def change_server(self, office):
        self.menu("設定")
        self.reader.wait_for_window(2)
        self.fill(URL_FIELD, office.url)
        self.press("保存")
        self.reader.wait_for_window(1)
        self.at("トップ")

    def forgotten(self):
        self.change_server(self.hasty_office)
        self.press("求人者マイページにログイン")
        self.press("パスワードを忘れた方")
        self.at("メールアドレスの入力（パスワード再登録申込）")
        self.fill(EMAIL, ADDRESS)
        self.press("次へ進む")
        self.at("パスワード再登録")
        self.look("password again")
        self.press("メールを再送する")
        self.sees("再送を受け付けました。以前の認証キーは使用できません。新しく届くメールの認証キーを入力してください。")
        self.look("password again: another mail")
        self.sees("認証キーの有効期限：%sまで（期限を過ぎました）")
        self.look("password again: the time is over")
        self.fill(NEW, PASSWORD)
        self.fill(CONFIRM, PASSWORD)
        self.fill(KEY, self.hasty_office.newest_key(ADDRESS))
        self.press("完了")
        self.sees("はじめからやり直す")
        self.look("password again: expired")
        self.press("はじめからやり直す")
        self.at("メールアドレスの入力（パスワード再登録申込）")
        self.press("トップ")
        self.at("トップ")

    def locked(self):
        self.press("求人者マイページ開設（パスワード登録）")
        self.at("求人者マイページ利用規約確認")
        self.press("プライバシーポリシーの最後へ移動")
        self.press("マイページ利用規約の最後へ移動")
        self.reader.until(lambda root: not self.reader.matches(root, self.say("未確認")), "both documents marked as read")
        self.press(TICK)
        self.press("次へ進む")
        self.at("メールアドレスの入力（パスワード登録申込）")
        self.fill(EMAIL, OTHER_ADDRESS)
        self.press("次へ進む")
        self.at("パスワード登録")
        self.fill(NEW, PASSWORD)
        self.fill(CONFIRM, PASSWORD)
        self.fill(KEY, "00000-00000")
        for left in range(4, 0, -1):
            self.press("完了")
            self.sees("認証キーが正しくありません。最新のメールに記載された認証キーをご確認ください。あと%d回入力できます。", str(left))
        self.press("完了")
        self.sees("認証キーの誤りが上限に達したため、この手続きは続けられません。はじめからパスワード登録をやり直してください。")
        self.look("password: locked")


def offices(folder):
    from office import Office

    usual = Office(folder / "usual", parts.SERVER, parts.COUNTER, config="[server]\n[limits]\nmail-interval=900\n").start()
    hasty = Office(folder / "hasty", parts.SERVER, parts.COUNTER,
                   config="[server]\n[registration]\nkey-lifetime=6\n[limits]\nmail-interval=0\n").start()
    for office in (usual, hasty):
        office.register(NUMBER, ESTABLISHMENT, ADDRESS)
        office.register(OTHER_NUMBER, OTHER_ESTABLISHMENT, OTHER_ADDRESS)
    rest.open_account(usual, OTHER_ADDRESS, PASSWORD)
    rest.open_account(hasty, ADDRESS, PASSWORD)
    return usual, hasty
