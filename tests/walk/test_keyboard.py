# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything with the keyboard alone: key events, and AT-SPI only to see where the focus is and what is said."""

import pytest

import camera
import parts
import rest
import steps
import tour
from atspi import Role
from driver import BUTTONS, FIELDS, wait_for
from keyboard import Keyboard

pytestmark = pytest.mark.usefixtures("window_manager")

LOOSE = "[server]\n[limits]\nmail-interval=0\n"
ADDRESS, PASSWORD, NEW_PASSWORD = tour.ADDRESS, tour.PASSWORD, tour.NEW_PASSWORD
OPERATOR = "厚生労働省職業安定局　法人番号6000012070001\n〒100-8916　東京都千代田区霞が関1-2-2\n電話番号　03-5253-1111（代表）"
FOOTER = ["リンク集", "サイトマップ", "サイトポリシー", "プライバシーポリシー", "利用規約", "よくあるご質問", "お問い合わせ先", "所在地情報",
          OPERATOR]
TALL = (960, 3600)  # nothing has to be scrolled
OPERABLE = {*BUTTONS, *FIELDS, Role.CHECK_BOX}
TITLE_BAR = ("最小化", "最大化", "閉じる")  # the window manager's keys do it
HEADER = ["戻る", "メインメニュー", "トップ"]
NEW_PASSWORD_FIELDS = ["新しいパスワード", "新しいパスワードを表示", "新しいパスワード（確認用）", "新しいパスワード（確認用）を表示"]
KEY_STATUS = ["メールアドレスを入力し直す", "メールを再送する", "求人者マイページにログイン"]

# Where Tab goes, in this order, on each page: as it is read.
TAB_ORDER = {
    "server": ["メインメニュー", "サーバーのアドレス（URL）", "次へ進む"],
    "top": ["メインメニュー", "求人者マイページにログイン", "事業所登録・求人申込み（仮登録）", "求人者マイページ開設（パスワード登録）",
            "2019年6月22日「ハローワークインターネットサービスのシステムメンテナンスの実施について」",
            "【重要なお知らせ】システムメンテナンスに伴うハローワークインターネットサービス等の利用制限について",
            "【重要なお知らせ】ハローワークインターネットサービス等への接続について",
            "ハローワークを装ったメールについて", "求人広告サイト等への掲載の動向について", "その他のサイト運営者からのお知らせへ",
            "2020年1月6日からハローワークのサービスが充実します！", "令和元年8月分の一般職業紹介状況が掲載されました",
            "令和元年8月の労働力調査（速報）が掲載されました", "毎月の一般職業紹介状況はこちら", "その他の新着情報・お知らせへ",
            "雇用に関する情報やリンク集はこちら", *FOOTER],
    "consent": [*HEADER, "プライバシーポリシー", "プライバシーポリシーの最後へ移動", "マイページ利用規約", "マイページ利用規約の最後へ移動",
                steps.CONSENT_TICK, "キャンセル", "次へ進む", *FOOTER],
    "email": [*HEADER, "メール受信制限をされている方は、system@localhostからのメール受信を許可してください。", "送信元のアドレスをコピー",
              "ID（メールアドレス）", "キャンセル", "次へ進む", *FOOTER],
    "password": [*HEADER, *KEY_STATUS, *NEW_PASSWORD_FIELDS, "認証キー", "キャンセル", "完了", *FOOTER],
    "password with errors": [*HEADER, "新しいパスワードを入力してください。", "新しいパスワード（確認用）を入力してください。",
                             "認証キーを入力してください。", *KEY_STATUS, *NEW_PASSWORD_FIELDS,
                             "認証キー", "キャンセル", "完了", *FOOTER],
    "completion": ["メインメニュー", "トップ", "株式会社みほん製作所（1301-123456-7）", ADDRESS, "令和*", "*", "控えを印刷", "控えをPDFで保存",
                   "ログイン画面へ進む", *FOOTER],
    "login": [*HEADER, "ID（メールアドレス）", "パスワード", "パスワードを表示", "ログイン状態を保持する", "パスワードを忘れた方",
              "求人者マイページ開設（パスワード登録）", "キャンセル", "ログイン", *FOOTER],
    "my page": ["メインメニュー", "トップ", ADDRESS, "令和*", "令和*", "ログアウト", "求人申込み", "求人の管理", "応募者の管理", "メッセージ",
                "求職情報の検索", "事業所情報の確認・変更", "労働法等に関する解説", "よくあるご質問", "別の事業所を追加", "現在のパスワード",
                "現在のパスワードを表示", *NEW_PASSWORD_FIELDS, "変更する", "この端末からログアウトする", "この端末からログアウトする", *FOOTER],
}


def fits(name, expected):
    return name.startswith(expected[:-1]) if expected.endswith("*") else name == expected


def goes_round(keyboard, page):
    """Tab follows the table, Shift+Tab comes the same way back, the focus is seen at each stop, and nothing that can be
    operated is left out."""
    expected = TAB_ORDER[page]
    # A toast goes by itself, and its button with it.
    keyboard.window.wait(lambda: keyboard.window.find("このメッセージを閉じる") is None, "the toast to go")
    there = keyboard.round(arrived=keyboard.is_seen(keyboard.origin()))
    back = keyboard.round("shift+Tab")
    assert [n.path for n in reversed(back)] in _rotations([n.path for n in there]), f"{page}: Shift+Tab goes another way: {back}"
    names = [node.name for node in there]
    assert any(len(turned) == len(expected) and all(map(fits, turned, expected)) for turned in _rotations(names)), \
        f"{page}: Tab goes {names}"
    stops = {node.path for node in there}
    left_out = [node for node in keyboard.reader.read().children[-1].walk()
                if node.on_screen and node.actions and node.role in OPERABLE and not stops & {n.path for n in family(node)}]
    assert not [node for node in left_out if node.name not in TITLE_BAR], f"{page}: no keyboard comes to {left_out}"


def family(node):
    """A control may be several accessible objects, of which one takes the focus."""
    yield from node.walk()
    if node.parent and node.parent.name == node.name:
        yield node.parent


def _rotations(stops):
    return [stops[i:] + stops[:i] for i in range(len(stops))]


@pytest.fixture
def at_the_keyboard(open_window):
    """The window of an office, and who types there."""
    keyboards = []

    def sit_down(office, size=TALL, scheme="light", **environment):
        parts.forget_settings()
        camera.set_desktop(*size, **camera.SCHEMES[scheme])
        employer = open_window(office, **environment)
        keyboards.append(Keyboard(employer.window))
        return employer, keyboards[-1]

    yield sit_down
    for keyboard in keyboards:
        keyboard.leave()
    parts.forget_settings()


def is_in_front(keyboard, title=None):
    """The focus is in another window (of this title) above the first one."""
    windows = keyboard.reader.glance()[0].children
    return len(windows) == 2 and title in (None, windows[-1].name) and keyboard.focus()


def read_both(keyboard):
    """To the ends of both documents, by two ways."""
    keyboard.tab_to("プライバシーポリシー", (Role.TEXT,))
    keyboard.press("End")
    keyboard.tab_to("マイページ利用規約", (Role.TEXT,))
    keyboard.press("ctrl+End")
    keyboard.window.wait(lambda: "未確認" not in keyboard.window.text().splitlines(), "both documents marked as read")


def test_whole_registration(start_office, at_the_keyboard):
    office = start_office(LOOSE)
    employer, keyboard = at_the_keyboard(None)
    window = employer.window

    keyboard.at("接続先のサーバー")
    goes_round(keyboard, "server")
    keyboard.tab_to("サーバーのアドレス（URL）")
    keyboard.type(office.url)
    keyboard.press("Return")

    keyboard.at("トップ")
    window.expect("サイト運営者からのお知らせ")
    goes_round(keyboard, "top")
    keyboard.tab_to("求人者マイページ開設（パスワード登録）")
    keyboard.press("Return")

    keyboard.at("求人者マイページ利用規約確認")
    window.expect("マイページ利用規約の最後へ移動")
    goes_round(keyboard, "consent")
    keyboard.tab_to(steps.CONSENT_TICK)
    keyboard.press("space")
    keyboard.at("プライバシーポリシー", (Role.TEXT,))  # refused, and led to what is unread
    assert not window.is_checked(steps.CONSENT_TICK)
    keyboard.press("ctrl+f")
    keyboard.at("この文書内を検索")
    keyboard.type("IP")
    keyboard.press("Return")
    keyboard.press("Escape")
    keyboard.at("プライバシーポリシー", (Role.TEXT,))
    read_both(keyboard)
    keyboard.tab_to(steps.CONSENT_TICK)
    keyboard.press("space")
    window.wait(lambda: window.is_checked(steps.CONSENT_TICK), "the tick")
    keyboard.tab_to("次へ進む")
    keyboard.press("Return")

    keyboard.at("メールアドレスの入力（パスワード登録申込）")
    window.expect("送信元のアドレスをコピー")
    goes_round(keyboard, "email")
    keyboard.tab_to("送信元のアドレスをコピー")
    keyboard.press("space")
    window.expect_text("コピーしました。")
    keyboard.at("送信元のアドレスをコピー")
    keyboard.tab_to("ID（メールアドレス）")
    keyboard.press("Return")
    keyboard.at("入力内容に誤りが1件あります。 ID（メールアドレス）を入力してください。", (Role.ALERT,))
    keyboard.tab_to("ID（メールアドレス）を入力してください。", (Role.LINK,))
    keyboard.press("Return")
    keyboard.at("ID（メールアドレス）")
    keyboard.type(ADDRESS)
    keyboard.press("Return")

    keyboard.at("パスワード登録")
    goes_round(keyboard, "password")
    keyboard.tab_to("認証キー")
    keyboard.press("alt+Left")
    keyboard.at("登録を続ける")  # the question before leaving
    keyboard.press("Escape")
    keyboard.at("認証キー")
    keyboard.tab_to("完了")
    keyboard.press("space")
    keyboard.at("入力内容に誤りが3件あります。 新しいパスワードを入力してください。 "
                "新しいパスワード（確認用）を入力してください。 認証キーを入力してください。", (Role.ALERT,))
    goes_round(keyboard, "password with errors")
    keyboard.tab_to("メールを再送する")
    keyboard.press("space")
    window.expect_text("再送を受け付けました。")
    keyboard.at("メールを再送する")
    wait_for(lambda: len(office.mails()) == 2, "the second mail")
    keyboard.tab_to("新しいパスワード")
    keyboard.type(PASSWORD)
    keyboard.tab_to("新しいパスワードを表示")
    keyboard.press("space")
    keyboard.tab_to("新しいパスワード（確認用）")
    keyboard.type(PASSWORD)
    keyboard.tab_to("認証キー")
    keyboard.type(office.newest_key(ADDRESS))
    keyboard.press("Return")

    keyboard.at("パスワード登録完了")
    goes_round(keyboard, "completion")
    keyboard.tab_to("控えをPDFで保存")
    keyboard.press("Return")
    window.wait(lambda: is_in_front(keyboard), "the chooser, with the focus in it")
    keyboard.press("Escape")
    keyboard.at("控えをPDFで保存")
    keyboard.tab_to("ログイン画面へ進む")
    keyboard.press("Return")

    keyboard.at("求人者マイページログイン")
    goes_round(keyboard, "login")
    keyboard.tab_to("パスワード")
    keyboard.type("Chigau-kagi-9")
    keyboard.press("Return")
    keyboard.at("ID（メールアドレス）またはパスワードに誤りがあります。入力内容をご確認ください。", (Role.ALERT,))
    keyboard.tab_to("パスワード")
    keyboard.press("ctrl+a")
    keyboard.type(PASSWORD)
    rest.log_in(office, ADDRESS, PASSWORD, tour.DEVICE)
    keyboard.press("Return")

    keyboard.at("求人者マイページホーム")
    window.expect_text(tour.DEVICE)
    goes_round(keyboard, "my page")
    keyboard.tab_to("現在のパスワード")
    keyboard.type(PASSWORD)
    keyboard.tab_to("新しいパスワード")
    keyboard.type(NEW_PASSWORD)
    keyboard.tab_to("新しいパスワード（確認用）")
    keyboard.type(NEW_PASSWORD)
    keyboard.press("Return")
    window.expect_text("パスワードを変更しました。他の端末からは、すべてログアウトしました。")
    assert keyboard.focus(), "the focus is lost after the password was changed"
    rest.log_in(office, ADDRESS, NEW_PASSWORD, tour.DEVICE)
    keyboard.tab_to("ログアウト")
    keyboard.press("Return")
    keyboard.at("求人者マイページログイン")


WINDOWS = [("F1", "使い方"), ("ctrl+question", "キーボードショートカット"), ("ctrl+comma", "設定")]


def test_shortcuts_open_what_they_should_and_escape_leads_back(start_office, at_the_keyboard):
    employer, keyboard = at_the_keyboard(start_office(), **parts.ending_by_itself())
    window = employer.window
    keyboard.at("トップ")
    window.expect("サイト運営者からのお知らせ")
    keyboard.tab_to("求人者マイページ開設（パスワード登録）")
    keyboard.press("space")
    keyboard.at("求人者マイページ利用規約確認")
    window.expect("マイページ利用規約の最後へ移動")
    keyboard.tab_to(steps.CONSENT_TICK)
    for keys, title in WINDOWS:
        keyboard.press(keys)
        window.wait(lambda: is_in_front(keyboard, title), f"{title} by {keys}, with the focus in it")
        keyboard.press("Escape")
        keyboard.at(steps.CONSENT_TICK)

    keyboard.press("F10")
    keyboard.at("設定", (Role.MENU_ITEM,))
    for name in ("キーボードショートカット", "使い方", "このアプリについて"):
        keyboard.press("Down")
        keyboard.at(name, (Role.MENU_ITEM,))
    keyboard.press("Escape")
    keyboard.at(steps.CONSENT_TICK)
    keyboard.press("F10")
    keyboard.at("設定", (Role.MENU_ITEM,))
    keyboard.press("Return")
    window.wait(lambda: is_in_front(keyboard, "設定"), "the settings, with the focus in them")
    keyboard.press("Escape")
    window.wait(lambda: len(keyboard.reader.glance()[0].children) == 1 and keyboard.focus(), "the focus back on the page")

    keyboard.press("alt+Left")
    keyboard.at("トップ")
    keyboard.press("ctrl+w")
    assert window.wait_closed() == 0


@pytest.mark.parametrize("scheme", ["dark", "contrast", "contrast-dark"])
def test_focus_is_seen_in_other_colours(start_office, at_the_keyboard, scheme):
    employer, keyboard = at_the_keyboard(start_office(), scheme=scheme)
    employer.window.expect("サイト運営者からのお知らせ")
    keyboard.tab_to(steps.LOG_IN_TO_MY_PAGE)
    keyboard.press("Return")
    keyboard.at("求人者マイページログイン")
    goes_round(keyboard, "login")


def test_what_gets_the_focus_comes_in_sight_in_a_small_window(start_office, at_the_keyboard):
    employer, keyboard = at_the_keyboard(start_office(), size=(400, 600))
    employer.window.expect("サイト運営者からのお知らせ")
    keyboard.round(arrived=keyboard.is_in_sight)
    keyboard.tab_to("求人者マイページ開設（パスワード登録）")
    keyboard.press("Return")
    keyboard.at("求人者マイページ利用規約確認")
    employer.window.expect("マイページ利用規約の最後へ移動")
    keyboard.round(arrived=keyboard.is_in_sight)
