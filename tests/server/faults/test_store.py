# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing can be written, the disk is full, another process holds the store: 503 with Retry-After, nothing half
written, and it recovers by itself (QUALITY.md, Reliability)."""

import contextlib
import os
import resource
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from client import PASSWORD
from office import PATIENCE, Client, new_key, wait_for
from server import SERVER

OPENED, KNOWN, OTHER = "opened@example.co.jp", "saiyo@example.co.jp", "jinji@example.co.jp"


@contextlib.contextmanager
def nothing_can_be_written(office):
    """No byte of any file: the size of files is limited to none, which every user may do."""
    process = office.process.pid
    _, hard = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (0, hard))
    yield
    resource.prlimit(process, resource.RLIMIT_FSIZE, (hard, hard))


@contextlib.contextmanager
def locked(office):
    """By another process, for longer than the server waits."""
    hold = ("import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
            "c.execute('BEGIN EXCLUSIVE'); print(flush=True); sys.stdin.read()")
    with subprocess.Popen([sys.executable, "-c", hold, os.path.join(office.folder, "store.db")],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"\n"
        yield
        holder.stdin.close()


@contextlib.contextmanager
def full(office):
    """Every block of the file system is taken."""
    path = os.path.join(office.folder, "filler")
    with open(path, "wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            with contextlib.suppress(OSError):
                while True:
                    file.write(b"x" * size)
    yield
    os.unlink(path)


def can_mount():
    """Whether a small file system can be mounted: by root. Others have their files limited in size."""
    with open("/proc/self/status", encoding="ascii") as status:
        capabilities = next(int(line.split()[1], 16) for line in status if line.startswith("CapEff"))
    return bool(capabilities >> 21 & 1)


@pytest.fixture
def small_disk(tmp_path):
    place = tmp_path / "server"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m,mode=0700", "tmpfs", place], check=True)
    yield
    # After the server has ended: fixtures end in the reverse of their order.
    subprocess.run(["umount", place], check=True)


FAULTS = [(nothing_can_be_written, None), (locked, None)] + ([(full, "small_disk")] if can_mount() else [])


@pytest.fixture(params=FAULTS, ids=lambda fault: fault[0].__name__)
def fault(request):
    if request.param[1] is not None:
        request.getfixturevalue(request.param[1])
    return request.param[0]


def refused(answer):
    """It may take a second to notice."""
    return answer if answer.status != 200 else None


class Prepared:
    """A server with one account opened and one registration under way, its key at hand."""

    def __init__(self, office):
        self.office = office
        for address in (OPENED, KNOWN, OTHER):
            office.register(address)
        with Client(office.url) as client:
            client.opened(office, OPENED)
            self.session = client.logged_in(OPENED)
            self.credential, self.key = client.started(office, KNOWN)
            self.terms = client.current_terms()
        wait_for(office.outbox_is_empty, "the mails")
        self.start_key = new_key()
        self.resend_key = new_key()

    def calls(self):
        """Everything that writes, by name."""
        return {
            "ready": lambda client: wait_for(lambda: refused(client.get("/readyz")), "not ready"),
            "start": lambda client: client.start(OTHER, key=self.start_key, consent=self.terms),
            "resend": lambda client: client.resend(self.credential, key=self.resend_key),
            "wrong key": lambda client: client.submit(self.credential, "00000-00000"),
            "password": lambda client: client.submit(self.credential, self.key),
            "login": lambda client: client.login(OPENED),
            "wrong login": lambda client: client.login(OPENED, "Wrong#2026"),
            "change": lambda client: client.change_password(self.session, PASSWORD, "Another#2027"),
            "give up": lambda client: client.give_up(self.credential),
        }

    def ask_all(self):
        """At once, for each may wait."""
        def ask(call):
            with Client(self.office.url) as client:
                return call(client)

        calls = self.calls()
        with ThreadPoolExecutor(len(calls)) as pool:
            return dict(zip(calls, pool.map(ask, calls.values())))

    def rows(self):
        """What the store holds, but for what a login's time and the heartbeat change."""
        with contextlib.closing(sqlite3.connect(os.path.join(self.office.folder, "store.db"))) as store:
            tables = [name for (name,) in store.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            return {table: store.execute(f"SELECT * FROM {table}").fetchall()
                    for table in tables if table not in ("heartbeat", "sqlite_sequence")}


def test_503_and_nothing_half_written(fault, make_office):
    office = make_office()
    prepared = Prepared(office)
    before = prepared.rows()

    with fault(office):
        answers = prepared.ask_all()
        for name, answer in answers.items():
            assert (answer.status, answer.problem) == (503, "unavailable"), (name, answer)
            assert 1 <= int(answer.field("Retry-After")) <= 60
        with Client(office.url) as client:
            assert client.get("/healthz").status == 200
            assert client.get("/v1/notices").status == 200
        assert office.process.poll() is None

    # By itself, with the very calls that were refused.
    assert prepared.rows() == before
    with Client(office.url) as client:
        assert client.get("/readyz").status == 200
        assert client.start(OTHER, key=prepared.start_key, consent=prepared.terms).status == 202
        other = office.mail(OTHER)
        wrong = client.submit(prepared.credential, "00000-00000")
        assert (wrong.problem, wrong.json["attempts_left"]) == ("key-wrong", 4)
        assert client.submit(prepared.credential, prepared.key).status == 200
        assert client.home(prepared.session).status == 200
        assert client.login(OPENED).status == 201
        assert other.key is not None
    wait_for(office.outbox_is_empty, "the mails")
    assert len(office.mails(OTHER)) == 1
    assert [mail.key for mail in office.mails(KNOWN)] == [prepared.key, None]


def test_the_mails_go_on_after_it(fault, make_office, smtp):
    """A mail that was on its way when the fault began: it is sent once, or once more under the same Message-ID."""
    office = make_office()
    address = "gated+a@example.co.jp"
    office.register(address)
    with Client(office.url) as client:
        credential = client.start(address).json["credential"]
        wait_for(lambda: smtp.events(f"waiting {address}"), "the message at the server")
        with fault(office):
            smtp.open_gate()
            wait_for(lambda: smtp.events("stored"), "the mail")
            # The log, a file here, takes no line where nothing can be written.
            wait_for(lambda: "outbox cannot use the store" in office.log or fault is nothing_can_be_written,
                     "the line in the log")
        wait_for(office.outbox_is_empty, "the outbox to be empty")
        mails = office.mails(address)
        assert len({mail.message["Message-ID"] for mail in mails}) == 1
        assert client.submit(credential, mails[0].key).status == 200


def test_a_crowd_before_a_locked_store_is_told_soon(office):
    """Whoever has waited too long for a thread is told so, and does not wait for the store as well."""
    crowd = 80

    def ask(number):
        with Client(office.url) as client:
            return client.start(f"{number}@example.co.jp", "again")

    with locked(office), ThreadPoolExecutor(crowd) as pool:
        answers = list(pool.map(ask, range(crowd)))
    assert {(answer.status, answer.problem) for answer in answers} == {(503, "unavailable")}
    assert ask(0).status == 202


def run_as_owner(folder):
    """Options that let a program run as somebody whom permissions bind, and the folder as his."""
    if os.geteuid() != 0:
        return {}
    for path in (folder, *folder.iterdir()):
        os.chown(path, 65534, 65534)
    for path in folder.parents:
        if path.stat().st_uid == os.geteuid() and path.stat().st_mode & 0o011 == 0:
            path.chmod(0o711)
    return {"user": 65534, "group": 65534, "extra_groups": []}


def test_a_read_only_store_is_refused_at_the_start(make_office, tmp_path):
    """With a sentence that names it; it starts once the operator has given it back."""
    office = make_office()
    prepared = Prepared(office)
    office.stop()
    folder = tmp_path / "server"
    owner = run_as_owner(folder)
    store = folder / "store.db"

    def start():
        return subprocess.Popen([SERVER, "--config", folder / "server.conf"], stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **owner)

    store.chmod(0o400)
    folder.chmod(0o500)
    refused = start()
    out, err = refused.communicate(timeout=PATIENCE)
    assert (refused.returncode, out) == (1, "")
    assert str(store) in err and "read-only" in err, err
    assert "Sanitizer" not in err

    folder.chmod(0o700)
    store.chmod(0o600)
    running = start()
    url = running.stdout.readline().split()[-1]
    with Client(url) as client:
        assert client.submit(prepared.credential, prepared.key).status == 200
    running.send_signal(signal.SIGTERM)
    assert running.wait(PATIENCE) == 0
    running.stdout.close()
    running.stderr.close()
