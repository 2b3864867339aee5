# SPDX-License-Identifier: GPL-3.0-or-later
"""A Debian that boots: a copy of a folder, under its own systemd, on the network that the tests have for themselves."""

import contextlib
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

BOOT = pathlib.Path(__file__).parent / "boot"
PATIENCE = 300


def wait_for(condition, what, patience=PATIENCE):
    """Looks until @condition gives something; that is what it returns."""
    end = time.monotonic() + patience
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"waited {patience} s for {what}")
        time.sleep(0.1)


class Cgroup:
    """A cgroup of the second version, of which the machine sees nothing but itself."""

    def __init__(self):
        mounts = [line.split() for line in pathlib.Path("/proc/mounts").read_text().splitlines()]
        there = [mount[1] for mount in mounts if mount[2] == "cgroup2"]
        assert there, "there is no cgroup2 file system to boot a machine in"
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="hellowork-deb-", dir=there[0]))

    def remove(self):
        def gone():
            for folder, _, _ in os.walk(self.path, topdown=False):
                with contextlib.suppress(OSError):  # its processes are still ending
                    os.rmdir(folder)
            return not self.path.exists()

        wait_for(gone, "the machine's processes to end")


class Machine:
    def __init__(self, base, folder):
        self.root = pathlib.Path(folder) / "root"
        subprocess.run(["cp", "-a", "--reflink=auto", base, self.root], check=True)
        (self.root / "usr/sbin/policy-rc.d").unlink(missing_ok=True)  # services do start here
        self.cgroup = Cgroup()
        self.process = None
        self.init = None

    def boot(self):
        self.process = subprocess.Popen([BOOT, self.root, self.cgroup.path], stdin=subprocess.DEVNULL)
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")

        def up():
            assert self.process.poll() is None, "systemd ended"
            self.init = children.read_text().split()[0] if children.read_text() else None
            # It is one once it has been exec'ed in place of the shell, and its bus answers.
            return (self.init and os.readlink(f"/proc/{self.init}/exe").endswith("/systemd")
                    and self.run("systemctl", "list-units", check=False).returncode == 0)

        wait_for(up, "systemd")
        state = self.run("systemctl", "is-system-running", "--wait", check=False).stdout.strip()
        assert state == "running", self.run("systemctl", "--failed", check=False).stdout
        return self

    def run(self, *command, check=True, stdin=subprocess.DEVNULL):
        """As root, in the machine. Nothing answers questions."""
        done = subprocess.run(
            ["nsenter", "--target", self.init, "--mount", "--pid", "--uts", "--ipc", "--cgroup", "--root", "--wd", "--",
             "env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8", "TERM=dumb", *command],
            stdin=stdin, capture_output=True, text=True, timeout=PATIENCE)
        assert not check or done.returncode == 0, f"{command}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done

    def ask(self, *command):
        """What it says on its standard output, whatever its exit status."""
        return self.run(*command, check=False).stdout.strip()

    def files(self):
        """Every path of the machine's disk with what it is, but for what a running Debian writes by itself."""
        passing = ("var/lib/dpkg", "var/lib/apt", "var/cache", "var/log", "var/lib/systemd", "tmp", "var/tmp",
                   "proc", "sys", "dev", "run", "mnt")
        backups = ("etc/passwd-", "etc/group-", "etc/shadow-", "etc/gshadow-", "etc/ld.so.cache", "etc/.pwd.lock")
        found = set()
        for folder, folders, names in os.walk(self.root):
            here = pathlib.Path(folder).relative_to(self.root)
            folders[:] = [name for name in folders if str(here / name) not in passing]
            found |= {str(here / name) for name in folders + names}
        return found - set(backups)

    def close(self):
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        self.cgroup.remove()
        shutil.rmtree(self.root)
