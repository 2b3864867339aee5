# SPDX-License-Identifier: GPL-3.0-or-later
"""A clock that a test moves, for the programs that are started with it (test-clock-shim.c)."""

import mmap
import os
import re
import struct
import subprocess

SHIM = os.environ["HW_TEST_CLOCK_SHIM"]


def sanitizer(program):
    """AddressSanitizer's library, which wants to be loaded before any other; none where it is not built with it."""
    linked = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
    return re.findall(r"libasan\S* => (\S+)", linked)


class FakeClock:
    """In real time at first. It keeps its state in a file of @folder; @environment is for those who go by it."""

    def __init__(self, folder, program):
        path = os.path.join(folder, "clock")
        with open(path, "wb") as file:
            file.write(bytes(16))
        os.chmod(path, 0o644)
        with open(path, "r+b") as file:
            self.memory = mmap.mmap(file.fileno(), 16)
        self.environment = {"LD_PRELOAD": ":".join([*sanitizer(program), SHIM]), "HW_TEST_CLOCK": path}

    def set_wall(self, seconds):
        """The wall clock is set to so many seconds off the real time; nothing else is."""
        struct.pack_into("=q", self.memory, 0, seconds)

    def pass_to(self, seconds):
        """So many seconds have passed since the clock was made: CLOCK_BOOTTIME, CLOCK_MONOTONIC and wall clock."""
        struct.pack_into("=q", self.memory, 8, seconds)
