#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long does it take from the start of the window's program until its first page is drawn, whatever the keyring does?
(QUALITY.md, Reliability: never longer than 5 s)

usage: first_page.py [ROUNDS]     (on a virtual desktop without a keyring; HW_FIRST_PAGE, HW_TEST_SERVER and so on)

Starts first-page once in each condition of the keyring, round after round, and prints for each the median and the worst
until the first frame with a page in it, what of it was spent on the processor (which tells the program's own doing from what
else the machine does), the time until the window's first frame, and which page was the first. On a virtual machine it says
what the host took for others, too: then all times are longer, that on the processor as well.
"""

import collections
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "walk"))

import rest  # noqa: E402
from gnome_keyring import Keyring  # noqa: E402
from office import Office  # noqa: E402

ROUNDS = 11
SCHEMA = "io.github.hellowork_mypage.MyPage"
ADDRESS, PASSWORD = "taro@example.jp", "Midori-no-mado-7"


def keep_login(office, keyring):
    """As the window does where 「ログイン状態を保持する」 is ticked."""
    office.register("1301-123456-7", "株式会社みほん製作所", ADDRESS)
    rest.open_account(office, ADDRESS, PASSWORD)
    login = rest.log_in(office, ADDRESS, PASSWORD, "bench")
    secret = {"credential": login["credential"], "email": ADDRESS, "expires_at": login["expires_at"]}
    keyring.put(json.dumps(secret), xdg__schema=SCHEMA, server=office.url, kind="session", id="abcdefghijklmnopqrstuvwxyz")


def conditions(keyring, office, other):
    """(name, what makes it so, the server): of the other office nothing is kept."""
    return [
        ("unlocked, nothing kept", lambda: keyring.start(), other),
        ("unlocked, a login kept", lambda: keyring.start(), office),
        ("locked, a login kept", lambda: keyring.start(unlocked=False), office),
        ("none", lambda: None, office),
        ("never answers", lambda: keyring.start().pause(), office),
    ]


def start_program(url):
    """Milliseconds until the window, until the page, of these on the processor; and the page's title."""
    start = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
    done = subprocess.run([os.environ["HW_FIRST_PAGE"], str(start), url], check=True, stdout=subprocess.PIPE, text=True)
    window, page, processor, title = done.stdout.strip().split(" ", 3)
    return float(window), float(page), float(processor), title


def load():
    return " ".join(f"{value:.1f}" for value in os.getloadavg())


def processor_time():
    """What the host gave to others of this virtual machine's processors, and all there was (proc(5))."""
    values = [int(value) for value in pathlib.Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    return values[7], sum(values)


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    taken = collections.defaultdict(list)
    keyring = Keyring()
    before, (stolen, total) = load(), processor_time()
    with tempfile.TemporaryDirectory() as folder:
        programs = os.environ["HW_TEST_SERVER"], os.environ["HW_TEST_COUNTER"], os.environ["HW_TEST_CONTENT"]
        offices = [Office(pathlib.Path(folder) / name, *programs).start() for name in ("office", "other")]
        try:
            keep_login(offices[0], keyring.start())
            keyring.kill()
            start_program(offices[0].url)  # what is read from disk is there from here on
            for _ in range(rounds):
                for name, make, office in conditions(keyring, *offices):
                    make()
                    taken[name].append(start_program(office.url))
                    keyring.kill()
        finally:
            keyring.end()
            for office in offices:
                office.stop()
    stolen, total = (now - then for now, then in zip(processor_time(), (stolen, total)))
    print(f"{'keyring':<24} {'page':>7} {'worst':>7} {'on CPU':>7} {'window':>7} {'worst':>7}   ms from the start, medians of "
          f"{rounds} rounds; load {before} before, {load()} after, {stolen / total:.0%} stolen by the host")
    for name, runs in taken.items():
        windows, pages, processor, titles = zip(*runs)
        first = ", ".join(f"{title} × {n}" for title, n in collections.Counter(titles).most_common())
        print(f"{name:<24} {statistics.median(pages):7.0f} {max(pages):7.0f} {statistics.median(processor):7.0f} "
              f"{statistics.median(windows):7.0f} {max(windows):7.0f}   {first}")


if __name__ == "__main__":
    main()
