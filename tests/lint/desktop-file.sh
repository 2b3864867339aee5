#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Validates a desktop file. SingleMainWindow came with version 1.5 of the specification, which the validator knows from
# 0.27 on (Debian 12 has 0.26): an older one is given the file without that line, and has to find all the rest good.
# usage: desktop-file.sh FILE
set -eu
desktop-file-validate "$1" && exit 0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
copy=$work/$(basename "$1")
sed '/^SingleMainWindow=true$/d' "$1" >"$copy"
echo "Without SingleMainWindow:"
desktop-file-validate "$copy"
