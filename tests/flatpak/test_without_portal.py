# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed Flatpak on a desktop without portals: it says what cannot be done, and works."""

from sandbox import SECRETS
from walk import NO_KEYRING, open_my_page


def test_employer_is_told_that_nothing_is_remembered_and_walks_on(start_office, open_window):
    office = start_office()
    employer = open_window("--server", office.url)
    employer.sees(NO_KEYRING)
    open_my_page(office, employer)
    assert not SECRETS.exists()


def test_link_that_cannot_be_opened_is_shown_to_be_copied(start_office, open_window):
    employer = open_window("--server", start_office().url)
    employer.window.press("よくあるご質問")
    employer.sees("次のアドレスをコピーして、ブラウザーで開いてください。")
