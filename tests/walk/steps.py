# SPDX-License-Identifier: GPL-3.0-or-later
"""What an employer does on each page, by the names of PAGES.md."""

from language import stretches, words

SUBJECT = {"ja": "パスワード登録申込受付通知", "en": None}
OPEN_MY_PAGE = "求人者マイページ開設（パスワード登録）"
LOG_IN_TO_MY_PAGE = "求人者マイページにログイン"
CONSENT_TICK = "「プライバシーポリシー」「マイページ利用規約」に同意します"
HEADINGS = {
    "consent": "求人者マイページ利用規約確認",
    "email": "メールアドレスの入力（パスワード登録申込）",
    "password": "パスワード登録",
    "completion": "パスワード登録完了",
    "login": "求人者マイページログイン",
    "my-page": "求人者マイページホーム",
}


class Employer:
    """Somebody in front of the window, in one of the two languages."""

    def __init__(self, window, language, pictures=None):
        self.window, self.language, self.say = window, language, words(language)
        self.pictures, self.count = pictures, 0

    def look(self, name):
        """Leaves a picture of the page, where pictures are wanted."""
        if self.pictures:
            self.count += 1
            self.window.picture(self.pictures / f"{self.count:02d}-{name}.png")

    def at(self, page):
        from driver import Role

        self.window.expect(self.say(HEADINGS[page]), (Role.HEADING, Role.LABEL))

    def press(self, name):
        self.window.press(self.say(name))

    def fill(self, name, value):
        self.window.fill(self.say(name), value)

    def sees(self, sentence):
        self.window.expect_text(self.say(sentence))

    def sees_part(self, japanese):
        """A sentence with values in it, or a part of one."""
        parts = stretches(self.language, japanese)
        self.window.wait(lambda: any(part in self.window.text() for part in parts), f"one of {parts}")

    # -- the pages

    def open_registration(self):
        self.window.expect(self.say(OPEN_MY_PAGE))
        self.look("top")
        self.press(OPEN_MY_PAGE)
        self.at("consent")

    def consent(self):
        self.look("consent-unread")
        self.press("プライバシーポリシーの最後へ移動")
        self.press("マイページ利用規約の最後へ移動")
        self.window.wait(lambda: self.say("未確認") not in self.window.text().splitlines(), "both documents marked as read")
        self.window.toggle(self.say(CONSENT_TICK))
        self.window.wait(lambda: self.window.is_checked(self.say(CONSENT_TICK)), "the tick")
        self.look("consent")
        self.press("次へ進む")
        self.at("email")

    def enter_email(self, address):
        self.look("email-empty")
        self.fill("ID（メールアドレス）", address)
        self.look("email")
        self.press("次へ進む")
        self.window.expect(self.say("認証キー"))

    def set_password(self, password, key):
        self.fill("新しいパスワード", password)
        self.fill("新しいパスワード（確認用）", password)
        self.fill("認証キー", key)
        self.look("password")
        self.press("完了")

    def finish(self):
        self.at("completion")
        self.look("completion")
        self.press("ログイン画面へ進む")
        self.at("login")

    def log_in(self, password, keep=False, address=None):
        if address is not None:
            self.fill("ID（メールアドレス）", address)
        self.fill("パスワード", password)
        if keep:
            self.window.toggle(self.say("ログイン状態を保持する"))
        self.look("login")
        self.press("ログイン")

    def my_page(self, establishment):
        self.at("my-page")
        self.window.expect_text(establishment)
        self.look("my-page")
