# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server bears at once and how long it waits, as its section [http] says."""

import json
import socket
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from client import Client
from metrics import metrics_of
from server import PATIENCE, wait_for

REQUEST = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
# Nobody is a trusted proxy: those have no limit.
ALONE = {"server": {"trusted-proxies": ""}}


def connect(server, source="127.0.0.1"):
    parts = urlsplit(server.url)
    return socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE, source_address=(source, 0))


def is_closed(connection):
    try:
        return connection.recv(65536) == b""
    except ConnectionResetError:
        return True


def is_answered(connection):
    """FALSE where it was closed instead."""
    try:
        connection.sendall(REQUEST)
        return connection.recv(65536).startswith(b"HTTP/1.1 200 ")
    except (ConnectionResetError, BrokenPipeError):
        return False


def test_an_origin_has_so_many_connections_and_others_go_on(make_server):
    server = make_server({**ALONE, "http": {"connections-per-origin": 4, "head-timeout": 600}})
    connections = [connect(server, "127.0.0.2") for _ in range(4)]
    assert all(is_answered(connection) for connection in connections)
    # Two threads accept: each may let one too many in.
    more = [connect(server, "127.0.0.2") for _ in range(8)]
    refused = [connection for connection in more if not is_answered(connection)]
    assert len(refused) >= 6
    other = connect(server, "127.0.0.3")
    assert is_answered(other)
    for connection in connections:
        connection.close()

    def has_room_again():
        with connect(server, "127.0.0.2") as connection:
            return is_answered(connection)

    wait_for(has_room_again, "room for another connection")
    for connection in (*more, other):
        connection.close()


def test_a_trusted_proxy_has_as_many_as_it_likes(make_server):
    server = make_server({"server": {"trusted-proxies": "127.0.0.2"}, "http": {"connections-per-origin": 1}})
    connections = [connect(server, "127.0.0.2") for _ in range(10)]
    assert all(is_answered(connection) for connection in connections)
    for connection in connections:
        connection.close()


def test_no_more_connections_at_once_than_allowed(make_server):
    server = make_server({"server": {"metrics-listen": "127.0.0.1:0"}, "http": {"connections": 16, "head-timeout": 2}})
    silent = [connect(server) for _ in range(64)]
    _, values = metrics_of(server)
    assert float(values["hw_http_connections"]) <= 16
    with Client(server.url) as client:
        assert client.get("/healthz").status == 200  # when the silent ones before it are cut off
    for connection in silent:
        connection.close()


@pytest.mark.parametrize(("most", "fine", "long"), [(2048, 1500, 2100), (32768, 30000, 33000)])
def test_a_head_may_be_so_long(make_server, most, fine, long):
    server = make_server({"http": {"head-bytes": most}})
    with Client(server.url) as client:
        assert client.get("/healthz", fields=["X-Long: " + "x" * fine]).status == 200
        answer = client.get("/healthz", fields=["X-Long: " + "x" * long])
        assert (answer.status, answer.problem) == (431, "header-too-large")


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_may_be_so_long(make_server, chunked):
    server = make_server({"http": {"body-bytes": 4096}})
    fields = ["Transfer-Encoding: chunked"] if chunked else []
    text = json.dumps({"email": "a@example.jp", "password": "x", "remember": False}).encode()
    with Client(server.url) as client:
        for length, status in ((4096, 401), (4097, 413)):
            body = text[:-1] + b" " * (length - len(text)) + b"}"
            assert client.call("POST", "/v1/sessions", body, fields=fields).status == status


HEAD = b"POST /v1/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"


@pytest.mark.parametrize(("key", "begin"), [("head-timeout", REQUEST[:20]), ("body-timeout", HEAD)])
def test_a_head_and_a_body_may_take_so_long(make_server, key, begin):
    """The other one has ten minutes."""
    timeouts = {"head-timeout": 600, "body-timeout": 600, key: 1}
    server = make_server({"http": timeouts})
    with connect(server) as connection:
        connection.sendall(begin)
        wait_for(lambda: is_closed(connection), "the connection to be cut off")


def test_an_answer_may_take_so_long_to_be_taken(make_server):
    """Requests in a row whose answers nobody reads."""
    server = make_server({"http": {"head-timeout": 600, "answer-timeout": 1}})
    request = REQUEST.replace(b"/healthz", b"/v1/openapi.yaml")
    with connect(server) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(0.2)

        def is_cut_off():
            try:
                connection.sendall(request * 100)
                return False
            except TimeoutError:
                return False
            except OSError:
                return True

        wait_for(is_cut_off, "the connection to be cut off")


def test_so_many_hashes_run_and_so_many_wait(make_server, address):
    """With one thread and one place to wait, more logins at once are told to come back."""
    server = make_server({"server": {"metrics-listen": "127.0.0.1:0"}, "http": {"hashes": 1, "hashing-queue": 1}})

    def login(number):
        with Client(server.url) as client:
            return client.login(f"{number}.{address}")

    with ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(login, range(96)))
    busy = [answer for answer in answers if answer.status == 503]
    assert {answer.status for answer in answers} == {401, 503}
    assert all(int(answer.field("Retry-After")) > 0 for answer in busy)
