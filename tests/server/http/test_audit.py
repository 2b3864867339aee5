# SPDX-License-Identifier: GPL-3.0-or-later
"""Each outcome of each call that authenticates is in the audit: a line of the log and a row of the store, in UTC, under
the id that the answer bears (QUALITY.md, Security 11)."""

import json
import os
import re
import sqlite3

import pytest

from client import PASSWORD, Client, wrong_key
from server import PATIENCE, wait_for

OTHER = "Another#2027"
WRONG = "Wrong#2026"


class Stage:
    """What a scene needs: a server with low limits, an address of the scene's own, and a client from an own origin."""

    def __init__(self, server, client, address):
        self.server = server
        self.client = client
        self.address = address

    def change(self, sql):
        with sqlite3.connect(os.path.join(self.server.folder, "store.db"), timeout=PATIENCE) as store:
            store.execute(sql)
        store.close()

    def registered(self):
        self.server.register(self.address)
        return self

    def started(self, purpose="first"):
        self.registered()
        return self.client.started(self.server, self.address, purpose)

    def opened(self):
        self.registered()
        with Client(self.server.url, origin="203.0.113.99") as other:
            return other.opened(self.server, self.address)

    def logged_in(self):
        self.opened()
        return self.client.logged_in(self.address)


def started(stage):
    return stage.registered().client.start(stage.address)


def started_by_a_stranger(stage):
    return stage.client.start(stage.address)


def started_too_often(stage):
    for _ in range(2):
        stage.client.start(stage.address)
    return stage.client.start(stage.address)


def resent(stage):
    credential, _ = stage.started()
    return stage.client.resend(credential)


def resent_too_often(stage):
    credential, _ = stage.started()
    stage.client.resend(credential)
    return stage.client.resend(credential)


def resent_after_wrong_keys(stage):
    credential, key = stage.started()
    for _ in range(5):
        stage.client.submit(credential, wrong_key(key))
    return stage.client.resend(credential)


def resent_after_completion(stage):
    return stage.client.resend(stage.opened())


def given_up(stage):
    credential, _ = stage.started()
    return stage.client.give_up(credential)


def unknown_registration(stage):
    return stage.client.status("A" * 43)


def key_wrong(stage):
    credential, key = stage.started()
    return stage.client.submit(credential, wrong_key(key))


def key_too_often_wrong(stage):
    credential, key = stage.started()
    for _ in range(5):
        stage.client.submit(credential, wrong_key(key))
    return stage.client.submit(credential, key)


def key_too_late(stage):
    credential, key = stage.started()
    stage.change("UPDATE registrations SET expires_at = started_at")
    return stage.client.submit(credential, key)


def password_set(stage):
    credential, key = stage.started()
    return stage.client.submit(credential, key)


def password_set_repeated(stage):
    credential, key = stage.started()
    stage.client.submit(credential, key)
    return stage.client.submit(credential, key)


def password_set_with_another(stage):
    credential, key = stage.started()
    stage.client.submit(credential, key)
    return stage.client.submit(credential, key, OTHER)


def logged_in(stage):
    stage.opened()
    return stage.client.login(stage.address)


def login_failed(stage):
    stage.opened()
    return stage.client.login(stage.address, WRONG)


def login_of_a_stranger(stage):
    return stage.client.login(stage.address)


def login_to_a_disabled_account(stage):
    stage.opened()
    stage.server.counter("disable", stage.address)
    return stage.client.login(stage.address)


def login_too_often(stage):
    for _ in range(3):
        stage.client.login(stage.address, WRONG)
    return stage.client.login(stage.address, WRONG)


def unknown_session(stage):
    return stage.client.home("A" * 43)


def logged_out(stage):
    return stage.client.logout(stage.logged_in())


def session_ended(stage):
    credential = stage.logged_in()
    (session,) = stage.client.sessions(credential).json["sessions"]
    return stage.client.end_session(credential, session["id"])


def password_changed(stage):
    return stage.client.change_password(stage.logged_in(), PASSWORD, OTHER)


def password_change_failed(stage):
    return stage.client.change_password(stage.logged_in(), WRONG, OTHER)


def password_change_too_often(stage):
    credential = stage.logged_in()
    for _ in range(3):
        stage.client.change_password(credential, WRONG, OTHER)
    return stage.client.change_password(credential, WRONG, OTHER)


SCENES = [
    (started, 202, "registration-started", "done"),
    (started_by_a_stranger, 202, "registration-started", "done"),
    (started_too_often, 429, "registration-started", "too-many-requests"),
    (resent, 202, "registration-mail-resent", "done"),
    (resent_too_often, 429, "registration-mail-resent", "too-many-requests"),
    (resent_after_wrong_keys, 403, "registration-mail-resent", "registration-locked"),
    (resent_after_completion, 409, "registration-mail-resent", "registration-closed"),
    (given_up, 204, "registration-given-up", "done"),
    (unknown_registration, 401, "registration-credential", "credential-invalid"),
    (key_wrong, 422, "key-wrong", "key-wrong"),
    (key_too_often_wrong, 403, "password-set", "registration-locked"),
    (key_too_late, 410, "password-set", "key-expired"),
    (password_set, 200, "password-set", "done"),
    (password_set_repeated, 200, "password-set-repeated", "done"),
    (password_set_with_another, 409, "password-set", "registration-closed"),
    (logged_in, 201, "login", "done"),
    (login_failed, 401, "login-failed", "login-failed"),
    (login_of_a_stranger, 401, "login-failed", "login-failed"),
    (login_to_a_disabled_account, 401, "login-failed", "login-failed"),
    (login_too_often, 429, "login", "too-many-requests"),
    (unknown_session, 401, "session-credential", "credential-invalid"),
    (logged_out, 204, "logout", "done"),
    (session_ended, 204, "session-ended", "done"),
    (password_changed, 204, "password-changed", "done"),
    (password_change_failed, 422, "password-changed", "wrong-password"),
    (password_change_too_often, 429, "password-changed", "too-many-requests"),
]
WITHOUT_ADDRESS = {"registration-credential", "session-credential"}
ORIGIN = "203.0.113.7"


def audited(server, request_id):
    """The one line and the one row of a request."""
    def look():
        lines = [line for line in server.log_entries() if line.get("request_id") == request_id and "outcome" in line]
        return lines if lines else None

    (line,) = wait_for(look, "the line of the audit")
    store = sqlite3.connect(os.path.join(server.folder, "store.db"))
    (row,) = store.execute(
        "SELECT event, outcome, origin, masked_email, count, at FROM audit WHERE request_id = ?", (request_id,)
    ).fetchall()
    store.close()
    return line, row


@pytest.fixture
def stage(make_server):
    """With limits that a scene reaches in three calls."""
    server = make_server({"limits": {"mails-per-hour": 2, "login-failures-per-account": 3}})
    with Client(server.url, origin=ORIGIN) as client:
        yield Stage(server, client, "saiyo@example.co.jp")


@pytest.mark.parametrize(
    ("scene", "status", "event", "outcome"), SCENES, ids=[scene.__name__ for scene, *_ in SCENES]
)
def test_the_outcome_is_in_the_audit(stage, scene, status, event, outcome):
    answer = scene(stage)
    assert answer.status == status
    line, row = audited(stage.server, answer.field("X-Request-Id"))
    masked = None if event in WITHOUT_ADDRESS else "s***@e***.jp"
    assert row[:5] == (event, outcome, ORIGIN, masked, 1)
    assert (line["event"], line["outcome"], line["origin"], line.get("email")) == row[:4]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", line["time"])
    words = stage.server.counter("audit", stage.address)
    assert event not in words or event in ("login", "logout"), "the counter has words for it"


EVIL = {
    "a line of its own": 'x@example.jp"}\n{"event":"login","outcome":"done"}',
    "a carriage return": "x\r@example.jp",
    "colours": "\x1b[31mx\x1b[0m@example.jp",
    "a window title": "\x1b]0;x\x07@example.jp",
    "an eight-bit control": "\x9b31mx@example.jp",
    "the other direction": "\u202egnp.x\u202c@example.jp",
    "an isolate": "\u2066x\u2069@example.jp",
    "a line separator": "x\u2028@example.jp",
    "a password": PASSWORD,
    "quotes and backslashes": '\\"x\\@example.jp',
    "a percent": "%s%n@example.jp",
    "very long": "x" * 1000 + "@example.jp",
}


def test_no_address_can_write_into_the_log(make_server):
    server = make_server()
    ids = {}
    with Client(server.url) as client:
        for name, address in EVIL.items():
            ids[name] = client.login(address, WRONG).field("X-Request-Id")
            assert client.start(address, "again").status in (202, 422)
    for name, id_ in ids.items():
        line, row = audited(server, id_)
        assert (line["event"], line["outcome"]) == ("login-failed", "login-failed"), name
        assert row[3] == line["email"], name
        assert re.fullmatch(r"[!-~]?\*\*\*@e\*\*\*\.jp|\*\*\*", row[3]), name
    server.stop()
    with open(server.log_path, "rb") as file:
        log = file.read()
    assert log.isascii()
    assert not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", log)
    first, *rest = log.splitlines()
    assert first.startswith(b"Listening on ")
    for line in rest:
        assert isinstance(json.loads(line), dict)


def test_refusals_of_a_minute_are_one_row_with_their_count(make_server):
    """Whoever is refused a thousand times is not to fill the store. What is counted is written when the server stops
    at the latest."""
    server = make_server()
    with Client(server.url, origin=ORIGIN) as client:
        for _ in range(200):
            assert client.home("A" * 43).status == 401
    server.stop()
    store = sqlite3.connect(os.path.join(server.folder, "store.db"))
    rows, refusals = store.execute(
        "SELECT count (*), sum (count) FROM audit WHERE event = 'session-credential'").fetchone()
    store.close()
    assert refusals == 200
    assert rows < 50
