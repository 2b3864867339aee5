#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps what the store of this version looks like, for the tests of later versions: run it when a version is released
whose schema is a new one, and commit what it writes.

usage: make_fixture.py BUILD-DIRECTORY

Writes released/sqlite-N.sql and released/postgres-N.sql, the schema with rows of every kind, and beside each a .json
with what the people in it know: passwords, keys, credentials; and when it was.
"""

import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

FOLDER = pathlib.Path(__file__).resolve().parent
RELEASED = FOLDER / "released"
CROWD = 25  # sessions of one account: the oldest have ended


def dump_sqlite(path):
    store = sqlite3.connect(path)
    (version,), (application,) = [store.execute(f"PRAGMA {name}").fetchone() for name in ("user_version", "application_id")]
    lines = [*store.iterdump(), f"PRAGMA application_id = {application};", f"PRAGMA user_version = {version};"]
    store.close()
    return version, "\n".join(lines) + "\n"


def dump_postgres(cluster):
    run = cluster.run("pg_dump", "--host", cluster.folder, "--username", "postgres", "--no-owner", "--inserts",
                      "--rows-per-insert", "50", "--schema", "hellowork_mypage", "postgres")
    # What newer tools add, older ones do not understand.
    lines = [line for line in run.stdout.splitlines() if not line.startswith(("\\restrict", "\\unrestrict", "--"))]
    text = "\n".join(line for line in lines if line != "") + "\n"
    return int(cluster.sql("SELECT max (version) FROM hellowork_mypage.schema_version")), text


def tell(office, smtp):
    """Lets all that there can be come into the store; what the people know."""
    from client import Client, new_key

    names = ["opened", "open", "waiting", "disabled", "tried", "known", "again"]
    addresses = {name: f"{name}@example.co.jp" for name in names}
    office.register_many(addresses.values())
    known = {"addresses": addresses}
    with Client(office.url) as client:
        terms = client.current_terms()

        def started(address, purpose="first"):
            answer = client.start(address, purpose, consent=terms).json
            return answer["credential"], office.mail(address, having=answer["reference"]).key

        for name in ("opened", "disabled", "again"):
            credential, key = started(addresses[name])
            assert client.submit(credential, key, "Kaisha#2026").status == 200
        known["completed"], known["completed_key"] = started(addresses["opened"], "again")
        assert client.submit(known["completed"], known["completed_key"], "Kaisha#2027").status == 200
        known["password"] = "Kaisha#2027"
        for _ in range(CROWD):
            known["session"] = client.logged_in(addresses["opened"], known["password"], remember=True, device="事務所のPC")
        assert client.login(addresses["opened"], "Chigau#2026").status == 401
        known["open"], known["open_key"] = started(addresses["open"])
        known["again"], known["again_key"] = started(addresses["again"], "again")
        known["tried"], known["tried_key"] = started(addresses["tried"])
        for number in range(3):
            assert client.submit(known["tried"], f"00000-0000{number}").status == 422
        client.start("stranger@example.co.jp", consent=terms)
        office.counter("disable", addresses["disabled"])
        deadline = time.monotonic() + 60
        while not office.outbox_is_empty():
            assert time.monotonic() < deadline
        smtp.stop()
        known["idempotency_key"] = new_key()
        known["waiting"] = client.start(addresses["waiting"], key=known["idempotency_key"], consent=terms).json["credential"]
        known["terms"] = terms
    known["instant"] = int(time.time())
    office.kill()  # what waits stays as it is
    return known


def make(engine, folder):
    from office import Office, SmtpServer
    from postgres_cluster import Cluster

    smtp = SmtpServer(folder / "smtp").start()
    keys = {"secret-file": str(folder / "secret")}
    (folder / "secret").touch(mode=0o600)
    (folder / "secret").write_bytes(os.urandom(32))
    cluster = None
    try:
        if engine == "postgres":
            cluster = Cluster(tempfile.mkdtemp(prefix="hw-postgres-")).create().start()
            keys["store"] = cluster.uri()
        office = Office(folder / "server", smtp, {"server": keys}).start()
        known = tell(office, smtp)
        known["secret"] = (folder / "secret").read_bytes().hex()
        version, sql = dump_postgres(cluster) if cluster else dump_sqlite(folder / "server" / "store.db")
    finally:
        smtp.stop()
        if cluster:
            cluster.stop("immediate")
            shutil.rmtree(cluster.folder)
    RELEASED.mkdir(exist_ok=True)
    (RELEASED / f"{engine}-{version}.sql").write_text(sql, encoding="utf-8")
    (RELEASED / f"{engine}-{version}.json").write_text(json.dumps(known, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"released/{engine}-{version}.sql")


def main(build):
    build = pathlib.Path(build).resolve()
    os.environ.update(HW_SERVER=str(build / "src/server/hellowork-mypage-server"),
                      HW_COUNTER=str(build / "src/counter/hellowork-mypage-counter"),
                      HW_SOURCE=str(FOLDER.parents[2]))
    sys.path[:0] = [str(FOLDER.parent / name) for name in ("faults", "store", "http")]
    for engine in ("sqlite", "postgres"):
        with tempfile.TemporaryDirectory() as folder:
            make(engine, pathlib.Path(folder))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
