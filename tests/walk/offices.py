# SPDX-License-Identifier: GPL-3.0-or-later
"""The employer of the tests, and the offices that they are registered at: made anew for each test."""

import pytest

import parts
from office import Office

ADDRESS = "taro@example.jp"
NUMBER = "1301-123456-7"
ESTABLISHMENT = "株式会社みほん製作所"
PASSWORD = "Midori-no-mado-7"


@pytest.fixture
def start_office(tmp_path):
    parts.installed()
    offices = []

    def start(config="", content=None, register=True):
        office = Office(tmp_path / f"office{len(offices)}", parts.SERVER, parts.COUNTER, content, config).start()
        offices.append(office)
        if register:
            office.register(NUMBER, ESTABLISHMENT, ADDRESS)
        return office

    yield start
    for office in offices:
        status = office.stop()
        assert status == 0, f"the server ended with {status}:\n{(office.folder / 'server.log').read_text()}"
