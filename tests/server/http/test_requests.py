# SPDX-License-Identifier: GPL-3.0-or-later
"""What is no request of this interface: bodies, media types, sizes, paths, methods; the problems' texts."""

import io
import json

import pycurl
import pytest

from client import Client, new_key

LOGIN = {"email": "a@example.jp", "password": "x", "remember": False}
DEEP = 17


def text_of(**members):
    return json.dumps({**LOGIN, **members}).encode()


MALFORMED = {
    "nothing": b"",
    "blanks": b"  \n",
    "no JSON": b"hello",
    "an array": b"[]",
    "a string": b'"x"',
    "a number": b"1",
    "null": b"null",
    "two roots": text_of() + text_of(),
    "text after it": text_of() + b"x",
    "a comment": b"/* */" + text_of(),
    "a line comment": b"// x\n" + text_of(),
    "an assignment": b"var x = " + text_of(),
    "single quotes": text_of().replace(b'"', b"'"),
    "a name without quotes": b'{email: "a@example.jp", "password": "x", "remember": false}',
    "a trailing comma": text_of()[:-1] + b",}",
    "cut off": text_of()[:-1],
    "a doubled name": text_of()[:-1] + b', "password": "y"}',
    "a doubled name, escaped": text_of()[:-1] + b', "p\\u0061ssword": "y"}',
    "U+0000": text_of(email="a\0b"),
    "a NUL byte": text_of() + b"\0",
    "a byte order mark": b"\xef\xbb\xbf" + text_of(),
    "UTF-16": text_of().decode().encode("utf-16"),
    "bad UTF-8": text_of().replace(b"a@", b"\xff@"),
    "overlong UTF-8": text_of().replace(b"a@", b"\xc0\xaf@"),
    "a lone surrogate": text_of().replace(b"a@", b"\\ud800@"),
    "a control character": text_of().replace(b"a@", b"\x01@"),
    "a bad escape": text_of().replace(b"a@", b"\\x41@"),
    "NaN": text_of().replace(b"false", b"NaN"),
    "True": text_of().replace(b"false", b"True"),
    "a number for a boolean": text_of(remember=0),
    "a text for a boolean": text_of(remember="false"),
    "a number for a text": text_of(password=1),
    "an array for a text": text_of(password=["x"]),
    "null for a text": text_of(password=None),
    "a large integer": text_of(more=2**63),
    "a hexadecimal number": text_of()[:-1] + b', "more": 0x10}',
    "an unknown name": text_of(more=1),
    "a name in another case": text_of(Password="x"),
    "too deep": text_of()[:-1] + b', "more": ' + b"[" * DEEP + b"]" * DEEP + b"}",
    "very deep": b"[" * 8000 + b"]" * 8000,
    "very deep and cut off": b"[" * 16000,
    "a missing name": json.dumps({"email": "a", "password": "b"}).encode(),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_body_is_refused(client, name):
    answer = client.call("POST", "/v1/sessions", MALFORMED[name])
    assert (answer.status, answer.problem) == (400, "malformed-request")


CALLS_WITH_BODY = [
    ("POST", "/v1/password-registrations"),
    ("PUT", "/v1/password-registration/password"),
    ("POST", "/v1/sessions"),
    ("PUT", "/v1/account/password"),
]


@pytest.mark.parametrize(("method", "path"), CALLS_WITH_BODY)
def test_every_call_with_a_body_refuses_what_is_not_its_message(client, method, path):
    for body in (b"{", b"{}", b"[]", b'{"unknown": 1}'):
        answer = client.call(method, path, body, bearer="A" * 43, key=new_key())
        assert (answer.status, answer.problem) == (400, "malformed-request")


@pytest.mark.parametrize("type_", ["", "text/plain", "application/jsonx", "application/problem+json", "json", "*/*"])
@pytest.mark.parametrize(("method", "path"), CALLS_WITH_BODY)
def test_a_body_of_another_type_is_refused(client, method, path, type_):
    fields = ["Content-Type: " + type_] if type_ else ["Content-Type:"]
    answer = client.call(method, path, LOGIN, bearer="A" * 43, key=new_key(), fields=fields)
    assert (answer.status, answer.problem) == (415, "unsupported-media-type")


def test_a_compressed_body_is_refused(client):
    answer = client.call("POST", "/v1/sessions", LOGIN, fields=["Content-Encoding: gzip"])
    assert (answer.status, answer.problem) == (415, "unsupported-media-type")


@pytest.mark.parametrize("type_", ["application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"])
def test_json_is_taken_with_or_without_parameters(client, type_):
    answer = client.call("POST", "/v1/sessions", LOGIN, fields=["Content-Type: " + type_])
    assert answer.problem == "login-failed"


# ---- Sizes ----

MOST = 16 * 1024


def padded(length):
    """A login with blanks: as long as asked."""
    text = text_of()
    return text[:-1] + b" " * (length - len(text)) + b"}"


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_of_16_kib_is_read_and_one_byte_more_is_not(client, chunked):
    fields = ["Transfer-Encoding: chunked"] if chunked else []
    assert client.call("POST", "/v1/sessions", padded(MOST), fields=fields).problem == "login-failed"
    answer = client.call("POST", "/v1/sessions", padded(MOST + 1), fields=fields)
    assert (answer.status, answer.problem) == (413, "payload-too-large")


@pytest.mark.parametrize("length", [MOST * 2, 1000 * 1000])
def test_a_long_body_is_read_to_its_end_and_the_connection_kept(client, length):
    assert client.call("POST", "/v1/sessions", padded(length)).problem == "payload-too-large"
    client.get("/healthz")
    assert client.curl.getinfo(pycurl.NUM_CONNECTS) == 0


def test_a_very_long_body_is_refused_before_it_is_sent(client):
    """The client asks first (Expect: 100-continue) and is told no."""
    sent = io.BytesIO(b" " * (64 * 1024 * 1024))
    curl = client.curl
    received = io.BytesIO()
    curl.reset()
    curl.setopt(pycurl.URL, client.url + "/v1/sessions")
    curl.setopt(pycurl.UPLOAD, True)
    curl.setopt(pycurl.CUSTOMREQUEST, "POST")
    curl.setopt(pycurl.READFUNCTION, sent.read)
    curl.setopt(pycurl.INFILESIZE, 64 * 1024 * 1024)
    curl.setopt(pycurl.EXPECT_100_TIMEOUT_MS, 30000)
    curl.setopt(pycurl.HTTPHEADER, ["Content-Type: application/json", "Expect: 100-continue"])
    curl.setopt(pycurl.WRITEFUNCTION, received.write)
    curl.perform()
    assert curl.getinfo(pycurl.RESPONSE_CODE) == 413
    assert json.loads(received.getvalue())["type"].endswith(":payload-too-large")
    assert sent.tell() == 0


def test_a_long_head_is_refused(client):
    answer = client.get("/healthz", fields=["X-Long: " + "x" * (9 * 1024)])
    assert (answer.status, answer.problem) == (431, "header-too-large")
    answer = client.get("/healthz", fields=[f"X-{number}: {'x' * 100}" for number in range(85)])
    assert (answer.status, answer.problem) == (431, "header-too-large")


def test_a_very_long_head_is_refused_by_the_library(client):
    answer = client.get("/healthz", fields=["X-Long: " + "x" * (64 * 1024)], checked=False)
    assert answer.status == 431


def test_a_head_of_7_kib_is_read(client):
    assert client.get("/healthz", fields=["X-Long: " + "x" * (7 * 1024)]).status == 200


# ---- Paths and methods ----


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/v1",
        "/v1/",
        "/v1/notices/",
        "//v1/notices",
        "/v1//notices",
        "/V1/notices",
        "/v1/%6Eotices",
        "/v1/notices%00",
        "/v1/./notices",
        "/v1/x/../notices",
        "/v1/sessions/",
        "/v1/sessions/a/b",
        "/v1/sessions/" + "a" * 65,
        "/v1/sessions/%41",
        "/metrics",
        "/v2/notices",
        "/openapi.yaml",
    ],
)
def test_other_paths_are_not_found(client, path):
    answer = client.get(path, checked=False)
    assert (answer.status, answer.problem) == (404, "not-found")


def test_a_query_is_ignored(client):
    assert client.get("/v1/notices?x=1&y=%00").status == 200


ALLOWED = {
    "/v1/notices": {"GET", "HEAD"},
    "/v1/terms": {"GET", "HEAD"},
    "/v1/openapi.yaml": {"GET", "HEAD"},
    "/healthz": {"GET", "HEAD"},
    "/readyz": {"GET", "HEAD"},
    "/v1/password-registrations": {"POST"},
    "/v1/password-registration": {"GET", "HEAD", "DELETE"},
    "/v1/password-registration/mail": {"POST"},
    "/v1/password-registration/password": {"PUT"},
    "/v1/sessions": {"GET", "HEAD", "POST"},
    "/v1/sessions/" + "0" * 32: {"DELETE"},
    "/v1/session": {"GET", "HEAD", "DELETE"},
    "/v1/account/password": {"PUT"},
}


@pytest.mark.parametrize("path", ALLOWED)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", "X-OWN"])
def test_other_methods_are_not_allowed(client, method, path):
    answer = client.call(method, path, checked=method != "get")
    if method in ALLOWED[path]:
        assert answer.status != 405
        return
    assert answer.status == 405
    assert set(answer.field("Allow").split(", ")) == ALLOWED[path]
    if method != "HEAD":
        assert answer.problem == "method-not-allowed"


@pytest.mark.parametrize(("method", "path"), [("GET", "/v1/notices"), ("DELETE", "/v1/session"), ("GET", "/v1/sessions")])
def test_a_body_where_none_belongs_is_refused(client, method, path):
    answer = client.call(method, path, {}, bearer="A" * 43)
    assert (answer.status, answer.problem) == (400, "malformed-request")


# ---- Problems ----


@pytest.mark.parametrize("language", ["ja", "en"])
def test_problems_speak_the_language_asked_for(server, language):
    with Client(server.url, language=language) as client:
        answers = [
            client.get("/none"),
            client.home("x"),
            client.login("a@example.jp"),
            client.start("nobody"),
            client.call("POST", "/v1/sessions", b""),
        ]
    for answer in answers:
        texts = [answer.json["title"], answer.json["detail"]]
        texts += [error["detail"] for error in answer.json.get("errors", [])]
        assert answer.field("Content-Language") == language
        for text in texts:
            assert any("\u3040" <= character <= "\u30ff" for character in text) == (language == "ja"), text


def test_each_answer_has_a_request_id_of_its_own(client):
    ids = [client.home("x").json["request_id"] for _ in range(3)]
    assert len(set(ids)) == 3


def test_what_is_about_a_person_is_not_to_be_stored(server, client, account):
    credential, key = client.started(server, account)
    answers = [
        client.status(credential),
        client.submit(credential, key),
        client.login(account),
        client.login(account, "wrong"),
        client.home("x"),
        client.give_up(credential),
    ]
    for answer in answers:
        assert answer.field("Cache-Control") == "no-store"


# ---- One connection, many answers ----


def count_connections(client):
    return client.curl.getinfo(pycurl.NUM_CONNECTS)


def test_a_refusal_leaves_the_connection_open(server, client, account):
    """Where the next request begins is clear after each of these; the answer to it is the right one."""
    credential, _ = client.started(server, account)
    refusals = [
        (lambda: client.get("/none"), 404),
        (lambda: client.call("POST", "/none", LOGIN), 404),
        (lambda: client.call("PUT", "/v1/notices", LOGIN), 405),
        (lambda: client.call("OPTIONS", "/v1/notices"), 405),
        (lambda: client.home("x"), 401),
        (lambda: client.call("POST", "/v1/sessions", b"{"), 400),
        (lambda: client.call("GET", "/v1/notices", LOGIN), 400),
        (lambda: client.call("POST", "/v1/sessions", LOGIN, fields=["Content-Type: text/plain"]), 415),
        (lambda: client.call("POST", "/v1/sessions", padded(MOST + 1)), 413),
        (lambda: client.start("nobody"), 422),
        (lambda: client.submit(credential, "00000-00000"), 422),
        (lambda: client.call("HEAD", "/v1/session", bearer="x"), 401),
        (lambda: client.call("HEAD", "/none"), 404),
        (lambda: client.login("a@example.jp"), 401),
    ]
    client.get("/healthz")
    for refuse, status in refusals:
        assert refuse().status == status
        assert count_connections(client) == 0, status
        assert client.get("/healthz").json == {"status": "ok"}
        assert count_connections(client) == 0, status


def test_what_is_known_leaves_the_connection_open(client):
    etag = client.get("/v1/terms").field("ETag")
    for _ in range(3):
        assert client.get("/v1/terms", fields=["If-None-Match: " + etag]).status == 304
        assert client.call("HEAD", "/v1/terms", fields=["If-None-Match: " + etag]).status == 304
        assert client.get("/healthz").json == {"status": "ok"}
        assert count_connections(client) == 0


def test_a_body_that_is_asked_about_is_asked_for(client):
    """Expect: 100-continue, and nothing speaks against it: the client sends the body after it was told to."""
    told = []
    curl = client.curl
    received = io.BytesIO()
    body = text_of()
    curl.reset()
    curl.setopt(pycurl.URL, client.url + "/v1/sessions")
    curl.setopt(pycurl.POSTFIELDS, body)
    curl.setopt(pycurl.EXPECT_100_TIMEOUT_MS, 60000)
    curl.setopt(pycurl.HTTPHEADER, ["Content-Type: application/json", "Expect: 100-continue"])
    curl.setopt(pycurl.HEADERFUNCTION, lambda line: told.append(line.split(b"\r")[0]))
    curl.setopt(pycurl.WRITEFUNCTION, received.write)
    curl.perform()
    assert [line for line in told if line.startswith(b"HTTP/")] == [b"HTTP/1.1 100 Continue", b"HTTP/1.1 401 Unauthorized"]
    assert json.loads(received.getvalue())["type"].endswith(":login-failed")
    assert curl.getinfo(pycurl.SIZE_UPLOAD) == len(body)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        (["Content-Type: text/plain", "Expect: 100-continue"], 415),
        (["Content-Type: application/json", "Authorization: Bearer", "Expect: 100-continue"], 404),
    ],
)
def test_a_body_that_is_asked_about_in_vain_is_not_sent(client, fields, status):
    sent = io.BytesIO(text_of())
    curl = client.curl
    curl.reset()
    curl.setopt(pycurl.URL, client.url + ("/none" if status == 404 else "/v1/sessions"))
    curl.setopt(pycurl.UPLOAD, True)
    curl.setopt(pycurl.CUSTOMREQUEST, "POST")
    curl.setopt(pycurl.READFUNCTION, sent.read)
    curl.setopt(pycurl.INFILESIZE, len(text_of()))
    curl.setopt(pycurl.EXPECT_100_TIMEOUT_MS, 60000)
    curl.setopt(pycurl.HTTPHEADER, fields)
    curl.setopt(pycurl.WRITEFUNCTION, lambda _: None)
    curl.perform()
    assert curl.getinfo(pycurl.RESPONSE_CODE) == status
    assert sent.tell() == 0
