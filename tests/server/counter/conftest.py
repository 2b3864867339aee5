# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the counter share: the real program, on a store of its own."""

import json
import os
import pathlib
import subprocess

import pytest

PROGRAM = os.environ["HW_COUNTER"]
HEADER = "establishment_number,establishment_name,email"


class Counter:
    def __init__(self, directory):
        self.directory = directory
        self.store = f"sqlite:{directory}/store.db"
        self.locale = "C.UTF-8"
        self.environment = {}

    def run(self, *arguments, store=True, **options):
        """Runs it; arguments may be bytes."""
        call = [PROGRAM] + (["--store", self.store] if store else []) + list(arguments)
        environment = {key: value for key, value in os.environ.items()
                       if not key.startswith("LC_") and key not in ("LANG", "LANGUAGE")}
        environment.update(LC_ALL=self.locale, TZ="Asia/Tokyo", **self.environment)
        done = subprocess.run(call, capture_output=True, timeout=120, cwd=self.directory, env=environment,
                              **options)
        done.out = done.stdout.decode()
        done.err = done.stderr.decode()
        return done

    def ok(self, *arguments):
        done = self.run(*arguments)
        assert done.returncode == 0, done.err
        assert done.err == ""
        return done.out

    def refused(self, *arguments):
        done = self.run(*arguments)
        assert done.returncode == 1, done.err
        assert done.err.strip()
        return done

    def json(self, *arguments):
        return json.loads(self.ok(*arguments, "--json"))

    def register(self, number="1301-123456-7", name="霞が関商事株式会社", email="taro@example.co.jp"):
        return self.ok("register", "--establishment-number", number, "--establishment-name", name, "--email", email)

    def file(self, content, name="accounts.csv"):
        path = pathlib.Path(self.directory) / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def faults(self, content):
        """The (line, code) of each fault that importing @content is refused for; nothing is registered."""
        before = self.emails()
        done = self.refused("import", self.file(content), "--json")
        assert self.emails() == before
        faults = json.loads(done.out)["faults"]
        assert all(set(fault) <= {"line", "code", "message"} and fault["message"] for fault in faults)
        return [(fault.get("line"), fault["code"]) for fault in faults]

    def emails(self):
        if not (pathlib.Path(self.directory) / "store.db").exists():
            return []
        return [account["email"] for account in self.json("list")["accounts"]]


@pytest.fixture
def counter(tmp_path):
    return Counter(tmp_path)
