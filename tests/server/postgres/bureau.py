# SPDX-License-Identifier: GPL-3.0-or-later
"""Several real servers on one PostgreSQL, as an operator runs them."""

import os
import pathlib
import subprocess
import sys

FOLDER = pathlib.Path(__file__).parent
sys.path[:0] = [str(FOLDER.parent / "faults"), str(FOLDER.parent / "store")]

from office import PATIENCE, Client, Office, SmtpServer, Visitor, new_key, wait_for  # noqa: E402,F401
from postgres_cluster import Cluster, signal_all  # noqa: E402,F401
from server import COUNTER  # noqa: E402


def make_secret(folder):
    """The one secret of all processes, as the operator makes it."""
    path = pathlib.Path(folder) / "secret"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_bytes(os.urandom(32))
    return str(path)


class Bureau(Office):
    """One server process."""

    def __init__(self, folder, smtp, uri, secret, config=None):
        wanted = {section: dict(keys) for section, keys in (config or {}).items()}
        wanted.setdefault("server", {}).update({"store": uri, "secret-file": secret})
        super().__init__(folder, smtp, wanted)

    def counter(self, *arguments, status=0):
        run = subprocess.run([COUNTER, "--config", self.write_config(), *arguments], capture_output=True, text=True,
                             timeout=PATIENCE, check=False)
        assert run.returncode == status, run.stderr
        return run.stdout if status == 0 else run.stderr
