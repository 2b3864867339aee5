# SPDX-License-Identifier: GPL-3.0-or-later
"""With a Japanese input method on, as it is while employers write anything else."""

import subprocess

import pytest

from conftest import ADDRESS, PASSWORD
from driver import FIELDS, NotThere, key, type_text
from input_method import InputMethod
from keyboard import Area, Keyboard

pytestmark = pytest.mark.usefixtures("window_manager")

EMAIL = "ID（メールアドレス）"
EMPTY = "ID（メールアドレス）を入力してください。"
SUBJECT = "パスワード登録申込受付通知"
SOON = 10.0  # seconds: then it is tried again
SERVED = 120.0
CARET = 40  # pixels: a letter has more
FULL_WIDTH = "F9"  # Anthy's key that makes the composition one of full-width letters


class Typist:
    def __init__(self, employer, office):
        self.employer, self.office, self.window = employer, office, employer.window
        self.keyboard = Keyboard(employer.window)

    def go_to(self, field):
        """Tabs to it, and waits until the input method serves it: what is typed before goes by."""
        self.keyboard.tab_to(field, FIELDS)
        self.window.wait(lambda: self.is_served(field), f"that the input method serves {field}", SERVED)

    def is_served(self, field):
        """Whether a letter is seen there, and (but for a password) is not in the field yet; it goes again."""
        self.place = self.area(self.window.expect(field, FIELDS))  # the page may have been scrolled to it
        before = self.keyboard.screen.grab()
        type_text("a")
        seen = self.soon(lambda: self.differs(before))
        composed = "パスワード" in field or self.window.value(field) == ""
        key("BackSpace")
        return seen and composed and self.soon(lambda: not self.differs(before))

    def composes(self, field, text):
        """In full-width letters; they are seen, and not in the field yet."""
        before = self.keyboard.screen.grab()
        type_text(text)
        key(FULL_WIDTH)
        self.window.wait(lambda: self.differs(before), f"that {text} is seen")
        assert self.window.value(field) == ""

    def soon(self, condition):
        try:
            return self.window.wait(condition, "it", SOON, looking=False)
        except NotThere:
            return False

    def area(self, node):
        x, y, width, height = node.extents
        left, top = self.keyboard.origin()
        return Area(left + x, top + y, left + x + width, top + y + height)

    def differs(self, before):
        """By more than the caret."""
        return sum(1 for _ in self.keyboard.screen.changes(before, self.keyboard.screen.grab(), self.place)) > CARET

    def click(self, button):
        area = self.area(self.window.expect(button))
        subprocess.run(["xdotool", "mousemove", str((area.left + area.right) // 2), str((area.top + area.bottom) // 2),
                        "click", "1"], check=True)

    def holds(self, field, value):
        self.window.wait(lambda: self.window.value(field) == value, f"«{value}» in {field}, not «{self.window.value(field)}»")


@pytest.fixture
def typist(start_office, open_window, tmp_path):
    """At the e-mail page."""
    input_method = InputMethod(tmp_path)
    try:
        office = start_office()
        employer = open_window(office, **input_method.environment)
        employer.open_registration()
        employer.consent()
        typist = Typist(employer, office)
        yield typist
        typist.keyboard.leave()
        employer.window.close()
    finally:
        input_method.stop()


def test_address_password_and_key_can_be_written(typist):
    typist.go_to(EMAIL)
    typist.composes(EMAIL, ADDRESS)
    key("Return")
    typist.holds(EMAIL, ADDRESS)
    typist.employer.sees("全角文字を半角に変換しました。")
    assert typist.window.find("認証キー") is None and typist.office.mails() == []
    key("Return")
    typist.window.expect("認証キー")
    authentication_key = typist.office.key_in(typist.office.wait_mail(SUBJECT))

    for field in ("新しいパスワード", "新しいパスワード（確認用）"):
        typist.go_to(field)
        type_text(PASSWORD)  # the input method steps aside there
    typist.go_to("認証キー")
    typist.composes("認証キー", authentication_key.lower())
    key("Return")
    typist.holds("認証キー", authentication_key)
    key("Return")
    typist.employer.finish()


def test_next_button_amid_a_composition_loses_nothing_or_says_so(typist):
    typist.go_to(EMAIL)
    typist.composes(EMAIL, ADDRESS)
    typist.click("次へ進む")
    typist.window.wait(lambda: typist.window.find("認証キー") or EMPTY in typist.window.text(), "the next page, or a word about it")
