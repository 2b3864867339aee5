# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the real server, on a free port, with SQLite and Maildir in a folder of its own."""

import email
import email.policy
import itertools
import json
import os
import re
import signal
import subprocess
import time

SERVER = os.environ["HW_SERVER"]
COUNTER = os.environ["HW_COUNTER"]
SOURCE = os.environ["HW_SOURCE"]
CONTENT = os.path.join(SOURCE, "data", "content")

PATIENCE = 60
establishments = itertools.count(1)


def wait_for(condition, what, patience=PATIENCE):
    """Looks until @condition gives something; that is what it returns."""
    end = time.monotonic() + patience
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"waited {patience} s for {what}")
        time.sleep(0.02)


class Mail:
    def __init__(self, path):
        with open(path, "rb") as file:
            self.message = email.message_from_binary_file(file, policy=email.policy.default)
        self.path = path
        self.to = self.message["To"].addresses[0].addr_spec
        self.subject = str(self.message["Subject"])
        self.text = self.message.get_content()

    @property
    def key(self):
        """On a line of its own (PAGES.md); None where there is none."""
        found = re.findall(r"(?m)^[ >]*([0-9A-Z]{5}-[0-9A-Z]{5})\s*$", self.text)
        assert len(found) <= 1
        return found[0] if found else None


class Server:
    def __init__(self, folder, config=None, content=CONTENT, arguments=(), environment=None):
        self.folder = folder
        self.config = config or {}
        self.content = content
        self.arguments = list(arguments)
        self.environment = environment or {}
        self.descriptors = ()  # that it inherits
        self.enter = None  # what its process does before it becomes the server
        self.process = None
        self.url = None
        self.began = 0
        self.log_path = os.path.join(folder, "log")

    # ---- Life ----

    @property
    def store(self):
        return "sqlite:" + os.path.join(self.folder, "store.db")

    def write_config(self):
        path = os.path.join(self.folder, "server.conf")
        sections = {section: dict(keys) for section, keys in self.config.items()}
        defaults = {
            "listen": "127.0.0.1:0",
            "store": self.store,
            "mail": "maildir:" + os.path.join(self.folder, "mail"),
            "content": self.content,
        }
        sections["server"] = {**defaults, **sections.get("server", {})}
        with open(path, "w", encoding="utf-8") as file:
            for section, keys in sections.items():
                file.write(f"[{section}]\n")
                for key, value in keys.items():
                    if value is None:  # not even the default
                        continue
                    file.write(f"{key}={value}\n")
        return path

    def command(self):
        return [SERVER, "--config", self.write_config(), *self.arguments]

    def spawn(self):
        with open(self.log_path, "ab") as log:
            self.began = log.tell()  # what was logged before is an earlier run's
            self.process = subprocess.Popen(
                self.command(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, **self.environment},
                pass_fds=self.descriptors,
                preexec_fn=self.enter,
            )

    def start(self):
        self.spawn()
        self.url = wait_for(self.find_url, "the line that says where it listens")
        return self

    def find_url(self):
        found = re.search(r"(?m)^Listening on ((?:https?://|unix:/)\S+)\n", self.log_since_start)
        assert found or self.process.poll() is None, self.log
        return found and found[1]

    def stop(self, signal_number=signal.SIGTERM):
        """Stops it as an operator does; it must end well and have printed nothing but its log."""
        if self.process is None:
            return
        process, self.process = self.process, None
        process.send_signal(signal_number)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise
        assert process.returncode == 0, self.log
        assert self.other_lines() == ["Listening on " + self.url], self.log

    def other_lines(self):
        """What this run printed that is no JSON."""
        return [line for line in self.log_since_start.splitlines() if not line.startswith('{"')]

    def __enter__(self):
        return self.start()

    def __exit__(self, *unused):
        self.stop()

    def signal(self, signal_number):
        self.process.send_signal(signal_number)

    # ---- What it leaves ----

    @property
    def log(self):
        with open(self.log_path, encoding="utf-8") as file:
            return file.read()

    @property
    def log_since_start(self):
        with open(self.log_path, "rb") as file:
            file.seek(self.began)
            return file.read().decode()

    def log_entries(self):
        return [json.loads(line) for line in self.log.splitlines() if line.startswith("{")]

    def mails(self, to=None):
        """Delivered so far, oldest first."""
        new = os.path.join(self.folder, "mail", "new")
        paths = [os.path.join(new, name) for name in os.listdir(new)] if os.path.isdir(new) else []
        mails = [Mail(path) for path in sorted(paths, key=os.path.getmtime)]
        return [mail for mail in mails if to is None or mail.to.lower() == to.lower()]

    def mail(self, to, number=1, having=None):
        """Waits for mail @number to @to, of those that hold @having."""

        def look():
            found = [mail for mail in self.mails(to) if having is None or having in mail.text]
            return found[number - 1] if len(found) >= number else None

        return wait_for(look, f"mail {number} to {to}")

    # ---- The counter ----

    def counter(self, *arguments, status=0):
        run = subprocess.run(
            [COUNTER, "--store", self.store, *arguments], capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        assert run.returncode == status, run.stderr
        return run.stdout

    def register(self, address, name="株式会社見本製作所"):
        number = f"1301-{next(establishments):06d}-7"
        self.counter(
            "register", "--establishment-number", number, "--establishment-name", name, "--email", address
        )
        return number
