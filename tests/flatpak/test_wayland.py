# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed Flatpak on a Wayland compositor: the socket that it is given there is enough."""

from sandbox import in_sandbox
from walk import open_my_page


def test_employer_walks_from_the_top_page_to_my_page(start_office, open_window):
    assert in_sandbox("sh", "-c", "test -z $DISPLAY && test -n $WAYLAND_DISPLAY").returncode == 0
    office = start_office()
    open_my_page(office, open_window("--server", office.url))
