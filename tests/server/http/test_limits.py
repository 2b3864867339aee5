# SPDX-License-Identifier: GPL-3.0-or-later
"""Limits, counted alike for every address; where a request comes from; 429 with Retry-After."""

import json
import os
import re
import resource
import socket
import sqlite3
from urllib.parse import urlsplit

import pytest

from client import PASSWORD, Client, new_key
from server import PATIENCE


@pytest.fixture
def limited(make_server):
    """Starts a server with some limits low, and gives what makes its clients."""
    clients = []

    def start(**limits):
        server = make_server({"limits": {key.replace("_", "-"): value for key, value in limits.items()}})

        def client(origin="192.0.2.1"):
            clients.append(Client(server.url, origin=origin))
            return clients[-1]

        return server, client

    yield start
    for client in clients:
        client.curl.close()


def assert_limited(answer, most_seconds):
    assert (answer.status, answer.problem) == (429, "too-many-requests")
    assert 0 < answer.json["retry_in"] <= most_seconds
    assert answer.field("Retry-After") == str(answer.json["retry_in"])


@pytest.mark.parametrize("known", [True, False])
def test_starts_and_resends_are_apart(limited, address, known):
    server, client_at = limited(mail_interval=60)
    if known:
        server.register(address)
    client = client_at()
    first = client.start(address)
    assert (first.status, first.json["resend_in"]) == (202, 60)
    assert_limited(client.start(address), 60)
    assert_limited(client.resend(first.json["credential"]), 60)
    assert client.start("other." + address).status == 202
    assert client_at("192.0.2.2").start(address).status == 202


def test_a_repeat_spends_no_limit(limited, address):
    _, client_at = limited(mail_interval=60)
    client = client_at()
    key = new_key()
    assert client.start(address, key=key).status == 202
    assert client.start(address, key=key).status == 202


def test_a_refused_start_does_not_use_its_idempotency_key_up(limited, address):
    _, client_at = limited(mail_interval=60)
    client = client_at()
    key = new_key()
    client.start(address)
    assert_limited(client.start(address, key=key), 60)
    assert client.start("other." + address, key=key).status == 202


def test_mails_an_hour_and_a_day_for_an_address_and_origin(limited, address):
    _, client_at = limited(mails_per_hour=2, mails_per_day=3)
    client = client_at()
    assert [client.start(address).status for _ in range(2)] == [202, 202]
    assert_limited(client.start(address), 3600)
    assert client_at("192.0.2.2").start(address).status == 202


def test_mails_a_day_for_an_address_and_origin(limited, address):
    _, client_at = limited(mails_per_day=2)
    client = client_at()
    assert [client.start(address).status for _ in range(2)] == [202, 202]
    answer = client.start(address)
    assert_limited(answer, 86400)
    assert answer.json["retry_in"] > 3600


def test_mails_for_an_address_over_all_origins(limited, address):
    _, client_at = limited(address_mails_per_hour=3)
    for number in range(3):
        assert client_at(f"192.0.2.{number}").start(address).status == 202
    assert_limited(client_at("192.0.2.9").start(address), 3600)
    assert_limited(client_at("192.0.2.9").start(address.upper()), 3600)


def test_mails_a_day_for_an_address_over_all_origins(limited, address):
    _, client_at = limited(address_mails_per_day=2)
    for number in range(2):
        assert client_at(f"192.0.2.{number}").start(address).status == 202
    answer = client_at("192.0.2.9").start(address)
    assert_limited(answer, 86400)
    assert answer.json["retry_in"] > 3600


def test_starts_and_resends_count_together(limited, address):
    server, client_at = limited(mails_per_hour=3)
    server.register(address)
    client = client_at()
    credential, _ = client.started(server, address)
    assert client.resend(credential).status == 202
    assert client.start(address).status == 202
    assert_limited(client.resend(credential), 3600)
    assert_limited(client.start(address), 3600)
    assert client.status(credential).json["resend_in"] > 60


def test_starts_of_an_origin_over_all_addresses(limited, address):
    _, client_at = limited(starts_per_origin=3)
    client = client_at()
    for number in range(3):
        assert client.start(f"{number}.{address}").status == 202
    assert_limited(client.start("another." + address), 3600)
    assert client_at("192.0.2.2").start("another." + address).status == 202


# ---- Where a request comes from ----


def test_ipv6_is_counted_by_its_network(limited, address):
    _, client_at = limited(starts_per_origin=1)
    assert client_at("2001:db8:1:2::1").start("1." + address).status == 202
    assert_limited(client_at("2001:db8:1:2:ffff:ffff:ffff:ffff").start("2." + address), 3600)
    assert client_at("2001:db8:1:3::1").start("3." + address).status == 202


def test_an_ipv4_address_written_as_ipv6_is_the_same(limited, address):
    _, client_at = limited(starts_per_origin=1)
    assert client_at("192.0.2.1").start("1." + address).status == 202
    assert_limited(client_at("::ffff:192.0.2.1").start("2." + address), 3600)


@pytest.mark.parametrize(
    "forwarded",
    [
        "198.51.100.7, 192.0.2.1",
        "198.51.100.7,192.0.2.1, 127.0.0.2",
        "nonsense, 192.0.2.1",
        "192.0.2.1:4711",
        " 192.0.2.1 ",
    ],
)
def test_the_rightmost_entry_outside_the_proxies_counts(limited, address, forwarded):
    _, client_at = limited(starts_per_origin=1)
    assert client_at("192.0.2.1").start("1." + address).status == 202
    assert_limited(client_at(forwarded).start("2." + address), 3600)


def test_entries_in_several_fields_are_one_list(limited, address):
    _, client_at = limited(starts_per_origin=1)
    assert client_at("192.0.2.1").start("1." + address).status == 202
    body = {"purpose": "again", "email": "2." + address}
    fields = ["X-Forwarded-For: 198.51.100.7", "X-Forwarded-For: 192.0.2.1"]
    answer = client_at(None).call("POST", "/v1/password-registrations", body, key=new_key(), fields=fields)
    assert_limited(answer, 3600)


def test_an_entry_that_cannot_be_read_ends_the_walk(limited, address):
    """Whoever writes nonsense left of the proxy's own entry gains nothing."""
    _, client_at = limited(starts_per_origin=1)
    assert client_at("nonsense, 127.0.0.3").start("1." + address).status == 202
    assert_limited(client_at("other nonsense, 127.0.0.3").start("2." + address), 3600)


def test_other_forwarding_fields_are_ignored(limited, address):
    _, client_at = limited(starts_per_origin=1)
    for number, fields in enumerate((["Forwarded: for=192.0.2.7"], ["X-Real-IP: 192.0.2.8"])):
        body = {"purpose": "again", "email": f"{number}.{address}"}
        answer = client_at(None).call("POST", "/v1/password-registrations", body, key=new_key(), fields=fields)
        assert answer.status == (202 if number == 0 else 429)


def test_an_untrusted_peers_word_is_ignored_and_warned_about_once(make_server, address):
    server = make_server({"server": {"trusted-proxies": ""}, "limits": {"starts-per-origin": 1}})
    for number, status in ((1, 202), (2, 429), (3, 429)):
        with Client(server.url, origin=f"192.0.2.{number}") as client:
            assert client.start(f"{number}.{address}").status == status
    server.stop()
    assert server.log.count("X-Forwarded-For") == 1


# ---- Failed logins ----


@pytest.mark.parametrize("known", [True, False])
def test_failed_logins_of_an_account_from_an_origin(limited, address, known):
    server, client_at = limited(login_failures_per_account=3)
    client = client_at()
    if known:
        server.register(address)
        client_at("192.0.2.99").opened(server, address)
    for _ in range(3):
        assert client.login(address, "Wrong#2026").problem == "login-failed"
    assert_limited(client.login(address, PASSWORD), 3600)
    assert client_at("192.0.2.2").login(address, "Wrong#2026").problem == "login-failed"


def test_failed_logins_of_an_origin(limited, address):
    _, client_at = limited(login_failures_per_origin=3)
    client = client_at()
    for number in range(3):
        assert client.login(f"{number}.{address}").problem == "login-failed"
    assert_limited(client.login("another." + address), 3600)


def test_right_logins_are_not_counted(limited, address):
    server, client_at = limited(login_failures_per_account=2)
    client = client_at()
    server.register(address)
    client.opened(server, address)
    assert [client.login(address).status for _ in range(5)] == [201] * 5


def test_failed_logins_of_an_account_over_all_origins_spare_known_ones(limited, address):
    server, client_at = limited(account_login_failures=3)
    server.register(address)
    known = client_at("192.0.2.1")
    known.opened(server, address)
    for number in range(3):
        assert client_at(f"198.51.100.{number}").login(address, "Wrong#2026").problem == "login-failed"
    assert_limited(client_at("198.51.100.9").login(address), 3600)
    assert known.login(address).status == 201


def test_setting_the_password_anew_clears_failed_logins(limited, address):
    server, client_at = limited(login_failures_per_account=2)
    server.register(address)
    client = client_at()
    client.opened(server, address)
    for _ in range(2):
        client.login(address, "Wrong#2026")
    assert_limited(client.login(address), 3600)
    client.opened(server, address, "Another#2027", "again")
    assert client.login(address, "Another#2027").status == 201


def test_asking_for_keys_never_keeps_from_logging_in(limited, address):
    server, client_at = limited(mails_per_hour=2)
    server.register(address)
    client = client_at()
    credential, _ = client.started(server, address)
    assert client.submit(credential, server.mail(address).key).status == 200
    for _ in range(5):
        client.start(address, "again")
    assert client.login(address).status == 201


# ---- What is kept of them ----


def events(server):
    with sqlite3.connect(os.path.join(server.folder, "store.db"), timeout=PATIENCE) as store:
        (count,) = store.execute("SELECT count (*) FROM limit_events").fetchone()
    store.close()
    return count


def test_limits_outlive_the_server(limited, address):
    server, client_at = limited(mails_per_hour=1, login_failures_per_account=1)
    assert client_at().start(address).status == 202
    assert client_at().login(address).problem == "login-failed"
    server.stop()
    server.start()
    assert_limited(client_at().start(address), 3600)
    assert_limited(client_at().login(address), 3600)


def test_what_is_refused_is_not_kept(limited, address):
    """Nobody fills the store by asking on when a limit is reached, whichever it is; nor does waiting get longer."""
    server, client_at = limited(mails_per_hour=1, login_failures_per_account=1, starts_per_origin=2,
                                login_failures_per_origin=2)
    client = client_at()
    for number in range(2):
        assert client.start(f"{number}.{address}").status == 202
        assert client.login(f"{number}.{address}").problem == "login-failed"
    before = events(server)
    waits = []
    for number in range(30):
        answers = [client.start("0." + address), client.start(f"x{number}.{address}"),
                   client.login("0." + address), client.login(f"x{number}.{address}")]
        for answer in answers:
            assert_limited(answer, 3600)
        waits.append([answer.json["retry_in"] for answer in answers])
    assert events(server) == before
    assert all(later <= first for first, later in zip(waits[0], waits[-1]))


# ---- Bounded queues ----


def test_more_logins_than_may_wait_are_told_to_come_back(make_server, address):
    """More passwords at once than the pool's queue holds: some are hashed, the others are told at once when to
    come back, and whoever asks for something cheap meanwhile is answered."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    server = make_server()
    parts = urlsplit(server.url)
    body = json.dumps({"email": address, "password": PASSWORD, "remember": False}).encode()
    head = "POST /v1/sessions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
    request = head.encode() + b"Content-Length: %d\r\n\r\n" % len(body) + body
    connections = [socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE) for _ in range(500 + 8 * os.cpu_count())]
    for connection in connections:
        connection.sendall(request)
    with Client(server.url) as client:
        assert client.get("/healthz").status == 200
    answers = []
    for connection in connections:
        received = b""
        while part := connection.recv(65536):
            received += part
        connection.close()
        answers.append(received.decode())
    statuses = {re.match(r"HTTP/1\.1 (\d+)", answer)[1] for answer in answers}
    assert statuses == {"401", "503"}
    for answer in answers:
        if answer.startswith("HTTP/1.1 503"):
            assert "\r\nRetry-After: " in answer
            assert ":unavailable" in answer
