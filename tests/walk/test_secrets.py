# SPDX-License-Identifier: GPL-3.0-or-later
"""What is secret stays so: a whole run with every log on, searched for passwords, keys and credentials."""

import os
import pathlib
import re
import subprocess

from conftest import ADDRESS, ESTABLISHMENT, PASSWORD, keyring_items
from driver import wait_for

SUBJECT = "パスワード登録申込受付通知"
NEW_PASSWORD = "Kawaita-kaze-42!"


def credentials():
    """The credentials that the keyring holds, out of its secrets."""
    return [found for kind in ("registration", "session") for item in keyring_items(kind)
            for found in re.findall(r'"credential":"([^"]+)"', item["text"])]


def files_below(*folders):
    return [path for folder in folders for path in pathlib.Path(folder).rglob("*") if path.is_file()]


def test_no_secret_gets_out_of_the_window(start_office, open_window):
    office = start_office()
    employer = open_window(office, G_MESSAGES_DEBUG="all", SOUP_DEBUG="1", GTK_DEBUG="actions")
    secrets = [PASSWORD, NEW_PASSWORD]
    employer.open_registration()
    employer.consent()
    employer.enter_email(ADDRESS)
    key = office.key_in(office.wait_mail(SUBJECT))
    secrets += [key, key.replace("-", "")]
    secrets += wait_for(credentials, "the registration in the keyring")
    limits = (pathlib.Path("/proc") / str(employer.window.process.pid) / "limits").read_text()
    assert re.search(r"^Max core file size\s+[01]\s+[01]\s", limits, re.M), "no core file (1: not even to a program that collects them)"
    employer.set_password(PASSWORD, key)
    employer.finish()
    employer.log_in(PASSWORD, keep=True)
    employer.my_page(ESTABLISHMENT)
    kept = wait_for(credentials, "the session in the keyring")
    secrets += kept
    for name in ("新しいパスワード", "新しいパスワード（確認用）"):
        employer.fill(name, NEW_PASSWORD)
    employer.fill("現在のパスワード", PASSWORD)
    employer.press("変更する")
    employer.sees("パスワードを変更しました。他の端末からは、すべてログアウトしました。")
    assert not any(secret in employer.window.text() for secret in secrets)
    employer.window.close()

    log = pathlib.Path(employer.window.log_path).read_text(errors="replace")
    assert "DEBUG" in log, "there is something to search"
    places = {"the log": log}
    for path in files_below(os.environ["XDG_CONFIG_HOME"], os.environ["XDG_CACHE_HOME"], os.environ["XDG_RUNTIME_DIR"]):
        places[str(path)] = path.read_bytes().decode("latin-1")
    places["the keyring's attributes"] = "\n".join(
        line for item in keyring_items("session") for line in item["text"].splitlines() if not line.startswith("secret"))
    for place, text in places.items():
        for secret in secrets:
            assert secret not in text, f"a secret stands in {place}"
    assert ADDRESS not in places["the keyring's attributes"]
    commands = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert not any(secret in commands for secret in secrets)
