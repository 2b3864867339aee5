# SPDX-License-Identifier: GPL-3.0-or-later
"""The authentication key: how long it is good, by every way that it is said, and how it comes into its field."""

import itertools
import pathlib
import re
import select
import subprocess
import sys

import pytest

from conftest import ADDRESS, PASSWORD
from driver import FIELDS, Role, wait_for

SUBJECT = "パスワード登録申込受付通知"
KEY = "認証キー"


def walk_to_password(employer):
    employer.open_registration()
    employer.consent()
    employer.enter_email(ADDRESS)


@pytest.mark.parametrize("minutes", [10, 5, 1])
def test_screen_readers_learn_how_long_the_key_is_good(start_office, open_window, minutes):
    """By the field's description, which can be had without moving the focus."""
    office = start_office(config=f"[registration]\nkey-lifetime={minutes * 60 + 8}\n")
    employer = open_window(office)
    walk_to_password(employer)

    def description():
        return employer.window.description(KEY)

    focused = employer.window.focused()
    before = focused.name if focused else None
    wait_for(lambda: f"認証キーの有効期限まで残り{minutes}分です。" in description(), f"a word at {minutes} minutes", 60)
    focused = employer.window.focused()
    assert (focused.name if focused else None) == before, "the focus stays where it was"


def test_countdown_says_era_date_weekday_and_clock(start_office, open_window):
    office = start_office()
    employer = open_window(office)
    walk_to_password(employer)
    assert re.search(r"認証キーの有効期限：令和\d+年\d+月\d+日（[日月火水木金土]）\d+時\d\d分まで（残り約(30|29)分）",
                     employer.window.text())


def test_expiry_leads_back_with_address_and_consent(start_office, open_window):
    office = start_office(config="[registration]\nkey-lifetime=3\n[limits]\nmail-interval=1\n")
    employer = open_window(office)
    walk_to_password(employer)
    mail = office.wait_mail(SUBJECT)
    employer.window.expect_text("（期限を過ぎました）")
    employer.set_password(PASSWORD, office.key_in(mail))
    employer.sees("認証キーの有効期限が切れました。はじめからパスワード登録をやり直してください。")
    assert employer.window.find(employer.say("完了")) is None
    employer.press("はじめからやり直す")
    employer.at("email")  # the consent is not asked for again
    assert employer.window.value("ID（メールアドレス）") == ADDRESS
    employer.press("次へ進む")
    employer.window.expect(KEY)
    assert office.wait_mail(SUBJECT)["To"] == mail["To"]


def scroll_to(window, name, roles):
    """With the wheel, until it is well inside the window; it."""
    def inside():
        node = window.find(name, roles)
        height = window.find("ハローワークインターネットサービス", (Role.FRAME,)).extents[3]
        if node.center[1] < height - 100:
            return node
        subprocess.run(["xdotool", "mousemove", "500", "400", "click", "5"], check=True)
        return None

    return window.wait(inside, f"«{name}» inside the window")


@pytest.mark.parametrize("place, roles", [
    ("求人者マイページにログインする際に必要なパスワードを設定します。", (Role.LABEL,)), ("パスワード登録", (Role.HEADING,)),
    ("新しいパスワード", FIELDS), ("新しいパスワード（確認用）", FIELDS)])
def test_mail_dropped_anywhere_gives_its_key(start_office, open_window, place, roles):
    """Dragged with the pointer out of another program's window: beside the fields, onto a password's, onto the heading."""
    office = start_office()
    employer = open_window(office)
    walk_to_password(employer)
    mail = office.wait_mail(SUBJECT)
    source = subprocess.Popen([sys.executable, str(pathlib.Path(__file__).with_name("drag_source.py")), mail.get_content()],
                              stdout=subprocess.PIPE, bufsize=0)
    try:
        assert source.stdout.readline() == b"ready\n"
        drag(source, (60, 60), scroll_to(employer.window, place, roles).center)
        wait_for(lambda: employer.window.value(KEY) == office.key_in(mail), "the key in its field")
        employer.sees("文章から認証キーを取り出しました。")
        assert employer.window.value("新しいパスワード") == employer.window.value("新しいパスワード（確認用）") == ""
    finally:
        source.terminate()
        source.wait()
        source.stdout.close()


def drag(source, start, end):
    def pointer(*arguments):
        subprocess.run(["xdotool", *map(str, arguments)], check=True)

    pointer("mousemove", *start, "mousedown", 1)
    for step in range(1, 21):
        pointer("mousemove", *(round(a + (b - a) * step / 20) for a, b in zip(start, end)))
    tremble = itertools.cycle([1, -1])

    def is_welcome():
        # No hand is quite still; and where it is, GTK 4.18 may keep the last move to itself, and drags nothing.
        pointer("mousemove_relative", "--", next(tremble), 0)
        return select.select([source.stdout], [], [], 0)[0] and source.stdout.readline() == b"welcome\n"

    # Let go before the page has answered, it would be a drag that nobody wanted.
    wait_for(is_welcome, "that the page would take it")
    pointer("mouseup", 1)
