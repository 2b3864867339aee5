# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed Flatpak where the portals have no keyring to take a key from: it says so, and works."""

from sandbox import SECRETS
from walk import NO_KEYRING, open_my_page


def test_employer_is_told_that_nothing_is_remembered_and_walks_on(start_office, open_window):
    office = start_office()
    employer = open_window("--server", office.url)
    employer.sees(NO_KEYRING)
    open_my_page(office, employer)
    assert not SECRETS.exists()
