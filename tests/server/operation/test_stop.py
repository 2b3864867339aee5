# SPDX-License-Identifier: GPL-3.0-or-later
"""SIGTERM under load: what was asked is answered, and what was acknowledged is there at the next start."""

import pathlib
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

FOLDER = pathlib.Path(__file__).parent
sys.path[:0] = [str(FOLDER.parent / "faults")]

from manager import hand_over, listening  # noqa: E402
from metrics import metrics_of  # noqa: E402
from office import Client, Office, SmtpServer, new_key, wait_for  # noqa: E402

CROWD = 24


@pytest.fixture
def smtp(tmp_path):
    server = SmtpServer(tmp_path / "smtp").start()
    yield server
    server.stop()


class Held(Office):
    """Whose socket stays open, as systemd holds it: who is not accepted any more is served by the next process."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.config["server"]["listen"] = None
        self.socket = listening()

    def command(self):
        return hand_over(self, super().command(), [self.socket])


@pytest.fixture
def office(tmp_path, smtp):
    """One hash at a time, so that there is a queue."""
    config = {"http": {"hashes": 1}, "server": {"metrics-listen": "127.0.0.1:0"}}
    with Held(tmp_path / "server", smtp, config) as office, office.socket:
        yield office


def addresses(number):
    return [f"saiyo{i}@example.co.jp" for i in range(number)]


def open_account(office, address):
    with Client(office.url) as client:
        credential = client.start(address).json["credential"]
        assert client.submit(credential, office.mail(address).key).status == 200


def test_what_waits_for_its_hash_is_answered_and_kept(office):
    opened, *others = addresses(CROWD + 1)
    office.register_many([opened, *others])
    open_account(office, opened)
    with Client(office.url) as client:
        terms = client.current_terms()

    def log_in(_):
        with Client(office.url) as client:
            return client.login(opened), time.monotonic()

    def start(address):
        with Client(office.url) as client:
            return client.start(address, key=new_key(), consent=terms), time.monotonic()

    def queue():
        return int(metrics_of(office)[1]['hw_pool_waiting{pool="hashing"}'])

    with ThreadPoolExecutor(2 * CROWD) as pool:
        logins = [pool.submit(log_in, i) for i in range(CROWD)]
        wait_for(lambda: queue() >= 2, "a queue of hashes")
        starts = [pool.submit(start, address) for address in others]
        began = time.monotonic()
        office.stop()
        ended = time.monotonic()
        first_log = office.log
        office.start()
        answers = [one.result() for one in logins]
        started = [one.result()[0] for one in starts]
    in_flight = [answer for answer, at in answers if began < at < ended]
    print(f"{len(in_flight)} logins in flight; it stopped within {ended - began:.1f} s")
    assert in_flight, "nothing was in flight"
    assert "not answered in time" not in first_log
    assert {answer.status for answer, _ in answers} == {201}
    assert {answer.status for answer in started} == {202}

    with Client(office.url) as client:
        for answer, _ in sorted(answers, key=lambda one: one[1])[-10:]:  # an account has twenty sessions at most
            assert client.home(answer.json["credential"]).status == 200
        for address, answer in zip(others, started):
            assert client.status(answer.json["credential"]).json["state"] == "awaiting-key"
            assert office.mail(address, having=answer.json["reference"]).key


def test_a_request_that_never_ends_does_not_keep_it_from_stopping(make_server):
    server = make_server({"http": {"body-timeout": 600}})
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as slow:
        slow.sendall(b"POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                     b"Content-Length: 100\r\n\r\n{")
        with Client(server.url) as client:  # which the server reads after it
            for _ in range(20):
                client.get("/healthz")
        server.stop()
    assert "Some requests were not answered in time" in server.log


def test_a_connection_that_says_nothing_does_not_keep_it_from_stopping(make_server):
    server = make_server()
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as silent:
        with Client(server.url) as client:
            client.get("/healthz")
        server.stop()
        assert silent.recv(1) == b""
    assert "not answered in time" not in server.log
