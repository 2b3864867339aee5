#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Whether every source is written as .clang-format says. usage: clang-format.sh SOURCE-ROOT
cd "$1" || exit 1
find src tests \( -name '*.c' -o -name '*.h' \) -print0 | xargs -0 clang-format --dry-run -Werror
