# SPDX-License-Identifier: GPL-3.0-or-later
"""SIGHUP: what is good is taken, what has a fault is not, and the log says which file and line."""

import http.client
import shutil
import signal
import ssl

import pytest

from client import Client
from metrics import metrics_of
from server import PATIENCE, wait_for


def reload_until(server, told):
    """SIGHUP, and waits for a line of the log that holds @told: that line."""
    before = len(server.log_entries())
    server.signal(signal.SIGHUP)

    def find():
        return [e for e in server.log_entries()[before:] if told in e.get("message", "")]

    return wait_for(find, f"“{told}” in the log")[0]


# ---- Content ----


def test_faulty_content_is_told_with_its_line_and_the_old_one_stays(make_server, content):
    server = make_server(content=str(content))
    notices = content / "notices.ja.json"
    good = notices.read_text(encoding="utf-8")
    url = good.rindex('"url"')
    misnamed = good[:url] + '"uri"' + good[url + len('"url"') :]
    line = good[:url].count("\n") + 1
    with Client(server.url) as client:
        before = client.get("/v1/notices").body
        for text, told in ((misnamed, f"{notices}: line {line}: /"), ("{," + good[1:], f"{notices}: line 1, column 2: ")):
            notices.write_text(text, encoding="utf-8")
            entry = reload_until(server, told)
            assert entry["level"] == "warning"
            assert entry["message"].startswith("The new content has a fault, the old one stays: ")
            assert client.get("/v1/notices").body == before

        notices.write_text(good.replace('"copyright": "', '"copyright": "new '), encoding="utf-8")
        assert reload_until(server, "The content was read anew")["level"] == "info"
        assert client.get("/v1/notices").body != before


def test_content_whose_folder_is_gone_stays(make_server, content):
    server = make_server(content=str(content))
    with Client(server.url) as client:
        before = client.get("/v1/terms").body
        shutil.rmtree(content)
        reload_until(server, str(content))
        assert client.get("/v1/terms").body == before


# ---- Certificates ----


def name_served(server, *authorities):
    """The name in the certificate that a new connection gets."""
    context = ssl.create_default_context(cadata="".join(path.read_text() for path in authorities))
    connection = http.client.HTTPSConnection(server.url.removeprefix("https://"), timeout=PATIENCE, context=context)
    connection.request("GET", "/healthz")
    subject = dict(part[0] for part in connection.sock.getpeercert()["subject"])
    assert connection.getresponse().status == 200
    connection.close()
    return subject["commonName"]


@pytest.fixture
def served(make_server, pki, tmp_path):
    """A server with the certificate “first” in certificate.pem and key.pem, and these."""
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    put(pki.make("first"), certificate, key)
    keys = {"tls-certificate": certificate, "tls-key": key, "metrics-listen": "127.0.0.1:0"}
    return make_server({"server": keys}), certificate, key


def put(pair, certificate, key):
    shutil.copy(pair[0], certificate)
    shutil.copy(pair[1], key)


def test_what_cannot_be_served_leaves_the_old_certificate(served, pki):
    server, certificate, key = served
    first = pki.folder / "first.pem"
    other = pki.make("other")
    expired = pki.make("expired", dates=("20200101000000Z", "20200202000000Z"))
    refusal = "The new certificate cannot be used, the old one stays: "

    def refused(told):
        entry = reload_until(server, told)
        assert entry["level"] == "warning" and entry["message"].startswith(refusal)
        assert name_served(server, first) == "first"

    shutil.copy(other[0], certificate)
    refused(f"the key {key} is not the one of the certificate {certificate}")
    put(expired, certificate, key)
    refused(f"{certificate} expired on 2020-02-02")
    put(other, certificate, key)
    key.unlink()
    refused(str(key))
    key.write_text("nonsense")
    key.chmod(0o600)
    refused(f"{key} holds no private key")

    put(other, certificate, key)
    reload_until(server, "The certificate was read anew, it is good until ")
    assert name_served(server, first, other[0]) == "other"


def test_the_end_of_the_certificate_is_a_metric(served, pki):
    server, certificate, key = served

    def end():
        return int(metrics_of(server)[1]["hw_tls_certificate_end_seconds"])

    before = end()
    put(pki.make("longer", days=100), certificate, key)
    reload_until(server, "The certificate was read anew")
    assert 97 * 86400 < end() - before < 99 * 86400


def test_connections_outlive_a_new_certificate(served, pki):
    server, certificate, key = served
    context = ssl.create_default_context(cafile=pki.folder / "first.pem")
    connection = http.client.HTTPSConnection(server.url.removeprefix("https://"), timeout=PATIENCE, context=context)
    connection.request("GET", "/healthz")
    connection.getresponse().read()
    socket = connection.sock
    put(pki.make("second"), certificate, key)
    reload_until(server, "The certificate was read anew")
    connection.request("GET", "/healthz")
    assert connection.getresponse().status == 200
    assert connection.sock is socket
    connection.close()
    assert name_served(server, pki.folder / "second.pem") == "second"


def test_an_expired_certificate_is_served_at_the_start_with_a_warning(make_server, pki):
    """Else a machine that starts after a missed renewal could not be helped by the renewal."""
    certificate, key = pki.make("old", dates=("20200101000000Z", "20200202000000Z"))
    server = make_server({"server": {"tls-certificate": certificate, "tls-key": key}})
    (entry,) = [e for e in server.log_entries() if "Renew the certificate" in e.get("message", "")]
    assert entry["level"] == "warning" and "2020-02-02" in entry["message"]
    renewed = pki.make("new")
    put(renewed, certificate, key)
    reload_until(server, "The certificate was read anew")
    assert name_served(server, renewed[0]) == "new"
