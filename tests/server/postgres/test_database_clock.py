# SPDX-License-Identifier: GPL-3.0-or-later
"""The database's clock, by which all processes go, is set an hour back and forward while they run: no key lives longer
or shorter, and a process that would disagree with the others by more than five minutes is not ready."""

import time

import pytest

from bureau import Client
from fake_clock import FakeClock

ADDRESS = "saiyo@example.co.jp"
HOUR = 3600
ROOM = 300


@pytest.fixture
def cluster(make_cluster):
    cluster = make_cluster()
    cluster.clock = FakeClock(cluster.folder, "/bin/sh")
    cluster.environment = cluster.clock.environment
    return cluster.create().start()


def seconds_ahead(cluster):
    return float(cluster.sql("SELECT extract (epoch FROM clock_timestamp ())")) - time.time()


@pytest.mark.parametrize("leap", [-HOUR, HOUR], ids=["back", "forward"])
def test_no_key_lives_longer_or_shorter(cluster, make_bureau, leap):
    one, other = make_bureau(cluster.uri()), make_bureau(cluster.uri())
    one.register(ADDRESS)
    with Client(one.url) as here, Client(other.url) as there:
        started = here.start(ADDRESS).json
        key = one.mail(ADDRESS, having=started["reference"]).key

        cluster.clock.set_wall(leap)
        assert abs(seconds_ahead(cluster) - leap) < ROOM
        for client in (here, there):
            status = client.status(started["credential"]).json
            assert status["state"] == "awaiting-key"
            assert status["expires_at"] == started["expires_at"]
            assert started["expires_in"] - ROOM < status["expires_in"] <= started["expires_in"] + 1
            assert client.get("/readyz").status == 200
        another = there.start(ADDRESS).json
        assert another["expires_in"] == 1800
        assert 1800 - ROOM < here.status(another["credential"]).json["expires_in"] <= 1801
        assert there.submit(started["credential"], key).status == 200


def test_a_process_that_starts_with_a_clock_set_back_agrees_with_the_others(cluster, make_bureau):
    """It goes on from the latest instant in the database."""
    one = make_bureau(cluster.uri())
    one.register(ADDRESS)
    with Client(one.url) as here:
        started = here.start(ADDRESS).json
        cluster.clock.set_wall(-HOUR)
        with Client(make_bureau(cluster.uri()).url) as there:
            assert there.get("/readyz").status == 200
            status = there.status(started["credential"]).json
            assert status["expires_at"] == started["expires_at"]
            assert 1800 - ROOM < status["expires_in"] <= 1800
            assert there.submit(started["credential"], one.mail(ADDRESS).key).status == 200


def test_a_process_that_starts_with_a_clock_set_forward_is_not_ready(cluster, make_bureau):
    """It would end the others' keys too soon, so no proxy should ask it."""
    one = make_bureau(cluster.uri())
    cluster.clock.set_wall(HOUR)
    late = make_bureau(cluster.uri())
    with Client(late.url) as there, Client(one.url) as here:
        assert there.get("/readyz").status == 503
        assert "the wall clock is more than five minutes off" in late.log
        assert here.get("/readyz").status == 200
    cluster.clock.set_wall(0)
    late.stop()
    with Client(late.start().url) as there:
        assert there.get("/readyz").status == 200
