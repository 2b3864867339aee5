# SPDX-License-Identifier: GPL-3.0-or-later
"""The other side of the walk: server, counter and mailbox, the real programs in a folder of their own."""

import email
import email.policy
import json
import os
import pathlib
import re
import signal
import subprocess
import time

KEY_LINE = re.compile(r"^([0-9A-HJKMNP-TV-Z]{5})-([0-9A-HJKMNP-TV-Z]{5})\r?$", re.M)


class Office:
    """A running server, the counter's tool for its store, and the mails that it sent."""

    def __init__(self, folder, server, counter, content=None, config="", port=0):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.server_program, self.counter_program = server, counter
        self.store = f"sqlite:{self.folder / 'store.db'}"
        self.mailbox = self.folder / "mail"
        self.config = self.folder / "server.conf"
        self.config.write_text(config or "[server]\n")
        self.content = content
        self.process, self.url, self.port = None, None, port
        self.seen = set()

    def start(self):
        arguments = [self.server_program, "--config", str(self.config), "--listen", f"127.0.0.1:{self.port}",
                     "--store", self.store, "--mail", f"maildir:{self.mailbox}"]
        if self.content:
            arguments += ["--content", str(self.content)]
        log = self.folder / "server.log"
        began = log.stat().st_size if log.exists() else 0
        with open(log, "ab") as output:
            self.process = subprocess.Popen(arguments, stdout=output, stderr=output,
                                            env={**os.environ, "LSAN_OPTIONS": os.environ.get("LSAN_OPTIONS", "")})
        end = time.monotonic() + 30
        while time.monotonic() < end:
            ended = self.process.poll() is not None
            found = re.search(rb"(?m)^Listening on (https?://127\.0\.0\.1:(\d+))\n", log.read_bytes()[began:])
            if found:
                self.url, self.port = found[1].decode(), int(found[2])
                return self
            if ended:
                break
            time.sleep(0.02)
        raise AssertionError(f"the server did not start:\n{log.read_text()}")

    def stop(self, how=signal.SIGTERM):
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(20)
        if self.process:
            status, self.process = self.process.returncode, None
            return status
        return 0

    def counter(self, *arguments):
        done = subprocess.run([self.counter_program, "--config", str(self.config), "--store", self.store, *arguments],
                              check=True, capture_output=True, text=True)
        return done.stdout

    def register(self, number, name, address):
        return self.counter("register", "--establishment-number", number, "--establishment-name", name, "--email", address)

    def show(self, address):
        return json.loads(self.counter("show", address, "--json"))

    def mails(self):
        """All delivered mails, oldest first, parsed."""
        new = self.mailbox / "new"
        files = sorted(new.iterdir(), key=lambda f: (f.stat().st_mtime_ns, f.name)) if new.is_dir() else []
        return [(f.name, email.message_from_bytes(f.read_bytes(), policy=email.policy.default)) for f in files]

    def wait_mail(self, subject, to=None, timeout=30):
        """The next mail with this subject that was not returned before."""
        end = time.monotonic() + timeout
        while True:
            for name, message in self.mails():
                if name not in self.seen and message["Subject"] == subject and (to is None or to in message["To"]):
                    self.seen.add(name)
                    return message
            if time.monotonic() > end:
                subjects = [m["Subject"] for _, m in self.mails()]
                raise AssertionError(f"no mail «{subject}» within {timeout} s; there were {subjects}")
            time.sleep(0.05)

    def newest_key(self, to, timeout=30):
        """The key of the newest mail to this address that bears one, in whichever language."""
        end = time.monotonic() + timeout
        while True:
            for _, message in reversed(self.mails()):
                if to in message["To"] and KEY_LINE.search(message.get_content()):
                    return self.key_in(message)
            assert time.monotonic() < end, f"no mail with a key to {to} within {timeout} s"
            time.sleep(0.05)

    @staticmethod
    def key_in(message):
        found = KEY_LINE.findall(message.get_content())
        assert len(found) == 1, "exactly one line holds a key"
        return "-".join(found[0])
