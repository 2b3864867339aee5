/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-language.h"

G_BEGIN_DECLS

/*
 * An instant is a gint64: microseconds since 1970-01-01T00:00:00Z, as g_get_real_time() counts them.
 * 0 stands for "never" where an instant may be absent.
 */
#define HW_SECOND G_GINT64_CONSTANT (1000000)

/* hw_instant_to_rfc3339: (transfer full): "2026-11-22T05:35:00Z", whole seconds, UTC. */
char *hw_instant_to_rfc3339 (gint64 instant);

/* hw_instant_from_rfc3339: reads RFC 3339, any offset; FALSE and *instant untouched where @text is not that.
 */
gboolean hw_instant_from_rfc3339 (const char *text, gint64 *instant);

/**
 * hw_instant_format_minute:
 * @instant: microseconds
 * @zone: the time zone to show it in
 *
 * Returns: (transfer full): Japanese with era and weekday, "令和8年11月22日（日）14時35分"; English
 *   "Sunday, 22 November 2026, 14:35". From 2019-05-01 the era is 令和, whose first year is 元年; before
 *   that 平成. (g_date_time_format() knows no eras.)
 */
char *hw_instant_format_minute (gint64 instant, GTimeZone *zone, HwLanguage language);

/* hw_instant_format_day: the same without the clock: "令和8年11月22日（日）", "Sunday, 22 November 2026". */
char *hw_instant_format_day (gint64 instant, GTimeZone *zone, HwLanguage language);

G_END_DECLS
