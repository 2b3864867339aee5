# SPDX-License-Identifier: GPL-3.0-or-later
"""The Debian package of the server in a machine that boots: installed, used, upgraded, removed, purged."""

import os
import pathlib
import re
import socket
import sys

import pytest
from machine import Machine, wait_for

SERVER_TESTS = pathlib.Path(__file__).parent.parent / "server"
sys.path[:0] = [str(SERVER_TESTS / "faults"), str(SERVER_TESTS / "http")]

from client import PASSWORD, Client  # noqa: E402
from office import SmtpServer  # noqa: E402

PACKAGE = "hellowork-mypage-server"
UNIT = "hellowork-mypage-server.service"
SOCKET = "hellowork-mypage-server.socket"
TIMER = "hellowork-mypage-housekeeping.timer"
USER = "hellowork-mypage"
STATE = "/var/lib/hellowork-mypage"
CONFIG = "/etc/hellowork-mypage/server.conf"
URL = "http://127.0.0.1:8080"
OTHER_ADDRESS = "192.0.2.1"  # another of this machine's (run)
ADDRESS = "saiyo@example.co.jp"


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    machine = Machine(os.environ["HW_DEB_BASE"], tmp_path_factory.mktemp("machine"))
    try:
        (machine.root / "package.deb").write_bytes(pathlib.Path(os.environ["HW_DEB"]).read_bytes())
        yield machine.boot()
    finally:
        machine.close()


@pytest.fixture(scope="module")
def before(machine):
    """What was there before the package came."""
    return machine.files(), machine.ask("getent", "passwd"), machine.ask("getent", "group")


@pytest.fixture(scope="module")
def smarthost(tmp_path_factory):
    """This machine's mail server, at the port where the package looks for it."""
    smtp = SmtpServer(tmp_path_factory.mktemp("smtp"))
    smtp.port = 25
    yield smtp.start()
    smtp.stop()


def install(machine):
    # A question, or a conffile in doubt, would find the end of its standard input.
    machine.run("dpkg", "--install", "/package.deb")


def counter(machine, *arguments):
    return machine.run("runuser", "-u", USER, "--", "hellowork-mypage-counter", "--config", CONFIG, *arguments).stdout


def ready():
    try:
        with Client(URL) as client:
            return client.get("/readyz").status == 200
    except Exception:  # nobody listens yet
        return False


def listening(address="127.0.0.1"):
    with socket.socket() as probe:
        return probe.connect_ex((address, 8080)) == 0


def main_pid(machine):
    return machine.ask("systemctl", "show", "--property=MainPID", "--value", UNIT)


def test_linter_has_nothing_to_say():
    folder = pathlib.Path(os.environ["HW_DEB"]).parent
    said = (folder / "lintian.log").read_text()
    assert not re.findall(r"^[EWIP]: .*", said, re.M), said
    assert said.endswith("lintian ended with 0\n"), said


def test_installed_it_runs(machine, before):
    install(machine)
    wait_for(ready, "the server to be ready")
    assert machine.ask("systemctl", "is-active", UNIT) == "active"
    assert machine.ask("systemctl", "is-enabled", UNIT) == "enabled"
    assert machine.ask("systemctl", "is-system-running") == "running"
    assert machine.ask("stat", "--format=%U:%G %a", STATE) == f"{USER}:{USER} 700"
    assert machine.ask("stat", "--format=%U", f"/proc/{main_pid(machine)}") == USER
    # What the unit forbids is forbidden: the system is read-only to it.
    options = machine.ask("awk", '$2 == "/" { print $4 }', f"/proc/{main_pid(machine)}/mounts").splitlines()[-1]
    assert "ro" in options.split(","), options


def test_listens_on_this_machine_only(machine):
    assert listening() and not listening(OTHER_ADDRESS)


def test_an_employer_registers(machine, smarthost):
    counter(machine, "register", "--establishment-number", "1301-123456-7", "--establishment-name", "株式会社みほん製作所",
            "--email", ADDRESS)
    with Client(URL, language="ja") as client:
        started = client.start(ADDRESS)
        assert started.status == 202
        mail = wait_for(lambda: [mail for mail in smarthost.mails() if mail.key], "the mail with the key")[0]
        assert mail.to == ADDRESS
        assert client.submit(started.json["credential"], mail.key).status == 200
        assert client.login(ADDRESS).status == 201
    assert ADDRESS in counter(machine, "list")


def test_house_is_kept_on_a_timer(machine):
    assert machine.ask("systemctl", "is-enabled", TIMER) == "enabled"
    assert machine.ask("systemctl", "is-active", TIMER) == "active"
    machine.run("systemctl", "start", TIMER.replace(".timer", ".service"))


def test_socket_opens_for_those_who_want_it(machine):
    assert machine.ask("systemctl", "is-enabled", SOCKET) == "disabled"
    machine.run("systemctl", "stop", UNIT)
    assert not listening()
    machine.run("systemctl", "start", SOCKET)
    assert machine.ask("systemctl", "is-active", UNIT) == "inactive"
    wait_for(ready, "the server that the first request starts")
    assert machine.ask("systemctl", "is-active", UNIT) == "active"
    machine.run("systemctl", "stop", SOCKET, UNIT)
    machine.run("systemctl", "start", UNIT)


def test_programs_have_manuals_and_speak_japanese(machine):
    for program, section in (("server", 8), ("counter", 8)):
        for language in ("", "ja/"):
            page = machine.root / f"usr/share/man/{language}man{section}/hellowork-mypage-{program}.{section}.gz"
            assert page.exists(), page
    assert (machine.root / "usr/share/locale/ja/LC_MESSAGES/hellowork-mypage.mo").exists()


def test_reboot_brings_it_up(machine):
    machine.process.kill()
    machine.process.wait()
    machine.boot()
    wait_for(ready, "the server to be ready")
    assert ADDRESS in counter(machine, "list")


def test_upgrade_restarts_it_and_keeps_what_was_configured(machine):
    with open(machine.root / CONFIG.lstrip("/"), "a") as config:
        config.write("\n[session]\nidle=900\n")
    former = main_pid(machine)
    install(machine)
    wait_for(ready, "the server to be ready")
    assert main_pid(machine) not in (former, "0")
    assert "idle=900" in (machine.root / CONFIG.lstrip("/")).read_text()
    with Client(URL) as client:
        assert client.login(ADDRESS).status == 201


def test_removed_it_keeps_what_is_registered(machine):
    machine.run("dpkg", "--remove", PACKAGE)
    assert not listening()
    assert (machine.root / STATE.lstrip("/") / "store.db").exists()
    assert (machine.root / CONFIG.lstrip("/")).exists()
    install(machine)
    wait_for(ready, "the server to be ready")
    with Client(URL) as client:
        assert client.login(ADDRESS, PASSWORD).status == 201


def test_purged_it_leaves_nothing(machine, before):
    machine.run("dpkg", "--purge", PACKAGE)
    assert not listening()
    assert machine.ask("dpkg-query", "--show", PACKAGE) == ""
    left = machine.files() - before[0] - {"package.deb"}
    assert left == set()
    assert (machine.ask("getent", "passwd"), machine.ask("getent", "group")) == before[1:]
    assert machine.ask("systemctl", "is-system-running") == "running"
