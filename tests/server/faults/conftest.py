# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of bad days share."""

import pytest

from office import Client, Office, SmtpServer


@pytest.fixture
def smtp(tmp_path):
    server = SmtpServer(tmp_path / "smtp").start()
    yield server
    server.stop()


@pytest.fixture
def make_office(tmp_path, smtp):
    """Starts servers that end with the test."""
    offices = []

    def make(config=None, folder="server", **options):
        office = Office(tmp_path / folder, smtp, config, **options)
        offices.append(office)
        return office.start()

    yield make
    for office in offices:
        office.stop()


@pytest.fixture
def office(make_office):
    return make_office()


@pytest.fixture
def client(office):
    with Client(office.url) as client:
        yield client
