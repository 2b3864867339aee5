# SPDX-License-Identifier: GPL-3.0-or-later
"""--check-config finds every mistake at once, each with its file and line, and says what would be right."""

import os
import pathlib
import re
import subprocess

import pytest

from server import CONTENT, PATIENCE, SERVER, SOURCE, Server

EXAMPLE = pathlib.Path(SOURCE) / "data" / "server.conf.example"
RIGHT = {"server": {"store": "sqlite:store.db", "mail": "maildir:mail", "content": CONTENT}}

# A wrong value of every key, and what is to be said about it.
WRONG = {
    "server": {
        "listen": ("0.0.0.0:80", "set tls-certificate and tls-key, or trusted-proxies"),
        "store": ("postgresql://user@host/db?passfile=/none/passfile", "the passfile /none/passfile cannot be read"),
        "mail": ("smtp://user@host", "smtp-password-file"),
        "content": ("/none/content", "the folder /none/content is not there"),
        "secret-file": ("FOLDER/open", "it must have mode 0600"),
        "tls-certificate": ("", None),
        "tls-key": ("/none/key", "tls-certificate is missing"),
        "trusted-proxies": ("", None),
        "metrics-listen": ("9100", "is not an ADDRESS:PORT, such as 127.0.0.1:8080"),
    },
    "http": {
        "connections": ("15", "is not a whole number from 16 to 1000000"),
        "connections-per-origin": ("-1", "is not a whole number from 0"),
        "head-bytes": ("2047", "is not a whole number from 2048 to 65536"),
        "body-bytes": ("16385", "is not a whole number from 4096 to 16384"),
        "head-timeout": ("0", "from 1 to 600"),
        "body-timeout": ("9s", "from 1 to 600"),
        "answer-timeout": ("601", "from 1 to 600"),
        "store-threads": ("０", "is not a whole number"),
        "store-queue": ("0x10", "is not a whole number"),
        "hashes": ("257", "from 0 to 256"),
        "hashing-queue": ("many", "is not a whole number"),
    },
    "mail": {
        "from": ("nobody", "is not a mail address, such as"),
        "smtp-user": ("user", None),
        "smtp-password-file": ("FOLDER/open", "chmod 600"),
    },
    "registration": {
        "key-lifetime": ("30m", "is not a whole number from 1 to 31622400"),
        "key-tries": ("0", "is not a whole number from 1"),
    },
    "limits": {
        "mail-interval": ("1.5", "is not a whole number from 0"),
        "mails-per-hour": ("0", "is not a whole number from 1"),
        "mails-per-day": ("99999999999999999999", "is not a whole number from 1"),
        "address-mails-per-hour": ("+5", "is not a whole number from 1"),
        "address-mails-per-day": ("4 0", "is not a whole number from 1"),
        "starts-per-origin": ("1000001", "from 1 to 1000000"),
        "login-failures-per-account": ("no", "is not a whole number from 1"),
        "login-failures-per-origin": ("-5", "is not a whole number from 1"),
        "account-login-failures": ("1e3", "is not a whole number from 1"),
    },
    "session": {
        "idle": ("28801", "it must not be longer than absolute"),
        "absolute": ("28800", None),
        "remember-idle": ("5", "it must not be longer than remember-absolute"),
        "remember-absolute": ("4", None),
    },
    "audit": {"audit-retention": ("36501", "is not a whole number from 1 to 36500")},
}


def check(folder, text, *arguments):
    """(exit status, the faults without the program's name), of a config file with @text."""
    path = folder / "server.conf"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    done = subprocess.run([SERVER, "--check-config", "--config", path, *arguments], capture_output=True, text=True,
                          timeout=PATIENCE, cwd=folder, check=False)
    lines = done.stderr.splitlines()
    assert all(line.startswith("hellowork-mypage-server: ") for line in lines), done.stderr
    return done.returncode, [line.removeprefix("hellowork-mypage-server: ") for line in lines]


def config(*parts):
    """A right one, and @parts after it."""
    text = "".join(f"[{section}]\n" + "".join(f"{key}={value}\n" for key, value in keys.items())
                   for section, keys in RIGHT.items())
    return text + "".join(parts)


def known_keys():
    section = None
    for line in EXAMPLE.read_text(encoding="utf-8").splitlines():
        if found := re.fullmatch(r"\[([a-z]+)\]", line):
            section = found[1]
        elif found := re.fullmatch(r"#?([a-z][a-z-]*)=.*", line):
            yield section, found[1]


def test_every_key_wrong_at_once(tmp_path):
    """A line for each, in which the file, the line and the key stand."""
    assert [(section, key) for section in WRONG for key in WRONG[section]] == list(known_keys())
    (tmp_path / "open").write_text("secret\n")
    (tmp_path / "open").chmod(0o644)
    lines, wanted = [], {}
    for section, keys in WRONG.items():
        lines.append(f"[{section}]")
        for key, (value, said) in keys.items():
            lines.append(f"{key} = {value.replace('FOLDER', str(tmp_path))}")
            if said is not None:
                wanted[f"{tmp_path}/server.conf:{len(lines)}: {key}: "] = said
    status, faults = check(tmp_path, "\n".join(lines))
    assert status == 2
    for place, said in wanted.items():
        found = [fault for fault in faults if fault.startswith(place)]
        assert len(found) == 1 and said in found[0], (place, said, faults)
    assert len(faults) == len(wanted), faults


def test_what_is_no_key_is_told_with_its_line(tmp_path):
    text = config(
        "store=sqlite:other.db\n",  # 5
        "listne=127.0.0.1:80\n",
        "smtp-user=user\n",
        "nonsense\n",
        "[own]\n",
        "key=value\n",  # 10
        "[mail\n",
        "from=in a section that is none, which is told once\n",
        "# a comment\n",
        "[session]\n",
        "idle[ja]=5\n",  # 15
        "=5\n",
    )
    status, faults = check(tmp_path, "before=the first section\n" + text)
    assert status == 2
    place = f"{tmp_path}/server.conf"
    expected = [
        f"{place}:1: before: it stands before the first section",
        f"{place}:6: store: it is set in line 3 already",
        f"{place}:9: this is neither KEY=VALUE nor [SECTION] nor a comment",
        f"{place}:12: this is no section, such as [server]",
        f"{place}:17: this is neither",
        f"{place}:7: listne: there is no such key in [server]",
        f"{place}:8: smtp-user: it stands in [server], where it is not read: move it to [mail]",
        f"{place}:11: key: there is no section [own], only [server], [http], [mail],",
        f"{place}:16: idle[ja]: there is no such key",
    ]
    for beginning in expected:
        assert any(fault.startswith(beginning) for fault in faults), (beginning, faults)
    assert len(faults) == len(expected), faults


def test_what_is_not_utf8_is_told_with_its_line(tmp_path):
    status, faults = check(tmp_path, config().encode() + "# 名前\n".encode("cp932") + b"[mail]\nfrom=x\0@y\n")
    assert status == 2
    assert faults == [f"{tmp_path}/server.conf:5: it is not UTF-8", f"{tmp_path}/server.conf:7: it is not UTF-8"]


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 16, b"{\n" * 9000, b"\n".join([b"x"] * 999)])
def test_another_kind_of_file_is_told_in_few_words(tmp_path, data):
    status, faults = check(tmp_path, data)
    assert status == 2
    assert 0 < len(faults) <= 53
    assert all(len(fault) < 300 for fault in faults)


def test_a_file_that_may_not_be_read_is_told(tmp_path):
    done = subprocess.run([SERVER, "--check-config", "--config", tmp_path], capture_output=True, text=True,
                          timeout=PATIENCE, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert str(tmp_path) in done.stderr


def test_windows_line_ends_and_blanks_do_no_harm(tmp_path):
    assert check(tmp_path, config("[mail]\n from =  office@example.jp  \n").replace("\n", "\r\n")) == (0, [])


def test_a_section_may_come_twice(tmp_path):
    status, faults = check(tmp_path, config("[mail]\nfrom=a@example.jp\n[server]\nlisten=127.0.0.1:0\nmail=maildir:x\n"))
    assert status == 2
    assert faults == [f"{tmp_path}/server.conf:9: mail: it is set in line 3 already: set it once"]


def test_an_option_is_named_as_one(tmp_path):
    status, faults = check(tmp_path, config(), "--listen", "x", "--metrics-listen", "y")
    assert status == 2
    assert [fault.split(":")[0] for fault in faults] == ["--listen", "--metrics-listen"]


def test_what_is_wrong_in_the_world_is_told_beside_what_is_wrong_in_the_file(tmp_path):
    """Syntax does not hide that a file is missing, nor one file that is missing another."""
    (tmp_path / "secret").write_text("too short")
    (tmp_path / "secret").chmod(0o600)
    status, faults = check(tmp_path, config("nonsense\n", f"secret-file={tmp_path}/secret\n",
                                            "tls-certificate=/none/certificate\ntls-key=/none/key\n",
                                            "[mail]\nsmtp-user=u\nsmtp-password-file=/none/password\n",
                                            "[http]\nhashes=x\n"))
    assert status == 2
    assert [re.search(r"server\.conf:(\d+)", fault)[1] for fault in faults] == ["5", "13", "6", "11", "7"]
    for told in ("has 9 bytes: it must have 32", "/none/certificate", "/none/password"):
        assert any(told in fault for fault in faults), faults


# ---- Certificates ----


@pytest.fixture
def tls(tmp_path, pki):
    def check_tls(certificate, key):
        return check(tmp_path, config(f"tls-certificate={certificate}\ntls-key={key}\n"))

    return check_tls


def test_a_good_certificate_is_right(tls, pki):
    assert tls(*pki.make()) == (0, [])


def test_what_is_wrong_with_a_certificate_is_told(tmp_path, tls, pki):
    certificate, key = pki.make()
    _, other_key = pki.make("other")
    expired, expired_key = pki.make("expired", dates=("20200101000000Z", "20200202000000Z"))
    early, early_key = pki.make("early", dates=("20990101000000Z", "20990202000000Z"))
    nonsense = tmp_path / "nonsense"
    nonsense.write_text("nonsense")
    nonsense.chmod(0o600)
    open_key = tmp_path / "open.key"
    open_key.write_bytes(key.read_bytes())
    open_key.chmod(0o644)
    locked_key = tmp_path / "locked.key"
    pki.run("openssl", "pkey", "-in", key, "-aes256", "-passout", "pass:x", "-out", locked_key)

    for chain, private, line, told in (
        (nonsense, key, 5, "holds no certificate in PEM form"),
        (certificate, nonsense, 6, "holds no private key in PEM form"),
        (certificate, other_key, 6, "is not the one of the certificate"),
        (certificate, open_key, 6, "may be read by everybody (mode 0644)"),
        (certificate, locked_key, 6, "is encrypted: take the passphrase off"),
        (expired, expired_key, 5, "expired on 2020-02-02 00:00:00 UTC"),
        (early, early_key, 5, "is good from 2099-01-01 00:00:00 UTC on only"),
    ):
        status, faults = tls(chain, private)
        assert (status, len(faults)) == (2, 1), faults
        assert faults[0].startswith(f"{tmp_path}/server.conf:{line}: tls-") and told in faults[0], faults


# ---- Content ----


def test_faults_of_the_content_have_file_and_line(tmp_path, content):
    (content / "menu.en.json").write_text("[\n  {\n    x\n")
    notices = (content / "notices.ja.json").read_text(encoding="utf-8")
    url = notices.rindex('"url"')
    line = notices[:url].count("\n") + 1
    (content / "notices.ja.json").write_text(notices[:url] + '"uri"' + notices[url + 5 :], encoding="utf-8")
    terms = (content / "terms-of-use.en.json").read_text(encoding="utf-8")
    (content / "terms-of-use.en.json").write_text(terms.replace('"version": "', '"version": "other-'), encoding="utf-8")
    version_line = terms[: terms.index('"version"')].count("\n") + 1
    (content / "privacy-policy.ja.json").unlink()
    status, faults = check(tmp_path, config().replace(CONTENT, str(content)))
    assert (status, len(faults)) == (2, 4), faults
    assert any(f"{content}/menu.en.json: line 3, column 5: " in fault for fault in faults), faults
    assert any(re.match(rf"{content}/notices\.ja\.json: line {line}: /[a-z_]+/\d+/ur[il]: ", fault) for fault in faults), faults
    assert any(f"{content}/terms-of-use.en.json: line {version_line}: /version" in fault for fault in faults), faults
    assert any(f"{content}/privacy-policy.ja.json" in fault for fault in faults), faults


# ---- The start tells the same of the file ----


def test_the_start_tells_every_mistake_of_the_file(tmp_path):
    path = tmp_path / "server.conf"
    path.write_text(config("listne=x\n[mail]\nfrom=nobody\n[audit]\naudit-retention=0\n"))
    done = subprocess.run([SERVER, "--config", path], capture_output=True, text=True, timeout=PATIENCE, cwd=tmp_path,
                          check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert [re.search(r":(\d+): ", line)[1] for line in done.stderr.splitlines()] == ["5", "7", "9"]
    assert os.listdir(tmp_path) == ["server.conf"]


def test_the_start_tells_what_is_wrong_with_a_certificate(tmp_path, pki):
    certificate, _ = pki.make()
    _, key = pki.make("other")
    server = Server(tmp_path, {"server": {"tls-certificate": certificate, "tls-key": key}})
    done = subprocess.run([SERVER, "--config", server.write_config()], capture_output=True, text=True,
                          timeout=PATIENCE, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"the key {key} is not the one of the certificate {certificate}" in done.stderr
