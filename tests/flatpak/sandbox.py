# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed Flatpak: installing it, running it, looking at it from outside."""

import os
import pathlib
import shutil
import subprocess

from activated import APPLICATION, NamedProcess
from driver import Window, wait_for

BUILT = pathlib.Path(__file__).resolve().parents[2] / "build/flatpak"
HOME = pathlib.Path(os.environ["HOME"])
DATA = HOME / ".var/app" / APPLICATION
SECRETS = DATA / "data/keyrings/default.keyring"

# The runtime comes from an installation that is kept between runs; the application from one in this home.
assert (BUILT / "repo").is_dir(), "nothing was built: run tests/flatpak/prepare (./check --flatpak does)"
os.environ["FLATPAK_SYSTEM_DIR"] = str(BUILT / "runtimes/installed")

LANGUAGES = {"ja": "ja_JP.UTF-8", "en": "C.UTF-8"}


def flatpak(*arguments):
    """Runs flatpak and returns what it printed."""
    done = subprocess.run(["flatpak", *arguments], capture_output=True, text=True)
    assert done.returncode == 0, f"flatpak {' '.join(arguments)}: {done.stdout}{done.stderr}"
    return done.stdout


def install_from_repository():
    flatpak("--user", "remote-add", "--no-gpg-verify", "--if-not-exists", "built", f"file://{BUILT / 'repo'}")
    flatpak("--user", "install", "--noninteractive", "built", APPLICATION)


def in_sandbox(*command):
    """What a command inside the application's sandbox prints, and how it ends."""
    return subprocess.run(["flatpak", "run", f"--command={command[0]}", APPLICATION, *command[1:]], capture_output=True,
                          text=True)


def is_running():
    return APPLICATION in flatpak("ps", "--columns=application")


def wait_until_gone():
    wait_for(lambda: not is_running(), "the end of the sandbox")


def forget_everything():
    """As if the application had just been installed."""
    wait_until_gone()
    shutil.rmtree(DATA, ignore_errors=True)


class SandboxedProcess(NamedProcess):
    """The application inside; what owns its name on the bus is Flatpak's proxy."""

    def send_signal(self, number):
        for line in flatpak("ps", "--columns=application,child-pid").splitlines():
            application, first = line.split()
            if application == APPLICATION:  # the sandbox's first process passes nothing on to the program
                children = pathlib.Path(f"/proc/{first}/task/{first}/children").read_text().split()
                for pid in children:
                    os.kill(int(pid), number)


class SandboxedWindow(Window):
    """One run of the application by `flatpak run`."""

    def __init__(self, *arguments, lang="ja", env=None, log=None):
        self.log_path = log
        locale = LANGUAGES[lang]
        env = {"LANG": locale, "LC_ALL": locale, "LANGUAGE": lang, "TZ": "Asia/Tokyo", **(env or {})}
        super().__init__("flatpak", "run", APPLICATION, *arguments, env=env, log=log)

    def _start(self, command, env):
        self.launcher = super()._start(command, env)
        process = SandboxedProcess()

        def started():
            assert self.launcher.poll() is None, f"flatpak run ended with status {self.launcher.returncode}"
            return process.pid

        wait_for(started, "the application on the session bus")
        return process

    def _gone(self):
        self.launcher.wait()
        wait_until_gone()
        super()._gone()
