#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: with-postgres.sh COMMAND [ARGUMENT...]: runs it with a real PostgreSQL of its own (postgres_cluster.py)
exec /usr/bin/python3 -B "$(dirname "$0")/postgres_cluster.py" "$@"
