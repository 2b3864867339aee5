# SPDX-License-Identifier: GPL-3.0-or-later
"""The wall clock is set an hour back and forward while the server runs, and is wrong when it starts: no key lives
longer or shorter than its 30 minutes (QUALITY.md, Reliability). And what time itself does: minutes pass at once."""

import datetime
import time

import pytest

from fake_clock import FakeClock
from office import SERVER, Client, new_key, wait_for

ADDRESS = "saiyo@example.co.jp"
HOUR = 3600
MINUTE = 60
DAY = 24 * HOUR
# What a registration has left after @passed seconds, with room for what the test itself takes.
ROOM = 5 * MINUTE
LEAPS = pytest.mark.parametrize("leap", [-HOUR, HOUR], ids=["back", "forward"])


@pytest.fixture
def clock(tmp_path):
    return FakeClock(tmp_path, SERVER)


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def status_of(office, credential):
    with Client(office.url) as client:
        return client.status(credential).json


def has_left(answer, seconds):
    return seconds - ROOM < answer["expires_in"] <= seconds


# ---- The wall clock ----


@LEAPS
def test_no_key_lives_longer_or_shorter(make_office, clock, leap):
    office = make_office(environment=clock.environment)
    office.register(ADDRESS)
    with Client(office.url) as client:
        begun = time.monotonic()
        started = client.start(ADDRESS).json
        key = office.mail(ADDRESS, having=started["reference"]).key

        clock.set_wall(leap)
        after = client.status(started["credential"]).json
        assert after["state"] == "awaiting-key"
        assert after["expires_at"] == started["expires_at"]
        assert has_left(after, started["expires_in"])
        # Those that start now end after it, and by no more than has passed.
        another = client.start(ADDRESS).json
        assert another["expires_in"] == 1800
        later = instant(another["expires_at"]) - instant(started["expires_at"])
        assert 0 <= later <= time.monotonic() - begun + 1
        assert client.submit(started["credential"], key).status == 200
        session = client.logged_in(ADDRESS)

        clock.set_wall(0)
        assert client.home(session).status == 200


@LEAPS
def test_a_key_ends_on_time(make_office, clock, leap):
    """To the second, with a short life: never before, and for nobody who asks after."""
    life = 6
    office = make_office({"registration": {"key-lifetime": life}}, environment=clock.environment)
    with Client(office.url) as client:
        terms = client.current_terms()
        before = time.monotonic()
        credential = client.start(ADDRESS, consent=terms).json["credential"]
        after = time.monotonic()
        clock.set_wall(leap)
        while True:
            asked = time.monotonic()
            state = client.status(credential).json["state"]
            if state == "expired":
                break
            assert asked < after + life
        assert time.monotonic() >= before + life


@LEAPS
def test_not_ready_while_the_wall_clock_is_off(make_office, clock, leap):
    office = make_office(environment=clock.environment)
    with Client(office.url) as client:
        assert client.get("/readyz").status == 200
        clock.set_wall(leap)
        refused = client.get("/readyz")
        assert (refused.status, refused.problem) == (503, "unavailable")
        assert "the wall clock is more than five minutes off" in office.log
        assert client.get("/healthz").status == 200
        clock.set_wall(0)
        assert client.get("/readyz").status == 200


def test_it_starts_with_a_wall_clock_before_the_stores_latest_instant(make_office, clock):
    """An hour behind: it goes on from the store's latest instant, and says that it is not ready."""
    office = make_office(environment=clock.environment)
    office.register(ADDRESS)
    with Client(office.url) as client:
        started = client.start(ADDRESS).json
        key = office.mail(ADDRESS).key
    office.stop()
    clock.set_wall(-HOUR)
    office.start()
    after = status_of(office, started["credential"])
    assert after["expires_at"] == started["expires_at"]
    assert has_left(after, 1800)
    with Client(office.url) as client:
        # With PostgreSQL it is the database's clock that counts, which is right.
        assert client.get("/readyz").status == 503
        another = client.start(ADDRESS).json
        assert another["expires_in"] == 1800
        assert instant(another["expires_at"]) >= instant(started["expires_at"])
        assert client.submit(started["credential"], key).status == 200


# ---- Time passes ----


def test_thirty_minutes(make_office, clock):
    office = make_office(environment=clock.environment)
    office.register(ADDRESS)
    office.register("jinji@example.co.jp")
    with Client(office.url) as client:
        credential, key = client.started(office, ADDRESS)
        late, late_key = client.started(office, "jinji@example.co.jp")
    clock.pass_to(20 * MINUTE)
    assert has_left(status_of(office, credential), 10 * MINUTE)
    with Client(office.url) as client:
        assert client.submit(credential, key).status == 200
    clock.pass_to(30 * MINUTE)
    assert status_of(office, late)["state"] == "expired"
    with Client(office.url) as client:
        assert client.submit(late, late_key).problem == "key-expired"
        assert client.resend(late).status == 202
        new = office.mail("jinji@example.co.jp", 2)
        assert has_left(status_of(office, late), 1800)
        assert client.submit(late, new.key).status == 200


def test_an_idempotency_key_is_kept_for_thirty_minutes(make_office, clock):
    """Also over a restart."""
    office = make_office(environment=clock.environment)
    office.register(ADDRESS)
    key = new_key()

    def start():
        with Client(office.url) as client:
            answer = client.start(ADDRESS, key=key)
            assert answer.status == 202
            left.append(answer.json)
            return answer.json["credential"]

    left = []
    credential = start()
    office.kill()
    office.start()
    assert start() == credential
    clock.pass_to(20 * MINUTE)
    assert start() == credential
    assert has_left(left[-1], 10 * MINUTE), "a repeat tells the time that is left now"
    with Client(office.url) as client:
        conflict = client.start("jinji@example.co.jp", key=key)
        assert (conflict.status, conflict.problem) == (422, "idempotency-conflict")
    wait_for(office.outbox_is_empty, "the mail")
    assert len(office.mails(ADDRESS)) == 1
    clock.pass_to(31 * MINUTE)
    assert start() != credential
    wait_for(lambda: len(office.mails(ADDRESS)) == 2, "the mail of a new start")


def test_a_credential_answers_for_a_day(make_office, clock):
    office = make_office(environment=clock.environment)
    with Client(office.url) as client:
        credential = client.start(ADDRESS).json["credential"]
    clock.pass_to(DAY - ROOM)
    assert status_of(office, credential)["state"] == "expired"
    clock.pass_to(DAY)
    with Client(office.url) as client:
        assert client.status(credential).problem == "credential-invalid"
        assert client.resend(credential).problem == "credential-invalid"


def test_the_smtp_server_is_down_for_ten_minutes(make_office, clock, smtp):
    """Nothing is lost, the queue's age tells, and the key that comes late is still good."""
    office = make_office(environment=clock.environment)
    office.register(ADDRESS)
    smtp.stop()
    with Client(office.url) as client:
        credential = client.start(ADDRESS).json["credential"]
    wait_for(lambda: "try 1 failed" in office.log, "the first try")
    clock.pass_to(10 * MINUTE)
    mail = wait_for(office.ready, "/readyz")["mail"]
    assert mail["waiting"] == 1 and 10 * MINUTE <= mail["oldest_in_seconds"] < 10 * MINUTE + ROOM
    smtp.start()
    clock.pass_to(11 * MINUTE)  # whenever it is tried next
    key = office.mail(ADDRESS).key
    with Client(office.url) as client:
        assert has_left(client.status(credential).json, 19 * MINUTE)
        assert client.submit(credential, key).status == 200
    wait_for(office.outbox_is_empty, "the mails")
    assert [mail.key for mail in office.mails(ADDRESS)] == [key, None]


def test_the_smtp_server_is_down_for_longer_than_a_key_lives(make_office, clock, smtp):
    """The key that nobody could use any more is not mailed."""
    office = make_office(environment=clock.environment)
    office.register(ADDRESS)
    smtp.stop()
    with Client(office.url) as client:
        credential = client.start(ADDRESS).json["credential"]
    wait_for(lambda: "try 1 failed" in office.log, "the first try")
    clock.pass_to(30 * MINUTE)
    wait_for(lambda: "dropped: too late" in office.log, "the stale mail to be dropped")
    smtp.start()
    with Client(office.url) as client:
        assert client.resend(credential).status == 202
    wait_for(office.outbox_is_empty, "the mails")
    (mail,) = office.mails(ADDRESS)
    with Client(office.url) as client:
        assert client.submit(credential, mail.key).status == 200
