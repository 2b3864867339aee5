# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed systemd units: right, closed in, and the programs work inside what is left to them."""

import ctypes
import errno
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile

import pytest

FOLDER = pathlib.Path(__file__).parent
sys.path[:0] = [str(FOLDER.parent / "faults"), str(FOLDER.parent / "store")]

import sandbox  # noqa: E402
from office import Client, Office, SmtpServer, wait_for  # noqa: E402
from postgres_cluster import Cluster  # noqa: E402
from server import COUNTER, PATIENCE  # noqa: E402

UNITS = pathlib.Path(os.environ["HW_PREFIX"]) / "lib" / "systemd" / "system"
SERVER_UNIT = UNITS / "hellowork-mypage-server.service"
HOUSEKEEPING_UNIT = UNITS / "hellowork-mypage-housekeeping.service"
ADDRESS = "saiyo@example.co.jp"


def analyze(*arguments):
    run = subprocess.run(["systemd-analyze", "--no-pager", *arguments], capture_output=True, text=True,
                         timeout=PATIENCE, check=False, env={**os.environ, "SYSTEMD_LOG_LEVEL": "notice"})
    return run.returncode, run.stdout, run.stderr


def test_every_unit_is_installed():
    assert {unit.name for unit in UNITS.iterdir()} == {
        "hellowork-mypage-server.service", "hellowork-mypage-server.socket", "hellowork-mypage-housekeeping.service",
        "hellowork-mypage-housekeeping.timer"}


def test_systemd_understands_every_line_of_them():
    """It warns of what it does not know, and goes on."""
    status, out, err = analyze("verify", "--man=no", *sorted(map(str, UNITS.iterdir())))
    assert (status, out, err) == (0, "", "")


@pytest.mark.parametrize("unit", [SERVER_UNIT, HOUSEKEEPING_UNIT], ids=lambda unit: unit.name)
def test_the_exposure_is_at_most_1_5(unit):
    status, out, err = analyze("security", "--offline=true", "--threshold=15", str(unit))
    assert status == 0, out + err
    assert float(re.search(r"Overall exposure level for \S+: ([\d.]+)", out)[1]) <= 1.5


def test_the_timer_fires_every_night():
    (calendar,) = re.findall(r"(?m)^OnCalendar=(.*)$", (UNITS / "hellowork-mypage-housekeeping.timer").read_text())
    status, out, _ = analyze("calendar", "--iterations=3", "--base-time=2026-06-01 12:00:00 UTC", calendar)
    assert status == 0
    # In this machine's time zone, whatever it is: three nights one after the other.
    days = re.findall(r"(?m)(?:Next elapse|Iter\. #\d|Iteration #\d): \w+ \d{4}-\d{2}-(\d{2}) 03:30:00", out)
    assert [int(day) for day in days] == list(range(int(days[0]), int(days[0]) + 3)), out


# ---- What is left to the programs ----


def test_the_sandbox_holds():
    """Else the tests below would say nothing."""

    def probe():
        sandbox.load(SERVER_UNIT)()
        libc = ctypes.CDLL(None, use_errno=True)
        libc.mmap.restype = ctypes.c_void_p
        refused = []
        libc.mmap(None, ctypes.c_size_t(4096), 7, 0x22, -1, 0)
        refused.append(ctypes.get_errno())
        libc.unshare(0x10000000)
        refused.append(ctypes.get_errno())
        libc.mount(b"none", b"/", b"tmpfs", 0, None)
        refused.append(ctypes.get_errno())
        try:
            socket.socket(16, socket.SOCK_RAW)  # AF_NETLINK
            refused.append(0)
        except OSError as error:
            refused.append(error.errno)
        os._exit(0 if refused == [errno.EPERM] * 4 else 1)

    child = os.fork()
    if child == 0:
        try:
            probe()
        finally:
            os._exit(2)
    assert os.waitpid(child, 0)[1] == 0


class Boxed(Office):
    """Server and counter program inside what their units leave to them."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, environment=sandbox.service_environment(), **options)
        self.enter = sandbox.load(SERVER_UNIT)

    def counter(self, *arguments, status=0):
        run = subprocess.run([COUNTER, "--config", self.write_config(), *arguments], capture_output=True, text=True,
                             timeout=PATIENCE, check=False, preexec_fn=sandbox.load(HOUSEKEEPING_UNIT),
                             env={**os.environ, **self.environment})
        assert run.returncode == status, run.stderr
        return run.stdout


@pytest.fixture
def smtp(tmp_path):
    server = SmtpServer(tmp_path / "smtp").start()
    yield server
    server.stop()


@pytest.fixture
def postgres(tmp_path):
    folder = tempfile.mkdtemp(prefix="hw-postgres-")
    cluster = Cluster(folder).create().start()
    secret = tmp_path / "secret"
    secret.touch(mode=0o600)
    secret.write_bytes(os.urandom(32))
    yield {"store": cluster.uri(), "secret-file": secret}
    cluster.stop("immediate")
    shutil.rmtree(folder)


def work(office):
    """What a server does from its start to its end."""
    office.register(ADDRESS)
    with Client(office.url) as client:
        assert client.get("/readyz").status == 200
        credential = client.start(ADDRESS).json["credential"]
        assert client.submit(credential, office.mail(ADDRESS).key).status == 200
        session = client.login(ADDRESS).json["credential"]
        assert client.login(ADDRESS, "Wrong#2026").status == 401
        assert client.home(session).status == 200
        office.signal(1)
        wait_for(lambda: "The content was read anew" in office.log, "the reload")
        assert client.get("/v1/terms").status == 200
    wait_for(office.outbox_is_empty, "the mails")
    assert "expired" in office.counter("housekeeping")
    assert ADDRESS in office.counter("list")
    office.stop()
    wrong = [e for e in office.log_entries() if e.get("level") not in ("info", None)]
    assert wrong == []


def test_a_whole_registration_with_sqlite(tmp_path, smtp):
    office = Boxed(tmp_path / "server", smtp)
    office.start()
    office.counter("backup", str(tmp_path / "backup.db"))
    work(office)


def test_a_whole_registration_with_postgresql(tmp_path, smtp, postgres):
    office = Boxed(tmp_path / "server", smtp, {"server": postgres})
    office.start()
    work(office)


def test_https_and_metrics(tmp_path, smtp, pki):
    certificate, key = pki.make()
    tls = {"tls-certificate": certificate, "tls-key": key, "metrics-listen": "127.0.0.1:0", "listen": "127.0.0.1:0"}
    office = Boxed(tmp_path / "server", smtp, {"server": tls})
    office.start()
    get = ["curl", "--silent", "--fail", "--cacert", certificate]
    assert subprocess.run([*get, office.url + "/readyz"], timeout=PATIENCE, check=False).returncode == 0
    office.signal(1)
    wait_for(lambda: "The certificate was read anew" in office.log, "the reload")
    metrics = re.search(r"Metrics are at (\S+/metrics)", office.log)[1]
    assert subprocess.run([*get, metrics], timeout=PATIENCE, check=False).returncode == 0
    office.stop()
