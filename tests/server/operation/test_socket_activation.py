# SPDX-License-Identifier: GPL-3.0-or-later
"""systemd opens the socket (LISTEN_FDS), and the server serves it; what holds for `listen` holds for it too."""

import fcntl
import os
import re
import socket
import subprocess
import threading
import time

import pytest

from client import Client
from manager import Activated, Manager, curl, listening, socket_activate
from server import PATIENCE, Server, wait_for


class ByTool(Server):
    """Started by systemd-socket-activate."""

    def __init__(self, folder, address, config=None):
        wanted = {section: dict(keys) for section, keys in (config or {}).items()}
        wanted.setdefault("server", {})["listen"] = None
        super().__init__(folder, wanted)
        self.address = address

    def command(self):
        return socket_activate(self, self.address)

    def other_lines(self):
        return [line for line in super().other_lines() if line.startswith("Listening on ") and " as 3" not in line]


def free_port():
    with listening() as one:
        return one.getsockname()[1]


def test_systemds_own_tool_starts_it_with_the_first_request(tmp_path):
    port = free_port()
    server = ByTool(tmp_path, f"127.0.0.1:{port}")
    server.spawn()
    wait_for(lambda: f"Listening on 127.0.0.1:{port} as 3" in server.log, "the socket")
    assert curl(f"http://127.0.0.1:{port}/healthz") == '{"status":"ok"}'
    # It says so when it takes signals, which may be after its first answer.
    server.url = wait_for(server.find_url, "the line that says where it listens")
    assert server.url == f"http://127.0.0.1:{port}"
    with Client(server.url) as client:
        assert client.get("/readyz").status == 200
    server.stop()


def test_a_unix_socket_behind_a_proxy(tmp_path):
    path = tmp_path / "http.sock"
    server = ByTool(tmp_path, str(path), {"server": {"trusted-proxies": "unix"}})
    server.spawn()
    wait_for(path.exists, "the socket")
    request = ["--unix-socket", path, "http://localhost/healthz"]
    assert curl(*request, "--header", "X-Forwarded-For: 198.51.100.9, 192.0.2.7") == '{"status":"ok"}'
    assert curl(*request) == '{"status":"ok"}'
    server.url = wait_for(server.find_url, "the line that says where it listens")
    assert server.url == f"unix:{path}"
    server.stop()
    requests = [entry for entry in server.log_entries() if entry["event"] == "request"]
    # The rightmost: what the proxy itself saw.
    assert [entry["origin"] for entry in requests] == ["192.0.2.7", "unknown"]


@pytest.mark.parametrize(("address", "family", "url"), [("127.0.0.1", socket.AF_INET, "http://127.0.0.1:"),
                                                        ("::1", socket.AF_INET6, "http://[::1]:")])
def test_an_inherited_socket_is_served(tmp_path, address, family, url):
    try:
        one = listening(address, family)
    except OSError:
        assert family == socket.AF_INET6  # a machine without IPv6
        return
    with one, Activated(tmp_path, [one]) as server:
        assert server.url == f"{url}{one.getsockname()[1]}"
        assert curl(f"{server.url}/healthz") == '{"status":"ok"}'


def test_https_on_an_inherited_socket(tmp_path, pki):
    certificate, key = pki.make()
    with listening("0.0.0.0") as one:
        config = {"server": {"tls-certificate": certificate, "tls-key": key}}
        with Activated(tmp_path, [one], config):
            url = f"https://127.0.0.1:{one.getsockname()[1]}/healthz"
            assert curl("--cacert", certificate, url) == '{"status":"ok"}'


# ---- What is refused ----


@pytest.mark.parametrize("address", ["0.0.0.0", "192.0.2.1"])
def test_plain_http_off_loopback_is_refused(tmp_path, address):
    """192.0.2.1 is not an address of this machine: IP_FREEBIND lets it be one."""
    one = socket.socket()
    one.setsockopt(socket.SOL_IP, 15, 1)
    one.bind((address, 0))
    one.listen()
    with one:
        said = Activated(tmp_path, [one]).refusal()
        assert f"Plain http on anything but loopback is refused, and the socket tcp://{address}:" in said
        with Activated(tmp_path, [one], {"server": {"trusted-proxies": "127.0.0.0/8"}}):
            pass
        said = Activated(tmp_path, [one], {"server": {"trusted-proxies": "unix"}}).refusal()
        assert "Plain http" in said


def test_a_unix_socket_without_a_trusted_proxy_is_refused(tmp_path):
    with listening(str(tmp_path / "http.sock"), socket.AF_UNIX) as one:
        said = Activated(tmp_path, [one]).refusal()
        assert f"unix:{tmp_path}/http.sock" in said and "trusted-proxies=unix" in said


def test_listen_and_an_inherited_socket_contradict_each_other(tmp_path):
    with listening() as one:
        said = Activated(tmp_path, [one], {"server": {"listen": "127.0.0.1:0"}}).refusal()
        assert f"{tmp_path}/server.conf:2: listen: it is set, and the socket tcp://127.0.0.1:" in said
        said = Activated(tmp_path, [one], arguments=["--listen", "127.0.0.1:0"]).refusal()
        assert "--listen: it is set, and the socket" in said


def test_what_is_no_socket_to_serve_is_refused_in_clear_words(tmp_path):
    first, second = listening(), listening()
    datagram = listening(kind=socket.SOCK_DGRAM)
    connected, peer = socket.socketpair()
    with open(os.devnull, "rb") as file, first, second, datagram, connected, peer:
        for sockets, count, told in (
            ([first, second], None, "2 sockets were handed over, and one is served"),
            ([datagram], None, "is not one for streams"),
            ([connected], None, "it does not listen: the .socket unit must have Accept=no"),
            ([file], None, "is no socket"),
            ([], "1", "cannot be used: Bad file descriptor"),
            ([first], "one", "cannot be used: Invalid argument"),
        ):
            said = Activated(tmp_path, sockets, count=count).refusal()
            assert said.startswith("hellowork-mypage-server: Socket activation (LISTEN_FDS): "), said
            assert told in said, said
            assert said.count("\n") == 1


def test_what_another_process_was_handed_is_not_taken(tmp_path):
    """As when a service starts us, and leaves its environment to us."""
    environment = {"LISTEN_FDS": "1", "LISTEN_PID": "1"}
    with Server(tmp_path, {"server": {"listen": "127.0.0.1:0"}}, environment=environment) as server:
        assert server.url.startswith("http://127.0.0.1:")


# ---- Restarting ----


def test_no_connection_is_refused_while_it_restarts(tmp_path):
    """The socket stays open: who comes meanwhile waits, and is answered by the next process."""
    stop = threading.Event()
    served, failures = [], []

    def ask(port):
        while not stop.is_set():
            try:
                served.append(curl(f"http://127.0.0.1:{port}/healthz"))
            except AssertionError as error:
                failures.append(str(error))

    with listening() as one:
        server = Activated(tmp_path, [one]).start()
        clients = [threading.Thread(target=ask, args=(one.getsockname()[1],)) for _ in range(4)]
        for client in clients:
            client.start()
        try:
            for _ in range(3):
                before = len(served)
                wait_for(lambda: len(served) >= before + 8, "some answers")
                server.stop()
                server.start()
        finally:
            stop.set()
            for client in clients:
                client.join(2 * PATIENCE)
        server.stop()
    assert failures == []
    assert set(served) == {'{"status":"ok"}'}


# ---- What systemd is told ----


@pytest.fixture
def manager(tmp_path):
    manager = Manager(tmp_path)
    yield manager
    manager.close()


def test_it_tells_that_it_is_ready_reloads_and_stops(make_server, manager):
    server = make_server(environment={"NOTIFY_SOCKET": manager.path})
    manager.wait_for("READY=1")
    assert f"STATUS=Listening on {server.url}" in manager.listen()[-1]
    with Client(server.url) as client:
        assert client.get("/healthz").status == 200
    server.signal(1)
    manager.wait_for("READY=1", 2)
    server.stop()
    told = [text.split("\n")[0] for text in manager.listen()]
    assert told == ["READY=1", "RELOADING=1", "READY=1", "STOPPING=1"]
    assert "\nMONOTONIC_USEC=" in manager.listen()[1]


def test_it_is_not_ready_where_it_cannot_serve(tmp_path, manager):
    server = Server(tmp_path, {"server": {"content": "/none"}}, environment={"NOTIFY_SOCKET": manager.path})
    run = subprocess.run(server.command(), env={**os.environ, **server.environment}, capture_output=True, text=True,
                         timeout=PATIENCE, check=False)
    assert run.returncode == 1
    assert manager.listen() == []


def test_it_tells_the_watchdog_that_it_is_alive(make_server, manager):
    make_server(environment={"NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "1000000"})
    manager.wait_for("WATCHDOG=1", 3)


def test_it_is_not_alive_where_its_log_is_stuck(tmp_path, manager):
    """A pipe that nobody reads: the thread that writes the log hangs, and with it what it does for others."""
    server = Server(tmp_path, {}, environment={"NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "1000000"})
    reading, writing = os.pipe()
    room = fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096)
    os.write(writing, b"x" * (room - 100))  # the line that says where it listens has room, that of a request has not
    process = subprocess.Popen(server.command(), stdout=writing, env={**os.environ, **server.environment})
    os.close(writing)
    try:
        manager.wait_for("WATCHDOG=1")
        url = re.search("Listening on (.*)", manager.listen()[0])[1]
        assert curl(f"{url}/healthz") == '{"status":"ok"}'

        def falls_silent():
            before = len(manager.listen())
            time.sleep(3)
            return len(manager.listen()) == before

        wait_for(falls_silent, "silence")
        count = manager.count("WATCHDOG=1")
        os.read(reading, room)
        manager.wait_for("WATCHDOG=1", count + 1)
    finally:
        process.terminate()
        while os.read(reading, 65536):
            pass
        os.close(reading)
        assert process.wait(PATIENCE) == 0
