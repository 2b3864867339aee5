# SPDX-License-Identifier: GPL-3.0-or-later
"""Two server processes on one database: any of them answers any request, and together they do everything once."""

import collections
import concurrent.futures
import os

import pytest

from bureau import Client, Visitor, new_key, wait_for

ADDRESS = "saiyo@example.co.jp"
PASSWORD = "Kaisha#2026"


@pytest.fixture
def pair(cluster, make_bureau):
    return make_bureau(cluster.uri()), make_bureau(cluster.uri())


def mail_of(bureau, reference):
    return wait_for(lambda: [mail for mail in bureau.mails(ADDRESS) if reference in mail.text], "the key's mail")[0]


def test_any_process_answers_any_request(pair):
    one, other = pair
    one.register(ADDRESS)
    with Client(one.url) as here, Client(other.url) as there:
        answer = here.start(ADDRESS)
        assert answer.status == 202
        credential = answer.json["credential"]
        assert there.status(credential).json["state"] == "awaiting-key"
        mail = mail_of(one, answer.json["reference"])
        assert there.submit(credential, mail.key).status == 200
        assert here.submit(credential, mail.key).status == 200
        assert here.status(credential).json["state"] == "completed"
        session = here.logged_in(ADDRESS)
        assert there.home(session).json["account"]["email"] == ADDRESS
        assert there.change_password(session, PASSWORD, "Betsuno#2026").status == 204
        assert here.login(ADDRESS, PASSWORD).status == 401
        assert there.logout(session).status == 204
        assert here.home(session).status == 401
    assert '"email": "saiyo@example.co.jp"' in other.counter("show", ADDRESS, "--json").replace('":"', '": "')


def test_times_are_the_same_everywhere(pair):
    """Both go by the database's clock."""
    one, other = pair
    one.register(ADDRESS)
    with Client(one.url) as here, Client(other.url) as there:
        answer = here.start(ADDRESS)
        status = there.status(answer.json["credential"])
        assert status.json["expires_at"] == answer.json["expires_at"]
        assert 1740 < status.json["expires_in"] <= 1801


def test_limits_are_shared(cluster, make_bureau):
    limits = {"limits": {"mail-interval": 60, "mails-per-hour": 1000}}
    one, other = make_bureau(cluster.uri(), limits), make_bureau(cluster.uri(), limits)
    with Client(one.url) as here, Client(other.url) as there:
        assert here.start(ADDRESS).status == 202
        refused = there.start(ADDRESS)
        assert refused.status == 429
        assert 0 < int(refused.field("Retry-After")) <= 60


def test_one_of_many_starts_with_one_key_takes_effect(pair):
    pair[0].register(ADDRESS)
    key = new_key()

    def start(number):
        with Visitor(pair[number % 2]) as client:
            return client.start(ADDRESS, key=key)

    with concurrent.futures.ThreadPoolExecutor(50) as threads:
        answers = list(threads.map(start, range(50)))
    assert {answer.status for answer in answers} == {202}
    assert len({answer.json["credential"] for answer in answers}) == 1
    wait_for(pair[0].outbox_is_empty, "the mail")
    assert len(pair[0].mails(ADDRESS)) == 1


def test_one_of_many_submissions_takes_effect(pair):
    pair[0].register(ADDRESS)
    with Client(pair[0].url) as client:
        answer = client.start(ADDRESS)
    credential = answer.json["credential"]
    key = mail_of(pair[0], answer.json["reference"]).key

    def submit(number):
        with Visitor(pair[number % 2]) as client:
            return client.submit(credential, key, f"Kaisha#{number}2026")

    with concurrent.futures.ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(submit, range(20)))
    assert collections.Counter(answer.status for answer in answers) == {200: 1, 409: 19}
    with Client(pair[1].url) as client:
        assert client.status(credential).json["attempts_left"] == 5


def test_each_mail_is_sent_once(pair):
    """By whichever process is free; a mail whose process was killed is sent by the other one."""
    addresses = [f"saiyo{number}@example.co.jp" for number in range(60)]
    pair[0].register_many(addresses)

    def start(number):
        with Visitor(pair[number % 2]) as client:
            return client.start(addresses[number])

    with concurrent.futures.ThreadPoolExecutor(10) as threads:
        assert {answer.status for answer in threads.map(start, range(60))} == {202}
    pair[0].kill()
    wait_for(pair[1].outbox_is_empty, "the mails of the process that was killed")
    found = collections.Counter(mail.message["Message-ID"] for mail in pair[1].mails())
    assert len(found) == 60
    assert sum(found.values()) <= 61, "one delivery at most is under way when a server is killed"
    pair[0].start()


# ---- The database is away ----


def test_restart_of_the_database_is_survived(cluster, make_bureau):
    bureau = make_bureau(cluster.uri())
    bureau.register(ADDRESS)
    with Client(bureau.url) as client:
        credential = client.start(ADDRESS).json["credential"]
        cluster.stop("immediate")
        refused = client.start(ADDRESS)
        assert refused.status == 503
        assert refused.problem == "unavailable"
        assert int(refused.field("Retry-After")) > 0
        assert client.status(credential).status == 503
        wait_for(lambda: client.get("/readyz").status == 503, "/readyz to say so")
        assert client.get("/healthz").status == 200
        assert client.get("/v1/notices").status == 200
        cluster.start()
        wait_for(lambda: client.get("/readyz").status == 200, "/readyz to be well again")
        assert client.status(credential).json["state"] == "awaiting-key"
        assert client.start(ADDRESS).status == 202
    wait_for(bureau.outbox_is_empty, "the mails")
    assert len(bureau.mails(ADDRESS)) == 2


# ---- What an operator gets wrong ----


def test_secret_must_be_there(cluster, make_bureau, tmp_path):
    bureau = make_bureau(cluster.uri())
    os.rename(tmp_path / "secret", tmp_path / "elsewhere")
    assert "secret" in bureau.counter("list", status=1)
    os.rename(tmp_path / "elsewhere", tmp_path / "secret")
    assert bureau.counter("list", status=0) is not None


def test_counter_needs_to_be_told_the_secret(cluster, make_bureau):
    bureau = make_bureau(cluster.uri())
    del bureau.config["server"]["secret-file"]
    assert "secret-file" in bureau.counter("list", status=1)


def test_counter_names_the_tool_for_backups(cluster, make_bureau, tmp_path):
    bureau = make_bureau(cluster.uri())
    assert "pg_dump" in bureau.counter("backup", str(tmp_path / "copy"), status=1)
    assert not (tmp_path / "copy").exists()
