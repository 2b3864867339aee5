# SPDX-License-Identifier: GPL-3.0-or-later
"""A store made by each released version, with rows of every kind in it, is brought up to date and works: nobody who
registered, logged in or waits for a mail notices. released/ holds them, and make_fixture.py makes them."""

import os
import pathlib

import pytest

from office import SOURCE, Client, Visitor, wait_for

RELEASED = pathlib.Path(__file__).parent / "released"
MIGRATIONS = pathlib.Path(SOURCE) / "src" / "server" / "store"
STORES = sorted(path.stem for path in RELEASED.glob("*.sql"))
ALL = pytest.mark.parametrize("released", STORES, indirect=True)


@pytest.fixture
def office(released, make_office):
    office = make_office(released["place"], released["secret_file"], released["leap"])
    wait_for(office.ready, "/readyz")
    return office


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_every_schema_is_kept(engine):
    """A new migration needs what the version before it left: make_fixture.py, with that version's programs."""
    n_migrations = len(list((MIGRATIONS / engine / "migrations").glob("*.sql")))
    kept = {store for store in STORES if store.startswith(engine)}
    assert kept >= {f"{engine}-{version}" for version in range(1, n_migrations)}


@ALL
def test_people_go_on_where_they_were(released, office):
    addresses = released["addresses"]
    with Client(office.url) as client:
        # Logged in.
        home = client.home(released["session"])
        assert home.status == 200 and home.json["account"]["email"] == addresses["opened"]
        assert len(client.sessions(released["session"]).json["sessions"]) == 20
        # Registrations under way, with the keys that were mailed.
        answer = client.status(released["open"]).json
        assert answer["state"] == "awaiting-key" and 1500 < answer["expires_in"] <= 1800
        assert client.submit(released["open"], released["open_key"]).status == 200
        assert client.submit(released["again"], released["again_key"], "Betsuno#2026").status == 200
        assert client.login(addresses["again"], "Betsuno#2026").status == 201
        # Tries that were spent stay spent.
        assert client.status(released["tried"]).json["attempts_left"] == 2
        assert client.submit(released["tried"], "00000-00009").json["attempts_left"] == 1
        # A repeat of what was done.
        repeat = client.submit(released["completed"], released["completed_key"], released["password"])
        assert repeat.status == 200
        # What was true before.
        assert client.login(addresses["opened"], released["password"]).status == 201
        assert client.login(addresses["disabled"], "Kaisha#2026").problem == "login-failed"
        assert client.login("stranger@example.co.jp").problem == "login-failed"


@ALL
def test_the_mail_that_waited_is_sent(released, office):
    """With its sealed key. Its start, repeated under the same Idempotency-Key, mails nothing."""
    address = released["addresses"]["waiting"]
    with Visitor(office, released["terms"]) as client:
        again = client.start(address, key=released["idempotency_key"])
        assert (again.status, again.json["credential"]) == (202, released["waiting"])
        conflict = client.start("other@example.co.jp", key=released["idempotency_key"])
        assert (conflict.status, conflict.problem) == (422, "idempotency-conflict")
        key = office.mail(address).key
        assert client.submit(released["waiting"], key).status == 200
    wait_for(office.outbox_is_empty, "the mails")
    assert [mail.key for mail in office.mails(address)] == [key, None]


@ALL
def test_the_counter_finds_everybody(released, office):
    addresses = released["addresses"]
    listed = office.counter("list")
    for address in addresses.values():
        assert address in listed
    assert "login" in office.counter("audit", addresses["opened"])
    assert "1" in office.counter("limits", addresses["opened"])
    office.counter("enable", addresses["disabled"])
    office.register("new@example.co.jp")
    office.counter("remove", addresses["open"])
    with Client(office.url) as client:
        assert client.login(addresses["disabled"], "Kaisha#2026").status == 201
        assert client.opened(office, "new@example.co.jp")


@ALL
def test_it_is_like_a_new_store(released, office, make_place, make_office, tmp_path):
    """Not a column, index or rule is different. A file of migrations/ that was released never changes."""
    new = make_place(released["engine"])
    other = tmp_path / "other-secret"
    other.touch(mode=0o600)
    other.write_bytes(os.urandom(32))
    make_office(new, other).stop()
    office.stop()
    assert released["place"].schema() == new.schema()
