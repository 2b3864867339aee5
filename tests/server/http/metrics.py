# SPDX-License-Identifier: GPL-3.0-or-later
"""What a server with `metrics-listen` counts."""

import urllib.request

from server import PATIENCE, wait_for


def metrics_of(server):
    """The address, and the values by name and labels."""
    wait_for(lambda: "/metrics" in server.log, "the address of the metrics")
    url = next(entry["message"] for entry in server.log_entries() if "/metrics" in entry.get("message", "")).split()[-1]
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
        assert answer.headers.get_content_type() == "text/plain"
        lines = answer.read().decode().splitlines()
    return url, dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
