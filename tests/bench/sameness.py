#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Can an address be told from another by the time that its answers take? (QUALITY.md, Security 2)

usage: sameness.py [--samples N] [--calls start,resend,…] [--seed N]     (HW_SERVER, HW_COUNTER, HW_SOURCE: as in the tests)

Asks a real server on loopback, one request at a time, about an unknown, a known, a disabled and an opened address, and one
whose registration was ended by another's completion, in an order drawn anew each round, and prints Welch's |t| of each kind against the unknown one, over all samples and without
the slowest twentieth. Below 4.5 the times do not tell them apart. Build without sanitizers, and let nothing else run.
"""

import argparse
import itertools
import json
import math
import os
import pathlib
import random
import socket
import statistics
import sys
import tempfile
import threading
import time
import uuid

FOLDER = pathlib.Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent / "server" / "faults"))

from office import WIDE, Client, Server, wait_for  # noqa: E402

KINDS = ["unknown", "known", "disabled", "opened", "ended"]
A_KIND = 40  # addresses of each kind
LIMIT = 4.5
CALLS = ["first", "again", "repeat", "status", "resend", "wrong-key", "give-up", "login"]
LOGIN_THREADS = 12  # a failed login takes half a second, and the hashes must not be what it waits for


class Line:
    """One connection, as bare as can be, so that little but the server's time is measured."""

    def __init__(self, url):
        host, port = url.removeprefix("http://").split(":")
        self.host = f"{host}:{port}"
        self.socket = socket.create_connection((host, int(port)))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, method, path, body=None, bearer=None, key=None):
        """The status, the seconds that it took, and the body."""
        content = json.dumps(body).encode() if body is not None else b""
        head = [f"{method} {path} HTTP/1.1", f"Host: {self.host}"]
        if body is not None:
            head += ["Content-Type: application/json", f"Content-Length: {len(content)}"]
        if bearer:
            head.append(f"Authorization: Bearer {bearer}")
        if key:
            head.append(f"Idempotency-Key: {key}")
        request = "\r\n".join(head).encode() + b"\r\n\r\n" + content
        start = time.perf_counter_ns()
        self.socket.sendall(request)
        received = b""
        while b"\r\n\r\n" not in received:
            received += self.socket.recv(65536)
        head, rest = received.split(b"\r\n\r\n", 1)
        fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
        while len(rest) < int(fields.get(b"content-length", 0)):
            rest += self.socket.recv(65536)
        return int(head.split()[1]), (time.perf_counter_ns() - start) / 1e9, rest


class Stage:
    """A server with addresses of every kind, and a registration for each."""

    def __init__(self, folder):
        config = {section: dict(keys) for section, keys in WIDE.items()}
        config["registration"] = {"key-tries": 1000000}
        self.server = Server(str(folder), config)
        self.addresses = {kind: [f"{kind[:3]}-{number:03}@example.co.jp" for number in range(A_KIND)] for kind in KINDS}
        self.credentials = {}
        self.server.start()
        registered = [address for kind in KINDS[1:] for address in self.addresses[kind]]
        path = os.path.join(folder, "accounts.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("establishment_number,establishment_name,email\n")
            for number, address in enumerate(registered):
                file.write(f"1301-{number:06d}-7,事業所{number},{address}\n")
        self.server.counter("import", path)
        with Client(self.server.url) as client:
            self.consent = client.current_terms()
            for address in self.addresses["opened"]:
                client.opened(self.server, address)
            for address in self.addresses["disabled"]:
                self.server.counter("disable", address)
            for kind in KINDS:
                self.credentials[kind] = [
                    client.start(address, consent=self.consent).json["credential"] for address in self.addresses[kind]]
            for address in self.addresses["ended"]:
                client.opened(self.server, address)
        self.keys = {address: str(uuid.uuid4()) for kind in KINDS for address in self.addresses[kind]}

    def prepare(self, call):
        """What has to be there before @call is measured."""
        if call != "repeat":
            return
        with Client(self.server.url) as client:
            for address, key in self.keys.items():
                client.start(address, "again", key)

    def request(self, call, kind, line):
        """What ask() takes, and the status to expect."""
        address = random.choice(self.addresses[kind])
        credential = random.choice(self.credentials[kind])
        if call in ("first", "again"):
            body = {"purpose": call, "email": address}
            if call == "first":
                body["consent"] = self.consent
            return ("POST", "/v1/password-registrations", body, None, str(uuid.uuid4())), 202
        if call == "repeat":
            body = {"purpose": "again", "email": address}
            return ("POST", "/v1/password-registrations", body, None, self.keys[address]), 202
        if call == "give-up":
            body = {"purpose": "first", "email": address, "consent": self.consent}
            _, _, answer = line.ask("POST", "/v1/password-registrations", body, None, str(uuid.uuid4()))
            return ("DELETE", "/v1/password-registration", None, json.loads(answer)["credential"], None), 204
        if call == "status":
            return ("GET", "/v1/password-registration", None, credential, None), 200
        if call == "resend":
            return ("POST", "/v1/password-registration/mail", None, credential, str(uuid.uuid4())), 202
        if call == "wrong-key":
            body = {"authentication_key": "00000-00000", "password": "Kaisha#2026"}
            return ("PUT", "/v1/password-registration/password", body, credential, None), 422
        return ("POST", "/v1/sessions", {"email": address, "password": "Wrong#2026", "remember": False}, None, None), 401


def measure(stage, call, rounds):
    """The seconds that each kind's answers took."""
    times = {kind: [] for kind in KINDS}
    lock = threading.Lock()
    left = itertools.count()

    def run():
        line = Line(stage.server.url)
        while next(left) < rounds:
            for kind in random.sample(KINDS, len(KINDS)):
                arguments, expected = stage.request(call, kind, line)
                status, seconds, _ = line.ask(*arguments)
                assert status == expected, (call, kind, status)
                with lock:
                    times[kind].append(seconds)

    threads = [threading.Thread(target=run) for _ in range(LOGIN_THREADS if call == "login" else 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def welch(a, b):
    """|t| of two samples whose variances may differ."""
    spread = statistics.variance(a) / len(a) + statistics.variance(b) / len(b)
    return abs(statistics.fmean(a) - statistics.fmean(b)) / math.sqrt(spread) if spread > 0 else 0.0


def crop(times):
    """Without the slowest twentieth of all kinds together, which others' work on the machine makes."""
    together = sorted(itertools.chain.from_iterable(times.values()))
    most = together[int(len(together) * 0.95)]
    return {kind: [seconds for seconds in samples if seconds <= most] for kind, samples in times.items()}


def report(call, times):
    cropped = crop(times)
    worst = 0.0
    for kind in KINDS:
        median = statistics.median(times[kind]) * 1e6
        line = f"{call:10} {kind:9} n={len(times[kind]):6} median {median:9.1f} µs  mean {statistics.fmean(times[kind])*1e6:9.1f} µs"
        if kind != "unknown":
            t, t_cropped = welch(times["unknown"], times[kind]), welch(cropped["unknown"], cropped[kind])
            worst = max(worst, t, t_cropped)
            line += f"  |t| {t:6.2f}  without the slowest 5 % {t_cropped:6.2f}{'  <-- tells' if max(t, t_cropped) >= LIMIT else ''}"
        print(line, flush=True)
    return worst


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--samples", type=int, default=10000)
    parser.add_argument("--calls", default=",".join(CALLS))
    parser.add_argument("--seed", type=int, default=random.randrange(10**9))
    arguments = parser.parse_args()
    random.seed(arguments.seed)
    print(f"seed {arguments.seed}")
    worst = 0.0
    with tempfile.TemporaryDirectory(prefix="hw-sameness-") as folder:
        stage = Stage(folder)
        try:
            for call in arguments.calls.split(","):
                stage.prepare(call)
                worst = max(worst, report(call, measure(stage, call, arguments.samples)))
        finally:
            stage.server.stop()
    print(f"worst |t| {worst:.2f} (to be below {LIMIT})")


if __name__ == "__main__":
    main()
