# SPDX-License-Identifier: GPL-3.0-or-later
"""The machine of the database fails, or hangs, and its standby takes over: nothing that was acknowledged is lost.

The primary acknowledges only what the standby has too (synchronous_standby_names); the servers know both by one URI
(postgresql:///DATABASE?host=A,B) and take the one that can be written to.
"""

import signal
import threading

import pytest

from bureau import PATIENCE, Visitor, signal_all, wait_for
from test_kill import (ADDRESSES, VISITORS, Employer, assert_no_mail_lost_or_doubled, assert_nothing_lost, merged)

# What every employer has done before, and after, the machine fails.
STARTS = 3


def make_standby(primary, standby):
    standby.copy_of(primary).start()
    primary.sql("ALTER SYSTEM SET synchronous_standby_names = 'standby'")
    primary.sql("SELECT pg_reload_conf ()")
    wait_for(lambda: primary.sql("SELECT sync_state FROM pg_stat_replication") == "sync", "the standby")


def all_have_started(employers, number):
    for employer in employers:
        if employer.failure is not None:
            raise employer.failure
    return all(len(employer.started) >= number for employer in employers)


@pytest.fixture
def hang():
    """A machine that answers no more, but still takes connections."""
    stopped = []
    yield lambda cluster: stopped.extend(cluster.hang())
    signal_all(stopped, signal.SIGKILL)


@pytest.mark.parametrize("end", ["dies", "hangs"])
def test_nothing_acknowledged_is_lost_in_a_failover(make_cluster, make_bureau, hang, end):
    primary = make_cluster().create().start()
    standby = make_cluster()
    make_standby(primary, standby)
    uri = f"postgresql:///postgres?host={primary.folder},{standby.folder}&user=postgres"
    bureaus = [make_bureau(uri), make_bureau(uri)]
    bureaus[0].register_many([f"saiyo{number}@example.co.jp" for number in range(ADDRESSES)])

    stop = threading.Event()
    employers = [Employer(bureaus[number % 2], number, stop) for number in range(VISITORS)]
    for employer in employers:
        employer.thread.start()
    try:
        wait_for(lambda: all_have_started(employers, STARTS), "some starts")
        if end == "dies":
            primary.kill()
        else:
            hang(primary)
        before = max(len(employer.started) for employer in employers)
        standby.promote()
        wait_for(lambda: all_have_started(employers, before + STARTS), "starts after the failover", 3 * PATIENCE)
    finally:
        stop.set()
        for employer in employers:
            employer.thread.join(2 * PATIENCE)
    all_have_started(employers, 0)
    wait_for(bureaus[0].outbox_is_empty, "the mails")

    started = merged(employer.started for employer in employers)
    opened = merged(employer.opened for employer in employers)
    sessions = merged(employer.sessions for employer in employers)
    strangers = [stranger for employer in employers for stranger in employer.strangers]
    print(f"{len(started)} starts, {len(opened)} opened, {len(sessions)} sessions")
    assert opened and sessions
    for bureau in bureaus:
        assert_nothing_lost(bureau, started, opened, sessions)
        with Visitor(bureau) as client:
            assert client.get("/readyz").status == 200
    doubles = assert_no_mail_lost_or_doubled(bureaus[0], started, opened, strangers)
    print(f"{doubles} mails twice")
