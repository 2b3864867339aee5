#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A real systemd-journald of its own, in a mount namespace with a /run of its own: nothing of the machine's is touched.
#
# usage: with-journal.sh FOLDER COMMAND [ARGUMENT...]
#
# Runs COMMAND with its output going to that journal, until the standard input ends; then stops it (SIGTERM), and writes
# what the journal holds of it to FOLDER/journal, a line of JSON each. Ends with COMMAND's status.
set -eu
if [ "${HW_IN_NAMESPACE-}" = "" ]; then
  export HW_IN_NAMESPACE=yes
  root=$([ "$(id -u)" = 0 ] || echo --map-root-user)
  # shellcheck disable=SC2086
  exec unshare $root --mount --propagation private -- "$0" "$@"
fi
folder=$1
shift

mount -t tmpfs tmpfs /run
mkdir -p /run/systemd/journald.conf.d /run/systemd/journal
printf '[Journal]\nStorage=volatile\nAudit=no\nReadKMsg=no\nRateLimitIntervalSec=0\n' >/run/systemd/journald.conf.d/own.conf
if [ ! -s /etc/machine-id ]; then # a machine that never was started by systemd
  cp -a /etc "$folder/etc"
  tr -d - </proc/sys/kernel/random/uuid >"$folder/etc/machine-id"
  mount --bind "$folder/etc" /etc
fi

for program in /lib/systemd/systemd-journald /usr/lib/systemd/systemd-journald; do
  [ -x $program ] && break
done
env -u NOTIFY_SOCKET $program 2>"$folder/journald.log" &
journald=$!
trap 'kill "$journald" 2>/dev/null' EXIT
until [ -S /run/systemd/journal/stdout ] && [ -S /run/systemd/journal/io.systemd.journal ]; do
  kill -0 "$journald"
  sleep 0.05
done

systemd-cat --identifier=tested -- "$@" </dev/null &
command=$!
cat >/dev/null
kill "$command"
status=0
wait "$command" || status=$?
journalctl --sync
journalctl --no-pager --output=json --identifier=tested >"$folder/journal"
exit "$status"
