# SPDX-License-Identifier: GPL-3.0-or-later
"""Options and config file: what is wrong is said, all of it at once; what is right is taken."""

import os
import subprocess

import pytest

from client import Client
from server import CONTENT, PATIENCE, SERVER, SOURCE, Server

FINE = {"store": "sqlite:store.db", "mail": "maildir:mail", "content": CONTENT}


def run(folder, *arguments, **keys):
    """--check-config with these keys; sections by a prefix: limits__mail_interval."""
    sections = {"server": dict(FINE)}
    for name, value in keys.items():
        section, key = name.split("__") if "__" in name else ("server", name)
        if value is None:
            sections[section].pop(key)
        else:
            sections.setdefault(section, {})[key.replace("_", "-")] = value
    path = os.path.join(folder, "server.conf")
    with open(path, "w", encoding="utf-8") as file:
        for section, members in sections.items():
            file.write(f"[{section}]\n" + "".join(f"{key}={value}\n" for key, value in members.items()))
    return check("--config", path, *arguments, cwd=folder)


def check(*arguments, cwd=None):
    return subprocess.run(
        [SERVER, "--check-config", *arguments], capture_output=True, text=True, timeout=PATIENCE, cwd=cwd, check=False
    )


def test_a_right_configuration(tmp_path):
    result = run(tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert os.listdir(tmp_path) == ["server.conf"], "checking makes nothing"


def test_the_example_with_everything_at_its_default(tmp_path):
    example = os.path.join(SOURCE, "data", "server.conf.example")
    result = check("--config", example, "--content", CONTENT, "--store", "sqlite:store.db", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")


def test_options_alone_are_enough(tmp_path):
    result = check("--store", "sqlite:store.db", "--mail", "maildir:mail", "--content", CONTENT, cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")


WRONG = [
    ({"listen": "localhost"}, "listen"),
    ({"listen": "127.0.0.1:65536"}, "listen"),
    ({"listen": "127.0.0.1:"}, "listen"),
    ({"listen": "example.com:80"}, "listen"),
    ({"listen": "::1:80"}, "listen"),
    ({"listen": "0.0.0.0:80"}, "plain http"),
    ({"listen": "[::]:80"}, "plain http"),
    ({"metrics_listen": "9100"}, "metrics-listen"),
    ({"store": None}, "store"),
    ({"store": "sqlite:"}, "store"),
    ({"store": "/var/lib/x"}, "store"),
    ({"store": "postgresql://user:secret@host/db", "secret_file": "s"}, "passfile"),
    ({"store": "postgresql://host/db?password=secret", "secret_file": "s"}, "passfile"),
    ({"store": "postgresql://user@host/db"}, "secret-file"),
    ({"mail": None}, "mail"),
    ({"mail": "imap://host"}, "mail"),
    ({"mail__from": "nobody"}, "from"),
    ({"mail__smtp_user": "x"}, "smtp-password-file"),
    ({"tls_certificate": "/none"}, "tls-certificate"),
    ({"tls_certificate": "/none", "tls_key": "/none"}, "cannot be read"),
    ({"secret_file": "/none/secret"}, "secret-file"),
    ({"store": "sqlite:/none/store.db"}, "/none"),
    ({"mail": "maildir:/none/none"}, "/none"),
    ({"mail": "maildir:"}, "mail"),
    ({"mail": "smtp://host"}, "PORT"),
    ({"trusted_proxies": "10.0.0.0/8, nonsense"}, "nonsense"),
    ({"trusted_proxies": "10.0.0.0/33"}, "trusted-proxies"),
    ({"content": "/none"}, "/none"),
    ({"registration__key_lifetime": "0"}, "key-lifetime"),
    ({"registration__key_lifetime": "30m"}, "key-lifetime"),
    ({"registration__key_lifetime": "-1"}, "key-lifetime"),
    ({"registration__key_tries": "0"}, "key-tries"),
    ({"limits__mails_per_hour": "0"}, "mails-per-hour"),
    ({"limits__mails_per_hour": "99999999999999999999"}, "mails-per-hour"),
    ({"limits__mail_interval": "1.5"}, "mail-interval"),
    ({"session__idle": "100", "session__absolute": "99"}, "idle"),
    ({"session__remember_idle": "100", "session__remember_absolute": "99"}, "remember-idle"),
    ({"audit__audit_retention": "0"}, "audit-retention"),
    ({"http__connections": "15"}, "connections"),
    ({"http__connections_per_origin": "-1"}, "connections-per-origin"),
    ({"http__head_bytes": "2047"}, "head-bytes"),
    ({"http__head_bytes": "65537"}, "head-bytes"),
    ({"http__body_bytes": "4095"}, "body-bytes"),
    ({"http__body_bytes": "16385"}, "body-bytes"),
    ({"http__head_timeout": "0"}, "head-timeout"),
    ({"http__body_timeout": "601"}, "body-timeout"),
    ({"http__answer_timeout": "10s"}, "answer-timeout"),
    ({"http__store_threads": "0"}, "store-threads"),
    ({"http__store_queue": "0"}, "store-queue"),
    ({"http__hashes": "257"}, "hashes"),
    ({"http__hashing_queue": "many"}, "hashing-queue"),
    ({"unknown": "x"}, "unknown"),
    ({"limits__listen": "127.0.0.1:80"}, "listen"),
    ({"own__key": "x"}, "[own]"),
]


@pytest.mark.parametrize(("keys", "told"), WRONG)
def test_a_mistake_is_told(tmp_path, keys, told):
    result = run(tmp_path, **keys)
    assert result.returncode == 2
    assert told in result.stderr
    assert "secret" not in result.stderr.replace("secret-file", "")


RIGHT = [
    {"listen": "[::1]:0"},
    {"listen": "localhost:80"},
    {"listen": "0.0.0.0:80", "trusted_proxies": "10.0.0.0/8,2001:db8::/32 192.0.2.1"},
    {"metrics_listen": ""},
    {"metrics_listen": "127.0.0.1:9100"},
    {"store": "postgresql://user@host/db?passfile=x", "secret_file": "s"},
    {"mail": "smtps://host:465", "mail__smtp_user": "x", "mail__smtp_password_file": "y"},
    {"registration__key_lifetime": "1", "limits__mail_interval": "0"},
    {"http__connections": "16", "http__connections_per_origin": "0", "http__hashes": "0", "http__body_bytes": "4096"},
]


@pytest.mark.parametrize("keys", RIGHT)
def test_what_is_right_is_taken(tmp_path, keys):
    for name, content in (("x", ""), ("s", "32 bytes, as random as it seems."), ("y", "password")):
        (tmp_path / name).touch(mode=0o600)
        (tmp_path / name).write_text(content)
    assert run(tmp_path, **keys).stderr == ""


def test_every_mistake_is_told_at_once(tmp_path):
    result = run(tmp_path, listen="x", mail="y", unknown="z", limits__mails_per_day="w", own__key="v", mail__from="u")
    assert result.returncode == 2
    for told in ("listen", "mail:", "unknown", "mails-per-day", "[own]", "from"):
        assert told in result.stderr


@pytest.mark.parametrize("arguments", [["--bogus"], ["--listen"], ["more"], ["--config", "/none"]])
def test_wrong_usage_is_told(tmp_path, arguments):
    result = run(tmp_path, *arguments)
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1


def test_no_key_file(tmp_path):
    path = tmp_path / "server.conf"
    path.write_text("listen=127.0.0.1:80\n")
    result = check("--config", str(path))
    assert result.returncode == 2
    assert str(path) in result.stderr


def test_an_option_wins_over_its_key(tmp_path):
    with Server(tmp_path, {"server": {"listen": "127.0.0.1:1"}}, arguments=["--listen", "127.0.0.1:0"]) as server:
        assert not server.url.endswith(":1")


def test_faults_of_the_content_are_told_with_file_and_line(tmp_path):
    content = tmp_path / "content"
    content.mkdir()
    for name in os.listdir(CONTENT):
        (content / name).write_bytes(open(os.path.join(CONTENT, name), "rb").read())
    (content / "menu.en.json").write_text("[\n  {\n    x\n")
    (content / "notices.ja.json").write_text("{}")
    (content / "terms-of-use.en.json").write_text(
        (content / "terms-of-use.en.json").read_text().replace('"version": "', '"version": "other-')
    )
    result = run(tmp_path, content=str(content))
    assert result.returncode == 2
    lines = result.stderr.splitlines()
    assert len(lines) == 3, result.stderr
    assert any("menu.en.json" in line and "3" in line for line in lines)
    assert any("notices.ja.json" in line for line in lines)
    assert any("terms-of-use.en.json" in line and "version" in line for line in lines)


def test_the_sender_is_the_configured_one(make_server, address):
    server = make_server({"mail": {"from": "office@example.jp"}})
    server.register(address)
    with Client(server.url) as client:
        assert client.get("/v1/notices").json["mail_from"] == "office@example.jp"
        assert client.start(address).json["mail_from"] == "office@example.jp"
    assert server.mail(address).message["From"].addresses[0].addr_spec == "office@example.jp"


@pytest.mark.parametrize(
    "keys",
    [
        {"store": "sqlite:/none/store.db"},
        {"mail": "maildir:/none/mail"},
        {"content": "/none"},
        {"listen": "192.0.2.1:0", "trusted-proxies": "127.0.0.1"},
        {"store": "postgresql://user@127.0.0.1:1/db", "secret-file": "none"},
    ],
)
def test_what_cannot_be_started_ends_with_a_reason(tmp_path, keys):
    server = Server(tmp_path, {"server": keys})
    result = subprocess.run(
        [SERVER, "--config", server.write_config()], capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.startswith("hellowork-mypage-server: ")
    assert "Sanitizer" not in result.stderr
