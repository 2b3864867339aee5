#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs pytest and prints TAP, so that meson counts every test.

usage: run-pytest.py PYTEST-ARGUMENT...
"""

import os
import sys

import pytest
from _pytest.terminal import TerminalReporter


class Tap:
    """Prints a line for each test when it ends; diagnostics as comments."""

    def __init__(self):
        self.number = 0

    def line(self, text):
        print(text, flush=True)

    def result(self, ok, name, directive=""):
        self.number += 1
        self.line(f"{'ok' if ok else 'not ok'} {self.number} {name.replace('#', '-')}{directive}")

    def comment(self, text):
        for part in text.splitlines():
            self.line("# " + part)

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config):
        # It is asked for (assertions want to know how verbose it is), but its output is not wanted.
        config.pluginmanager.unregister(name="terminalreporter")
        config.pluginmanager.register(TerminalReporter(config, open(os.devnull, "w")), "terminalreporter")

    @pytest.hookimpl
    def pytest_collectreport(self, report):
        if report.failed:
            self.result(False, f"{report.nodeid} (collection)")
            self.comment(str(report.longrepr))

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report):
        if report.skipped:
            self.result(True, report.nodeid, " # SKIP")
        elif report.failed:
            suffix = "" if report.when == "call" else f" ({report.when})"
            self.result(False, report.nodeid + suffix)
            print(report.longreprtext, file=sys.stderr)  # meson prints this, and keeps the other for its log
            self.comment(report.longreprtext)
            for title, content in report.sections:
                self.comment(f"--- {title}\n{content}")
        elif report.when == "call":
            self.result(True, report.nodeid)

    @pytest.hookimpl
    def pytest_sessionfinish(self):
        self.line(f"1..{self.number}")


if __name__ == "__main__":
    tap = Tap()
    status = pytest.main(["-p", "no:cacheprovider", *sys.argv[1:]], plugins=[tap])
    sys.exit(0 if status == pytest.ExitCode.OK else 1)
