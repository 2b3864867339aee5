# SPDX-License-Identifier: GPL-3.0-or-later
"""A store as a released version left it, and this version's server on it, at that time."""

import json
import pathlib
import shutil
import sqlite3
import sys
import tempfile
import time

import pytest

FOLDER = pathlib.Path(__file__).parent
RELEASED = FOLDER / "released"
sys.path[:0] = [str(FOLDER.parent / name) for name in ("faults", "store", "http")]

from fake_clock import FakeClock  # noqa: E402
from office import SERVER, Office, SmtpServer  # noqa: E402
from postgres_cluster import Cluster  # noqa: E402


@pytest.fixture
def smtp(tmp_path):
    server = SmtpServer(tmp_path / "smtp").start()
    yield server
    server.stop()


class SqlitePlace:
    """Where a store is put, and looked at from outside."""

    def __init__(self, folder, leap):
        self.path = folder / "store.db"
        self.uri = f"sqlite:{self.path}"

    def fill(self, sql):
        store = sqlite3.connect(self.path)
        store.executescript(sql)
        store.close()
        self.path.chmod(0o600)

    def schema(self):
        store = sqlite3.connect(self.path)
        rows = store.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name").fetchall()
        (version,) = store.execute("PRAGMA user_version").fetchone()
        assert store.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert store.execute("PRAGMA foreign_key_check").fetchall() == []
        store.close()
        return version, rows

    def close(self):
        pass


class PostgresPlace:
    """A cluster of its own, at that time."""

    def __init__(self, folder, leap):
        self.cluster = Cluster(tempfile.mkdtemp(prefix="hw-postgres-"))
        clock = FakeClock(self.cluster.folder, "/bin/sh")
        clock.set_wall(leap)
        self.cluster.environment = clock.environment
        self.cluster.create().start()
        self.uri = self.cluster.uri()

    def fill(self, sql):
        path = pathlib.Path(self.cluster.folder) / "released.sql"
        path.write_text(sql, encoding="utf-8")
        path.chmod(0o644)
        self.cluster.run("psql", "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--host", self.cluster.folder,
                         "--username", "postgres", "--dbname", "postgres", "--file", str(path))

    def schema(self):
        run = self.cluster.run("pg_dump", "--schema-only", "--host", self.cluster.folder, "--username", "postgres",
                               "--schema", "hellowork_mypage", "postgres")
        version = int(self.cluster.sql("SELECT max (version) FROM hellowork_mypage.schema_version"))
        return version, [line for line in run.stdout.splitlines() if not line.startswith("\\")]

    def close(self):
        self.cluster.stop("immediate")
        shutil.rmtree(self.cluster.folder)


PLACES = {"sqlite": SqlitePlace, "postgres": PostgresPlace}


@pytest.fixture
def make_place(tmp_path):
    places = []

    def make(engine, leap=0):
        folder = tmp_path / f"place{len(places)}"
        folder.mkdir()
        places.append(PLACES[engine](folder, leap))
        return places[-1]

    yield make
    for place in places:
        place.close()


@pytest.fixture
def released(request, make_place, make_office, tmp_path):
    """What people know of the store of request.param, "ENGINE-VERSION", which is put in its place."""
    known = json.loads((RELEASED / f"{request.param}.json").read_text(encoding="utf-8"))
    known["engine"] = request.param.split("-")[0]
    known["version"] = int(request.param.split("-")[1])
    known["leap"] = known["instant"] - int(time.time())
    known["place"] = make_place(known["engine"], known["leap"])
    known["place"].fill((RELEASED / f"{request.param}.sql").read_text(encoding="utf-8"))
    known["secret_file"] = tmp_path / "secret"
    known["secret_file"].touch(mode=0o600)
    known["secret_file"].write_bytes(bytes.fromhex(known["secret"]))
    return known


@pytest.fixture
def make_office(tmp_path, smtp):
    """The server on a place, its wall clock @leap seconds off ours."""
    offices = []

    def make(place, secret_file, leap=0, start=True):
        folder = tmp_path / f"server{len(offices)}"
        folder.mkdir()
        clock = FakeClock(folder, SERVER)
        clock.set_wall(leap)
        keys = {"store": place.uri, "secret-file": str(secret_file)}
        offices.append(Office(folder, smtp, {"server": keys}, environment=clock.environment))
        return offices[-1].start() if start else offices[-1]

    yield make
    for office in offices:
        office.stop()
