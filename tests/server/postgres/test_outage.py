# SPDX-License-Identifier: GPL-3.0-or-later
"""The database is away: stopped, hanging, restarted under load, not there yet when the server starts. Calls get 503
with Retry-After, nothing is half written, nothing acknowledged is lost, and it recovers by itself."""

import concurrent.futures
import signal
import threading

import pytest

from bureau import PATIENCE, Client, Visitor, new_key, signal_all, wait_for
from metrics import metrics_of
from test_kill import ADDRESSES, VISITORS, Employer, assert_no_mail_lost_or_doubled, assert_nothing_lost, merged

ADDRESS = "saiyo@example.co.jp"
# At most: the longest that a call waits for a database that hangs, with room for a slow machine (the client gives up
# after 60 s by itself).
CROWD = 24


def assert_unavailable(answer):
    assert (answer.status, answer.problem) == (503, "unavailable")
    assert 1 <= int(answer.field("Retry-After")) <= 60


def assert_serves_what_needs_no_store(client):
    for path in ("/healthz", "/v1/notices", "/v1/terms", "/v1/openapi.yaml"):
        assert client.get(path).status == 200


# ---- Not there yet ----


def test_a_server_starts_before_its_database(cluster, make_bureau):
    """It listens, answers 503, says why, and serves when the database is there: for the first time, and again."""
    cluster.stop()
    bureau = make_bureau(cluster.uri())
    with Client(bureau.url) as client:
        assert_serves_what_needs_no_store(client)
        assert_unavailable(client.get("/readyz"))
        assert_unavailable(client.start(ADDRESS))
        assert_unavailable(client.status("x" * 43))
        assert_unavailable(client.login(ADDRESS))
        wait_for(lambda: "The store cannot be reached yet" in bureau.log, "the line in the log")
        cluster.start()
        wait_for(lambda: client.get("/readyz").status == 200, "/readyz")
        assert "The store is open" in bureau.log
    bureau.register(ADDRESS)
    with Client(bureau.url) as client:
        credential, key = client.started(bureau, ADDRESS)
        assert 1700 < client.status(credential).json["expires_in"] <= 1800
        assert client.submit(credential, key).status == 200
    said = [e for e in bureau.log_entries() if "cannot be reached yet" in e.get("message", "")]
    assert len(said) <= 4, "only what is new is said"


def test_servers_that_wait_fill_an_empty_database_once(cluster, make_bureau):
    cluster.stop()
    bureaus = [make_bureau(cluster.uri()) for _ in range(4)]
    cluster.start()
    for bureau in bureaus:
        wait_for(bureau.ready, "/readyz")
    assert cluster.sql("SELECT count (*) = max (version) FROM hellowork_mypage.schema_version") == "t"
    with Client(bureaus[0].url) as here, Client(bureaus[3].url) as there:
        credential = here.start(ADDRESS).json["credential"]
        assert there.status(credential).status == 200


def test_a_server_that_waits_can_be_stopped(cluster, make_bureau):
    cluster.stop()
    bureau = make_bureau(cluster.uri())
    wait_for(lambda: "The store cannot be reached yet" in bureau.log, "the line in the log")
    bureau.stop()  # with status 0


@pytest.mark.parametrize("damage,words", [
    ("INSERT INTO hellowork_mypage.schema_version (version) VALUES (99)", "a newer version of this program"),
    ("DROP SCHEMA hellowork_mypage CASCADE; CREATE SCHEMA hellowork_mypage;"
     "CREATE TABLE hellowork_mypage.x (y integer)", "another program's"),
], ids=["newer", "foreign"])
def test_a_database_that_turns_out_to_be_unusable_ends_it(cluster, make_bureau, damage, words):
    first = make_bureau(cluster.uri())
    first.stop()
    cluster.sql(damage)
    cluster.stop()
    late = make_bureau(cluster.uri())
    cluster.start()
    assert late.process.wait(PATIENCE) == 1
    late.process.communicate()
    late.process = None
    assert words in late.log
    assert "Sanitizer" not in late.log


# ---- Hanging ----


@pytest.fixture
def hang():
    """Makes a cluster hang: its connections stand, and nothing comes. It goes on when the test calls what it gives."""
    stopped = []

    def make(cluster):
        processes = cluster.hang()
        stopped.extend(processes)
        return lambda: signal_all(processes, signal.SIGCONT)

    yield make
    signal_all(stopped, signal.SIGCONT)


def test_a_database_that_hangs_is_given_up(cluster, make_bureau, hang):
    bureau = make_bureau(cluster.uri(), {"server": {"metrics-listen": "127.0.0.1:0"}})
    addresses = [f"saiyo{number}@example.co.jp" for number in range(CROWD)]
    bureau.register_many(addresses)
    keys = {address: new_key() for address in addresses}
    with Client(bureau.url) as client:
        terms = client.current_terms()
        assert client.get("/readyz").status == 200

    def start(address):
        with Client(bureau.url) as client:
            return client.start(address, key=keys[address], consent=terms)

    go_on = hang(cluster)
    with concurrent.futures.ThreadPoolExecutor(CROWD) as pool:
        asked = [pool.submit(start, address) for address in addresses]
        # Whoever needs no store is answered while all of them wait.
        with Client(bureau.url) as client:
            for _ in range(20):
                assert_serves_what_needs_no_store(client)
        metrics_of(bureau)
        assert not all(answer.done() for answer in asked)
        for answer in asked:
            assert_unavailable(answer.result())
    with Client(bureau.url) as client:
        assert_unavailable(client.get("/readyz"))
    wait_for(lambda: metrics_of(bureau)[1]["hw_store_up"] == "0", "the metric")
    assert int(metrics_of(bureau)[1]['hw_store_failures_total{reason="unavailable"}']) >= 4
    assert metrics_of(bureau)[1]['hw_store_failures_total{reason="failed"}'] == "0"

    # By itself. What was asked again under the same key was done once, whether or not it had come through before.
    go_on()
    wait_for(bureau.ready, "/readyz")
    wait_for(lambda: metrics_of(bureau)[1]["hw_store_up"] == "1", "the metric")
    for address in addresses:
        assert start(address).status == 202
    wait_for(bureau.outbox_is_empty, "the mails")
    for address in addresses:
        assert len(bureau.mails(address)) == 1
    for table in ("registrations", "idempotency"):
        assert cluster.sql(f"SELECT count (*) FROM hellowork_mypage.{table}") == str(CROWD)
    assert cluster.sql("SELECT count (*) FROM hellowork_mypage.audit WHERE event LIKE '%start%'") == str(CROWD)


def test_a_server_stops_while_its_database_hangs(cluster, make_bureau, hang):
    bureau = make_bureau(cluster.uri())
    bureau.register(ADDRESS)
    hang(cluster)
    with concurrent.futures.ThreadPoolExecutor(1) as pool, Client(bureau.url) as client:
        answer = pool.submit(client.start, ADDRESS, consent={"privacy_policy": "x", "terms_of_use": "x"})
        bureau.stop()  # with status 0
        answer.exception()


# ---- Under load ----


def at_work(bureaus):
    bureaus[0].register_many([f"saiyo{number}@example.co.jp" for number in range(ADDRESSES)])
    stop = threading.Event()
    employers = [Employer(bureaus[number % len(bureaus)], number, stop) for number in range(VISITORS)]
    for employer in employers:
        employer.thread.start()
    return employers, stop


def has_done_more(employers, more):
    """Waits until every employer has started @more registrations than now."""
    before = [len(employer.started) for employer in employers]

    def look():
        for employer in employers:
            if employer.failure is not None:
                raise employer.failure
        return all(len(employer.started) >= number + more for employer, number in zip(employers, before))

    wait_for(look, f"{more} starts of each employer", 3 * PATIENCE)


def assert_all_is_kept(employers, bureaus):
    for employer in employers:
        if employer.failure is not None:
            raise employer.failure
    wait_for(bureaus[0].outbox_is_empty, "the mails")
    started = merged(employer.started for employer in employers)
    opened = merged(employer.opened for employer in employers)
    sessions = merged(employer.sessions for employer in employers)
    strangers = [stranger for employer in employers for stranger in employer.strangers]
    print(f"{len(started)} starts, {len(opened)} opened, {len(sessions)} sessions")
    assert opened
    for bureau in bureaus:
        assert_nothing_lost(bureau, started, opened, sessions)
        with Visitor(bureau) as client:
            assert client.get("/readyz").status == 200
    assert_no_mail_lost_or_doubled(bureaus[0], started, opened, strangers)


def test_nothing_acknowledged_is_lost_when_the_database_is_restarted(cluster, make_bureau, hang):
    """Stopped orderly, hanging for a while, and as if its power failed, while employers register with two servers."""
    bureaus = [make_bureau(cluster.uri()), make_bureau(cluster.uri())]
    employers, stop = at_work(bureaus)
    try:
        has_done_more(employers, 1)
        cluster.stop("fast")
        cluster.start()
        has_done_more(employers, 1)
        go_on = hang(cluster)
        with Client(bureaus[0].url) as client:
            wait_for(lambda: client.get("/readyz").status == 503, "/readyz")
        go_on()
        has_done_more(employers, 1)
        cluster.kill()
        cluster.start()
        has_done_more(employers, 1)
    finally:
        stop.set()
        for employer in employers:
            employer.thread.join(2 * PATIENCE)
    assert_all_is_kept(employers, bureaus)
