# SPDX-License-Identifier: GPL-3.0-or-later
"""Several establishments in one window: added, switched between, logged out of one by one and all at once, found again
at the next start."""

from activated import activate_action
from conftest import ADDRESS, ESTABLISHMENT, NUMBER, PASSWORD, keyring_items
from driver import BUTTONS, Role, wait_for
from rest import log_in, open_account
from steps import LOG_IN_TO_MY_PAGE

NO_LIMITS = "[limits]\nmail-interval=0\n"
OTHER_ADDRESS = "hanako@example.jp"
OTHER = "有限会社たとえば商店"
OTHER_NUMBER = "2701-654321-0"
THIRD_ADDRESS = "jiro@example.jp"  # of the first establishment, too
ALL = (ADDRESS, OTHER_ADDRESS, THIRD_ADDRESS)
FIRST_TITLE, OTHER_TITLE = f"{ESTABLISHMENT}（{NUMBER}）", f"{OTHER}（{OTHER_NUMBER}）"


def three_accounts(start_office, open_window):
    office = start_office(config=NO_LIMITS)
    office.register(OTHER_NUMBER, OTHER, OTHER_ADDRESS)
    office.register(NUMBER, ESTABLISHMENT, THIRD_ADDRESS)
    for address in ALL:
        open_account(office, address, PASSWORD)
    employer = open_window(office)
    employer.press("求人者マイページにログイン")
    for number, address in enumerate(ALL, 1):
        employer.at("login")
        employer.log_in(PASSWORD, keep=True, address=address)
        employer.at("my-page")
        wait_for(lambda: len(keyring_items("session")) == number, f"{number} logins in the keyring")
        if number < 3:
            employer.press("別の事業所を追加")
    return office, employer


def logins(office, address):
    """How many the server knows."""
    return office.counter("sessions", address, "--json").count('"id"')


def turn_to_other(window):
    """Which one is shown at the start is the program's to choose."""
    if not window.find(f"{OTHER_TITLE} 表示中", BUTTONS) and window.find(OTHER_TITLE, BUTTONS):
        window.press(OTHER_TITLE)


def test_establishments_are_switched_between_and_left(start_office, open_window):
    office, employer = three_accounts(start_office, open_window)
    window = employer.window
    window.expect(f"{FIRST_TITLE} 表示中", BUTTONS)
    employer.press("別の事業所を追加")
    employer.at("login")
    employer.press("キャンセル")
    employer.at("my-page")
    for address in ALL:
        window.expect(address)
    window.press(OTHER_TITLE)
    window.expect(f"{OTHER_TITLE} 表示中", BUTTONS)
    window.close()

    employer = open_window(office)
    window = employer.window
    employer.at("my-page")
    window.wait(lambda: window.find("すべての事業所からログアウト", BUTTONS), "all that were kept")
    turn_to_other(window)
    window.expect(f"{OTHER_TITLE} 表示中", BUTTONS)
    window.expect("ログイン中の端末")
    window.press("ログアウト")
    employer.sees("ログアウトしました。")
    window.wait(lambda: window.find(OTHER_TITLE, BUTTONS) is None, "that the other establishment goes")
    employer.at("my-page")
    wait_for(lambda: len(keyring_items("session")) == 2, "two logins left in the keyring")
    assert [logins(office, address) for address in ALL] == [1, 0, 1], "ended at the server, too"

    window.press("すべての事業所からログアウト")
    employer.at("login")
    employer.sees("すべての事業所からログアウトしました。")
    wait_for(lambda: keyring_items("session") == [], "an empty keyring")
    assert [logins(office, address) for address in ALL] == [0, 0, 0], "all ended at the server, too"


def test_one_ended_elsewhere_leaves_the_others(start_office, open_window):
    office, employer = three_accounts(start_office, open_window)
    employer.window.close()
    office.counter("sessions", OTHER_ADDRESS, "--end")
    employer = open_window(office)
    window = employer.window
    employer.at("my-page")
    turn_to_other(window)
    employer.at("login")
    employer.sees("ログインの有効期間が終了しました。もう一度ログインしてください。")
    assert window.value("ID（メールアドレス）") == OTHER_ADDRESS
    wait_for(lambda: len(keyring_items("session")) == 2, "the other two in the keyring")

    window.press("トップ")
    employer.press(LOG_IN_TO_MY_PAGE)
    employer.at("my-page")
    employer.sees("この事業所には、まだログインしています。別の事業所にログインするには、「別の事業所を追加」を押してください。")
    window.expect(f"{FIRST_TITLE} 表示中", BUTTONS)
    employer.press("別の事業所を追加")
    employer.at("login")
    employer.log_in(PASSWORD, keep=True, address=OTHER_ADDRESS)
    employer.at("my-page")
    window.expect(f"{OTHER_TITLE} 表示中", BUTTONS)
    window.wait(lambda: window.find(FIRST_TITLE, BUTTONS, nth=1), "the two others to switch to")


def test_other_devices_are_listed_and_one_is_ended(start_office, open_window):
    office = start_office(config=NO_LIMITS)
    open_account(office, ADDRESS, PASSWORD)
    for device in ("事務所のパソコン", "自宅のパソコン"):
        log_in(office, ADDRESS, PASSWORD, device)
    employer = open_window(office)
    window = employer.window
    employer.press(LOG_IN_TO_MY_PAGE)
    employer.at("login")
    employer.log_in(PASSWORD, address=ADDRESS)
    employer.at("my-page")
    for device in ("事務所のパソコン", "自宅のパソコン"):
        window.expect(device, (Role.LABEL,))
    ends = [node for node in window.reader.read().walk()
            if node.name == "この端末からログアウトする" and node.role in BUTTONS]
    assert sorted(node.description.endswith("（現在の端末）") for node in ends) == [False, False, True], "each says whose it is"
    window.act(next(node for node in ends if node.description == "事務所のパソコン"))
    employer.sees("端末からログアウトしました。")
    window.expect_gone("事務所のパソコン")
    window.expect("自宅のパソコン", (Role.LABEL,))
    assert "事務所のパソコン" not in office.counter("sessions", ADDRESS, "--json")


def test_what_is_kept_of_each_is_shown_and_deleted(start_office, open_window):
    office, employer = three_accounts(start_office, open_window)
    window = employer.window
    activate_action("preferences")
    window.expect(f"ログイン：{OTHER}（{OTHER_NUMBER}）")
    window.expect(f"ログイン：{ESTABLISHMENT}（{NUMBER}）", nth=1)  # one for each of its addresses
    kept = [node for node in window.reader.read().walk() if node.name == "削除" and node.role in BUTTONS]
    window.act(next(node for node in kept if OTHER in node.description))
    wait_for(lambda: len(keyring_items("session")) == 2, "one login less in the keyring")
    window.expect("キーリングから削除しました。", (Role.LABEL,))
    window.expect_gone(f"ログイン：{OTHER}（{OTHER_NUMBER}）")
    window.close()

    employer = open_window(office)
    employer.at("my-page")
    employer.window.expect("すべての事業所からログアウト", BUTTONS)
    assert employer.window.find(match=OTHER) is None
