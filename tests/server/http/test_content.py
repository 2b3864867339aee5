# SPDX-License-Identifier: GPL-3.0-or-later
"""What everybody may read: notices, terms, the contract."""

import hashlib
import json
import os

import pytest

from server import CONTENT, SOURCE

DOCUMENTS = ["/v1/notices", "/v1/terms"]


def content_file(name, language):
    with open(os.path.join(CONTENT, f"{name}.{language}.json"), encoding="utf-8") as file:
        return json.load(file)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_notices_are_those_of_the_content_folder_and_name_the_sender(client, language):
    answer = client.get("/v1/notices", fields=["Accept-Language: " + language])
    assert answer.json.pop("mail_from") == "system@localhost"
    served = answer.json
    del served["mail_from"]
    assert served == content_file("notices", language)
    assert answer.field("Content-Language") == language


@pytest.mark.parametrize("language", ["ja", "en"])
def test_terms_are_those_of_the_content_folder(client, language):
    terms = client.get("/v1/terms", fields=["Accept-Language: " + language]).json
    for name, file in (("privacy_policy", "privacy-policy"), ("terms_of_use", "terms-of-use")):
        document = terms[name]
        sha256 = document.pop("sha256")
        assert document == content_file(file, language)
        # RFC 8785 of what holds strings only: keys sorted, no blanks.
        del document["version"]
        canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert sha256 == hashlib.sha256(canonical.encode()).hexdigest()


def test_versions_are_the_same_in_both_languages(client):
    ja, en = (client.get("/v1/terms", fields=["Accept-Language: " + tag]).json for tag in ("ja", "en"))
    for name in ("privacy_policy", "terms_of_use"):
        assert ja[name]["version"] == en[name]["version"]
        assert ja[name]["sha256"] != en[name]["sha256"]


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        (None, "ja"),
        ("ja", "ja"),
        ("en", "en"),
        ("en-US,en;q=0.9", "en"),
        ("ja;q=0.5, en;q=0.9", "en"),
        ("en;q=0.5, ja", "ja"),
        ("fr", "ja"),
        ("fr, en;q=0.1", "en"),
        ("en;q=0", "ja"),
        ("%%%,;;q=", "ja"),
    ],
)
@pytest.mark.parametrize("path", DOCUMENTS)
def test_the_language_is_the_one_asked_for(client, path, asked, answered):
    answer = client.get(path, fields=["Accept-Language: " + asked] if asked else [])
    assert answer.field("Content-Language") == answered
    assert answer.field("Vary") == "Accept-Language"


@pytest.mark.parametrize("path", DOCUMENTS)
def test_what_is_known_is_not_sent_again(client, path):
    first = client.get(path)
    etag = first.field("ETag")
    assert etag == '"' + hashlib.sha256(first.body).hexdigest() + '"'
    for known in (etag, "W/" + etag, f'"other", {etag}', "*"):
        again = client.get(path, fields=["If-None-Match: " + known])
        assert (again.status, again.body, again.field("ETag")) == (304, b"", etag)


@pytest.mark.parametrize("path", DOCUMENTS)
def test_what_is_not_known_is_sent_whole(client, path):
    etag = client.get(path).field("ETag")
    for other in ('"other"', etag.strip('"'), etag[:-2] + '"', '"', ""):
        again = client.get(path, fields=["If-None-Match: " + other] if other else ["If-None-Match;"])
        assert (again.status, again.field("ETag")) == (200, etag)


@pytest.mark.parametrize("path", DOCUMENTS)
def test_an_etag_is_of_one_language(client, path):
    etag = client.get(path, fields=["Accept-Language: ja"]).field("ETag")
    answer = client.get(path, fields=["Accept-Language: en", "If-None-Match: " + etag])
    assert answer.status == 200
    assert answer.field("ETag") != etag


def test_the_contract_is_served_as_it_stands(client):
    with open(os.path.join(SOURCE, "data", "openapi.yaml"), "rb") as file:
        assert client.get("/v1/openapi.yaml").body == file.read()


@pytest.mark.parametrize("path", [*DOCUMENTS, "/v1/openapi.yaml", "/healthz", "/readyz"])
def test_head_says_what_get_says_without_a_body(client, path):
    get = client.get(path)
    head = client.call("HEAD", path)
    assert head.status == get.status == 200
    varying = ("date", "x-request-id")
    assert [f for f in head.fields if f[0].lower() not in varying] == [
        f for f in get.fields if f[0].lower() not in varying
    ]


def test_alive(client):
    assert client.get("/healthz").json == {"status": "ok"}


def test_ready_with_the_state_of_the_mails(client):
    answer = client.get("/readyz").json
    assert answer["status"] == "ok"
    assert set(answer["mail"]) == {"waiting", "oldest_in_seconds"}
