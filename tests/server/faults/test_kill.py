# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 of the server at random moments, while employers register and log in (QUALITY.md, Reliability).

HW_KILLS says how often (20 by default), HW_SEED repeats a run's moments:
    meson test -C build --benchmark kills kills-postgres -v       (a thousand)
    HW_KILLS=100 meson test -C build faults-kill faults-kill-postgres --timeout-multiplier 4 -v
"""

import collections
import os
import random
import sqlite3
import threading
import time

from office import PATIENCE, Visitor, new_key, wait_for

KILLS = int(os.environ.get("HW_KILLS", "20"))
SEED = int(os.environ.get("HW_SEED", random.randrange(10**9)))
VISITORS = 10
LIFETIME = 0.5  # seconds from "listening" to the kill, at most
ADDRESSES = 160 * KILLS + 100  # more than the fastest visitor uses while the slowest waits for a process that hangs


class Employer:
    """One registration after another; keeps what the server has acknowledged."""

    def __init__(self, office, number, stop):
        self.office = office
        self.number = number
        self.stop = stop
        self.started = {}  # reference and address → credential
        self.opened = {}  # address → (credential, key, password)
        self.sessions = {}  # address → credential
        self.strangers = []
        self.failure = None
        self.thread = threading.Thread(target=self.run)

    def run(self):
        try:
            with Visitor(self.office) as client:
                for turn in range(self.number, ADDRESSES, VISITORS):
                    if self.stop.is_set():
                        return
                    self.take_turn(client, turn)
            raise AssertionError("there are too few addresses")
        except BaseException as failure:  # handed on to the test
            self.failure = failure

    def take_turn(self, client, turn):
        address = f"saiyo{turn}@example.co.jp"
        self.start(client, address)
        stranger = f"nobody{turn}@example.co.jp"
        assert client.start(stranger).status == 202
        self.strangers.append(stranger)
        # The mails of a process that was killed are free again after 15 s: others go on meanwhile.
        for waiting in [address for _, address in self.started if address not in self.opened]:
            self.open_if_mailed(client, waiting)

    def start(self, client, address):
        answer = client.start(address, key=new_key())
        assert answer.status == 202, answer
        self.started[answer.json["reference"], address] = answer.json["credential"]

    def open_if_mailed(self, client, address):
        keys = [mail.key for mail in self.office.mails(address) if mail.key is not None]
        if not keys:
            return
        credential = next(self.started[pair] for pair in self.started if pair[1] == address)
        password = f"Kaisha#{random.randrange(10**9)}"
        answer = client.submit(credential, keys[0], password)
        assert answer.status == 200, answer
        self.opened[address] = (credential, keys[0], password)
        if len(self.opened) % 3 == 0:
            answer = client.login(address, password)
            assert answer.status == 201, answer
            self.sessions[address] = answer.json["credential"]


def merged(parts):
    return {key: value for part in parts for key, value in part.items()}


def failed(employers):
    return any(employer.failure is not None for employer in employers)


def count_started(employers):
    return sum(len(employer.started) for employer in employers)


def kill_often(office, moments, employers):
    """Every second process lives until it has acknowledged two starts, so that a slow machine proves as much."""
    for number in range(KILLS):
        before = count_started(employers)
        if number % 2 == 1:
            wait_for(lambda: count_started(employers) >= before + 2 or failed(employers), "two starts")
        time.sleep(moments.random() * LIFETIME)
        if failed(employers):
            return
        office.kill()
        office.start()
        if number % 100 == 99:
            print(f"{number + 1} kills", flush=True)
    wait_for(lambda: any(employer.opened for employer in employers) or failed(employers), "an account that is opened")


def assert_no_mail_lost_or_doubled(office, started, opened, strangers):
    mails = collections.defaultdict(list)
    for mail in office.mails():
        mails[mail.message["Message-ID"]].append(mail)

    doubles = sum(len(copies) - 1 for copies in mails.values())
    assert doubles <= KILLS, "one delivery at most is under way when the server is killed"
    for copies in mails.values():
        assert len({(mail.to, mail.text) for mail in copies}) == 1

    keys = collections.Counter()
    notices = collections.Counter()
    for copies in mails.values():
        (keys if copies[0].key is not None else notices)[copies[0].to] += 1
    for reference, address in started:
        (mail,) = {mail.text: mail for mail in office.mails(address) if mail.key is not None}.values()
        assert reference in mail.text
    assert max(keys.values()) == 1, "a start that was repeated mails one key"
    assert {address for address in notices} >= set(opened)
    assert not set(keys) & set(strangers)
    return doubles


def assert_nothing_lost(office, started, opened, sessions):
    with Visitor(office) as client:
        for (_, address), credential in started.items():
            status = client.status(credential)
            assert status.status == 200, status
            if address in opened:
                assert status.json["state"] == "completed"
        for address, (credential, key, password) in opened.items():
            assert client.submit(credential, key, password).status == 200
            assert client.submit(credential, key, "Another#2026").problem == "registration-closed"
        for address in list(opened)[:20]:
            assert client.login(address, opened[address][2]).status == 201
        for session in sessions.values():
            assert client.home(session).status == 200


def test_nothing_acknowledged_is_lost_in_kills(office):
    print(f"HW_SEED={SEED}")
    moments = random.Random(SEED)
    office.register_many([f"saiyo{number}@example.co.jp" for number in range(ADDRESSES)])
    stop = threading.Event()
    employers = [Employer(office, number, stop) for number in range(VISITORS)]
    for employer in employers:
        employer.thread.start()
    try:
        kill_often(office, moments, employers)
    finally:
        stop.set()
        for employer in employers:
            employer.thread.join(2 * PATIENCE)
    for employer in employers:
        if employer.failure is not None:
            raise employer.failure
    wait_for(office.outbox_is_empty, "the mails that were leased at a kill")

    started = merged(employer.started for employer in employers)
    opened = merged(employer.opened for employer in employers)
    sessions = merged(employer.sessions for employer in employers)
    strangers = [stranger for employer in employers for stranger in employer.strangers]
    print(f"{KILLS} kills, {len(started)} starts, {len(opened)} opened, {len(sessions)} sessions")
    assert len(started) >= KILLS // 2 * 2 and opened

    assert_nothing_lost(office, started, opened, sessions)
    doubles = assert_no_mail_lost_or_doubled(office, started, opened, strangers)
    print(f"{doubles} mails twice")

    office.stop()
    if not office.on_postgres:
        store = sqlite3.connect(os.path.join(office.folder, "store.db"))
        assert store.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert store.execute("PRAGMA foreign_key_check").fetchall() == []
        store.close()
