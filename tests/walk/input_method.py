# SPDX-License-Identifier: GPL-3.0-or-later
"""A Japanese input method that is on: ibus with Anthy, as an office's computer has it."""

import os
import subprocess

from driver import wait_for

HIRAGANA = 0  # Anthy itself begins with plain letters
SETTINGS = f"[org/freedesktop/ibus/engine/anthy/common]\ninput-mode={HIRAGANA}\n"


class InputMethod:
    """Runs from here on. environment: of a program whose fields it serves."""

    def __init__(self, folder):
        config = folder / "ibus"  # its own: the client's settings lie elsewhere
        (config / "glib-2.0/settings").mkdir(parents=True)
        (config / "glib-2.0/settings/keyfile").write_text(SETTINGS)
        address = f"unix:path={folder / 'ibus.sock'}"
        # A key at a time: xdotool types faster than a person, and ibus then hands on keys in another order than it got them.
        self.environment = {"GTK_IM_MODULE": "ibus", "IBUS_ADDRESS": address, "IBUS_ENABLE_SYNC_MODE": "1"}
        # Anthy is a program in Python that has to find Debian's own.
        self.env = {**os.environ, "PATH": f"/usr/bin:{os.environ['PATH']}", "XDG_CONFIG_HOME": str(config),
                    "GSETTINGS_BACKEND": "keyfile", "IBUS_ADDRESS": address}
        with open(folder / "ibus.log", "ab") as log:
            self.daemon = subprocess.Popen(
                ["ibus-daemon", "--panel=disable", "--emoji-extension=disable", f"--address={address}"],
                env=self.env, stdout=log, stderr=log)
        wait_for(self._turn_on, "the input method")

    def _turn_on(self):
        # Its exit status says nothing: it fails where no field has the focus yet.
        subprocess.run(["ibus", "engine", "anthy"], env=self.env, capture_output=True)
        return subprocess.run(["ibus", "engine"], env=self.env, capture_output=True, text=True).stdout.strip() == "anthy"

    def stop(self):
        self.daemon.terminate()
        self.daemon.wait()
