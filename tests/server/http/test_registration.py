# SPDX-License-Identifier: GPL-3.0-or-later
"""パスワード登録申込: starting, asking how it stands, giving up; that no address can be told from another."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from client import PASSWORD, Client, new_key
from server import wait_for

STARTED = {"credential", "reference", "email", "mail_from", "expires_in", "expires_at", "resend_in"}


def mails_done(client):
    """Waits until no mail is in the queue: what was to be delivered is."""
    wait_for(lambda: client.get("/readyz").json["mail"]["waiting"] == 0, "an empty queue of mails")


def test_a_start_mails_a_key(server, client, account):
    answer = client.start(account)
    assert answer.status == 202
    assert set(answer.json) == STARTED
    assert answer.json["email"] == account
    assert answer.json["mail_from"] == "system@localhost"
    assert 1790 <= answer.json["expires_in"] <= 1800
    mail = server.mail(account)
    assert answer.json["reference"] in mail.text
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}", mail.key)
    assert mail.subject == "パスワード登録申込受付通知"


def test_a_start_in_english_mails_in_english(server, account):
    with Client(server.url, language="en") as client:
        client.start(account)
    assert re.search("[a-z]", server.mail(account).subject)


def test_how_it_stands_after_the_start(server, client, account):
    credential, _ = client.started(server, account)
    status = client.status(credential).json
    assert (status["purpose"], status["state"], status["attempts_left"]) == ("first", "awaiting-key", 5)
    assert status["email"] == account
    assert "opened_at" not in status
    assert 1700 <= status["expires_in"] <= 1800


def test_how_it_stands_after_completion(server, client, address):
    number = server.register(address, "株式会社かすみ")
    credential = client.opened(server, address)
    status = client.status(credential).json
    assert status["state"] == "completed"
    assert status["expires_in"] == 0
    assert status["establishment"] == {"number": number, "name": "株式会社かすみ"}
    assert "opened_at" in status


def test_an_address_is_known_without_regard_to_case(server, client, account):
    answer = client.start(account.upper().replace("CO.JP", "co.JP"))
    assert answer.status == 202
    assert server.mail(account).key is not None


def test_a_start_leaves_other_registrations_alone(server, client, account):
    first, key = client.started(server, account)
    second, _ = client.started(server, account)
    assert first != second
    assert client.status(second).json["state"] == "awaiting-key"
    assert client.submit(first, key).status == 200


def test_giving_up_ends_the_credential(server, client, account):
    credential, _ = client.started(server, account)
    assert client.give_up(credential).status == 204
    for answer in (client.status(credential), client.give_up(credential), client.resend(credential)):
        assert (answer.status, answer.problem) == (401, "credential-invalid")


# ---- The same for every address ----


def shape(answer):
    """What anybody can see of an answer, without what is random or a time."""
    varying = {"date", "x-request-id"}
    body = answer.json
    return (
        answer.status,
        [field for field in answer.fields if field[0].lower() not in varying],
        list(body),
        {name: len(str(value)) for name, value in body.items() if name not in ("expires_in", "resend_in")},
    )


def addresses_of_every_kind(server, client, address):
    """Of one length, so that the answers are."""
    known, unknown, disabled, opened = (f"{kind}.{address}" for kind in ("knwn", "unkn", "dsbl", "open"))
    for email in (known, disabled, opened):
        server.register(email)
    server.counter("disable", disabled)
    client.opened(server, opened)
    return {"known": known, "unknown": unknown, "disabled": disabled, "opened": opened}


@pytest.mark.parametrize("purpose", ["first", "again"])
def test_no_address_can_be_told_from_another(server, client, address, purpose):
    addresses = addresses_of_every_kind(server, client, address)
    shapes = {kind: shape(client.start(email, purpose)) for kind, email in addresses.items()}
    assert shapes["known"][0] == 202
    assert all(value == shapes["known"] for value in shapes.values()), shapes


def test_no_registration_can_be_told_from_another(server, client, address):
    addresses = addresses_of_every_kind(server, client, address)
    credentials = {kind: client.start(email).json["credential"] for kind, email in addresses.items()}
    ways = {
        "status": client.status,
        "wrong key": lambda credential: client.submit(credential, "00000-00000"),
        "status after it": client.status,
        "resend": client.resend,
        "bad fields": lambda credential: client.submit(credential, "0", "x"),
    }
    for way, call in ways.items():
        shapes = {kind: shape(call(credential)) for kind, credential in credentials.items()}
        assert all(value == shapes["known"] for value in shapes.values()), (way, shapes)
    for credential in credentials.values():
        assert client.give_up(credential).status == 204


def test_unknown_and_disabled_addresses_get_no_mail(server, client, address):
    disabled = "disabled." + address
    server.register(disabled)
    server.counter("disable", disabled)
    for email in (address, disabled):
        for purpose in ("first", "again"):
            credential = client.start(email, purpose).json["credential"]
            client.resend(credential)
    mails_done(client)
    assert server.mails(address) == []
    assert server.mails(disabled) == []


def test_an_opened_address_gets_a_mail_without_a_key(server, client, account):
    client.opened(server, account)
    answer = client.start(account)
    mail = server.mail(account, having=answer.json["reference"])
    assert mail.key is None
    assert "開設" in mail.subject
    assert client.submit(answer.json["credential"], "00000-00000").problem == "key-wrong"


def test_an_address_not_yet_opened_gets_a_mail_without_a_key_for_again(server, client, account):
    answer = client.start(account, "again")
    mail = server.mail(account, having=answer.json["reference"])
    assert mail.key is None


# ---- Refusals ----


@pytest.mark.parametrize(
    ("email", "code"),
    [
        ("", "empty"),
        ("   ", "not-an-address"),
        ("saiyo", "not-an-address"),
        ("saiyo@", "not-an-address"),
        ("@example.co.jp", "not-an-address"),
        ("sai yo@example.co.jp", "not-an-address"),
        ("採用@example.co.jp", "not-an-address"),
        ("a@b@example.co.jp", "not-an-address"),
        ("saiyo@-example.co.jp", "not-an-address"),
        ("a" * 87 + "@example.co.jp", "too-long"),
    ],
)
def test_what_is_no_address_is_refused(client, email, code):
    answer = client.start(email)
    assert (answer.status, answer.problem) == (422, "invalid-fields")
    assert answer.errors == {("/email", code)}


@pytest.mark.parametrize("email", ["a" * 86 + "@example.co.jp", "a..b@example.ne.jp", "a.@example.ne.jp", "x@localhost"])
def test_unusual_addresses_are_taken(client, email):
    assert client.start(email).status == 202


def test_consent_to_outdated_terms_is_refused(client, address):
    current = client.current_terms()
    for name in current:
        answer = client.start(address, consent={**current, name: "an older one"})
        assert (answer.status, answer.problem) == (409, "terms-outdated")


def test_fields_are_looked_at_before_the_terms(client):
    answer = client.start("nobody", consent={"privacy_policy": "old", "terms_of_use": "old"})
    assert answer.problem == "invalid-fields"


def test_consent_goes_with_first_only(client, address):
    assert client.start(address, consent=False).problem == "malformed-request"
    body = {"purpose": "again", "email": address, "consent": client.current_terms()}
    answer = client.call("POST", "/v1/password-registrations", body, key=new_key())
    assert (answer.status, answer.problem) == (400, "malformed-request")


# ---- Idempotency ----


def test_a_repeated_start_gives_the_same_credential_and_mails_nothing(server, client, account):
    key = new_key()
    first = client.start(account, key=key)
    again = client.start(account, key=key)
    quoted = client.start(account, key=f'"{key}"')
    assert first.status == again.status == quoted.status == 202
    for name in ("credential", "reference", "email"):
        assert first.json[name] == again.json[name] == quoted.json[name]
    server.mail(account)
    mails_done(client)
    assert len(server.mails(account)) == 1


def test_an_idempotency_key_belongs_to_one_body(server, client, account, address):
    key = new_key()
    assert client.start(account, key=key).status == 202
    answer = client.start("other." + address, key=key)
    assert (answer.status, answer.problem) == (422, "idempotency-conflict")


def test_only_an_acceptance_uses_an_idempotency_key_up(client, address):
    key = new_key()
    assert client.start("nobody", key=key).status == 422
    assert client.start(address, key=key).status == 202


def test_an_idempotency_key_belongs_to_one_call(server, client, account):
    key = new_key()
    credential = client.start(account, key=key).json["credential"]
    assert client.resend(credential, key=key).status == 202


def test_many_starts_under_one_key_start_once(server, client, account):
    key = new_key()
    consent = client.current_terms()

    def start(_):
        with Client(server.url) as own:
            return own.start(account, key=key, consent=consent)

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(start, range(40)))
    assert {answer.status for answer in answers} <= {202, 409}
    assert all(answer.problem == "idempotency-conflict" for answer in answers if answer.status == 409)
    assert len({answer.json["credential"] for answer in answers if answer.status == 202}) == 1
    server.mail(account)
    mails_done(client)
    assert len(server.mails(account)) == 1


@pytest.mark.parametrize(
    "key",
    [
        "a" * 21,
        "a" * 129,
        "a" * 21 + " ",
        "a" * 22 + "!",
        '"' + "a" * 21 + '"',
        '"' + "a" * 22,
        "a" * 22 + '"',
        "ａ" * 22,
        " ",
    ],
)
def test_a_bad_idempotency_key_is_refused(client, address, key):
    body = {"purpose": "again", "email": address}
    answer = client.call("POST", "/v1/password-registrations", body, fields=["Idempotency-Key: " + key])
    assert (answer.status, answer.problem) == (400, "malformed-request")


@pytest.mark.parametrize("key", ["a" * 22, "a" * 128, "_-" * 11])
def test_an_idempotency_key_of_the_right_form_is_taken(client, address, key):
    assert client.start(f"{len(key)}.{key[0]}." + address, key=key).status == 202


def test_a_missing_or_doubled_idempotency_key_is_refused(client, address):
    body = {"purpose": "again", "email": address}
    for fields in ([], ["Idempotency-Key: " + new_key(), "Idempotency-Key: " + new_key()]):
        answer = client.call("POST", "/v1/password-registrations", body, fields=fields)
        assert (answer.status, answer.problem) == (400, "malformed-request")


# ---- Credentials ----

REGISTRATION_CALLS = [
    ("GET", "/v1/password-registration", None),
    ("DELETE", "/v1/password-registration", None),
    ("POST", "/v1/password-registration/mail", None),
    ("PUT", "/v1/password-registration/password", {"authentication_key": "00000-00000", "password": PASSWORD}),
]


@pytest.mark.parametrize(("method", "path", "body"), REGISTRATION_CALLS)
@pytest.mark.parametrize(
    "authorization",
    [None, "Bearer", "Bearer ", "Bearer x", "Bearer " + "A" * 43, "Basic QTpC", "Bearer " + "é" * 43, "A" * 43],
)
def test_no_call_without_a_registrations_credential(client, method, path, body, authorization):
    fields = ["Idempotency-Key: " + new_key()]
    if authorization is not None:
        fields.append("Authorization: " + authorization)
    answer = client.call(method, path, body, fields=fields)
    assert (answer.status, answer.problem) == (401, "credential-invalid")
    assert answer.field("WWW-Authenticate") == "Bearer"


def test_a_sessions_credential_is_not_a_registrations(server, client, account):
    client.opened(server, account)
    session = client.logged_in(account)
    assert client.status(session).problem == "credential-invalid"
