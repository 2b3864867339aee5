# SPDX-License-Identifier: GPL-3.0-or-later
"""backup: a copy of the store while the server runs, and a server started on it again (README, Backup)."""

import json
import os
import pathlib
import resource
import shutil
import signal
import sqlite3
import stat
import sys
import threading

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "faults"))

from office import Client, Office, SmtpServer, Visitor, wait_for  # noqa: E402

PASSWORD = "Kaisha#2026"


@pytest.fixture
def smtp(tmp_path):
    server = SmtpServer(tmp_path / "smtp").start()
    yield server
    server.stop()


@pytest.fixture
def offices(tmp_path, smtp):
    """Makes servers, each in a folder of its own, that end with the test."""
    made = []

    def make(folder):
        made.append(Office(tmp_path / folder, smtp))
        return made[-1]

    yield make
    for office in made:
        office.stop()


class Load:
    """Employers who register without a pause, until it ends; keeps what was acknowledged."""

    def __init__(self, office, threads=4, addresses=2000):
        self.office = office
        self.addresses = [f"saiyo{number}@example.co.jp" for number in range(addresses)]
        self.started = []
        self.over = threading.Event()
        self.failure = None
        office.register_many(self.addresses)
        self.threads = [threading.Thread(target=self.run, args=(self.addresses[number::threads],))
                        for number in range(threads)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *unused):
        self.over.set()
        for thread in self.threads:
            thread.join()
        if self.failure is not None:
            raise self.failure

    def run(self, addresses):
        try:
            with Visitor(self.office) as client:
                for address in addresses:
                    if self.over.is_set():
                        return
                    self.started.append((address, client.start(address).json["credential"]))
        except BaseException as failure:  # handed on to the test
            self.failure = failure


def restore(backup, secret, office):
    """As the README says it."""
    store = pathlib.Path(office.folder) / "store.db"
    for suffix in ("", "-wal", "-shm"):
        pathlib.Path(f"{store}{suffix}").unlink(missing_ok=True)
    shutil.copy(backup, store)
    store.chmod(0o600)
    if secret is not None:
        shutil.copy(secret, f"{store}.secret")
        os.chmod(f"{store}.secret", 0o600)
    return office.start()


def test_a_backup_under_load_brings_everything_back(offices, tmp_path):
    office = offices("first").start()
    backup = tmp_path / "backup.db"
    office.register("opened@example.co.jp")
    office.register("waiting@example.co.jp")
    with Client(office.url) as client:
        client.opened(office, "opened@example.co.jp")
        session = client.logged_in("opened@example.co.jp")
        credential, key = client.started(office, "waiting@example.co.jp")

    with Load(office) as load:
        wait_for(lambda: len(load.started) >= 100, "some load")
        before = list(load.started)
        said = office.counter("backup", str(backup))
        wait_for(lambda: len(load.started) > len(before) + 20, "more load after it")
    assert str(backup) in said and "store.db.secret" in said
    office.kill()

    again = restore(backup, office.folder + "/store.db.secret", offices("second"))
    with Client(again.url) as client:
        for _, acknowledged in before:
            assert client.status(acknowledged).json["state"] == "awaiting-key"
        assert client.home(session).status == 200
        assert client.login("opened@example.co.jp").status == 201
        assert client.status(credential).json["state"] == "awaiting-key"
        assert client.submit(credential, key).status == 200
        assert client.login("waiting@example.co.jp").status == 201
        assert client.started(again, load.addresses[-1])


def test_without_the_secret_accounts_and_sessions_come_back(offices, tmp_path):
    """Open registrations and what limits counted are void (API.md)."""
    office = offices("first").start()
    office.register("opened@example.co.jp")
    office.register("waiting@example.co.jp")
    with Client(office.url) as client:
        client.opened(office, "opened@example.co.jp")
        session = client.logged_in("opened@example.co.jp")
        credential, key = client.started(office, "waiting@example.co.jp")
    office.counter("backup", str(tmp_path / "backup.db"))
    office.stop()

    again = restore(tmp_path / "backup.db", None, offices("second"))
    with Client(again.url) as client:
        assert client.home(session).status == 200
        assert client.login("opened@example.co.jp").status == 201
        assert client.submit(credential, key).problem == "key-wrong"
        client.opened(again, "waiting@example.co.jp")


def test_restoring_over_a_store_that_was_in_use(offices, tmp_path):
    """The write-ahead log of what was there must not get into what comes back."""
    office = offices("first").start()
    for number in range(3):
        office.register(f"before{number}@example.co.jp")
    office.counter("backup", str(tmp_path / "backup.db"))
    for number in range(30):
        office.counter("remove" if number < 3 else "register", *(
            [f"before{number}@example.co.jp"] if number < 3 else
            ["--establishment-number", f"1302-{number:06d}-7", "--establishment-name", "X",
             "--email", f"after{number}@example.co.jp"]))
    office.kill()
    assert os.path.getsize(f"{office.folder}/store.db-wal") > 0

    restore(tmp_path / "backup.db", None, office)
    accounts = json.loads(office.counter("list", "--json"))["accounts"]
    assert [account["email"] for account in accounts] == [f"before{number}@example.co.jp" for number in range(3)]


# ---- The file ----


def test_it_is_one_sound_file_of_its_owner(counter):
    counter.register()
    backup = counter.directory / "backup.db"
    answer = counter.json("backup", str(backup))
    assert answer == {"backup": str(backup), "bytes": backup.stat().st_size,
                      "secret": f"{counter.directory}/store.db.secret"}
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    store = sqlite3.connect(f"file:{backup}?mode=ro&immutable=1", uri=True)
    assert store.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert store.execute("SELECT email FROM accounts").fetchall() == [("taro@example.co.jp",)]
    assert store.execute("PRAGMA journal_mode").fetchall() == [("delete",)]
    store.close()
    assert sorted(path.name for path in counter.directory.iterdir() if "backup" in path.name) == ["backup.db"]


def test_it_overwrites_nothing(counter):
    counter.register()
    there = counter.file("precious", "there")
    (counter.directory / "link").symlink_to(counter.directory / "there")
    for name in ("there", "link"):
        assert "already exists" in counter.refused("backup", str(counter.directory / name)).err
    assert pathlib.Path(there).read_text() == "precious"


def test_it_reads_the_store_and_changes_nothing(counter):
    """Not even that of a newer version, which other commands refuse, nor without the secret."""
    counter.register()
    store = sqlite3.connect(counter.directory / "store.db")
    store.execute("PRAGMA user_version = 99")
    store.commit()
    store.close()
    (counter.directory / "store.db.secret").unlink()
    before = (counter.directory / "store.db").read_bytes()
    counter.refused("list")
    counter.ok("backup", str(counter.directory / "backup.db"))
    assert (counter.directory / "store.db").read_bytes() == before
    assert not (counter.directory / "store.db.secret").exists()
    copy = sqlite3.connect(counter.directory / "backup.db")
    assert copy.execute("PRAGMA user_version").fetchall() == [(99,)]
    copy.close()


def left(counter):
    return sorted(path.name for path in counter.directory.iterdir() if not path.name.startswith("store.db"))


def test_there_is_no_store(counter):
    assert "no store" in counter.refused("backup", "b").err
    assert list(counter.directory.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"no database " * 1000], ids=["empty", "text"])
def test_what_is_no_store_is_not_copied(counter, content):
    (counter.directory / "store.db").write_bytes(content)
    assert "store.db" in counter.refused("backup", "b").err
    assert left(counter) == []


def test_a_damaged_store_gives_no_backup(counter):
    """The copy is checked: who keeps it can rely on it."""
    counter.register()
    path = counter.directory / "store.db"
    store = sqlite3.connect(path)
    store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (page,) = store.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'accounts'").fetchone()
    store.close()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096:(page - 1) * 4096 + 4096] = b"\xa5" * 4096
    path.write_bytes(content)
    assert counter.refused("backup", "b").err.startswith("No backup was made.")
    assert left(counter) == []


def test_a_folder_that_is_not_there(counter):
    counter.register()
    assert "/nowhere" in counter.refused("backup", "/nowhere/backup.db").err


def test_a_full_disk_leaves_nothing_behind(counter):
    """No file may grow beyond 8 KiB: what a disk without room is like."""
    counter.register()
    store = sqlite3.connect(counter.directory / "store.db")
    store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()

    def limited():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))

    done = counter.run("backup", "b", preexec_fn=limited)
    assert done.returncode == 1
    assert done.err.startswith("No backup was made.")
    assert left(counter) == []


def test_another_store_has_its_own_tools(counter):
    done = counter.run("--store", "postgresql://hellowork@db.example/mypage", "backup", "b", store=False)
    assert done.returncode == 1
    assert "pg_dump" in done.err
    assert left(counter) == []
