# SPDX-License-Identifier: GPL-3.0-or-later
"""A hundred at once: exactly one takes effect (QUALITY.md, Reliability). On PostgreSQL they ask two processes."""

import collections
import threading

import pytest

from office import Client, Visitor, new_key, wait_for

CROWD = 100


@pytest.fixture
def office(make_office):
    """The server; where it is on PostgreSQL, another process on the same database is its twin."""
    office = make_office()
    office.twins = [office]
    if office.on_postgres:
        shared = {key: office.config["server"][key] for key in ("store", "secret-file")}
        office.twins.append(make_office({"server": shared}, folder="twin"))
    return office


def all_at_once(office, call):
    """What each of a crowd is answered that asks together, each over a connection of its own, opened before. Who is
    told to come again (503, or 409 while the first of a kind is still running) does so, as our client does."""
    barrier = threading.Barrier(CROWD)
    answers = [None] * CROWD

    def ask(number):
        with Visitor(office.twins[number % len(office.twins)]) as client:
            client.get("/healthz")
            barrier.wait()
            answers[number] = call(client, number)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(CROWD)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def outcomes(answers):
    return collections.Counter(200 if answer.status == 200 else answer.problem for answer in answers)


def begin(office, address):
    office.register(address)
    with Client(office.url) as client:
        return client.started(office, address)


def test_one_key_with_a_hundred_passwords(office):
    credential, key = begin(office, "saiyo@example.co.jp")
    answers = all_at_once(office, lambda client, number: client.submit(credential, key, f"Kaisha#{number:04}"))
    assert outcomes(answers) == {200: 1, "registration-closed": CROWD - 1}

    winner = next(number for number, answer in enumerate(answers) if answer.status == 200)
    with Client(office.url) as client:
        assert client.login("saiyo@example.co.jp", f"Kaisha#{winner:04}").status == 201
        assert client.login("saiyo@example.co.jp", f"Kaisha#{(winner + 1) % CROWD:04}").problem == "login-failed"
    wait_for(office.outbox_is_empty, "the mails")
    assert [mail.key for mail in office.mails("saiyo@example.co.jp")] == [key, None]


def test_one_key_with_one_password(office):
    """As a client that asks again: each is told that it is done, and it is done once."""
    credential, key = begin(office, "saiyo@example.co.jp")
    answers = all_at_once(office, lambda client, _: client.submit(credential, key))
    assert outcomes(answers) == {200: CROWD}
    assert len({answer.body for answer in answers}) == 1
    wait_for(office.outbox_is_empty, "the mails")
    assert [mail.key for mail in office.mails("saiyo@example.co.jp")] == [key, None]


def test_a_hundred_wrong_keys(office):
    """None gets a try more for being fast: five are counted."""
    credential, key = begin(office, "saiyo@example.co.jp")
    answers = all_at_once(office, lambda client, number: client.submit(credential, f"00000-{number:05}"))
    assert outcomes(answers) == {"key-wrong": 5, "registration-locked": CROWD - 5}
    left = [answer.json["attempts_left"] for answer in answers if answer.problem == "key-wrong"]
    assert sorted(left) == [0, 1, 2, 3, 4]
    with Client(office.url) as client:
        assert client.submit(credential, key).problem == "registration-locked"


def start_outcomes(answers):
    return collections.Counter(202 if answer.status == 202 else answer.problem for answer in answers)


def test_one_idempotency_key_with_one_body(office):
    office.register("saiyo@example.co.jp")
    with Client(office.url) as client:
        terms = client.current_terms()
    key = new_key()
    answers = all_at_once(office, lambda client, _: client.start("saiyo@example.co.jp", key=key, consent=terms))
    assert start_outcomes(answers) == {202: CROWD}
    (credential,) = {answer.json["credential"] for answer in answers}

    wait_for(office.outbox_is_empty, "the mail")
    (mail,) = office.mails("saiyo@example.co.jp")
    with Client(office.url) as client:
        assert client.submit(credential, mail.key).status == 200


def test_one_idempotency_key_with_a_hundred_bodies(office):
    addresses = [f"saiyo{number:03}@example.co.jp" for number in range(CROWD)]
    office.register_many(addresses)
    with Client(office.url) as client:
        terms = client.current_terms()
    key = new_key()
    answers = all_at_once(
        office, lambda client, number: client.start(addresses[number], key=key, consent=terms))
    assert start_outcomes(answers) == {202: 1, "idempotency-conflict": CROWD - 1}
    assert {answer.status for answer in answers} == {202, 422}

    wait_for(office.outbox_is_empty, "the mail")
    (mail,) = office.mails()
    winner = next(number for number, answer in enumerate(answers) if answer.status == 202)
    assert mail.to == addresses[winner]


def test_one_idempotency_key_for_a_resend(office):
    credential, old = begin(office, "saiyo@example.co.jp")
    key = new_key()
    answers = all_at_once(office, lambda client, _: client.resend(credential, key=key))
    assert start_outcomes(answers) == {202: CROWD}

    wait_for(office.outbox_is_empty, "the mail")
    first, second = office.mails("saiyo@example.co.jp")
    assert first.key == old
    with Client(office.url) as client:
        assert client.submit(credential, old).problem == "key-wrong"
        assert client.submit(credential, second.key).status == 200
