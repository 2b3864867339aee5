# SPDX-License-Identifier: GPL-3.0-or-later
"""Which TLS is spoken: 1.2 and 1.3, and of 1.2 what is still good. The hellos are written here by hand, so that no
library on this side refuses before the server does. (New certificates: tests/server/operation.)"""

import os
import re
import socket
import ssl
import struct
import subprocess
from urllib.parse import urlsplit

import pytest

from server import PATIENCE

ALERT, HANDSHAKE = 21, 22
FATAL, SERVER_HELLO = 2, 2

TLS_1_2 = 0x0303
GOOD = {
    "ec": {"ECDHE-ECDSA-AES128-GCM": 0xC02B, "ECDHE-ECDSA-AES256-GCM": 0xC02C, "ECDHE-ECDSA-CHACHA20": 0xCCA9},
    "rsa": {"ECDHE-RSA-AES128-GCM": 0xC02F, "ECDHE-RSA-AES256-GCM": 0xC030, "ECDHE-RSA-CHACHA20": 0xCCA8},
}
# Without forward secrecy, without authenticated encryption, or without any.
WEAK = {
    "ec": {
        "ECDHE-ECDSA-AES128-SHA": 0xC009,
        "ECDHE-ECDSA-AES256-SHA": 0xC00A,
        "ECDHE-ECDSA-AES128-SHA256": 0xC023,
        "ECDHE-ECDSA-AES256-SHA384": 0xC024,
        "ECDHE-ECDSA-3DES": 0xC008,
        "ECDHE-ECDSA-RC4": 0xC007,
        "ECDHE-ECDSA-NULL": 0xC006,
        "ECDHE-ECDSA-AES128-CCM8": 0xC0AE,
        "ECDH-anon-AES128": 0xC018,
    },
    "rsa": {
        "RSA-AES128-GCM": 0x009C,
        "RSA-AES256-GCM": 0x009D,
        "RSA-AES128-SHA": 0x002F,
        "RSA-AES256-SHA": 0x0035,
        "RSA-3DES": 0x000A,
        "RSA-RC4": 0x0005,
        "RSA-NULL": 0x0002,
        "RSA-EXPORT": 0x0003,
        "ECDHE-RSA-AES128-SHA": 0xC013,
        "ECDHE-RSA-AES256-SHA": 0xC014,
        "ECDHE-RSA-AES128-SHA256": 0xC027,
        "ECDHE-RSA-3DES": 0xC012,
        "ECDHE-RSA-RC4": 0xC011,
        "DH-anon-AES128": 0x0034,
    },
}
KEYS = {"ec": ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"], "rsa": ["-newkey", "rsa:2048"]}


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pki")
    pairs = {}
    for kind, arguments in KEYS.items():
        pairs[kind] = folder / f"{kind}.pem", folder / f"{kind}.key"
        subprocess.run(
            ["openssl", "req", "-x509", *arguments, "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
             "subjectAltName=IP:127.0.0.1", "-out", pairs[kind][0], "-keyout", pairs[kind][1]],
            check=True, capture_output=True)
    return pairs


@pytest.fixture(params=KEYS)
def tls(make_server, certificates, request):
    """A server with a key of that kind, and which."""
    certificate, key = certificates[request.param]
    return make_server({"server": {"tls-certificate": certificate, "tls-key": key}}), request.param


def connect(server):
    parts = urlsplit(server.url)
    return socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE)


def vector(length_of_length, data):
    return len(data).to_bytes(length_of_length, "big") + data


def extension(number, data):
    return struct.pack(">H", number) + vector(2, data)


def hello(version, suites):
    """A ClientHello that offers at most @version, and these suites (RFC 5246, 7.4.1.2)."""
    groups = vector(2, struct.pack(">4H", 29, 23, 24, 256))  # x25519, P-256, P-384, ffdhe2048
    signatures = vector(2, bytes.fromhex("0403 0503 0603 0804 0805 0806 0401 0501 0601 0203 0201"))
    extensions = extension(10, groups) + extension(11, b"\1\0") + extension(13, signatures) + extension(0xFF01, b"\0")
    body = struct.pack(">H", version) + os.urandom(32) + vector(1, b"")
    body += vector(2, b"".join(struct.pack(">H", suite) for suite in suites)) + vector(1, b"\0") + vector(2, extensions)
    return bytes([HANDSHAKE]) + struct.pack(">H", min(version, 0x0301)) + vector(2, b"\1" + vector(3, body))


def answer_to(server, sent):
    """The first record, (its type, the rest); (None, b"") where the server only closes."""
    with connect(server) as connection:
        connection.sendall(sent)
        received = b""
        try:
            while len(received) < 7 and (part := connection.recv(65536)):
                received += part
        except ConnectionResetError:
            pass
    return (received[0], received[5:]) if received else (None, b"")


def is_taken(server, version, *suites):
    type_, rest = answer_to(server, hello(version, suites))
    if type_ == HANDSHAKE:
        assert rest[0] == SERVER_HELLO
        return True
    assert type_ in (None, ALERT)
    assert type_ is None or rest[0] == FATAL
    return False


def test_old_versions_are_refused(tls):
    server, kind = tls
    every = [*GOOD[kind].values(), *WEAK[kind].values()]
    assert {version: is_taken(server, version, *every) for version in (0x0300, 0x0301, 0x0302, TLS_1_2)} == {
        0x0300: False, 0x0301: False, 0x0302: False, TLS_1_2: True}


def test_good_suites_are_taken_and_weak_ones_refused(tls):
    server, kind = tls
    taken = {name: is_taken(server, TLS_1_2, suite) for name, suite in {**GOOD[kind], **WEAK[kind]}.items()}
    assert taken == {**dict.fromkeys(GOOD[kind], True), **dict.fromkeys(WEAK[kind], False)}


def test_the_newest_is_spoken_where_both_can(tls, certificates):
    server, kind = tls
    context = ssl.create_default_context(cafile=certificates[kind][0])
    for most, spoken in ((ssl.TLSVersion.TLSv1_3, "TLSv1.3"), (ssl.TLSVersion.TLSv1_2, "TLSv1.2")):
        context.maximum_version = most
        with connect(server) as connection, context.wrap_socket(connection, server_hostname="127.0.0.1") as secured:
            assert secured.version() == spoken
            secured.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert secured.recv(65536).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /v1/notices HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"\x80\x2e\x01\x00\x02" + b"\0" * 43,
        bytes([HANDSHAKE]) + b"\3\1\xff\xff" + b"x" * 70000,
        b"\0" * 1000,
    ],
    ids=["plain http", "an SSL 2 hello", "a record that is too long", "nothing but NUL"],
)
def test_what_is_no_tls_is_closed(tls, sent):
    server, _ = tls
    with connect(server) as connection:
        received = b""
        try:
            connection.sendall(sent)
            while part := connection.recv(65536):
                received += part
        except ConnectionResetError:
            pass
    assert not re.search(rb"HTTP/1|notices", received)


def test_a_handshake_that_stands_still_is_cut_off(make_server, certificates):
    certificate, key = certificates["ec"]
    server = make_server(
        {"server": {"tls-certificate": certificate, "tls-key": key}, "http": {"head-timeout": 1}})
    for begin in (b"", hello(TLS_1_2, GOOD["ec"].values())[:20], hello(TLS_1_2, GOOD["ec"].values())):
        with connect(server) as connection:
            connection.sendall(begin)
            try:
                while connection.recv(65536):
                    pass
            except ConnectionResetError:
                pass
