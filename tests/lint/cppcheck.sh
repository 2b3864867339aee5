#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: cppcheck.sh SOURCE-ROOT
#
# GLib ends the program where memory is lacking, a hash table owns what is added to it, and G_N_ELEMENTS divides by a size:
# newer ones know none of these (nullPointerOutOfMemory, leakNoVarFunctionCall, sizeofDivisionMemfunc).
cd "$1" || exit 1
exec cppcheck --quiet --error-exitcode=1 --inline-suppr --std=c11 --language=c -j 2 \
  --enable=warning,performance --library=gtk --library=posix -I src \
  --suppress=missingInclude --suppress=unknownMacro --suppress=nullPointerRedundantCheck --suppress=nullPointerOutOfMemory \
  --suppress=leakNoVarFunctionCall --suppress=sizeofDivisionMemfunc --suppress=normalCheckLevelMaxBranches src
