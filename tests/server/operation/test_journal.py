# SPDX-License-Identifier: GPL-3.0-or-later
"""The log in a real journal: lines with their priorities, and what a program reads of them."""

import json
import pathlib
import subprocess

from client import Client
from manager import Manager
from server import PATIENCE, Server

SCRIPT = pathlib.Path(__file__).parent / "with-journal.sh"
# syslog(3)
WARNING, NOTICE, INFO = "4", "5", "6"


class Journaled(Server):
    """A server whose output is the journal's; where it listens, systemd is told."""

    def __init__(self, folder, manager, config=None):
        super().__init__(folder, config, environment={"NOTIFY_SOCKET": manager.path})
        self.manager = manager

    def run(self, work):
        """Starts it, does @work, and stops it: the entries of the journal."""
        command = [SCRIPT, self.folder, *self.command()]
        with open(self.log_path, "wb") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log,
                                            env={"PATH": "/usr/bin:/usr/sbin:/bin:/sbin", **self.environment})
        try:
            self.manager.wait_for("READY=1")
            self.url = self.manager.listen()[0].split("Listening on ")[1].strip()
            work(self)
        finally:
            self.process.stdin.close()
            status = self.process.wait(PATIENCE)
        assert status == 0, self.log
        path = pathlib.Path(self.folder) / "journal"
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_entries_have_their_priorities_and_are_json(tmp_path):
    manager = Manager(tmp_path)

    def work(server):
        with Client(server.url, origin="192.0.2.1") as client:
            assert client.get("/healthz").status == 200
            assert client.login("saiyo@example.co.jp").status == 401

    entries = Journaled(tmp_path, manager).run(work)
    manager.close()
    first, *others = entries
    assert (first["PRIORITY"], first["MESSAGE"].split("http")[0]) == (INFO, "Listening on ")
    found = [(entry["PRIORITY"], json.loads(entry["MESSAGE"])) for entry in others]
    requests = [(priority, line["route"], line["status"]) for priority, line in found if line["event"] == "request"]
    assert requests == [(INFO, "/healthz", 200), (INFO, "/v1/sessions", 401)]
    assert [priority for priority, line in found if line["event"] == "login-failed"] == [NOTICE]
    warnings = [(priority, line["level"], line["message"]) for priority, line in found if line["event"] == "log"]
    assert [(priority, level) for priority, level, _ in warnings] == [(WARNING, "warning")]
    assert warnings[0][2].startswith("X-Forwarded-For from 127.0.0.1")
    assert all(entry["_TRANSPORT"] == "stdout" for entry in entries)


def test_lines_of_many_requests_at_once_stay_whole(tmp_path):
    """Each begins with its priority, which journald takes off where a line begins."""
    manager = Manager(tmp_path)
    number = 2000

    def work(server):
        # One connection, many requests in a row: lines are written by the hundred.
        run = subprocess.run(["curl", "--silent", "--output", "/dev/null", f"{server.url}/healthz?[1-{number}]"],
                             timeout=10 * PATIENCE, check=False)
        assert run.returncode == 0

    entries = Journaled(tmp_path, manager).run(work)
    manager.close()
    lines = [json.loads(entry["MESSAGE"]) for entry in entries[1:]]
    assert len(lines) == number
    assert len({line["request_id"] for line in lines}) == number
    assert {entry["PRIORITY"] for entry in entries} == {INFO}


def test_elsewhere_lines_have_no_priority_before_them(make_server):
    """A file, here; a pipe or a terminal likewise."""
    server = make_server()
    with Client(server.url) as client:
        client.get("/healthz")
    server.stop()
    assert "<6>" not in server.log
