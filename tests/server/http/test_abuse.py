# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything of QUALITY.md's Security 8 at once and over again: each is answered or closed, the memory stays flat, and
whoever asks for something honest meanwhile is answered."""

import os
import re
import resource
import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from client import Client
from server import wait_for
from test_framing import HIDDEN, LOGIN, REFUSED, connect, exchange, get, post

MIB = 1024 * 1024
FIELD = b"X: " + b"x" * 997 + b"\r\n"


@pytest.fixture
def server(make_server, monkeypatch):
    """A sanitizer keeps what was freed for a while: let that be little, so that the memory can be told."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    monkeypatch.setenv("ASAN_OPTIONS", os.environ.get("ASAN_OPTIONS", "") + ":quarantine_size_mb=4")
    return make_server({"http": {"head-timeout": 2, "body-timeout": 2}})


def memory(server):
    with open(f"/proc/{server.process.pid}/status", encoding="ascii") as file:
        return int(re.search(r"VmRSS:\s+(\d+) kB", file.read())[1]) * 1024


class Honest:
    """Somebody who asks all the while."""

    def __init__(self, server):
        self.server = server
        self.done = threading.Event()
        self.seconds = []
        self.statuses = set()
        self.pool = ThreadPoolExecutor(1)
        self.asking = None

    def run(self):
        with Client(self.server.url) as client:
            while not self.done.is_set():
                for path in ("/healthz", "/v1/notices", "/readyz"):
                    answer = client.get(path)
                    self.statuses.add(answer.status)
                    self.seconds.append(answer.seconds)

    def __enter__(self):
        self.asking = self.pool.submit(self.run)
        return self

    def __exit__(self, *unused):
        self.done.set()
        self.pool.shutdown()
        self.asking.result()
        print(f"{len(self.seconds)} honest calls, the slowest {max(self.seconds):.3f} s")


def pour(server, head, part, times):
    """@head and then @part over and over, unless the server closes; what it answered, and how much went."""
    sent = 0
    received = b""
    with connect(server) as connection:
        try:
            connection.sendall(head)
            for _ in range(times):
                connection.sendall(part)
                sent += len(part)
        except OSError:
            pass
        try:
            while part := connection.recv(65536):
                received += part
        except OSError:
            pass
    return [int(status) for status in re.findall(rb"HTTP/1\.[01] (\d{3}) ", received)], sent


CHUNKED = b"Transfer-Encoding: chunked"
LONG = {
    "a field of 1 MiB": (b"GET /healthz HTTP/1.1\r\nHost: x\r\nX: ", b"x" * 65536, 16, {400, 431}),
    "fields of 1 MiB": (b"GET /healthz HTTP/1.1\r\nHost: x\r\n", FIELD, 1049, {400, 431}),
    "a target of 1 MiB": (b"GET /", b"x" * 65536, 16, {400, 414, 431}),
    "a method of 1 MiB": (b"", b"X" * 65536, 16, {400, 414, 431}),
    "empty lines": (b"", b"\r\n" * 32768, 16, {400, 414, 431}),
    "a body of 1 GiB": (post(b"", b"Content-Length: 1073741824"), b" " * MIB, 1024, {413}),
    "a body of 1 GiB in chunks": (post(b"", CHUNKED), b"100000\r\n" + b" " * MIB + b"\r\n", 1024, {400, 413}),
    "a body of 1 GiB that is asked about": (
        post(b"", b"Content-Length: 1073741824", b"Expect: 100-continue"), b" " * MIB, 1024, {413}),
    "a chunk of 1 GiB": (post(b"40000000\r\n", CHUNKED), b" " * MIB, 1024, {400, 413}),
    "a body of 1 GiB where none belongs": (
        get(b"Host: x", b"Content-Length: 1073741824"), b" " * MIB, 1024, {413}),
    # libmicrohttpd's own answer; 0.9.75 takes it for a fault of the server.
    "a chunk's extension of 1 MiB": (post(b"5;x=", CHUNKED), b"x" * 65536, 16, {400, 413, 431, 500}),
    "one byte a chunk": (post(b"", CHUNKED), b"1;x=xxxxxxxx\r\nx\r\n" * 1000, 20, {400, 413}),
    "trailers of 1 MiB": (post(b"%x\r\n%b\r\n0\r\n" % (len(LOGIN), LOGIN), CHUNKED), FIELD, 1049, {400, 401, 413, 431}),
}


def everything(server):
    """One round. What is not answered is closed: each waits for that. Returns how much of the longest was taken."""

    def ambiguous(name):
        statuses, received = exchange(server, REFUSED[name] + HIDDEN)
        assert set(statuses) <= {400, 413, 505}, (name, received)
        assert b"operator_notices" not in received, name

    def long(name):
        head, part, times, expected = LONG[name]
        statuses, sent = pour(server, head, part, times)
        assert set(statuses) <= expected, (name, statuses)
        return sent

    def half(begin):
        statuses, received = exchange(server, begin)
        assert statuses == [], received

    with ThreadPoolExecutor(16) as pool:
        halves = [pool.submit(half, begin) for begin in (b"", b"GET /he", get(b"Host: x")[:-2], post(b"{", b"Content-Length: 9"))]
        checks = [pool.submit(ambiguous, name) for name in REFUSED]
        sent = {name: pool.submit(long, name) for name in LONG}
        for future in halves + checks:
            future.result()
        return {name: future.result() for name, future in sent.items()}


def test_none_is_smuggled_and_the_memory_stays_flat(server):
    with Honest(server) as honest:
        everything(server)
        before = memory(server)
        for _ in range(3):
            sent = everything(server)
        after = memory(server)
    print(f"memory {before / MIB:.1f} MiB, after three more rounds {after / MIB:.1f} MiB")
    assert after - before < 16 * MIB
    assert honest.statuses == {200}
    for name, length in sent.items():
        # What is not read lies in the sockets' buffers.
        assert length < 64 * MIB, (name, length)


def test_a_thousand_idle_connections_are_closed_and_keep_nobody_out(server):
    begins = [b"", b"GET /healthz HTTP/1.1\r\nHost: ", post(b"{", b"Content-Length: 1000")]
    with Honest(server) as honest:
        before = memory(server)
        connections = [connect(server) for _ in range(1000)]
        for number, connection in enumerate(connections):
            connection.sendall(begins[number % len(begins)])
        asked = len(honest.seconds)
        wait_for(lambda: len(honest.seconds) > asked + 10, "honest calls to be answered beside them")
        after = memory(server)
        for connection in connections:
            try:
                assert connection.recv(65536) == b""
            except ConnectionResetError:
                pass
            connection.close()
    print(f"memory {before / MIB:.1f} MiB, with a thousand idle connections {after / MIB:.1f} MiB")
    # 20 KiB a connection, and what a sanitizer adds.
    assert after - before < 64 * MIB
    assert honest.statuses == {200}


def test_answers_that_nobody_takes_hold_little(server):
    """Requests in a row, each for a long document, and not one answer read."""
    request = get(b"Host: localhost", target=b"/v1/openapi.yaml") * 200
    with Honest(server) as honest:
        before = memory(server)
        connections = [connect(server) for _ in range(100)]
        for connection in connections:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.settimeout(0.1)
            try:
                connection.sendall(request)
            except TimeoutError:
                pass
        asked = len(honest.seconds)
        wait_for(lambda: len(honest.seconds) > asked + 10, "honest calls to be answered beside them")
        after = memory(server)
        for connection in connections:
            connection.close()
    print(f"memory {before / MIB:.1f} MiB, with a hundred readers asleep {after / MIB:.1f} MiB")
    assert after - before < 16 * MIB
    assert honest.statuses == {200}
