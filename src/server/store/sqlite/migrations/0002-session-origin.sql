-- SPDX-License-Identifier: GPL-3.0-or-later

-- Where a session was opened from, as the limits see it: an address, IPv6 by its /64. '' for older sessions.
ALTER TABLE sessions ADD COLUMN origin TEXT NOT NULL DEFAULT '';
