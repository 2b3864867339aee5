# SPDX-License-Identifier: GPL-3.0-or-later
"""No secret stands in the store's files: not in the database, not in its write-ahead log, byte by byte. A waiting
mail's key is there sealed; once its mail is sent, or too late, not even so (API.md, Authentication key)."""

import contextlib
import os
import sqlite3

import pytest

from client import PASSWORD
from fake_clock import FakeClock
from office import SERVER, Client, wait_for

REGISTRATIONS = 40
MINUTE = 60


def bytes_of(office):
    """All that an intruder who copied the store's folder would have, but for the secret."""
    kept = {}
    for name in sorted(os.listdir(office.folder)):
        if name.startswith("store.db") and name != "store.db.secret":
            with open(os.path.join(office.folder, name), "rb") as file:
                kept[name] = file.read()
    return kept


def sealed_keys(office):
    with contextlib.closing(sqlite3.connect(os.path.join(office.folder, "store.db"))) as store:
        return [key for (key,) in store.execute("SELECT sealed_key FROM outbox WHERE sealed_key IS NOT NULL")]


def where(kept, secret):
    return [name for name, content in kept.items() if secret in content]


def clear_forms(key):
    digits = key.replace("-", "")
    return [form.encode() for text in (key, digits) for form in (text, text.lower())]


@pytest.fixture
def waiting(make_office, smtp):
    """An office whose mails cannot leave, and the credentials of those who wait for them."""
    office = make_office()
    addresses = [f"saiyo{number}@example.co.jp" for number in range(REGISTRATIONS)]
    office.register_many(addresses)
    smtp.stop()
    with Client(office.url) as client:
        terms = client.current_terms()
        office.credentials = {
            address: client.start(address, consent=terms).json["credential"] for address in addresses}
        for number in range(5):
            client.start(f"nobody{number}@example.co.jp", consent=terms)
    assert len(sealed_keys(office)) >= REGISTRATIONS  # and decoys', which look alike
    return office


def test_keys_are_sealed_while_they_wait_and_gone_when_they_are_sent(waiting, smtp):
    office = waiting
    sealed = sealed_keys(office)
    before = bytes_of(office)
    for key in sealed:
        assert where(before, key), "this test looks for what is there"

    smtp.start()
    wait_for(office.outbox_is_empty, "the mails", 180)
    keys = {address: office.mail(address).key for address in office.credentials}
    with Client(office.url) as client:
        for address in list(office.credentials)[:10]:
            assert client.submit(office.credentials[address], keys[address]).status == 200
        session = client.logged_in(next(iter(office.credentials)))
    # It is killed, so that it cannot tidy up when it stops; the next one does at its start, and every five minutes.
    office.kill()
    after_kill = bytes_of(office)
    office.start()
    wait_for(lambda: not any(where(bytes_of(office), key) for key in sealed), "the sealed keys to be gone")

    secrets = [PASSWORD, session, *office.credentials.values()]
    for kept in (before, after_kill, bytes_of(office)):
        for key in keys.values():
            for form in clear_forms(key):
                assert not where(kept, form)
        for secret in secrets:
            assert not where(kept, secret.encode())


def test_sealed_keys_are_gone_when_the_server_has_stopped(waiting, smtp):
    office = waiting
    sealed = sealed_keys(office)
    smtp.start()
    wait_for(office.outbox_is_empty, "the mails", 180)
    office.stop()
    kept = bytes_of(office)
    assert list(kept) == ["store.db"]
    for key in sealed:
        assert not where(kept, key)


def test_stale_keys_are_gone(make_office, smtp, tmp_path):
    """Those whose mails could not be sent in time."""
    clock = FakeClock(tmp_path, SERVER)
    office = make_office(environment=clock.environment)
    office.register("saiyo@example.co.jp")
    smtp.stop()
    with Client(office.url) as client:
        client.start("saiyo@example.co.jp")
    (sealed,) = wait_for(lambda: sealed_keys(office), "the sealed key")
    assert where(bytes_of(office), sealed)
    clock.pass_to(30 * MINUTE)
    wait_for(lambda: "dropped: too late" in office.log, "the stale mail to be dropped")
    assert sealed_keys(office) == []
    office.stop()
    assert not where(bytes_of(office), sealed)
