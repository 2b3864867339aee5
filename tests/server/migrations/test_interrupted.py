# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 of servers that are just filling a new store, or bringing an old one up to date; several that start at once
on one database; and stores that are none, which are left as they are."""

import os
import random
import sqlite3
import subprocess
import time

import pytest

from office import COUNTER, PATIENCE, SERVER, Client, wait_for

SEED = int(os.environ.get("HW_SEED", random.randrange(10**9)))
KILLS = 10
LONGEST = 0.3  # seconds from its start to the kill
ADDRESS = "saiyo@example.co.jp"


@pytest.fixture
def secret_file(tmp_path):
    path = tmp_path / "new-secret"
    path.touch(mode=0o600)
    path.write_bytes(os.urandom(32))
    return path


def kill_at_start(office, moments):
    """Started, and killed before, while or after it opens its store."""
    for _ in range(KILLS):
        office.spawn()
        time.sleep(moments.random() * LONGEST)
        office.kill()


def assert_works(office):
    wait_for(office.ready, "/readyz")
    office.register(ADDRESS)
    with Client(office.url) as client:
        client.opened(office, ADDRESS)


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_a_new_store_is_whole_or_not_there(make_place, make_office, secret_file, engine):
    print(f"HW_SEED={SEED}")
    place = make_place(engine)
    office = make_office(place, secret_file, start=False)
    kill_at_start(office, random.Random(SEED))
    assert_works(office.start())
    office.stop()
    fresh = make_place(engine)
    make_office(fresh, secret_file).stop()
    assert place.schema() == fresh.schema()


@pytest.mark.parametrize("released", ["sqlite-1", "postgres-1"], indirect=True)
def test_an_old_store_is_old_or_new(released, make_office):
    print(f"HW_SEED={SEED}")
    office = make_office(released["place"], released["secret_file"], released["leap"], start=False)
    kill_at_start(office, random.Random(SEED))
    office.start()
    assert_works(office)
    with Client(office.url) as client:
        assert client.home(released["session"]).status == 200
        assert client.submit(released["open"], released["open_key"]).status == 200


@pytest.mark.parametrize("released", ["postgres-1"], indirect=True)
def test_servers_that_start_at_once_bring_an_old_database_up_to_date_once(released, make_office):
    offices = [make_office(released["place"], released["secret_file"], released["leap"], start=False) for _ in range(4)]
    for office in offices:
        office.spawn()
    for office in offices:
        office.url = wait_for(office.find_url, "the line that says where it listens")
        wait_for(office.ready, "/readyz")
        with Client(office.url) as client:
            assert client.home(released["session"]).status == 200
    versions = released["place"].cluster.sql("SELECT count (*) = max (version) FROM hellowork_mypage.schema_version")
    assert versions == "t"
    assert_works(offices[3])


# ---- What is no store ----


def text(path):
    path.write_text("This is no database.\n" * 500, encoding="utf-8")


def other_program(path):
    store = sqlite3.connect(path)
    store.executescript("PRAGMA application_id = 252006674; CREATE TABLE accounts (id INTEGER); INSERT INTO accounts VALUES (1)")
    store.close()


def unmarked(path):
    store = sqlite3.connect(path)
    store.executescript("CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('mine')")
    store.close()


def newer(path):
    store = sqlite3.connect(path)
    (version,) = store.execute("PRAGMA user_version").fetchone()
    store.executescript(f"PRAGMA user_version = {version + 1}")
    store.close()


def damaged_head(path):
    with open(path, "r+b") as file:
        file.write(b"SQLite format 9")


def damaged_pages(path):
    """All but the first page: what the schema says is there is not."""
    size = path.stat().st_size
    with open(path, "r+b") as file:
        file.seek(4096)
        file.write(os.urandom(size - 4096))


def cut_off(path):
    os.truncate(path, 4096 * 3 + 100)


REFUSED = {
    text: (False, "is not a store of this program, or is damaged"),
    other_program: (False, "is a database of another program: it is left as it is"),
    unmarked: (False, "is a database of another program: it is left as it is"),
    newer: (True, "was written by a newer version of this program"),
    damaged_head: (True, "is not a store of this program, or is damaged"),
    damaged_pages: (True, "malformed"),
    cut_off: (True, "malformed"),
}


@pytest.mark.parametrize("damage", REFUSED, ids=lambda damage: damage.__name__)
def test_what_is_no_store_is_refused_and_left_alone(make_place, make_office, secret_file, damage):
    on_store, words = REFUSED[damage]
    place = make_place("sqlite")
    office = make_office(place, secret_file, start=False)
    if on_store:
        office.start()
        office.register(ADDRESS)
        office.stop()
    damage(place.path)
    before = place.path.read_bytes()
    config = office.write_config()
    for program in ([SERVER, "--config", config], [COUNTER, "--config", config, "list"]):
        run = subprocess.run(program, capture_output=True, text=True, timeout=PATIENCE, check=False)
        assert run.returncode == 1, (run.stdout, run.stderr)
        assert words in run.stderr and str(place.path) in run.stderr, run.stderr
        assert "Sanitizer" not in run.stderr
    assert place.path.read_bytes() == before
