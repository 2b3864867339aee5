# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests share: the real server with the real counter program, and a client that is not ours."""

import itertools

import pytest

from client import Client
from server import Server

numbers = itertools.count(1)

# So wide that only the tests about limits meet them.
WIDE = {
    "server": {"trusted-proxies": "127.0.0.0/8"},
    "limits": {
        "mail-interval": 0,
        "mails-per-hour": 1000,
        "mails-per-day": 1000,
        "address-mails-per-hour": 1000,
        "address-mails-per-day": 1000,
        "starts-per-origin": 100000,
        "login-failures-per-account": 1000,
        "login-failures-per-origin": 100000,
        "account-login-failures": 1000,
    },
}


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory):
    """One server with wide limits for every test that does not need one of its own."""
    with Server(tmp_path_factory.mktemp("server"), WIDE) as server:
        yield server


@pytest.fixture
def server(shared_server):
    return shared_server


@pytest.fixture
def client(server):
    with Client(server.url) as client:
        yield client


@pytest.fixture
def make_server(tmp_path):
    """Starts servers that end with the test; by default all in one folder, with wide limits."""
    servers = []

    def make(config=None, folder="server", **options):
        place = tmp_path / folder
        place.mkdir(exist_ok=True)
        server = Server(place, merged(WIDE, config or {}), **options)
        servers.append(server)
        return server.start()

    yield make
    for server in servers:
        server.stop()


@pytest.fixture
def address():
    """An address that no other test uses."""
    return f"saiyo.{next(numbers)}@example.co.jp"


@pytest.fixture
def account(server, address):
    """An address that the counter registered; not opened."""
    server.register(address)
    return address


def merged(base, more):
    result = {section: dict(keys) for section, keys in base.items()}
    for section, keys in more.items():
        result.setdefault(section, {}).update(keys)
    return result
