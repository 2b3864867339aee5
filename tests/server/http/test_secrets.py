# SPDX-License-Identifier: GPL-3.0-or-later
"""What must not stay anywhere: passwords, keys, credentials. After a whole registration and everything that can go
wrong in it, they are sought in the log, the metrics, the store's files and the memory of the server that still runs."""

import os
import re
import sqlite3
import urllib.request

import pytest

from client import Client, new_key, wrong_key
from conftest import WIDE, merged
from metrics import metrics_of
from server import Server, wait_for

CONTROL = b"memory@example.co.jp"  # is no secret, and is to be found


class Secrets(dict):
    """Name: text; a password that nobody else has for each name."""

    def password(self, name):
        self[name] = f"Kokoro{len(self):02}#" + os.urandom(6).hex()
        return self[name]


def whole_life(server, secrets):
    address = CONTROL.decode()
    server.register(address)
    secrets["idempotency key"] = new_key()
    with Client(server.url) as client:
        secrets["registration"] = client.start(address, key=secrets["idempotency key"]).json["credential"]
        secrets["key"] = server.mail(address).key
        secrets["wrong key"] = wrong_key(secrets["key"])
        for key, name, status in (("wrong key", "first try", 422), ("key", "opening", 200), ("key", "another", 409)):
            password = secrets.password(name)
            assert client.submit(secrets["registration"], secrets[key], password).status == status
        assert client.submit(secrets["registration"], secrets["key"], secrets["opening"]).status == 200
        secrets["session"] = client.login(address, secrets["opening"]).json["credential"]
        assert client.login(address, secrets.password("wrong")).status == 401
        assert client.login(secrets.password("in the wrong field"), "x").status == 401
        assert client.change_password(secrets["session"], secrets["wrong"], secrets.password("refused")).status == 422
        assert client.change_password(secrets["session"], secrets["opening"], secrets.password("new")).status == 204
        secrets["closing session"] = client.login(address, secrets["new"]).json["credential"]
        closing = ["Connection: close"]
        assert client.get("/v1/session", bearer=secrets["closing session"], fields=closing).status == 200
        for name, text, fields, status in (
            ("cut off", '{"email":"a@example.jp","password":"%s"', [], 400),
            ("of another shape", '{"email":"a@example.jp","password":"%s","more":1}', [], 400),
            ("doubled", '{"email":"a@example.jp","password":"x","password":"%s","remember":true}', [], 400),
            ("in chunks", '{"email":"a@example.jp","password":"%s","remember":true}', ["Transfer-Encoding: chunked"], 401),
            ("before the end", '{"email":"a@example.jp","password":"%s","remember":true}', closing, 401),
            ("too long", '{"email":"a@example.jp","password":"%s","remember":true}' + " " * 20000, [], 413),
            ("of another type", '{"email":"a@example.jp","password":"%s","remember":true}', ["Content-Type: text/x"], 415),
        ):
            body = (text % secrets.password(name)).encode()
            assert client.call("POST", "/v1/sessions", body, fields=fields).status == status
        client.get("/v1/notices?" + secrets.password("in the query"))
        client.get("/v1/" + secrets.password("in the path").replace("#", "%23"), checked=False)
        locked_out(server, client, secrets)


def locked_out(server, client, secrets):
    """Everything again while the store cannot be written to."""
    holder = sqlite3.connect(os.path.join(server.folder, "store.db"), isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    secrets["unwritten session"] = "A" * 20 + os.urandom(8).hex() + "A" * 7
    answers = [
        client.start("other@example.co.jp", key=secrets.setdefault("unwritten key", new_key())),
        client.login(CONTROL.decode(), secrets.password("unwritten")),
        client.submit(secrets["registration"], secrets["key"], secrets.password("unwritten, too")),
    ]
    assert {answer.status for answer in answers} <= {409, 503}
    holder.execute("ROLLBACK")
    holder.close()
    client.home(secrets["unwritten session"])


def spellings(secret):
    yield secret.encode()
    if re.fullmatch("[0-9A-Z]{5}-[0-9A-Z]{5}", secret):
        yield secret.replace("-", "").encode()


def sought(secrets, data):
    return {name for name, secret in secrets.items() for spelling in spellings(secret) if spelling in data}


def writable_memory(server):
    with open(f"/proc/{server.process.pid}/maps", encoding="ascii") as maps:
        regions = [re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line) for line in maps]
    with open(f"/proc/{server.process.pid}/mem", "rb", buffering=0) as memory:
        for region in filter(None, regions):
            start, end = int(region[1], 16), int(region[2], 16)
            if end - start > 2**33:
                continue  # a sanitizer's shadow
            while start < end:
                memory.seek(start)
                try:
                    part = memory.read(min(end - start, 2**25))
                except OSError:
                    break  # gone meanwhile
                yield part
                start += len(part) or end


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    config = merged(WIDE, {"server": {"metrics-listen": "127.0.0.1:0"}})
    with Server(tmp_path_factory.mktemp("server"), config) as server:
        secrets = Secrets()
        whole_life(server, secrets)
        with Client(server.url) as client:
            wait_for(lambda: client.get("/readyz").json["mail"]["waiting"] == 0, "the mails to be sent")
        yield server, secrets


def test_no_secret_is_in_what_is_written(lived):
    server, secrets = lived
    assert len(secrets) > 20
    metrics, _ = metrics_of(server)
    with urllib.request.urlopen(metrics) as answer:
        assert sought(secrets, answer.read()) == set()
    assert sought(secrets, server.log.encode()) == set()
    server.counter("backup", os.path.join(server.folder, "backup.db"))
    controls = set()
    for name in ("store.db", "store.db-wal", "store.db-shm", "store.db.secret", "backup.db"):
        with open(os.path.join(server.folder, name), "rb") as file:
            data = file.read()
        assert sought(secrets, data) == set(), name
        if CONTROL in data:
            controls.add(name)
    assert controls >= {"backup.db"}
    assert len(controls) > 1


def test_no_secret_stays_in_memory(lived):
    """What was answered is overwritten: who reads the memory later, from a swap file or through a fault, finds none
    whole. (What the JSON library frees of its own has lost no more than its beginning, to the allocator.)"""
    server, secrets = lived
    found = set()
    controls = 0
    for part in writable_memory(server):
        found |= sought(secrets, part)
        controls += CONTROL in part
    assert controls > 0
    assert found == set()
