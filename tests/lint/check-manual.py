#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the manual pages of a program name the options and the commands that its --help names, and no others.

usage: check-manual.py PROGRAM PAGE...
"""

import os
import pathlib
import re
import subprocess
import sys


def help_of(program, *arguments):
    return subprocess.run([program, *arguments, "--help"], check=True, capture_output=True, text=True,
                          env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en"}).stdout


def commands_of(text):
    listed = text.partition("\nCommands:\n")[2].partition("\n\n")[0]
    return {" ".join(re.match(r"  ([a-z]+(?: [a-z]+)*)", line).group(1).split()) for line in listed.splitlines()}


def options_of(text):
    return set(re.findall(r"--[a-z][a-z-]+", text))


def main():
    program, *pages = sys.argv[1:]
    text = help_of(program)
    commands = commands_of(text)
    options = options_of(text)
    for command in sorted(commands):
        if " " not in command:  # those of two words have no options of their own
            options |= options_of(help_of(program, command))
    print(f"1..{len(pages)}")
    bad = 0
    for number, page in enumerate(pages, 1):
        written = pathlib.Path(page).read_text().replace("\\-", "-")
        faults = [f"says nothing of {option}" for option in sorted(options - options_of(written))]
        faults += [f"has {option}, which {program} has not" for option in sorted(options_of(written) - options)]
        faults += [f"says nothing of {command}" for command in sorted(commands)
                   if not re.search(rf'^\.BR? "?{command}( |$)', written, re.M)]
        bad += bool(faults)
        print(f"{'not ok' if faults else 'ok'} {number} {pathlib.Path(page).name}")
        for fault in faults:
            print("# " + fault)
    sys.exit(1 if bad else 0)


main()
