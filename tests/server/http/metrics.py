# SPDX-License-Identifier: GPL-3.0-or-later
"""What a server with `metrics-listen` counts."""

import urllib.request

from server import PATIENCE, wait_for


def address_of(server):
    wait_for(lambda: "/metrics" in server.log, "the address of the metrics")
    return next(entry["message"] for entry in server.log_entries() if "/metrics" in entry.get("message", "")).split()[-1]


def metrics_text(server):
    with urllib.request.urlopen(address_of(server), timeout=PATIENCE) as answer:
        assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        return answer.read().decode()


def metrics_of(server):
    """The address, and the values by name and labels."""
    lines = metrics_text(server).splitlines()
    return address_of(server), dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
