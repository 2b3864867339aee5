# SPDX-License-Identifier: GPL-3.0-or-later
"""The line between window and server, and what can go wrong on it: a forwarder whose faults are switched while it runs."""

import contextlib
import http.client
import http.server
import re
import socket
import struct
import threading

PORTAL = b"<!DOCTYPE html><html><body>Log in to this network</body></html>"


def answer(status="200 OK", media_type="application/json", body=b"{}", length=None):
    """The bytes of one answer; length: what its head claims, where that is not the truth."""
    head = (f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {len(body) if length is None else length}\r\n"
            "Connection: close\r\n\r\n")
    return head.encode() + body


FAULTS = {
    "reset": lambda wire, call: call.reset(),
    "swallow": lambda wire, call: (call.forward(), call.reset()),  # done, and the answer is lost
    "hold": lambda wire, call: call.hold(),
    "portal": lambda wire, call: call.send(answer(media_type="text/html", body=PORTAL)),
    "bad-gateway": lambda wire, call: call.send(answer("502 Bad Gateway", "text/html", b"<html>502</html>")),
    "wrong-json": lambda wire, call: call.send(answer(body=b'{"credential": ')),
    "other-json": lambda wire, call: call.send(answer(body=b'{"answer": 42}')),
    "truncated": lambda wire, call: call.send(answer(body=b'{"credential": "abc', length=5000)),
    "huge": lambda wire, call: call.send(answer(body=b'{"a": "' + b"a" * (20 << 20) + b'"}')),
}


class Call(http.server.BaseHTTPRequestHandler):
    """One request, which the wire's fault befalls, or which is forwarded."""

    protocol_version = "HTTP/1.0"  # a connection a request

    def setup(self):
        super().setup()
        self.close_connection = True

    def handle_any(self):
        length = int(self.headers.get("Content-Length") or 0)
        self.body = self.rfile.read(length)
        wire = self.server.wire
        wire.calls.append(f"{self.command} {self.path}")
        fault = wire.fault if re.search(wire.on, f"{self.command} {self.path}") else None
        with contextlib.suppress(OSError):
            if fault:
                FAULTS[fault](wire, self)
            else:
                self.send(self.forward())

    do_GET = do_POST = do_PUT = do_DELETE = handle_any

    def forward(self):
        """The real server's whole answer, as bytes."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.wire.port_behind, timeout=60)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection")}
        connection.request(self.command, self.path, self.body or None, headers)
        got = connection.getresponse()
        body = got.read()
        lines = [f"HTTP/1.1 {got.status} {got.reason}"]
        lines += [f"{n}: {v}" for n, v in got.getheaders() if n.lower() not in ("connection", "content-length", "transfer-encoding")]
        lines += [f"Content-Length: {len(body)}", "Connection: close", "", ""]
        connection.close()
        return "\r\n".join(lines).encode("latin-1") + body

    def send(self, data):
        self.wfile.write(data)
        self.wfile.flush()

    def hold(self):
        """Until the wire is mended, which lets it go on, or cut."""
        self.server.wire.released.wait(120)
        if not self.server.wire.server:
            self.reset()
        elif not self.hung_up():
            self.send(self.forward())

    def hung_up(self):
        """Whether the window no longer waits for the answer."""
        self.connection.setblocking(False)
        try:
            return self.connection.recv(1, socket.MSG_PEEK) == b""
        except BlockingIOError:
            return False
        finally:
            self.connection.setblocking(True)

    def reset(self):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def finish(self):
        with contextlib.suppress(OSError, ValueError):
            super().finish()

    def log_message(self, *args):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request, client_address):
        pass  # the window hung up, which is its right


class Wire:
    """Forwards 127.0.0.1:port to the office's server. fault: a key of FAULTS, for the calls that match on."""

    def __init__(self, office, tls=None):
        self.port_behind = office.port
        self.fault, self.on = None, "."
        self.calls = []
        self.released = threading.Event()
        self.tls = tls  # an ssl.SSLContext
        self.server = None
        self.listen(0)

    def listen(self, port):
        self.server = Server(("127.0.0.1", port), Call)
        self.server.wire = self
        self.port = self.server.server_address[1]
        self.url = f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"
        if self.tls:
            self.server.socket = self.tls.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def set(self, fault, on="."):
        """From now on; None: all goes well, and what was held goes on."""
        if not fault:
            self.released.set()
            self.released = threading.Event()
        self.fault, self.on = fault, on

    def cut(self):
        """Nobody listens any more: connections are refused."""
        server, self.server = self.server, None
        self.set(None)
        if server:
            server.shutdown()
            server.server_close()

    def mend(self):
        self.set(None)
        if not self.server:
            self.listen(self.port)

    close = cut
