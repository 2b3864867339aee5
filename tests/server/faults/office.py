# SPDX-License-Identifier: GPL-3.0-or-later
"""The real server with a real SMTP server beside it, and clients that do not give up."""

import os
import pathlib
import re
import secrets
import subprocess
import sys
import time

import pycurl

FOLDER = pathlib.Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent / "http"))

from client import Client, new_key  # noqa: E402
from server import COUNTER, PATIENCE, SERVER, SOURCE, Mail, Server, wait_for  # noqa: E402

# So wide that no test meets them.
WIDE = {
    "server": {"trusted-proxies": "127.0.0.0/8"},
    "limits": {
        "mail-interval": 0,
        "mails-per-hour": 100000,
        "mails-per-day": 100000,
        "address-mails-per-hour": 100000,
        "address-mails-per-day": 100000,
        "starts-per-origin": 1000000,
        "login-failures-per-account": 100000,
        "login-failures-per-origin": 1000000,
        "account-login-failures": 1000000,
    },
}
SENDER = "system@hellowork.example"


class SmtpServer:
    """tests/server/mail/smtp_server.py, which misbehaves as the local part of an address asks it to."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(exist_ok=True)
        self.port = 0
        self.process = None
        self.read = {}

    def start(self):
        """On the port that it had before."""
        program = FOLDER.parent / "mail" / "smtp_server.py"
        self.process = subprocess.Popen(
            ["/usr/bin/python3", "-B", program, self.folder, "--port", str(self.port)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline().split()[1])
        return self

    def stop(self):
        """As if its power failed."""
        if self.process is not None:
            self.process.stdin.close()
            self.process.stdout.close()
            self.process.wait(PATIENCE)
            self.process = None

    def open_gate(self):
        (self.folder / "gate").touch()

    def events(self, start=""):
        path = self.folder / "events"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [line for line in lines if line.startswith(start)]

    def mails(self):
        """What it took, in order. What it said yes to is told by the event, for a file may be half written."""
        numbers = [line.split()[1] for line in self.events("stored ")]
        for number in numbers:
            if number not in self.read:
                self.read[number] = Mail(self.folder / f"{number}.eml")
        return [self.read[number] for number in numbers]


def make_database(folder):
    """A database of its own on the tests' PostgreSQL server (store/with-postgres.sh), and a secret for it."""
    name = f"faults_{secrets.token_hex(8)}"
    server = os.environ["HW_TEST_POSTGRES"]
    subprocess.run(["psql", "--no-psqlrc", "--quiet", "--dbname", server, "--command", f"CREATE DATABASE {name}"],
                   check=True)
    secret = folder / "secret"
    secret.touch(mode=0o600)
    secret.write_bytes(secrets.token_bytes(32))
    uri = re.sub("^postgresql:///[a-z]+", f"postgresql:///{name}", server)
    return {"store": uri, "secret-file": str(secret)}


class Office(Server):
    """A server in a folder, whose mails go to @smtp. Where the tests have a PostgreSQL server, its store is there."""

    def __init__(self, folder, smtp, config=None, **options):
        folder = pathlib.Path(folder)
        folder.mkdir(exist_ok=True)
        wanted = {section: dict(keys) for section, keys in WIDE.items()}
        self.on_postgres = "HW_TEST_POSTGRES" in os.environ
        if self.on_postgres:
            wanted["server"].update(make_database(folder))
        wanted["server"]["mail"] = f"smtp://127.0.0.1:{smtp.port}"
        wanted["mail"] = {"from": SENDER}
        for section, keys in (config or {}).items():
            wanted.setdefault(section, {}).update(keys)
        super().__init__(str(folder), wanted, **options)
        self.log_path = str(folder) + ".log"  # its folder may be full
        self.smtp = smtp

    def mails(self, to=None):
        return [mail for mail in self.smtp.mails() if to is None or mail.to.lower() == to.lower()]

    def kill(self):
        """SIGKILL: no instruction runs any more."""
        process, self.process = self.process, None
        process.kill()
        process.communicate()
        assert "Sanitizer" not in self.log, self.log

    def counter(self, *arguments, status=0):
        """With the server's own config file, and by its clock."""
        config = os.path.join(self.folder, "server.conf")
        if not os.path.exists(config):
            self.write_config()
        run = subprocess.run([COUNTER, "--config", config, *arguments], capture_output=True, text=True,
                             env={**os.environ, **self.environment}, timeout=PATIENCE, check=False)
        assert run.returncode == status, run.stderr
        return run.stdout

    def register_many(self, addresses):
        path = os.path.join(self.folder, "accounts.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("establishment_number,establishment_name,email\n")
            for number, address in enumerate(addresses):
                file.write(f"1301-{number:06d}-7,株式会社見本製作所{number},{address}\n")
        self.counter("import", path)

    def ready(self):
        """The body of /readyz; None where it is not ready."""
        with Client(self.url) as client:
            answer = client.get("/readyz")
            return answer.json if answer.status == 200 else None

    def outbox_is_empty(self):
        time.sleep(0.1)  # asking writes, too
        ready = self.ready()
        return ready is not None and ready["mail"]["waiting"] == 0


class Visitor(Client):
    """A client that asks again, as ours does, until it has an answer: with the same Idempotency-Key."""

    def __init__(self, office, terms=None, origin=None):
        super().__init__(office.url, origin=origin)
        self.office = office
        self.terms = terms

    def current_terms(self):
        if self.terms is None:
            self.terms = super().current_terms()
        return self.terms

    def call(self, method, path, body=None, **more):
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self.url = self.office.url
                answer = super().call(method, path, body, **more)
                again = answer.status == 503 or (answer.status == 409 and answer.problem == "idempotency-conflict")
            except pycurl.error:
                again = True
            if not again:
                return answer
            assert time.monotonic() < end, f"no answer to {method} {path} within {PATIENCE} s"
            time.sleep(0.05)

    def start(self, email, purpose="first", key=None, consent=True):
        return super().start(email, purpose, key or new_key(), consent)
