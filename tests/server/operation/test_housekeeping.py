# SPDX-License-Identifier: GPL-3.0-or-later
"""hellowork-mypage-counter housekeeping deletes what is over and nothing else, on SQLite and on PostgreSQL."""

import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile

import pytest

from client import Client
from server import COUNTER, PATIENCE, Server

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "store"))

from postgres_cluster import Cluster  # noqa: E402

ADDRESS = "saiyo@example.co.jp"
SECOND = 1_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR

# Each table, what tells that a row of it is over, and what would make it so.
OVER = {
    "registrations": ("started_at", 24 * HOUR),
    "idempotency": ("ends_at", 30 * 60 * SECOND),
    "sessions": ("idle_ends_at", 30 * 60 * SECOND),
    "limit_events": ("at", 24 * HOUR),
    "known_origins": ("seen_at", 90 * DAY),
    "audit": ("at", 400 * DAY),
}


class Sqlite:
    def __init__(self, folder):
        self.keys = {}
        self.path = folder / "server" / "store.db"

    def sql(self, text):
        store = sqlite3.connect(self.path, timeout=PATIENCE)
        with store:
            rows = store.execute(text).fetchall()
        store.close()
        return rows[0][0] if rows else None

    def close(self):
        pass


class Postgres:
    def __init__(self, folder):
        self.folder = tempfile.mkdtemp(prefix="hw-postgres-")
        self.cluster = Cluster(self.folder).create().start()
        secret = folder / "secret"
        secret.touch(mode=0o600)
        secret.write_bytes(os.urandom(32))
        self.keys = {"store": self.cluster.uri(), "secret-file": secret}

    def sql(self, text):
        found = self.cluster.sql("SET search_path = hellowork_mypage; " + text)
        return int(found) if found else None

    def close(self):
        self.cluster.stop("immediate")
        shutil.rmtree(self.folder)


@pytest.fixture(params=[Sqlite, Postgres])
def store(request, tmp_path):
    store = request.param(tmp_path)
    yield store
    store.close()


@pytest.fixture
def server(tmp_path, store):
    """Whose clock is not asked: the rows are made older, not the time later."""
    (tmp_path / "server").mkdir()
    config = {"server": {**store.keys, "trusted-proxies": "127.0.0.0/8"}, "limits": {"mail-interval": 0}}
    with Server(tmp_path / "server", config) as server:
        yield server


def counter(server, *arguments, status=0):
    run = subprocess.run([COUNTER, "--config", os.path.join(server.folder, "server.conf"), *arguments],
                         capture_output=True, text=True, timeout=PATIENCE, check=False,
                         env={**os.environ, "LC_ALL": "C.UTF-8"})
    assert run.returncode == status, run.stderr
    return run.stdout if status == 0 else run.stderr


def use(server, origin):
    """A row in every table."""
    with Client(server.url, origin=origin) as client:
        mails = len(server.mails(ADDRESS))
        credential = client.start(ADDRESS, purpose="again" if mails else "first").json["credential"]
        key = next(mail.key for mail in [server.mail(ADDRESS, mails + 1)])
        assert client.submit(credential, key).status == 200
        session = client.login(ADDRESS).json["credential"]
        assert client.login(ADDRESS, "Wrong#2026").status == 401
        client.start("nobody@example.co.jp")
    return session


def counts(store):
    return {table: store.sql(f"SELECT count(*) FROM {table}") for table in OVER}


def make_old(server, store, tables, latest=None):
    """As if what happened until @latest had happened so long ago; the server, which sweeps when it starts, is stopped."""
    server.stop()
    for table in tables:
        column, period = OVER[table]
        until = f"WHERE {column} <= {latest[table]}" if latest else ""
        store.sql(f"UPDATE {table} SET {column} = {column} - {period + 10 * SECOND} {until}")


def test_what_is_over_goes_and_what_is_not_stays(server, store):
    counter(server, "register", "--establishment-number", "1301-123456-7", "--establishment-name", "株式会社見本",
            "--email", ADDRESS)
    use(server, "192.0.2.1")
    latest = {table: store.sql(f"SELECT max({column}) FROM {table}") for table, (column, _) in OVER.items()}
    session = use(server, "198.51.100.1")

    def new():
        return {table: store.sql(f"SELECT count(*) FROM {table} WHERE {column} > {latest[table]}")
                for table, (column, _) in OVER.items()}

    make_old(server, store, OVER, latest)
    both, before = counts(store), new()
    assert all(before.values()), before
    assert all(both[table] > before[table] for table in OVER if table != "sessions"), both
    deleted = json.loads(counter(server, "housekeeping", "--json"))["deleted"]
    # Rows that hang on others go with them, and are not counted.
    assert 0 < deleted <= sum(both.values()) - sum(before.values())
    assert counts(store) == new() == before
    server.start()
    with Client(server.url) as client:
        assert client.home(session).status == 200
    assert counter(server, "housekeeping") == "Nothing had expired.\n"  # while it runs
    assert store.sql("SELECT count(*) FROM accounts") == 1


def test_the_configured_retention_is_the_one_that_counts(server, store):
    with Client(server.url) as client:
        client.start(ADDRESS)
    make_old(server, store, ["audit"])
    before = store.sql("SELECT count(*) FROM audit")
    path = os.path.join(server.folder, "server.conf")
    with open(path, encoding="utf-8") as file:
        config = file.read()

    def with_retention(value):
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"{config}[audit]\naudit-retention={value}\n")

    for wrong in ("401x", "0", "99999"):  # nothing is deleted by a guess
        with_retention(wrong)
        assert "[audit] audit-retention" in counter(server, "housekeeping", status=1)
    with_retention(401)
    assert counter(server, "housekeeping") == "Nothing had expired.\n"
    assert store.sql("SELECT count(*) FROM audit") == before
    with_retention(400)
    assert counter(server, "housekeeping").startswith(f"Deleted {before} expired row")
    assert store.sql("SELECT count(*) FROM audit") == 0


def test_it_works_while_the_server_does_not(server, store):
    with Client(server.url) as client:
        client.start(ADDRESS)
    make_old(server, store, ["registrations", "idempotency"])
    assert counter(server, "housekeeping").startswith("Deleted ")
    assert store.sql("SELECT count(*) FROM registrations") == 0
