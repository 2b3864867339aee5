# SPDX-License-Identifier: GPL-3.0-or-later
"""Nobody can tell from the answers whether an address is known, unknown, disabled or opened (QUALITY.md, Security 2).
The time that they take is measured by tests/bench/sameness.py."""

import itertools
import json
import os
import re
import sqlite3

import pytest

from client import PASSWORD, Client, new_key
from server import PATIENCE

KINDS = ["unknown", "known", "disabled", "opened", "opened and disabled"]
numbers = itertools.count(100000)


@pytest.fixture
def addresses(server, client):
    """One of each kind, all of one length."""
    found = {kind: f"same{next(numbers)}@example.co.jp" for kind in KINDS}
    for kind, address in found.items():
        if kind != "unknown":
            server.register(address)
        if kind.startswith("opened"):
            client.opened(server, address)
        if kind.endswith("disabled"):
            server.counter("disable", address)
    return found


def look(answer, address):
    """All that a stranger sees: status, fields in their order, body. What is random or a time keeps its length."""
    fields = [(name, "…" if name in ("Date", "Retry-After", "X-Request-Id") else value) for name, value in answer.fields]
    body = answer.body.decode().replace(address, "ADDRESS")
    body = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "INSTANT", body)
    for name in ("credential", "reference", "request_id"):
        body = re.sub(rf'("{name}" *: *)"([^"]*)"', lambda found: f'{found[1]}"{len(found[2])} letters"', body)
    body = re.sub(r'("[a-z]+_in" *: *)(\d+)', lambda found: f'{found[1]}"{len(found[2])} digits"', body)
    return answer.status, fields, body


def assert_same(looks):
    first = looks["unknown"]
    for kind, seen in looks.items():
        assert seen == first, kind


def whole_life(client, address, purpose):
    """Every call that a registration has, as somebody sees them who does not read the address's mail."""
    start_key, resend_key = new_key(), new_key()
    started = client.start(address, purpose, start_key)
    credential = started.json["credential"]
    seen = [
        started,
        client.start(address, purpose, start_key),
        client.start(address, "again" if purpose == "first" else "first", start_key),
        client.status(credential),
        client.resend(credential, resend_key),
        client.resend(credential, resend_key),
        client.status(credential),
        client.submit(credential, "00000-00000", "short"),
        client.submit(credential, "000"),
        client.submit(credential, "00000-00000", address.split("@")[0] + "#1"),
    ]
    for _ in range(6):
        seen.append(client.submit(credential, "00000-00000"))
        seen.append(client.status(credential))
    seen.append(client.resend(credential))
    seen.append(client.give_up(credential))
    seen.append(client.status(credential))
    return [look(answer, address) for answer in seen]


@pytest.mark.parametrize("purpose", ["first", "again"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_registration_looks_alike_for_every_address(server, addresses, purpose, language):
    with Client(server.url, language=language) as client:
        looks = {kind: whole_life(client, address, purpose) for kind, address in addresses.items()}
    statuses = [status for status, _, _ in looks["unknown"]]
    assert statuses[:10] == [202, 202, 422, 200, 202, 202, 200, 422, 422, 422]
    assert statuses[10:] == [422, 200] * 5 + [403, 200, 403, 204, 401]
    assert_same(looks)


def change_store(server, sql, *values):
    with sqlite3.connect(os.path.join(server.folder, "store.db"), timeout=PATIENCE) as store:
        store.execute(sql, values)
    store.close()


@pytest.mark.parametrize("purpose", ["first", "again"])
def test_an_expired_registration_looks_alike_for_every_address(server, client, addresses, purpose):
    looks = {}
    for kind, address in addresses.items():
        credential = client.start(address, purpose).json["credential"]
        change_store(server, "UPDATE registrations SET expires_at = started_at WHERE email = ?", address)
        seen = [client.status(credential), client.submit(credential, "00000-00000"), client.status(credential)]
        seen += [client.resend(credential), client.status(credential), client.submit(credential, "00000-00000")]
        looks[kind] = [look(answer, address) for answer in seen]
    states = [json.loads(re.sub("[^ -~]", "", body)).get("state") for _, _, body in looks["unknown"]]
    assert states == ["expired", None, "expired", None, "awaiting-key", None]
    assert [status for status, _, _ in looks["unknown"]] == [200, 422, 200, 202, 200, 422]
    assert_same(looks)


def test_after_a_day_every_registration_is_over_alike(server, client, addresses):
    looks = {}
    for kind, address in addresses.items():
        credential = client.start(address).json["credential"]
        change_store(server, "UPDATE registrations SET started_at = started_at - 86400000001 WHERE email = ?", address)
        seen = [client.status(credential), client.submit(credential, "00000-00000"), client.resend(credential)]
        looks[kind] = [look(answer, address) for answer in [*seen, client.give_up(credential)]]
    assert {status for status, _, _ in looks["unknown"]} == {401}
    assert_same(looks)


def complete(server, client, address):
    client.opened(server, address, "Another#2027", "again")


def change_password(server, client, address):
    credential = client.logged_in(address)
    assert client.change_password(credential, PASSWORD, "Another#2027").status == 204


def disable(server, client, address):
    server.counter("disable", address)


def remove(server, client, address):
    server.counter("remove", address)


@pytest.mark.parametrize("happens", [complete, change_password, disable, remove])
def test_an_open_registration_tells_nothing_of_what_happens_to_the_account(server, client, address, happens):
    """Whoever started one for an address that is not theirs, and watches it: it stays as that of an address nobody
    has; but no key is right for it any more, not even the one that was mailed."""
    server.register(address)
    client.opened(server, address)
    watched, key = client.started(server, address, "again")
    nobody = "x" + address[1:]
    other = client.start(nobody, "again").json["credential"]
    happens(server, client, address)

    def see(credential, email, key):
        answers = [client.status(credential), client.submit(credential, key), client.resend(credential)]
        answers += [client.status(credential), client.give_up(credential), client.status(credential)]
        return [look(answer, email) for answer in answers]

    seen = see(watched, address, key)
    assert [status for status, _, _ in seen] == [200, 422, 202, 200, 204, 401]
    assert seen == see(other, nobody, "00000-00000")


def test_failed_logins_look_alike(client, addresses):
    """Wrong password, and the right one where it does not open anything."""
    looks = {}
    for kind, address in addresses.items():
        right = [] if kind == "opened" else [look(client.login(address, PASSWORD), address)]
        wrong = [look(client.login(address, "Wrong#2026"), address), look(client.login(address, "x"), address)]
        looks[kind] = wrong + right if right else wrong + wrong[:1]
    assert {status for status, _, _ in looks["unknown"]} == {401}
    assert_same(looks)


def test_failed_logins_are_answered_at_the_half_second(client, addresses):
    for address in addresses.values():
        answer = client.login(address, "Wrong#2026")
        assert answer.problem == "login-failed"
        assert answer.seconds >= 0.5


def test_limits_look_alike(make_server):
    """The limits of an address are reached by the same calls, whoever has it."""
    server = make_server({"limits": {"mails-per-hour": 2, "login-failures-per-account": 2,
                                     "account-login-failures": 4}})
    looks = {}
    for number, kind in enumerate(("unknown", "known", "disabled", "opened")):
        address = f"limit{number}@example.co.jp"
        if kind != "unknown":
            server.register(address)
        if kind == "opened":
            with Client(server.url, origin="192.0.2.200") as client:
                client.opened(server, address)
        if kind == "disabled":
            server.counter("disable", address)
        with Client(server.url, origin="192.0.2.1") as client:
            seen = [client.start(address) for _ in range(4)]
            seen += [client.resend(seen[0].json["credential"])]
            seen += [client.login(address, "Wrong#2026") for _ in range(4)]
        for origin in ("192.0.2.2", "192.0.2.2", "192.0.2.3"):
            with Client(server.url, origin=origin) as client:
                seen.append(client.login(address, "Wrong#2026"))
        assert [answer.status for answer in seen] == [202, 202, 429, 429, 429, 401, 401, 429, 429, 401, 401, 429]
        for answer in seen:
            if answer.status == 429:
                fields = [name for name, _ in answer.fields]
                assert "Retry-After" in fields
        looks[kind] = [look(answer, address) for answer in seen]
    assert_same(looks)
