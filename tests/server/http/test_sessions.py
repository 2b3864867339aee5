# SPDX-License-Identifier: GPL-3.0-or-later
"""求人者マイページ: logging in, My Page home, the list of sessions, logging out."""

import pytest

from client import PASSWORD, Client
from server import wait_for


@pytest.fixture
def opened(server, client, account):
    """An address whose My Page is open."""
    client.opened(server, account)
    return account


def test_a_login_gives_a_credential_and_the_account(client, opened):
    answer = client.login(opened)
    assert answer.status == 201
    assert answer.json["account"]["email"] == opened
    assert "last_login_at" not in answer.json["account"]
    assert answer.json["expires_in"] in (1799, 1800)


def test_a_remembered_login_lasts_longer(client, opened):
    assert client.login(opened, remember=True).json["expires_in"] in (1209599, 1209600)


def test_the_former_login_is_told(client, opened):
    client.login(opened)
    second = client.login(opened).json
    assert "last_login_at" in second["account"]
    assert client.home(second["credential"]).json["account"]["last_login_at"] == second["account"]["last_login_at"]


def test_an_address_logs_in_without_regard_to_case(client, opened):
    assert client.login(opened.upper()).status == 201


def test_every_failed_login_is_answered_alike(server, client, address, opened):
    unknown, unopened, disabled = (f"{kind}.{address}" for kind in ("unknown", "unopened", "disabled"))
    for email in (unopened, disabled):
        server.register(email)
    client.opened(server, disabled)
    server.counter("disable", disabled)
    attempts = [
        client.login(opened, "Wrong#2026"),
        client.login(opened, PASSWORD.lower()),
        client.login(opened, ""),
        client.login(opened, "パスワード"),
        client.login(unknown),
        client.login(unopened),
        client.login(disabled),
        client.login("not an address"),
        client.login(""),
    ]
    for answer in attempts:
        assert (answer.status, answer.problem) == (401, "login-failed")
        assert answer.json["detail"] == attempts[0].json["detail"]
        assert set(answer.json) == {"type", "title", "status", "detail", "request_id"}
        assert len(answer.body) == len(attempts[0].body)
        assert [name for name, _ in answer.fields] == [name for name, _ in attempts[0].fields]
        # At the next multiple of 500 ms after arrival: never before the first.
        assert answer.seconds >= 0.5


@pytest.mark.parametrize(
    "body",
    [
        {"email": "a@example.jp", "password": "x"},
        {"email": "a@example.jp", "remember": True},
        {"password": "x", "remember": True},
        {"email": "a@example.jp", "password": "x", "remember": "yes"},
        {"email": "a@example.jp", "password": "x", "remember": True, "device": "d" * 101},
        {"email": "a@example.jp", "password": "x", "remember": True, "device": 1},
        {"email": "a@example.jp", "password": None, "remember": True},
        {"email": "a@example.jp", "password": "x", "remember": True, "more": 1},
    ],
)
def test_a_login_of_another_shape_is_refused(client, body):
    answer = client.call("POST", "/v1/sessions", body)
    assert (answer.status, answer.problem) == (400, "malformed-request")


@pytest.mark.parametrize(("language", "title"), [("ja", "求人申込み"), ("en", None)])
def test_home_shows_the_account_and_the_menu(server, client, opened, language, title):
    credential = client.logged_in(opened)
    with Client(server.url, language=language) as own:
        home = own.home(credential)
    assert home.json["account"]["email"] == opened
    assert home.field("Content-Language") == language
    first = home.json["menu"][0]["title"]
    assert first == title if title else first.isascii()


def test_a_registrations_credential_is_not_a_sessions(server, client, account):
    credential, _ = client.started(server, account)
    assert client.home(credential).problem == "credential-invalid"


SESSION_CALLS = [
    ("GET", "/v1/session", None),
    ("DELETE", "/v1/session", None),
    ("GET", "/v1/sessions", None),
    ("DELETE", "/v1/sessions/" + "0" * 32, None),
    ("PUT", "/v1/account/password", {"current_password": PASSWORD, "new_password": "Another#2027"}),
]


@pytest.mark.parametrize(("method", "path", "body"), SESSION_CALLS)
@pytest.mark.parametrize("authorization", [None, "Bearer x", "Bearer " + "A" * 43, "bearer", "Digest x"])
def test_no_call_without_a_sessions_credential(client, method, path, body, authorization):
    fields = ["Authorization: " + authorization] if authorization else []
    answer = client.call(method, path, body, fields=fields)
    assert (answer.status, answer.problem) == (401, "credential-invalid")


def test_the_scheme_is_read_without_regard_to_case(client, opened):
    credential = client.logged_in(opened)
    assert client.get("/v1/session", fields=["Authorization: bEaReR " + credential]).status == 200


def test_logging_out_ends_the_credential(client, opened):
    credential = client.logged_in(opened)
    other = client.logged_in(opened)
    assert client.logout(credential).status == 204
    assert client.home(credential).problem == "credential-invalid"
    assert client.logout(credential).problem == "credential-invalid"
    assert client.home(other).status == 200


def test_the_list_shows_every_session_and_which_one_asks(client, opened):
    client.logged_in(opened, device="採用担当のパソコン")
    credential = client.logged_in(opened)
    sessions = client.sessions(credential).json["sessions"]
    assert sorted(session["device"] for session in sessions) == ["", "採用担当のパソコン"]
    assert [session["device"] for session in sessions if session["current"]] == [""]


def test_the_list_says_where_a_login_came_from(server, client, opened):
    for origin in ("192.0.2.7", "2001:db8:1:2:3:4:5:6"):
        with Client(server.url, origin=origin) as own:
            credential = own.logged_in(opened)
    sessions = client.sessions(credential).json["sessions"]
    assert sorted(session["origin"] for session in sessions) == ["192.0.2.7", "2001:db8:1:2::/64"]


def test_another_session_is_ended(client, opened):
    other = client.logged_in(opened, device="other")
    credential = client.logged_in(opened)
    (id_,) = [s["id"] for s in client.sessions(credential).json["sessions"] if s["device"] == "other"]
    assert client.end_session(credential, id_).status == 204
    assert client.home(other).problem == "credential-invalid"
    assert client.end_session(credential, id_).problem == "not-found"
    assert client.home(credential).status == 200


def test_the_session_that_asks_may_end_itself(client, opened):
    credential = client.logged_in(opened)
    (session,) = client.sessions(credential).json["sessions"]
    assert client.end_session(credential, session["id"]).status == 204
    assert client.home(credential).problem == "credential-invalid"


def test_another_accounts_session_is_not_found(server, client, address, opened):
    other = "other." + address
    server.register(other)
    client.opened(server, other)
    theirs = client.logged_in(other)
    (session,) = client.sessions(theirs).json["sessions"]
    mine = client.logged_in(opened)
    for id_ in (session["id"], "0" * 32, "x", "a" * 64):
        answer = client.end_session(mine, id_)
        assert (answer.status, answer.problem) == (404, "not-found")
    assert client.home(theirs).status == 200


def test_of_more_than_twenty_sessions_the_oldest_ends(client, opened):
    credentials = [client.logged_in(opened, device=str(number)) for number in range(21)]
    assert len(client.sessions(credentials[-1]).json["sessions"]) == 20
    assert client.home(credentials[0]).problem == "credential-invalid"
    assert client.home(credentials[1]).status == 200


def test_a_session_ends_when_idle_and_after_all(make_server, address):
    server = make_server({"session": {"idle": 3, "absolute": 6}})
    server.register(address)
    with Client(server.url) as client:
        client.opened(server, address)
        used = client.login(address)
        idle = client.logged_in(address)
        assert used.json["expires_in"] <= 3

        def ended(credential, look):
            return lambda: look(credential).problem == "credential-invalid" if look(credential).status == 401 else False

        wait_for(ended(used.json["credential"], client.home), "the absolute end, though in use")
        assert client.home(idle).problem == "credential-invalid"


def test_disabling_ends_sessions_and_enabling_lets_in_again(server, client, opened):
    credential = client.logged_in(opened)
    server.counter("disable", opened)
    assert client.home(credential).problem == "credential-invalid"
    assert client.login(opened).problem == "login-failed"
    server.counter("enable", opened)
    assert client.home(credential).problem == "credential-invalid"
    assert client.login(opened).status == 201


def test_removing_ends_all(server, client, opened):
    credential = client.logged_in(opened)
    server.counter("remove", opened)
    assert client.home(credential).problem == "credential-invalid"
    assert client.login(opened).problem == "login-failed"


# ---- パスワードの変更 ----


def test_a_changed_password_is_the_one_to_log_in_with(server, client, opened):
    credential = client.logged_in(opened)
    assert client.change_password(credential, PASSWORD, "Another#2027").status == 204
    assert client.login(opened).problem == "login-failed"
    assert client.login(opened, "Another#2027").status == 201
    server.mail(opened, number=3)  # key, notice, notice


def test_a_change_ends_every_other_session_and_open_registration(server, client, opened):
    other = client.logged_in(opened)
    registration, key = client.started(server, opened, "again")
    credential = client.logged_in(opened)
    assert client.change_password(credential, PASSWORD, "Another#2027").status == 204
    assert client.home(credential).status == 200
    assert client.home(other).problem == "credential-invalid"
    assert client.submit(registration, key).problem == "key-wrong"


def test_a_change_needs_the_current_password(client, opened):
    credential = client.logged_in(opened)
    answer = client.change_password(credential, "Wrong#2026", "Another#2027")
    assert (answer.status, answer.problem) == (422, "invalid-fields")
    assert answer.errors == {("/current_password", "wrong-password")}
    assert client.login(opened).status == 201


@pytest.mark.parametrize(("new", "code"), [("Ab#4567", "too-short"), ("P@ssw0rd", "too-common"), ("Abcdefg#", "no-digit")])
def test_a_new_password_meets_the_rule(client, opened, new, code):
    credential = client.logged_in(opened)
    answer = client.change_password(credential, PASSWORD, new)
    assert answer.errors == {("/new_password", code)}
