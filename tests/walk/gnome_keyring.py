# SPDX-License-Identifier: GPL-3.0-or-later
"""A real gnome-keyring that a test starts, locks, stops in its tracks and kills, on a desktop that has none."""

import os
import pathlib
import shutil
import signal
import subprocess

from driver import WAIT, wait_for

PASSWORD = "walk"
NAME = "org.freedesktop.secrets"


class Keyring:
    """Its files are gone at the end. For desktops of virtual-desktop --keyring none only."""

    def __init__(self):
        self.files = pathlib.Path(os.environ["XDG_DATA_HOME"]) / "keyrings"
        self.process = None

    def start(self, unlocked=True):
        arguments = ["gnome-keyring-daemon", "--foreground", "--components=secrets"] + ["--unlock"] * unlocked
        self.process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        if unlocked:
            self.process.stdin.write(PASSWORD.encode())
        self.process.stdin.close()
        subprocess.run(["gdbus", "wait", "--session", "--timeout", f"{WAIT:.0f}", NAME], check=True)
        return self

    def start_locked(self):
        """With the same items as before, and closed until somebody enters the password."""
        if self.process is None:
            self.start()
        self.kill()
        return self.start(unlocked=False)

    def pause(self):
        """From now on it takes calls and answers none."""
        self.process.send_signal(signal.SIGSTOP)

    def resume(self):
        self.process.send_signal(signal.SIGCONT)

    def kill(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait(WAIT)
            self.process = None

    def refuse_to_store(self):
        """Its file cannot be written any more."""
        for file in self.files.glob("*.keyring"):
            file.unlink()
            (file / "in-the-way").mkdir(parents=True)

    def put(self, secret, **attributes):
        pairs = [part for name, value in attributes.items() for part in (name.replace("__", ":"), value)]
        subprocess.run(["secret-tool", "store", "--label=from outside", *pairs], input=secret, text=True, check=True,
                       timeout=WAIT)

    def end(self):
        self.kill()
        shutil.rmtree(self.files, ignore_errors=True)


def find_prompt():
    """The window of gnome-keyring's own question for the password, once it is on screen."""
    def look():
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--class", "gcr-prompter"], capture_output=True,
                               text=True).stdout.split()
        return found[-1] if found else None

    return wait_for(look, "the keyring's question for its password")
