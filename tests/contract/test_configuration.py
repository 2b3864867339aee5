# SPDX-License-Identifier: GPL-3.0-or-later
"""data/server.conf.example documents each key of the contract once, with what holds without it."""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
KEYS = {
    "server": {
        "listen": "127.0.0.1:8080",
        "store": None,
        "mail": None,
        "content": "",
        "secret-file": "",
        "tls-certificate": "",
        "tls-key": "",
        "trusted-proxies": "",
        "metrics-listen": "",
    },
    "http": {
        "connections": "10000",
        "connections-per-origin": "256",
        "head-bytes": "8192",
        "body-bytes": "16384",
        "head-timeout": "9",
        "body-timeout": "9",
        "answer-timeout": "60",
        "store-threads": "4",
        "store-queue": "512",
        "hashes": "0",
        "hashing-queue": "256",
    },
    "mail": {"from": "system@localhost", "smtp-user": "", "smtp-password-file": ""},
    "registration": {"key-lifetime": "1800", "key-tries": "5"},
    "limits": {
        "mail-interval": "60",
        "mails-per-hour": "5",
        "mails-per-day": "20",
        "address-mails-per-hour": "10",
        "address-mails-per-day": "40",
        "starts-per-origin": "120",
        "login-failures-per-account": "10",
        "login-failures-per-origin": "100",
        "account-login-failures": "100",
    },
    "session": {"idle": "1800", "absolute": "28800", "remember-idle": "1209600", "remember-absolute": "2592000"},
    "audit": {"audit-retention": "400"},
}
NEEDED = {("server", "store"), ("server", "mail")}


def lines():
    """(section, key, value, commented out, whether a comment stands above it)"""
    section, explained = None, False
    for line in (ROOT / "data" / "server.conf.example").read_text(encoding="utf-8").splitlines():
        if found := re.fullmatch(r"\[([a-z]+)\]", line):
            section = found[1]
        elif found := re.fullmatch(r"(#?)([a-z][a-z-]*)=(.*)", line):
            yield section, found[2], found[3], bool(found[1]), explained
            continue
        explained = line.startswith("# ") or line == "#"
        assert explained or line == "" or line.startswith("["), line


def test_every_key_stands_in_its_section_once():
    found = [(section, key) for section, key, *_ in lines()]
    assert sorted(found) == sorted((section, key) for section in KEYS for key in KEYS[section])


def test_every_key_is_explained():
    assert [key for _, key, _, _, explained in lines() if not explained] == []


def test_defaults_are_those_of_the_contract():
    for section, key, value, commented, _ in lines():
        assert commented is ((section, key) not in NEEDED), key
        if commented:
            assert value == KEYS[section][key], key


def test_what_is_needed_is_given():
    given = {(section, key): value for section, key, value, commented, _ in lines() if not commented}
    assert given.keys() == NEEDED
    assert given["server", "store"].startswith("sqlite:/")
    assert given["server", "mail"].startswith("smtp://")
