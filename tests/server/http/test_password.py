# SPDX-License-Identifier: GPL-3.0-or-later
"""パスワードの登録: the key, the password, and what happens once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from client import PASSWORD, Client, new_key, wrong_key
from server import wait_for


def test_the_right_key_opens_my_page(server, client, address):
    number = server.register(address)
    credential, key = client.started(server, address)
    answer = client.submit(credential, key)
    assert answer.status == 200
    assert answer.json["email"] == address
    assert answer.json["establishment"]["number"] == number
    assert client.login(address).status == 201
    server.mail(address, number=2)  # the notice


def test_again_sets_another_password(server, client, account):
    client.opened(server, account)
    credential, key = client.started(server, account, "again")
    assert client.submit(credential, key, "Another#2027").status == 200
    assert client.login(account).problem == "login-failed"
    assert client.login(account, "Another#2027").status == 201


def test_completing_does_not_log_in(server, client, account):
    credential, key = client.started(server, account)
    answer = client.submit(credential, key)
    assert "credential" not in answer.json
    assert client.home(credential).problem == "credential-invalid"


@pytest.mark.parametrize(
    "write",
    [
        str.lower,
        lambda key: key.replace("-", ""),
        lambda key: " " + key.replace("-", " - ") + " ",
        lambda key: key.translate({ord(c): ord(c) + 0xFEE0 for c in key}),
        lambda key: key.replace("0", "O").replace("1", "l"),
        lambda key: key.replace("0", "o").replace("1", "I"),
    ],
    ids=["lower case", "no hyphen", "blanks", "full width", "O and l", "o and I"],
)
def test_a_key_is_read_as_people_write_it(server, client, account, write):
    credential, key = client.started(server, account)
    assert client.submit(credential, write(key)).status == 200


# ---- Fields ----


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("", {"too-short", "no-digit", "no-letter", "no-symbol"}),
        ("Ab#4567", {"too-short"}),
        ("Ab#4" * 8 + "x", {"too-long"}),
        ("Abcdefg#", {"no-digit"}),
        ("1234567#", {"no-letter"}),
        ("Abcdefg1", {"no-symbol"}),
        ("Kaisha# 2026", {"not-half-width"}),
        ("Kaisha#２026", {"not-half-width"}),
        ("ｶｲｼｬKaisha#2026", {"not-half-width"}),
    ],
)
def test_a_password_that_breaks_the_rule_is_refused(server, client, account, password, codes):
    credential, key = client.started(server, account)
    answer = client.submit(credential, key, password)
    assert (answer.status, answer.problem) == (422, "invalid-fields")
    assert answer.errors == {("/password", code) for code in codes}


@pytest.mark.parametrize("password", ["Ab#45678", "Ab#4" * 8, "~1aaaaaaa", "a1!\"$%&'()", "zZ9\\^_`{|}~"])
def test_a_password_at_the_bounds_of_the_rule_is_taken(server, client, account, password):
    credential, key = client.started(server, account)
    assert client.submit(credential, key, password).status == 200
    assert client.login(account, password).status == 201


def test_a_common_password_is_refused(server, client, account):
    credential, key = client.started(server, account)
    assert client.submit(credential, key, "P@ssw0rd").errors == {("/password", "too-common")}


def test_a_password_with_the_addresss_local_part_is_refused(server, client, account):
    credential, key = client.started(server, account)
    local = account.split("@")[0]
    assert client.submit(credential, key, local.upper() + "#1a").errors == {("/password", "contains-email")}


def test_a_local_part_of_three_characters_may_be_in_it(server, client, address):
    short = f"{int(''.join(filter(str.isdigit, address))):03}@example.co.jp"
    server.register(short)
    credential, key = client.started(server, short)
    assert client.submit(credential, key, short.split("@")[0] + "#Kaisha").status == 200


def test_a_password_with_the_key_is_refused(server, client, account):
    credential, key = client.started(server, account)
    for written in (key, key.replace("-", "").lower()):
        errors = client.submit(credential, key, written + "#a1").errors
        assert ("/password", "contains-key") in errors


@pytest.mark.parametrize("key", ["", "ABCDE", "ABCDE-ABCDEF", "ABCDE-ABCD!", "あいうえお-かきくけこ", "UUUUU-UUUUU"])
def test_what_cannot_be_a_key_is_refused(server, client, account, key):
    credential, _ = client.started(server, account)
    answer = client.submit(credential, key)
    assert (answer.status, answer.problem) == (422, "invalid-fields")
    assert answer.errors == {("/authentication_key", "malformed-key")}


def test_faulty_fields_cost_no_try(server, client, account):
    credential, key = client.started(server, account)
    for _ in range(6):
        assert client.submit(credential, wrong_key(key), "short").problem == "invalid-fields"
        assert client.submit(credential, "nonsense").problem == "invalid-fields"
    assert client.status(credential).json["attempts_left"] == 5
    assert client.submit(credential, key).status == 200


# ---- Tries ----


def test_five_wrong_keys_lock_the_registration(server, client, account):
    credential, key = client.started(server, account)
    for left in (4, 3, 2, 1, 0):
        answer = client.submit(credential, wrong_key(key))
        assert (answer.status, answer.problem, answer.json["attempts_left"]) == (422, "key-wrong", left)
    sixth = client.submit(credential, wrong_key(key))
    right = client.submit(credential, key)
    resend = client.resend(credential)
    for answer in (sixth, right, resend):
        assert (answer.status, answer.problem) == (403, "registration-locked")
    status = client.status(credential).json
    assert (status["state"], status["attempts_left"]) == ("locked", 0)


def test_the_right_key_costs_no_try_and_counts_after_four_wrong_ones(server, client, account):
    credential, key = client.started(server, account)
    for _ in range(4):
        client.submit(credential, wrong_key(key))
    assert client.submit(credential, key).status == 200


def test_a_registrations_key_is_not_anothers(server, client, account):
    first, _ = client.started(server, account)
    _, other_key = client.started(server, account)
    assert client.submit(first, other_key).problem == "key-wrong"


# ---- Resend ----


def test_a_new_key_replaces_the_former(server, client, account):
    credential, former = client.started(server, account)
    answer = client.resend(credential)
    assert answer.status == 202
    assert "credential" not in answer.json
    key = server.mail(account, number=2).key
    assert key != former
    assert client.submit(credential, former).problem == "key-wrong"
    assert client.submit(credential, key).status == 200


def test_a_resend_gives_no_new_tries(server, client, account):
    credential, key = client.started(server, account)
    for _ in range(3):
        client.submit(credential, wrong_key(key))
    client.resend(credential)
    assert client.status(credential).json["attempts_left"] == 2


def test_a_repeated_resend_mails_once(server, client, account):
    credential, _ = client.started(server, account)
    key = new_key()
    first, again = client.resend(credential, key=key), client.resend(credential, key=key)
    assert first.status == again.status == 202
    server.mail(account, number=2)
    wait_for(lambda: client.get("/readyz").json["mail"]["waiting"] == 0, "an empty queue of mails")
    assert len(server.mails(account)) == 2


def test_a_resend_needs_an_idempotency_key(server, client, account):
    credential, _ = client.started(server, account)
    answer = client.call("POST", "/v1/password-registration/mail", bearer=credential)
    assert (answer.status, answer.problem) == (400, "malformed-request")


# ---- Expiry ----


def test_an_expired_key(make_server, address):
    """The key ends under a server whose keys live five seconds; what follows, under one with the usual
    period, so that nothing hangs on how fast the test runs."""
    server = make_server({"registration": {"key-lifetime": 5}})
    server.register(address)
    with Client(server.url) as client:
        credential, key = client.started(server, address)
        wait_for(lambda: client.status(credential).json["state"] == "expired", "the key to expire")
        status = client.status(credential).json
        assert (status["expires_in"], status["attempts_left"]) == (0, 5)
    server.stop()

    server = make_server()
    with Client(server.url) as client:
        late = client.submit(credential, key)
        assert (late.status, late.problem) == (410, "key-expired")
        wrong = client.submit(credential, wrong_key(key))
        assert (wrong.problem, wrong.json["attempts_left"]) == ("key-wrong", 4)
        assert client.resend(credential).status == 202
        assert client.status(credential).json["state"] == "awaiting-key"
        new = server.mail(address, number=2).key
        assert client.submit(credential, key).problem == "key-wrong"
        assert client.submit(credential, new).status == 200


# ---- Once ----


def test_a_repeat_after_a_lost_answer_is_answered_again(server, client, account):
    credential, key = client.started(server, account)
    first = client.submit(credential, key)
    again = client.submit(credential, key.lower())
    assert first.status == again.status == 200
    assert first.json == again.json


def test_after_completion_another_key_or_password_is_refused(server, client, account):
    credential, key = client.started(server, account)
    client.submit(credential, key)
    for answer in (
        client.submit(credential, wrong_key(key)),
        client.submit(credential, key, "Another#2027"),
        client.resend(credential),
    ):
        assert (answer.status, answer.problem, answer.json["state"]) == (409, "registration-closed", "completed")
    assert client.login(account).status == 201


def test_a_repeat_is_refused_once_the_password_was_changed(server, client, account):
    credential, key = client.started(server, account)
    client.submit(credential, key)
    session = client.logged_in(account)
    assert client.change_password(session, PASSWORD, "Another#2027").status == 204
    answer = client.submit(credential, key)
    assert (answer.status, answer.problem) == (409, "registration-closed")
    assert client.login(account, "Another#2027").status == 201


def test_completing_ends_sessions_and_other_registrations(server, client, account):
    client.opened(server, account)
    session = client.logged_in(account)
    other, other_key = client.started(server, account, "again")
    credential, key = client.started(server, account, "again")
    assert client.submit(credential, key, "Another#2027").status == 200
    assert client.home(session).problem == "credential-invalid"
    assert client.submit(other, other_key).problem == "key-wrong"


def test_of_many_right_submissions_one_takes_effect(server, client, account):
    credential, key = client.started(server, account)

    def submit(number):
        with Client(server.url) as own:
            return number, own.submit(credential, key, f"Kaisha#{number:04}")

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(submit, range(20)))
    done = [number for number, answer in answers if answer.status == 200]
    assert len(done) == 1
    for number, answer in answers:
        if number != done[0]:
            assert (answer.status, answer.problem) == (409, "registration-closed")
    assert client.login(account, f"Kaisha#{done[0]:04}").status == 201
    assert client.status(credential).json["attempts_left"] == 5


def test_of_many_wrong_keys_five_are_counted(server, client, account):
    credential, key = client.started(server, account)

    def submit(_):
        with Client(server.url) as own:
            return own.submit(credential, wrong_key(key))

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(submit, range(20)))
    wrong = [answer.json["attempts_left"] for answer in answers if answer.problem == "key-wrong"]
    assert sorted(wrong) == [0, 1, 2, 3, 4]
    assert sum(answer.problem == "registration-locked" for answer in answers) == 15
