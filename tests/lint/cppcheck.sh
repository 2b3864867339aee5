#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: cppcheck.sh SOURCE-ROOT
cd "$1" || exit 1
exec cppcheck --quiet --error-exitcode=1 --inline-suppr --std=c11 --language=c -j 2 \
  --enable=warning,performance --library=gtk --library=posix -I src \
  --suppress=missingInclude --suppress=unknownMacro --suppress=nullPointerRedundantCheck src
