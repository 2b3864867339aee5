# SPDX-License-Identifier: GPL-3.0-or-later
"""limits, audit, mail: what an operator looks at and mends while the server runs."""

import json
import os
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "faults"))

from office import Client, Office, SmtpServer, wait_for  # noqa: E402

ADDRESS = "deferred+saiyo@example.co.jp"  # the SMTP server answers it 450 for ever
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def smtp(tmp_path):
    server = SmtpServer(tmp_path / "smtp").start()
    yield server
    server.stop()


@pytest.fixture
def office(tmp_path, smtp):
    limits = {"mail-interval": 0, "mails-per-hour": 2, "mails-per-day": 20, "address-mails-per-hour": 10,
              "address-mails-per-day": 40, "login-failures-per-account": 2, "account-login-failures": 50,
              "starts-per-origin": 3}
    office = Office(tmp_path / "server", smtp, {"limits": limits}).start()
    office.register(ADDRESS)
    yield office
    office.stop()


@pytest.fixture
def operator(office, counter):
    """The counter program with the server's config file."""
    counter.config = str(pathlib.Path(office.folder) / "server.conf")
    plain = counter.run

    def run(*arguments):
        return plain("--config", counter.config, *arguments, store=False)

    counter.run = run
    return counter


def call(office, origin, *calls):
    with Client(office.url, origin=origin) as client:
        return [one(client) for one in calls]


def start(client):
    return client.start(ADDRESS)


def fail(client):
    return client.login(ADDRESS, "Wrong#2026")


# ---- limits ----


def limits(operator, address=ADDRESS):
    return {(use["limit"], use.get("origin"), use["window"]): (use["used"], use["most"], use["retry_in"])
            for use in operator.json("limits", address)["limits"]}


def test_nothing_counts_at_first(operator):
    assert operator.json("limits", ADDRESS) == {"limits": []}
    assert operator.ok("limits", ADDRESS).startswith("Nothing counts")


def test_limits_tell_what_is_used_and_when_it_is_free(office, operator):
    call(office, HERE, start, start, start, fail, fail, fail)
    call(office, ELSEWHERE, start, fail)
    found = limits(operator, ADDRESS.upper())
    hour, day = 3600, 86400
    assert {name: value[:2] for name, value in found.items()} == {
        ("mails", None, hour): (3, 10), ("mails", None, day): (3, 40),
        ("mails-of-origin", HERE, hour): (2, 2), ("mails-of-origin", HERE, day): (2, 20),
        ("mails-of-origin", ELSEWHERE, hour): (1, 2), ("mails-of-origin", ELSEWHERE, day): (1, 20),
        ("failed-logins", None, hour): (3, 50),
        ("failed-logins-of-origin", HERE, hour): (2, 2), ("failed-logins-of-origin", ELSEWHERE, hour): (1, 2)}
    waiting = {name for name, value in found.items() if value[2] > 0}
    assert waiting == {("mails-of-origin", HERE, hour), ("failed-logins-of-origin", HERE, hour)}
    for name in waiting:
        assert hour - 120 < found[name][2] <= hour

    heading, *rows = operator.ok("limits", ADDRESS).splitlines()
    assert len(rows) == len(found)
    reached = [row for row in rows if not row.endswith("now")]
    assert len(reached) == 2
    assert all(HERE in row and "2 of 2" in row and " min" in row for row in reached)


def test_what_a_place_does_in_all_is_told_where_it_stands_in_the_way(office, operator):
    call(office, HERE, start, *[lambda client, n=n: client.start(f"{n}@example.co.jp", "again") for n in range(2)])
    found = limits(operator)
    assert found["starts-of-origin-in-all", HERE, 3600][0] == 3
    assert "All registrations of that place" in operator.ok("limits", ADDRESS)


def test_clearing_lets_them_go_on(office, operator):
    call(office, HERE, start, start, fail, fail)
    refused = call(office, HERE, start, fail)
    assert [answer.problem for answer in refused] == ["too-many-requests"] * 2
    assert operator.json("limits", ADDRESS, "--clear")["cleared"] > 0
    mail, login = call(office, HERE, start, fail)
    assert (mail.status, login.problem) == (202, "login-failed")
    assert operator.json("audit", ADDRESS)["audit"][-3]["event"] == "limits-cleared"


def test_clearing_nothing_says_so(operator):
    assert operator.json("limits", ADDRESS, "--clear") == {"cleared": 0}
    assert operator.ok("limits", ADDRESS, "--clear") == "There was nothing to clear.\n"
    assert [line["event"] for line in operator.json("audit", ADDRESS)["audit"]] == ["account-registered"]


def test_limits_of_an_address_that_nobody_registered(office, operator):
    call(office, HERE, lambda client: client.login("nobody@example.co.jp", "Wrong#2026"))
    assert ("failed-logins-of-origin", HERE, 3600) in limits(operator, "nobody@example.co.jp")


# ---- audit ----


def test_the_audit_tells_what_happened(office, operator):
    started, _, login = call(office, HERE, start, lambda client: client.start("other@example.co.jp", "again"), fail)
    call(office, HERE, lambda client: client.submit(started.json["credential"], "00000-00000"))
    lines = operator.json("audit", "Deferred+Saiyo@Example.co.jp")["audit"]
    assert [(line["event"], line["outcome"]) for line in lines] == [
        ("account-registered", "done"), ("registration-started", "done"), ("login-failed", "login-failed"),
        ("key-wrong", "key-wrong")]
    assert [line["origin"] for line in lines] == ["counter", HERE, HERE, HERE]
    assert lines[2]["request_id"] == login.json["request_id"]
    assert all(line["count"] == 1 and line["time"].endswith("Z") for line in lines)

    shown = operator.ok("audit", ADDRESS).splitlines()
    assert len(shown) == 5
    assert "request for a key" in shown[2] and HERE in shown[2]
    assert "wrong key" in shown[4] and login.json["request_id"] in shown[3]


def test_repeated_refusals_are_one_line_with_their_number(office, operator):
    call(office, HERE, fail, fail, *[fail] * 4)
    office.stop()  # the minute's count is written then, at the latest
    lines = operator.json("audit", ADDRESS)["audit"]
    assert sum(line["count"] for line in lines if line["outcome"] == "too-many-requests") == 4
    office.start()


def test_an_audit_without_lines(operator):
    assert operator.json("audit", "nobody@example.co.jp") == {"audit": []}
    assert operator.ok("audit", "nobody@example.co.jp").startswith("Nothing is recorded")


@pytest.mark.parametrize("command", ["limits", "audit"])
def test_what_is_no_address_is_refused(operator, command):
    done = operator.refused(command, "nobody", "--json")
    assert json.loads(done.out)["error"]["code"] == "email"


@pytest.mark.parametrize("command", [["limits", ADDRESS], ["audit", ADDRESS], ["mail", "list"], ["list"]])
def test_a_missing_secret_is_named_with_what_to_do(office, operator, command):
    """And none is made in its place."""
    office.stop()
    secret = pathlib.Path(office.folder) / "store.db.secret"
    kept = secret.read_bytes()
    secret.unlink()
    for more in ([], ["--json"]):
        said = operator.refused(*command, *more).err
        assert str(secret) in said and "missing" in said and "copy" in said
    assert not secret.exists()
    secret.write_bytes(kept)
    secret.chmod(0o600)
    operator.ok(*command)
    office.start()


# ---- mail ----


@pytest.fixture
def waiting(office, operator):
    """A mail that was tried, and its line."""
    (answer,) = call(office, HERE, start)
    assert answer.status == 202

    def tried():
        mails = operator.json("mail", "list")["mails"]
        return mails if mails and mails[0]["attempts"] > 0 else None

    (mail,) = wait_for(tried, "the first try")
    return mail


def test_no_mail_waits(operator):
    assert operator.json("mail", "list") == {"mails": []}
    assert operator.ok("mail", "list") == "No mail is waiting.\n"
    for command, member in (("retry", "retried"), ("drop", "dropped")):
        assert operator.json("mail", command, "all") == {member: 0}
        assert operator.ok("mail", command, "all") == "No mail is waiting.\n"


def test_waiting_mails_are_listed(office, operator, waiting):
    assert waiting.pop("attempts") >= 1
    assert "450" in waiting.pop("last_failure")
    assert waiting["id"] and len(waiting.pop("id")) == 32
    for name in ("requested_at", "next_attempt_at", "stale_at"):
        assert waiting.pop(name).endswith("Z")
    assert waiting == {"kind": "key", "recipient": ADDRESS}
    # A decoy's row, which is thrown away, is not among them.
    call(office, ELSEWHERE, lambda client: client.start("nobody@example.co.jp", "again"))
    heading, row = operator.ok("mail", "list").splitlines()
    assert ADDRESS in row and "authentication key" in row and "450" in row


def test_no_key_is_shown(office, operator, smtp, waiting):
    """Neither in clear nor sealed."""
    everything = operator.ok("mail", "list") + operator.ok("mail", "list", "--json") + operator.ok("audit", ADDRESS)
    assert "sealed" not in everything
    import sqlite3
    store = sqlite3.connect(f"{office.folder}/store.db")
    (sealed,) = store.execute("SELECT sealed_key FROM outbox").fetchone()
    store.close()
    for form in (sealed.hex(), str(sealed)):
        assert form not in everything


def test_retry_makes_it_due(operator, smtp, waiting):
    def tries():
        return len(smtp.events(f"rcpt {ADDRESS}"))

    # Its turn is put off further with each try: by then it would be long.
    wait_for(lambda: tries() >= 3, "three tries")
    before = tries()
    assert operator.json("mail", "retry", waiting["id"]) == {"retried": 1}
    assert "due now" in operator.ok("mail", "retry", "all")
    wait_for(lambda: tries() > before, "the next try")


def test_drop_lets_it_go(office, operator, smtp, waiting):
    assert operator.json("mail", "drop", waiting["id"]) == {"dropped": 1}
    assert operator.json("mail", "list") == {"mails": []}
    said = operator.refused("mail", "drop", waiting["id"]).err
    assert waiting["id"] in said
    (answer,) = call(office, HERE, start)
    assert answer.status == 202
    wait_for(lambda: operator.json("mail", "list")["mails"], "the next mail")
    assert "dropped" in operator.ok("mail", "drop", "all")


def test_mending_mails_is_audited(office, operator, waiting):
    operator.ok("mail", "retry", "all")
    operator.ok("mail", "drop", "all")
    import sqlite3
    store = sqlite3.connect(f"{office.folder}/store.db")
    found = [row[0] for row in store.execute("SELECT event FROM audit WHERE origin = 'counter' ORDER BY at")]
    store.close()
    assert found == ["account-registered", "mail-retried", "mail-dropped"]


@pytest.mark.parametrize("arguments", [
    ["mail"], ["mail", "frobnicate"], ["mail", "list", "x"], ["mail", "retry"], ["mail", "retry", "a", "b"],
    ["mail", "drop"], ["mail", "drop", "everything"], ["mail", "retry", "0" * 31], ["limits"], ["audit"],
    ["limits", "--end", "a@example.jp"], ["backup"],
], ids=" ".join)
def test_wrong_usage_is_status_2(operator, arguments):
    done = operator.run(*arguments)
    assert (done.returncode, done.out) == (2, "")
    assert "--help" in done.err


def test_everything_is_said_in_japanese(office, operator, waiting):
    call(office, HERE, start, fail, fail, fail)
    operator.locale, operator.environment = "ja_JP.UTF-8", {"LOCPATH": os.environ["HW_LOCPATH"]}
    for arguments in (["limits", ADDRESS], ["audit", ADDRESS], ["mail", "list"], ["mail", "retry", "all"],
                      ["limits", ADDRESS, "--clear"], ["limits", ADDRESS], ["mail", "drop", "all"], ["mail", "list"],
                      ["audit", "nobody@example.co.jp"]):
        shown = operator.ok(*arguments)
        for word in (ADDRESS, "nobody@example.co.jp", "SMTP server 127.0.0.1", "RCPT TO answered"):
            shown = shown.replace(word, "")
        words = [word for word in shown.split() if word.isascii() and word.isalpha() and len(word) > 2]
        assert set(words) <= {"all", "mail", "list"}, (arguments, words)
