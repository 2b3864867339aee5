# SPDX-License-Identifier: GPL-3.0-or-later
"""The system calls that a unit leaves to its service, as systemd would have the kernel enforce it (systemd.exec(5))."""

import errno
import os
import re
import socket
import subprocess

import seccomp

PROT_WRITE, PROT_EXEC = 2, 4
SHM_EXEC = 0o100000
CLONE_NEW = 0x7E020080  # any namespace


def settings(unit):
    """What its [Service] says: key -> values, in order."""
    found, section = {}, None
    for line in unit.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line
        elif "=" in line and not line.startswith("#") and section == "[Service]":
            key, value = line.split("=", 1)
            found.setdefault(key, []).append(value)
    return found


def members(group, known):
    """The system calls of a group such as @system-service."""
    if group not in known:
        text = subprocess.run(["systemd-analyze", "--no-pager", "syscall-filter", group], capture_output=True, text=True,
                              check=True).stdout
        words = [line.strip() for line in text.splitlines()[1:] if not line.strip().startswith("#")]
        known[group] = set()
        for word in filter(None, words):
            known[group] |= members(word, known) if word.startswith("@") else {word}
    return known[group]


def allowed_calls(unit):
    """The first line is a list of what is allowed, lines with ~ take from it; @default is always allowed."""
    known, allowed = {}, set()
    for value in settings(unit)["SystemCallFilter"]:
        calls = set()
        for word in value.removeprefix("~").split():
            calls |= members(word, known) if word.startswith("@") else {word}
        allowed = allowed - calls if value.startswith("~") else allowed | calls
    return allowed | members("@default", known)


def load(unit):
    """For a child, before it becomes the service: a function that enters the sandbox."""
    found = settings(unit)
    assert found["MemoryDenyWriteExecute"] == found["RestrictNamespaces"] == found["NoNewPrivileges"] == ["yes"]
    calls = allowed_calls(unit)
    families = [getattr(socket, name) for name in found["RestrictAddressFamilies"][0].split()]
    refusal = getattr(errno, found["SystemCallErrorNumber"][0])

    def enter():
        sandbox = seccomp.SyscallFilter(seccomp.ERRNO(refusal))
        for call in calls - {"mmap", "mprotect", "pkey_mprotect", "shmat", "socket", "clone", "clone3", "unshare", "setns"}:
            try:
                sandbox.add_rule(seccomp.ALLOW, call)
            except (RuntimeError, ValueError):
                assert seccomp.resolve_syscall(seccomp.Arch(), call) < 0, call  # another architecture's
        for protection in (0, PROT_WRITE, PROT_EXEC):  # never both
            sandbox.add_rule(seccomp.ALLOW, "mmap",
                             seccomp.Arg(2, seccomp.MASKED_EQ, PROT_WRITE | PROT_EXEC, protection))
        for call in ("mprotect", "pkey_mprotect"):
            sandbox.add_rule(seccomp.ALLOW, call, seccomp.Arg(2, seccomp.MASKED_EQ, PROT_EXEC, 0))
        sandbox.add_rule(seccomp.ALLOW, "shmat", seccomp.Arg(2, seccomp.MASKED_EQ, SHM_EXEC, 0))
        sandbox.add_rule(seccomp.ALLOW, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, CLONE_NEW, 0))
        # systemd lets clone3 look absent, for its flags cannot be read.
        sandbox.add_rule(seccomp.ERRNO(errno.ENOSYS), "clone3")
        for family in families:
            sandbox.add_rule(seccomp.ALLOW, "socket", seccomp.Arg(0, seccomp.EQ, family))
        sandbox.load()

    return enter


def service_environment():
    """AddressSanitizer's leak checker is a debugger, which no service may be."""
    options = [option for option in re.split(":", os.environ.get("ASAN_OPTIONS", "")) if option]
    return {"ASAN_OPTIONS": ":".join([*(o for o in options if not o.startswith("detect_leaks")), "detect_leaks=0"])}
