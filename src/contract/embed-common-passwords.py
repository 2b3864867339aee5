#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns common-passwords.txt into C: embed-common-passwords.py LIST OUTPUT"""

import sys

MINIMUM = 3000


def read_list(path):
    with open(path, encoding="ascii") as file:
        entries = [line.rstrip("\n") for line in file if not line.startswith("# ") and line.strip()]
    for entry in entries:
        if entry != entry.lower():
            sys.exit(f"{path}: not in lower case: {entry}")
    entries = sorted({entry.encode() for entry in entries})
    if len(entries) < MINIMUM:
        sys.exit(f"{path}: only {len(entries)} entries, {MINIMUM} are required")
    return entries


def literal(entry):
    # "?" too, lest a trigraph comes about.
    return "".join("\\" + c if c in '\\"?' else c for c in entry.decode())


def main():
    entries = read_list(sys.argv[1])
    offset = 0
    with open(sys.argv[2], "w", encoding="ascii") as out:
        out.write("/* Made from common-passwords.txt. */\n")
        out.write('#include "contract/hw-common-passwords.h"\n\n')
        out.write("const char hw_common_passwords[] =\n")
        for entry in entries:
            out.write(f'  "{literal(entry)}\\0"\n')
        out.write("  ;\n\nconst guint32 hw_common_password_offsets[] = {\n")
        for entry in entries:
            out.write(f"  {offset},\n")
            offset += len(entry) + 1
        out.write(f"}};\n\nconst guint hw_n_common_passwords = {len(entries)};\n")


main()
