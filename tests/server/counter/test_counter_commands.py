# SPDX-License-Identifier: GPL-3.0-or-later
"""hellowork-mypage-counter: its commands, exit statuses and what it prints."""

import json
import os
import stat
import subprocess
import unicodedata

import pytest


def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def test_registers_and_shows(counter):
    assert "taro@example.co.jp" in counter.register()
    account = counter.json("show", "TARO@example.co.jp")["account"]
    registered_at = account.pop("registered_at")
    assert registered_at.endswith("Z")
    assert account == {
        "email": "taro@example.co.jp",
        "establishment": {"number": "1301-123456-7", "name": "霞が関商事株式会社"},
        "state": "registered",
        "disabled": False}
    shown = counter.ok("show", "taro@example.co.jp")
    for part in ("taro@example.co.jp", "1301-123456-7", "霞が関商事株式会社", "not yet opened"):
        assert part in shown


def test_registers_with_normalized_input(counter):
    counter.register(number=" １３０１－１２３４５６－７ ", name="　霞が関商事 ", email="ｔａｒｏ＠example.co.jp")
    account = counter.json("list")["accounts"][0]
    assert account["email"] == "taro@example.co.jp"
    assert account["establishment"] == {"number": "1301-123456-7", "name": "霞が関商事"}


def test_refuses_a_faulty_registration(counter):
    done = counter.refused("register", "--establishment-number", "1-2-3", "--establishment-name", "",
                           "--email", "x", "--json")
    assert [fault["code"] for fault in json.loads(done.out)["faults"]] == [
        "establishment-number", "establishment-name", "email"]
    assert "“1-2-3”" in done.err and "“x”" in done.err


def test_refuses_a_second_registration(counter):
    counter.register()
    done = counter.refused("register", "--establishment-number", "1301-123456-7", "--establishment-name", "X",
                           "--email", "Taro@Example.co.jp")
    assert "already" in done.err
    assert counter.json("list")["accounts"][0]["establishment"]["name"] == "霞が関商事株式会社"


def test_lists_in_aligned_columns(counter):
    counter.register()
    counter.register("1301-000001-2", "A", "a-much-longer-address@example.co.jp")
    counter.ok("disable", "taro@example.co.jp")
    heading, *rows = counter.ok("list").splitlines()
    assert [row.split()[0] for row in rows] == ["1301-000001-2", "1301-123456-7"]
    column = width(heading[:heading.index("Email")])
    for row, email in zip(rows, ["a-much-longer-address@example.co.jp", "taro@example.co.jp"]):
        assert width(row[:row.index(email)]) == column
    assert rows[0].endswith("not yet opened") and rows[1].endswith("disabled")


def test_lists_nothing(counter):
    counter.register()
    counter.ok("remove", "taro@example.co.jp")
    assert counter.ok("list") == "No account is registered.\n"
    assert counter.json("list") == {"accounts": []}


def test_disables_and_enables(counter):
    counter.register()
    assert counter.json("disable", "taro@example.co.jp")["account"]["disabled"] is True
    assert "disabled" in counter.ok("show", "taro@example.co.jp")
    assert counter.json("enable", "taro@example.co.jp")["account"]["disabled"] is False
    assert "again" in counter.ok("enable", "taro@example.co.jp")


def test_removes(counter):
    counter.register()
    assert counter.json("remove", "TARO@example.co.jp") == {"removed": "taro@example.co.jp"}
    assert counter.emails() == []


def test_lists_and_ends_sessions(counter):
    counter.register()
    assert counter.json("sessions", "taro@example.co.jp") == {"sessions": []}
    assert counter.json("sessions", "taro@example.co.jp", "--end") == {"ended": 0}
    assert counter.ok("sessions", "taro@example.co.jp") == "Nobody is logged in.\n"


@pytest.mark.parametrize("command", ["show", "disable", "enable", "remove", "sessions"])
def test_refuses_an_unknown_address(counter, command):
    counter.register()
    done = counter.refused(command, "nobody@example.co.jp", "--json")
    assert json.loads(done.out)["error"]["code"] == "unknown"
    assert "nobody@example.co.jp" in done.err
    assert json.loads(counter.refused(command, "nobody", "--json").out)["error"]["code"] == "email"


@pytest.mark.parametrize("arguments", [
    [], ["frobnicate"], ["show"], ["show", "a@example.jp", "b@example.jp"], ["list", "x"], ["list", "--end"],
    ["import"], ["register"], ["register", "--email", "a@example.jp"], ["--frob", "list"], ["list", "--email", "x"],
], ids=" ".join)
def test_wrong_usage_is_status_2(counter, arguments):
    done = counter.run(*arguments)
    assert done.returncode == 2
    assert done.out == ""
    assert "--help" in done.err
    assert not list(counter.directory.iterdir())


def test_needs_a_store(counter):
    done = counter.run("list", store=False)
    assert done.returncode == 2
    assert "--store" in done.err


def test_help_and_version(counter):
    shown = counter.run("--help", store=False)
    assert shown.returncode == 0
    for command in ("register", "import FILE.csv", "list", "show EMAIL", "disable EMAIL", "enable EMAIL",
                    "remove EMAIL", "sessions EMAIL"):
        assert f"  {command}" in shown.out
    assert "--establishment-number" in counter.run("register", "--help", store=False).out
    version = counter.run("--version", store=False)
    assert version.returncode == 0
    assert version.out.startswith("hellowork-mypage-counter ")


def test_reads_store_and_secret_from_the_config_file(counter):
    config = counter.file(f"[server]\nlisten=127.0.0.1:1\nstore={counter.store}\nsecret-file={counter.directory}/s\n"
                          "[mail]\nfrom=x\n", "server.conf")
    done = counter.run("--config", config, "register", "--establishment-number", "1301-123456-7",
                       "--establishment-name", "X", "--email", "a@example.co.jp", store=False)
    assert done.returncode == 0, done.err
    assert (counter.directory / "s").stat().st_size == 32
    assert counter.run("list", "--config", config, "--json", store=False).returncode == 0

    other = counter.run("--config", config, "--store", f"sqlite:{counter.directory}/other.db", "list", store=False)
    assert other.returncode == 1 and "other.db" in other.err


def test_refuses_a_config_file_that_cannot_be_read(counter):
    for path in ("nowhere.conf", counter.file("no key file", "bad.conf")):
        done = counter.run("--config", path, "list", store=False)
        assert done.returncode == 1
        assert path in done.err


def test_secret_is_for_its_owner_alone(counter):
    counter.register()
    secret = counter.directory / "store.db.secret"
    assert secret.stat().st_size == 32
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    secret.chmod(0o644)
    counter.refused("list")


def test_a_mistyped_store_is_not_made(counter):
    for command in (["list"], ["show", "a@example.jp"], ["remove", "a@example.jp"]):
        assert "store.db" in counter.refused(*command).err
    assert not list(counter.directory.iterdir())


def test_refuses_what_is_no_store(counter):
    counter.file("this is not a database, but long enough to be looked at" * 100, "store.db")
    assert counter.refused("list").err


def test_takes_japanese_in_the_c_locale(counter):
    counter.locale = "C"
    counter.register()
    assert "霞が関商事株式会社" in counter.ok("list")
    assert counter.json("list")["accounts"][0]["establishment"]["name"] == "霞が関商事株式会社"


def test_refuses_an_argument_in_no_encoding(counter):
    done = counter.run("register", "--establishment-number", "1301-123456-7", "--establishment-name", b"\xff\xfe",
                       "--email", "a@example.jp")
    assert done.returncode == 2


def test_says_when_its_output_is_lost(counter):
    counter.register()
    full = os.open("/dev/full", os.O_WRONLY)
    try:
        done = subprocess.run([os.environ["HW_COUNTER"], "--store", counter.store, "list"], stdout=full,
                              stderr=subprocess.PIPE, timeout=60, check=False)
    finally:
        os.close(full)
    assert done.returncode == 1
    assert done.stderr


def test_never_shows_a_secret(counter):
    counter.register()
    everything = counter.ok("show", "taro@example.co.jp") + json.dumps(counter.json("list"))
    assert "argon2" not in everything and "hash" not in everything
