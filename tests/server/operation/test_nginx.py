# SPDX-License-Identifier: GPL-3.0-or-later
"""data/nginx.conf.example: a real nginx in front of the real server."""

import re
import socket
import ssl
import subprocess

import pytest

from manager import Activated, curl, listening
from nginx import EXAMPLE, Nginx
from server import PATIENCE

ADDRESS = "saiyo@example.co.jp"
TRUST = {"server": {"trusted-proxies": "127.0.0.1/32"}}


def netloc(server):
    return server.url.removeprefix("http://")


@pytest.fixture
def make_nginx(tmp_path, pki):
    made = []

    def make(upstream):
        made.append(Nginx(tmp_path / f"nginx{len(made)}", upstream, *pki.make()))
        return made[-1].start()

    yield make
    for nginx in made:
        nginx.stop()


@pytest.fixture
def server(make_server):
    return make_server({**TRUST, "limits": {"login-failures-per-origin": 2}})


@pytest.fixture
def nginx(server, make_nginx):
    return make_nginx(netloc(server))


def origins(server):
    server.stop()  # which writes what it logged
    return [entry["origin"] for entry in server.log_entries() if entry["event"] == "request"]


def test_nginx_takes_the_example_without_a_warning(nginx):
    run = subprocess.run(nginx.command("-t"), capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert run.returncode == 0, run.stderr
    assert re.search(r"\[(?!notice)", run.stderr) is None and "warn" not in run.stderr, run.stderr
    assert nginx.errors() == []


# ---- TLS and HTTP/2 ----


def test_http2_over_tls(nginx):
    written = ["--output", "/dev/null", "--write-out", "%{http_version} %{http_code} %{ssl_verify_result}"]
    assert curl("--http2", "--cacert", nginx.certificate, *written, nginx.url + "/v1/notices") == "2 200 0"
    assert curl("--http1.1", "--cacert", nginx.certificate, *written, nginx.url + "/v1/notices") == "1.1 200 0"


def handshake(nginx, version, ciphers="DEFAULT:@SECLEVEL=0"):
    """The version that is agreed on; None where none is."""
    context = ssl.create_default_context(cafile=nginx.certificate)
    context.set_ciphers(ciphers)
    context.minimum_version = context.maximum_version = version
    try:
        with socket.create_connection(("127.0.0.1", nginx.port), PATIENCE) as plain:
            with context.wrap_socket(plain, server_hostname="127.0.0.1") as secure:
                return secure.version()
    except (ssl.SSLError, ConnectionError):
        return None


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_tls_1_2_is_the_least(nginx):
    versions = ssl.TLSVersion
    assert handshake(nginx, versions.TLSv1_3) == "TLSv1.3"
    assert handshake(nginx, versions.TLSv1_2) == "TLSv1.2"
    assert handshake(nginx, versions.TLSv1_2, "AES128-SHA") is None  # no forward secrecy
    assert handshake(nginx, versions.TLSv1_1) is None


def test_nothing_is_served_in_the_clear(nginx, server):
    plain = f"http://127.0.0.1:{nginx.plain_port}/v1/notices"
    assert curl("--output", "/dev/null", "--write-out", "%{http_code}", plain) == "403"
    assert curl("--output", "/dev/null", "--write-out", "%{http_code}", nginx.url.replace("https", "http")) == "400"
    assert origins(server) == []


def test_browsers_are_told_to_stay_with_https(nginx, server):
    with nginx.client() as client:
        for path in ("/v1/notices", "/v1/none"):
            assert client.get(path).field("Strict-Transport-Security") == "max-age=63072000"
        server.stop()
        assert client.get("/v1/notices").field("Strict-Transport-Security") == "max-age=63072000"


# ---- A registration through it ----


@pytest.mark.parametrize("unix", [False, True], ids=["tcp", "unix"])
def test_a_whole_registration(tmp_path, make_server, make_nginx, unix):
    if unix:
        path = tmp_path / "http.sock"
        (tmp_path / "activated").mkdir()
        server = Activated(tmp_path / "activated", [listening(str(path), socket.AF_UNIX)],
                           {"server": {"trusted-proxies": "unix"}}).start()
        nginx = make_nginx(f"unix:{path}")
    else:
        server = make_server(TRUST)
        nginx = make_nginx(netloc(server))
    server.register(ADDRESS)
    with nginx.client("127.0.0.7") as client:
        etag = client.get("/v1/terms").field("ETag")
        assert client.get("/v1/terms", fields=["If-None-Match: " + etag]).status == 304
        credential = client.start(ADDRESS).json["credential"]
        assert client.status(credential).json["state"] == "awaiting-key"
        assert client.submit(credential, server.mail(ADDRESS).key).status == 200
        session = client.login(ADDRESS).json["credential"]
        assert client.home(session).status == 200
        assert client.login(ADDRESS, "Wrong#2026").problem == "login-failed"
    assert nginx.errors() == []
    assert set(origins(server)) == {"127.0.0.7"}


# ---- Where requests come from ----


def test_the_server_sees_each_client_and_limits_it_alone(nginx, server):
    with nginx.client("127.0.0.2") as one, nginx.client("127.0.0.3") as other:
        for _ in range(2):
            assert one.login(ADDRESS).status == 401
        assert one.login(ADDRESS).problem == "too-many-requests"
        assert other.login(ADDRESS).status == 401
    assert origins(server) == ["127.0.0.2"] * 3 + ["127.0.0.3"]


def test_what_a_client_says_of_itself_is_not_believed(nginx, server):
    body = {"email": ADDRESS, "password": "Wrong#2026", "remember": False}
    forged = ["X-Real-IP: 198.51.100.7", "Forwarded: for=198.51.100.7", "X-Forwarded-For: 198.51.100.7"]
    with nginx.client("127.0.0.2") as client:
        for number, status in enumerate((401, 401, 429)):
            fields = [*forged, f"X-Forwarded-For: 192.0.2.{number}, 203.0.113.{number}"]
            assert client.call("POST", "/v1/sessions", body, fields=fields).status == status
    assert origins(server) == ["127.0.0.2"] * 3


def test_who_passes_the_proxy_by_is_not_believed(nginx, server):
    """127.0.0.9 is not among the trusted proxies."""
    answer = ["--output", "/dev/null", "--write-out", "%{http_code}", "--interface", "127.0.0.9"]
    for _ in range(2):
        assert curl(*answer, "--header", "X-Forwarded-For: 192.0.2.7", server.url + "/healthz") == "200"
    assert origins(server) == ["127.0.0.9"] * 2
    warnings = [e["message"] for e in server.log_entries() if "X-Forwarded-For" in e.get("message", "")]
    assert warnings == ["X-Forwarded-For from 127.0.0.9, which is not in trusted-proxies, is ignored (said once)"]


# ---- What goes wrong ----


def test_a_server_that_is_down_is_said_in_words_that_the_client_understands(nginx, server):
    server.stop()
    with nginx.client() as client:
        for answer in (client.get("/v1/notices"), client.login(ADDRESS), client.get("/readyz", checked=False)):
            assert (answer.status, answer.problem) == (503, "unavailable")
            assert int(answer.field("Retry-After")) > 0
            assert answer.field("Cache-Control") == "no-store"
            assert len(answer.json["request_id"]) == 32


def test_it_recovers_by_itself_when_the_server_is_back(tmp_path, make_nginx):
    with listening() as one:
        nginx = make_nginx(f"127.0.0.1:{one.getsockname()[1]}")
        server = Activated(tmp_path, [one], TRUST).start()
        with nginx.client() as client:
            for _ in range(3):
                assert client.get("/v1/notices").status == 200
                server.stop()
                server.start()
            assert client.get("/v1/notices").status == 200
        server.stop()
    assert nginx.errors() == []


def test_what_is_too_large_is_refused_in_words_that_the_client_understands(nginx):
    with nginx.client() as client:
        body = b'{"email": "' + b"x" * 20000 + b'"}'
        assert client.call("POST", "/v1/sessions", body).problem == "payload-too-large"
        answer = client.get("/v1/notices", fields=["X-Large: " + "x" * 12000])
        assert (answer.status, answer.problem) == (431, "header-too-large")
        assert client.get("/" + "x" * 12000).problem == "header-too-large"
        assert client.get("/v1/notices").status == 200


def test_a_kept_connection_is_never_met_while_it_closes(nginx):
    """nginx lets go of connections to the server before the server does."""
    text = (nginx.folder / "site.conf").read_text(encoding="utf-8")
    kept = int(re.search(r"(?m)^    keepalive_timeout (\d+)s;", text)[1])
    example = (EXAMPLE.parent / "server.conf.example").read_text(encoding="utf-8")
    assert kept < int(re.search(r"(?m)^#head-timeout=(\d+)", example)[1])
