# SPDX-License-Identifier: GPL-3.0-or-later
"""A real PostgreSQL of the tests' own, in a temporary folder, on a Unix socket alone.

usage: postgres_cluster.py COMMAND [ARGUMENT...]

runs COMMAND with HW_TEST_POSTGRES, the URI of its maintenance database, and HW_TEST_POSTGRES_CONTROL, a program
that takes what pg_ctl takes ("stop -m immediate", "start"), and ends with its status.
"""

import glob
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

OLDEST = 15
PATIENCE = 60

# Small, but as sure as in earnest.
SETTINGS = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "listen_addresses": "''",
    "unix_socket_permissions": "0777",
    "shared_buffers": "'16MB'",
    "max_connections": "60",
    "max_wal_size": "'64MB'",
    "min_wal_size": "'32MB'",
    "wal_level": "replica",
    "max_wal_senders": "4",
    "hot_standby": "on",
    "log_min_messages": "warning",
    "log_statement": "none",
    "timezone": "'UTC'",
}


def programs():
    """The folder of the newest PostgreSQL's programs."""
    found = [path for path in glob.glob("/usr/lib/postgresql/*/bin/initdb") + glob.glob("/usr/pgsql-*/bin/initdb")]
    found.sort(key=lambda path: int(re.search(r"(\d+)/bin", path)[1]))
    if not found and shutil.which("initdb"):
        found = [shutil.which("initdb")]
    if not found:
        sys.exit("There is no PostgreSQL here: install the package “postgresql”.")
    folder = os.path.dirname(found[-1])
    version = subprocess.run([os.path.join(folder, "postgres"), "--version"], capture_output=True, text=True, check=True)
    assert int(re.search(r"(\d+)", version.stdout)[1]) >= OLDEST, version.stdout
    return folder


def owner():
    """Whom the server runs as: never root; None: as whoever runs this."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def signal_all(processes, number):
    for process in processes:
        try:
            os.kill(process, number)
        except ProcessLookupError:
            pass


def is_alive(process):
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8") as file:
            return file.read().rsplit(")", 1)[1].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


class Cluster:
    """One server: @folder holds its data, its socket and its log."""

    def __init__(self, folder, port=5432):
        self.folder = str(folder)
        self.port = port
        self.data = os.path.join(self.folder, "data")
        self.owner = owner()
        self.programs = programs()
        self.environment = {}

    def command(self, program, *arguments):
        prefix = ["runuser", "-u", self.owner, "--"] if self.owner else []
        return [*prefix, os.path.join(self.programs, program), *arguments]

    def run(self, program, *arguments, check=True):
        run = subprocess.run(self.command(program, *arguments), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, text=True, cwd="/", timeout=PATIENCE, check=False,
                             env={**os.environ, **self.environment})
        assert run.returncode == 0 or not check, f"{program}: {run.stdout}"
        return run

    def make_folder(self):
        os.makedirs(self.folder, exist_ok=True)
        if self.owner:
            shutil.chown(self.folder, self.owner)

    def create(self):
        self.make_folder()
        self.run("initdb", "--pgdata", self.data, "--username", "postgres", "--auth", "trust", "--encoding", "UTF8",
                 "--locale", "C", "--no-sync", "--wal-segsize", "1")
        self.configure(SETTINGS)
        return self

    def configure(self, settings):
        with open(os.path.join(self.data, "postgresql.conf"), "a", encoding="utf-8") as file:
            for name, value in {**settings, "unix_socket_directories": f"'{self.folder}'", "port": self.port}.items():
                file.write(f"{name} = {value}\n")

    def copy_of(self, primary):
        """A standby that follows @primary."""
        self.make_folder()
        self.run("pg_basebackup", "--host", primary.folder, "--port", str(primary.port), "--username", "postgres",
                 "--pgdata", self.data, "--checkpoint", "fast", "--no-sync", "--write-recovery-conf", "--dbname",
                 f"application_name=standby host={primary.folder}")
        self.configure({"synchronous_standby_names": "''"})
        return self

    def control(self, *arguments, check=True):
        self.run("pg_ctl", "--pgdata", self.data, "--log", os.path.join(self.folder, "log"), "--wait", "--silent",
                 *arguments, check=check)

    def start(self):
        self.control("start")
        return self

    def stop(self, mode="fast"):
        if os.path.exists(os.path.join(self.data, "postmaster.pid")):
            self.control("stop", "--mode", mode, check=False)  # it may have been killed

    def hang(self):
        """Its connections stand, new ones are taken, and nothing comes. Gives its processes."""
        with open(os.path.join(self.data, "postmaster.pid"), encoding="utf-8") as file:
            postmaster = int(file.readline())
        signal_all([postmaster], signal.SIGSTOP)  # nothing new comes of it
        children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(postmaster)], capture_output=True, text=True,
                                  check=False).stdout.split()
        processes = [postmaster, *map(int, children)]
        signal_all(processes, signal.SIGSTOP)
        return processes

    def kill(self):
        """As when the machine fails: nothing is said to anybody."""
        processes = self.hang()
        signal_all(processes, signal.SIGKILL)
        end = time.monotonic() + PATIENCE
        while any(is_alive(process) for process in processes):
            assert time.monotonic() < end, "PostgreSQL's processes do not end"
            time.sleep(0.02)
        # As after a reboot: while nobody has asked for its exit status, its number looks alive.
        os.unlink(os.path.join(self.data, "postmaster.pid"))
        os.unlink(os.path.join(self.folder, f".s.PGSQL.{self.port}.lock"))

    def promote(self):
        self.control("promote")

    def sql(self, text, database="postgres"):
        """Runs it; what it gives, as one text."""
        run = self.run("psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set", "ON_ERROR_STOP=1",
                       "--host", self.folder, "--port", str(self.port), "--username", "postgres", "--dbname", database,
                       "--command", text)
        return run.stdout.strip()

    def uri(self, database="postgres"):
        return f"postgresql:///{database}?host={self.folder}&port={self.port}&user=postgres"

    def write_control(self):
        path = os.path.join(self.folder, "control")
        arguments = self.command("pg_ctl", "--pgdata", self.data, "--log", os.path.join(self.folder, "log"), "--wait",
                                 "--silent")
        with open(path, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\ncd / && exec " + " ".join(f"'{argument}'" for argument in arguments) + ' "$@"\n')
        os.chmod(path, 0o755)
        return path


def main(command):
    folder = tempfile.mkdtemp(prefix="hw-postgres-")
    cluster = Cluster(folder)
    # Whatever ends this, nothing is left behind.
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *unused: sys.exit(1))
    process = None
    try:
        cluster.create().start()
        environment = {**os.environ, "HW_TEST_POSTGRES": cluster.uri(), "HW_TEST_POSTGRES_CONTROL": cluster.write_control()}
        process = subprocess.Popen(command, env=environment)
        return process.wait()
    finally:
        if process is not None and process.poll() is None:
            process.kill()
            process.wait()
        cluster.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
