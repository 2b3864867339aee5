# SPDX-License-Identifier: GPL-3.0-or-later
"""What systemd does for a service: opens its socket, and hears how it is."""

import os
import re
import select
import socket
import subprocess

from server import PATIENCE, SERVER, Server, wait_for

# Gives the descriptors from 3 on to the program, as systemd does: LISTEN_PID is its own.
SHELL = 'LISTEN_PID=$$ LISTEN_FDS=$0 exec "$@"'


def hand_over(server, command, sockets, count=None):
    """The command line that gives it @sockets; the shell moves what was inherited under any number to 3 and on."""
    moved = " ".join(f"{3 + i}<&{one.fileno()}" for i, one in enumerate(sockets))
    server.descriptors = tuple(one.fileno() for one in sockets)
    return ["/bin/bash", "-c", f"{SHELL} {moved}", count or str(len(sockets)), *command]


class Activated(Server):
    """A server that is handed @sockets, as fds 3, 4, …; it has no `listen` of its own."""

    def __init__(self, folder, sockets, config=None, count=None, **options):
        wanted = {section: dict(keys) for section, keys in (config or {}).items()}
        wanted.setdefault("server", {}).setdefault("listen", None)
        super().__init__(folder, wanted, **options)
        self.sockets = sockets
        self.count = count

    def command(self):
        return hand_over(self, super().command(), self.sockets, self.count)

    def refusal(self):
        """Starts it, which must fail: what it said."""
        self.command()
        run = subprocess.run(self.command(), stdin=subprocess.DEVNULL, capture_output=True, text=True,
                             pass_fds=self.descriptors, timeout=PATIENCE, check=False)
        assert (run.returncode, run.stdout) == (2, ""), (run.stdout, run.stderr)
        assert "Sanitizer" not in run.stderr
        return run.stderr


def listening(address="127.0.0.1", family=socket.AF_INET, kind=socket.SOCK_STREAM, port=0):
    one = socket.socket(family, kind)
    one.bind(address if family == socket.AF_UNIX else (address, port))
    if kind == socket.SOCK_STREAM:
        one.listen(1024)
    return one


class Manager:
    """The socket at which a service tells how it is (sd_notify(3))."""

    def __init__(self, folder):
        self.path = os.path.join(folder, "notify")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.path)
        self.told = []

    def close(self):
        self.socket.close()

    def listen(self):
        while select.select([self.socket], [], [], 0)[0]:
            self.told.append(self.socket.recv(65536).decode())
        return self.told

    def wait_for(self, line, times=1):
        wait_for(lambda: self.count(line) >= times, f"{times} × {line}")

    def count(self, line):
        return sum(line in text.split("\n") for text in self.listen())


def curl(*arguments):
    """An HTTP client that is not ours: what it printed."""
    run = subprocess.run(["curl", "--silent", "--show-error", "--max-time", str(PATIENCE), *arguments],
                         capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


def socket_activate(server, address, *options):
    """The command line of systemd's own tool, which waits for a connection and then becomes the server."""
    kept = [f"--setenv={name}" for name in os.environ if re.fullmatch(r"(ASAN|UBSAN|LSAN)_OPTIONS|G_DEBUG|MALLOC_PERTURB_", name)]
    return ["systemd-socket-activate", "--listen", address, *options, *kept, SERVER, "--config", server.write_config()]
