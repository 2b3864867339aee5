#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes a cache of the icons as an installation does, and validates it: both icons have to be in it.
# usage: icon-cache.sh THEME-FOLDER APPLICATION-ID
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R "$1/." "$work"
gtk4-update-icon-cache --force --ignore-theme-index --quiet "$work"
gtk4-update-icon-cache --validate "$work"
for icon in "$2" "$2-symbolic"; do
  grep -qa "$icon" "$work/icon-theme.cache" || { echo "$icon is not in the cache" >&2; exit 1; }
done
