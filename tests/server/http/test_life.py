# SPDX-License-Identifier: GPL-3.0-or-later
"""Starting, stopping, reloading; what stays; what the operator sees: log, metrics, readiness."""

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from client import PASSWORD, Client, new_key
from server import CONTENT, PATIENCE, SERVER, Server, wait_for


def has_ipv6():
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
        return True
    except OSError:
        return False


def test_it_listens_on_ipv6_where_the_machine_has_it(make_server, tmp_path):
    config = {"server": {"listen": "[::1]:0"}}
    if not has_ipv6():
        command = [SERVER, "--config", Server(tmp_path, config).write_config()]
        result = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
        assert (result.returncode, result.stdout) == (1, "")
        return
    server = make_server(config)
    assert server.url.startswith("http://[::1]:")
    with Client(server.url) as client:
        assert client.get("/healthz").status == 200


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_with_status_0(make_server, number):
    server = make_server()
    with Client(server.url) as client:
        client.get("/readyz")  # and the connection stays open
        server.stop(number)


def test_a_crash_leaves_no_core(server):
    """Not even where core files are handed to a program: a limit of 0 does not count there, 1 does."""
    with open(f"/proc/{server.process.pid}/limits", encoding="ascii") as file:
        (limits,) = re.findall(r"(?m)^Max core file size +(\S+) +(\S+)", file.read())
    assert limits in (("1", "1"), ("0", "0"))  # where it was started with none it can't ask for one


def test_what_was_asked_is_answered_before_it_stops(make_server, address):
    """Failed logins wait for their time, hashes for theirs: SIGTERM comes while they do."""
    server = make_server()

    def login(number):
        with Client(server.url) as client:
            return client.login(f"{number}.{address}")

    with ThreadPoolExecutor(2) as pool:
        answers = [pool.submit(login, number) for number in range(2)]
        with Client(server.url) as client:
            wait_for(lambda: "login-failed" in server.log, "the first failed login")
            client.get("/healthz")
        server.stop()
        done = [answer.result() for answer in answers]
    assert [answer.problem for answer in done] == ["login-failed"] * 2
    # Stopping makes no failed login answer before its time.
    assert all(answer.seconds >= 0.5 for answer in done)


def test_registrations_and_sessions_outlive_the_server(make_server, address):
    server = make_server()
    opened = "opened." + address
    for email in (address, opened):
        server.register(email)
    with Client(server.url) as client:
        credential, key = client.started(server, address)
        client.opened(server, opened)
        session = client.logged_in(opened)
        idempotency_key = new_key()
        first = client.start("other." + address, key=idempotency_key).json["credential"]
    server.stop()

    server.start()
    with Client(server.url) as client:
        assert client.status(credential).json["state"] == "awaiting-key"
        assert client.submit(credential, key).status == 200
        assert client.home(session).status == 200
        assert client.start("other." + address, key=idempotency_key).json["credential"] == first


def test_what_was_acknowledged_outlives_a_kill(make_server, address):
    server = make_server()
    server.register(address)
    with Client(server.url) as client:
        credential, key = client.started(server, address)
        assert client.submit(credential, key).status == 200
        server.process.kill()
        server.process.communicate()
    server.start()
    with Client(server.url) as client:
        assert client.login(address).status == 201
        assert client.status(credential).json["state"] == "completed"


def test_what_it_keeps_is_nobody_elses(make_server):
    server = make_server()
    for name in ("store.db", "store.db.secret"):
        mode = os.stat(os.path.join(server.folder, name)).st_mode
        assert stat.S_IMODE(mode) & 0o077 == 0
    assert os.path.getsize(os.path.join(server.folder, "store.db.secret")) == 32


def test_a_secret_file_of_ones_own(make_server, tmp_path):
    path = tmp_path / "own-secret"
    make_server({"server": {"secret-file": str(path)}})
    assert path.stat().st_size == 32
    assert not (tmp_path / "server" / "store.db.secret").exists()


# ---- The log ----


def test_the_log_is_json_and_holds_no_secret(make_server, address):
    server = make_server()
    server.register(address)
    idempotency_key = new_key()
    with Client(server.url) as client:
        credential = client.start(address, key=idempotency_key).json["credential"]
        key = server.mail(address).key
        client.submit(credential, key.replace("-", ""), "Other#Kaisha2026")
        session = client.login(address, "Other#Kaisha2026").json["credential"]
        client.change_password(session, "Other#Kaisha2026", PASSWORD)
        (entry,) = client.sessions(session).json["sessions"]
        client.end_session(session, entry["id"])
        client.login(address, "Wrong#2026")
        client.get("/v1/none/" + key, checked=False)
        client.get("/v1/notices?password=" + PASSWORD)
    server.stop()

    lines = server.log.splitlines()
    assert [line for line in lines if not line.startswith("{")] == ["Listening on " + server.url]
    assert all(entry["time"].endswith("Z") for entry in server.log_entries())
    secrets = [credential, key, key.replace("-", ""), session, idempotency_key, entry["id"], address]
    for secret in [*secrets, "Other#Kaisha2026", PASSWORD, "Wrong#2026"]:
        assert secret.lower() not in server.log.lower()
    requests = [entry for entry in server.log_entries() if entry["event"] == "request"]
    assert {"method", "route", "status", "ms", "request_id", "origin", "level"} <= set(requests[0])
    assert "/v1/sessions/{id}" in {entry["route"] for entry in requests}
    assert [entry["route"] for entry in requests if entry["status"] == 404] == ["none"]


def test_a_requests_id_stands_in_the_log(make_server):
    server = make_server()
    with Client(server.url) as client:
        request_id = client.home("x").json["request_id"]
    wait_for(lambda: request_id in server.log, "the line in the log")


# ---- Reloading ----


@pytest.fixture
def content(tmp_path):
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    return folder


def change(path, edit):
    text = json.loads(path.read_text(encoding="utf-8"))
    edit(text)
    path.write_text(json.dumps(text, ensure_ascii=False), encoding="utf-8")


def test_new_content_is_served_after_sighup(make_server, content, address):
    server = make_server(content=str(content))
    with Client(server.url) as client:
        etag = client.get("/v1/terms").field("ETag")
        old = client.current_terms()
        for language in ("ja", "en"):
            change(content / f"terms-of-use.{language}.json", lambda text: text.update(version="sample-2"))
        server.signal(signal.SIGHUP)
        wait_for(lambda: client.current_terms()["terms_of_use"] == "sample-2", "the new terms")
        assert client.get("/v1/terms", fields=["If-None-Match: " + etag]).status == 200
        assert client.start(address, consent=old).problem == "terms-outdated"
        assert client.start(address).status == 202


def test_faulty_content_is_not_taken(make_server, content):
    server = make_server(content=str(content))
    with Client(server.url) as client:
        before = client.get("/v1/notices").body
        change(content / "notices.ja.json", lambda text: text.update(copyright="new"))
        (content / "menu.ja.json").write_text("[")
        server.signal(signal.SIGHUP)
        wait_for(lambda: "menu.ja.json" in server.log, "the fault in the log")
        assert client.get("/v1/notices").body == before


# ---- A store that cannot be used ----


def refused(answer):
    """It took a second at most to notice."""
    return answer if answer.status != 200 else None


def test_asking_whether_it_is_ready_costs_the_store_little(make_server):
    """Anybody may ask, and each write is one to the disk."""
    server = make_server()
    store = sqlite3.connect(os.path.join(server.folder, "store.db"))
    with Client(server.url) as client:
        began = time.monotonic()
        for _ in range(300):
            assert client.get("/readyz").status == 200
        seconds = time.monotonic() - began
    (beats,) = store.execute("SELECT beats FROM heartbeat").fetchone()
    store.close()
    assert 1 <= beats <= seconds + 1


def test_a_store_that_is_locked_makes_calls_unavailable(make_server, address):
    """Another process holds the file for longer than the server waits."""
    server = make_server()
    with Client(server.url) as client:
        assert client.get("/readyz").status == 200
        holder = sqlite3.connect(os.path.join(server.folder, "store.db"), isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        for answer in (wait_for(lambda: refused(client.get("/readyz")), "not ready"), client.start(address)):
            assert (answer.status, answer.problem) == (503, "unavailable")
            assert int(answer.field("Retry-After")) > 0
        assert client.get("/healthz").status == 200
        assert client.get("/v1/notices").status == 200
        holder.execute("ROLLBACK")
        holder.close()
        assert client.get("/readyz").status == 200
        assert client.start(address).status == 202
