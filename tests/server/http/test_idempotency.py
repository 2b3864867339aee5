# SPDX-License-Identifier: GPL-3.0-or-later
"""Idempotency-Key to the letter of API.md; more of it in test_registration.py, test_limits.py, and, with time and
crashes, in ../faults/."""

import contextlib
import os
import sqlite3
import threading

import pytest

from client import Client, new_key
from server import wait_for


def mails_done(client):
    wait_for(lambda: client.get("/readyz").json["mail"]["waiting"] == 0, "the mails")


@pytest.mark.parametrize("key", ['"' + "a" * 22 + '"', '"' + "b" * 128 + '"'])
def test_a_quoted_key_is_the_key_itself(client, address, key):
    bare = key.strip('"')
    first = client.start(address, key=key)
    again = client.start(address, key=bare)
    assert first.status == again.status == 202
    assert first.json["credential"] == again.json["credential"]


@pytest.mark.parametrize("key", ['"' + "a" * 129 + '"', "'" + "a" * 30 + "'", "a" * 30 + ", " + "b" * 30, "a" * 30 + ";x=1", '""' + "a" * 30])
def test_what_is_no_key_is_refused(client, address, key):
    body = {"purpose": "again", "email": address}
    answer = client.call("POST", "/v1/password-registrations", body, fields=["Idempotency-Key: " + key])
    assert (answer.status, answer.problem) == (400, "malformed-request")


def test_a_refusal_uses_no_key_up(make_server, address):
    """Whatever the refusal: malformed, invalid, outdated terms, too many, unavailable."""
    server = make_server({"limits": {"mail-interval": 60}})
    key = new_key()
    with Client(server.url) as client:
        terms = client.current_terms()
        path = "/v1/password-registrations"
        assert client.call("POST", path, b"{", key=key).status == 400
        assert client.call("POST", path, {"purpose": "third", "email": address}, key=key).status == 400
        assert client.start("nobody", key=key).status == 422
        assert client.start(address, key=key, consent={**terms, "terms_of_use": "0"}).problem == "terms-outdated"
        assert client.start("other." + address, consent=terms).status == 202
        assert client.start("other." + address, key=key, consent=terms).status == 429
        assert client.start(address, key=key, consent=terms).status == 202
        # And that did.
        assert client.start("other." + address, key=key, consent=terms).problem == "idempotency-conflict"


def test_the_body_counts_with_all_that_it_says(server, client, account):
    key = new_key()
    terms = client.current_terms()
    first = client.start(account, key=key, consent=terms)
    assert first.status == 202
    assert client.start(account, "again", key=key).problem == "idempotency-conflict"
    assert client.start("x" + account, key=key, consent=terms).problem == "idempotency-conflict"
    again = client.start(account, key=key, consent=terms)
    assert again.json["credential"] == first.json["credential"]
    # The language of the request is no part of it.
    with Client(server.url, language="en") as english:
        assert english.start(account, key=key, consent=terms).json["credential"] == first.json["credential"]


def test_a_repeat_tells_how_it_stands_now(server, client, account):
    """After a new key was mailed, and after the password was set."""
    key = new_key()
    first = client.start(account, key=key)
    credential = first.json["credential"]
    server.mail(account, having=first.json["reference"])
    assert client.resend(credential).status == 202
    again = client.start(account, key=key)
    assert again.json["credential"] == credential
    assert again.json["expires_at"] >= first.json["expires_at"]
    assert again.json["expires_at"] == client.status(credential).json["expires_at"]
    assert client.submit(credential, server.mail(account, 2).key).status == 200
    assert client.start(account, key=key).json["credential"] == credential
    mails_done(client)
    assert len(server.mails(account)) == 3, "two keys, and the notice that the password was set"


def test_a_resends_key_belongs_to_its_registration(server, client, account):
    """One key for two registrations is two resends; repeated, none."""
    key = new_key()
    credentials = [client.start(account).json["credential"] for _ in range(2)]
    mails_done(client)
    for credential in credentials * 2:
        answer = client.resend(credential, key=key)
        assert answer.status == 202
        assert "credential" not in answer.json
    mails_done(client)
    assert len(server.mails(account)) == 4


@contextlib.contextmanager
def locked(server):
    """Nothing can be written for a while: who writes waits."""
    store = sqlite3.connect(os.path.join(server.folder, "store.db"), isolation_level=None)
    store.execute("BEGIN IMMEDIATE")
    yield
    store.execute("ROLLBACK")
    store.close()


def test_409_while_the_first_is_running(make_server, address):
    server = make_server()
    server.register(address)
    key = new_key()
    answers = []
    with Client(server.url) as client:
        terms = client.current_terms()

        def start():
            with Client(server.url) as own:
                answers.append(own.start(address, key=key, consent=terms))

        with locked(server):
            threads = [threading.Thread(target=start) for _ in range(2)]
            for thread in threads:
                thread.start()
            # One of them waits for the store; the other is told at once.
            wait_for(lambda: answers, "the answer to one of them")
            assert (answers[0].status, answers[0].problem) == (409, "idempotency-conflict")
        for thread in threads:
            thread.join()
        first = answers[1]
        if first.status == 503:  # the machine is slow, and the store was locked for too long
            first = client.start(address, key=key, consent=terms)
        assert first.status == 202
        assert client.start(address, key=key, consent=terms).json["credential"] == first.json["credential"]
        server.mail(address)
        mails_done(client)
    assert len(server.mails(address)) == 1
