/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-instant.h"

#include <string.h>

#define EARLIEST (-62135596800LL) /* 0001-01-01T00:00:00Z */
#define LATEST 253402300799LL     /* 9999-12-31T23:59:59Z */

static const char *const weekdays_ja[] = { "月", "火", "水", "木", "金", "土", "日" };
static const char *const weekdays_en[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
                                           "Friday", "Saturday", "Sunday" };
static const char *const months_en[] = {
  "January", "February", "March",     "April",   "May",      "June",
  "July",    "August",   "September", "October", "November", "December"
};

static gint64
seconds_of (gint64 instant)
{
  gint64 seconds = instant / HW_SECOND - (instant % HW_SECOND < 0 ? 1 : 0);

  return CLAMP (seconds, EARLIEST, LATEST);
}

char *
hw_instant_to_rfc3339 (gint64 instant)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds_of (instant));

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02dZ", g_date_time_get_year (utc),
                          g_date_time_get_month (utc), g_date_time_get_day_of_month (utc),
                          g_date_time_get_hour (utc), g_date_time_get_minute (utc),
                          g_date_time_get_second (utc));
}

static gboolean
read_digits (const char **p, int n, int *value)
{
  *value = 0;
  for (int i = 0; i < n; i++, (*p)++)
    {
      if (!g_ascii_isdigit (**p))
        return FALSE;
      *value = *value * 10 + (**p - '0');
    }
  return TRUE;
}

static gboolean
read_char (const char **p, char c)
{
  if (g_ascii_toupper (**p) != c)
    return FALSE;
  (*p)++;
  return TRUE;
}

/* `[ "." 1*DIGIT ]`; what is finer than a microsecond is dropped. */
static gboolean
read_fraction (const char **p, gint64 *microseconds)
{
  gint64 unit = HW_SECOND;

  *microseconds = 0;
  if (!read_char (p, '.'))
    return TRUE;
  if (!g_ascii_isdigit (**p))
    return FALSE;
  for (; g_ascii_isdigit (**p); (*p)++)
    {
      unit /= 10;
      *microseconds += (**p - '0') * unit;
    }
  return TRUE;
}

/* `"Z" / ("+" / "-") time-hour ":" time-minute`. */
static gboolean
read_offset (const char **p, int *seconds)
{
  int sign = **p == '-' ? -1 : 1;
  int hours;
  int minutes;

  *seconds = 0;
  if (read_char (p, 'Z'))
    return TRUE;
  if (!read_char (p, '+') && !read_char (p, '-'))
    return FALSE;
  if (!read_digits (p, 2, &hours) || !read_char (p, ':') || !read_digits (p, 2, &minutes) || hours > 23
      || minutes > 59)
    return FALSE;
  *seconds = sign * (hours * 60 + minutes) * 60;
  return TRUE;
}

gboolean
hw_instant_from_rfc3339 (const char *text, gint64 *instant)
{
  g_autoptr (GDateTime) local = NULL;
  const char *p = text;
  int year, month, day, hour, minute, second, offset;
  gint64 microseconds;
  gint64 unix_seconds;
  gboolean leap;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (instant != NULL, FALSE);

  if (!read_digits (&p, 4, &year) || !read_char (&p, '-') || !read_digits (&p, 2, &month)
      || !read_char (&p, '-') || !read_digits (&p, 2, &day) || !read_char (&p, 'T')
      || !read_digits (&p, 2, &hour) || !read_char (&p, ':') || !read_digits (&p, 2, &minute)
      || !read_char (&p, ':') || !read_digits (&p, 2, &second) || !read_fraction (&p, &microseconds)
      || !read_offset (&p, &offset) || *p != '\0')
    return FALSE;

  leap = second == 60;
  local = g_date_time_new_utc (year, month, day, hour, minute, leap ? 59 : second);
  if (local == NULL)
    return FALSE;

  unix_seconds = g_date_time_to_unix (local) - offset;
  if (leap)
    {
      /* RFC 3339, 5.7: a leap second ends a day of UTC. It is read as the second after it. */
      unix_seconds++;
      if (unix_seconds % (24 * 60 * 60) != 0)
        return FALSE;
      microseconds = 0;
    }

  *instant = unix_seconds * HW_SECOND + microseconds;
  return TRUE;
}

static char *
year_ja (GDateTime *local)
{
  int year = g_date_time_get_year (local);
  int day = (year * 100 + g_date_time_get_month (local)) * 100 + g_date_time_get_day_of_month (local);
  const char *era = "";

  if (day >= 20190501)
    {
      era = "令和";
      year -= 2018;
    }
  else if (day >= 19890108)
    {
      era = "平成";
      year -= 1988;
    }

  return *era != '\0' && year == 1 ? g_strdup_printf ("%s元年", era) : g_strdup_printf ("%s%d年", era, year);
}

static char *
format_day (GDateTime *local, HwLanguage language)
{
  int weekday = g_date_time_get_day_of_week (local) - 1;
  int month = g_date_time_get_month (local);
  int day = g_date_time_get_day_of_month (local);
  g_autofree char *year = NULL;

  if (language == HW_LANGUAGE_EN)
    return g_strdup_printf ("%s, %d %s %d", weekdays_en[weekday], day, months_en[month - 1],
                            g_date_time_get_year (local));

  year = year_ja (local);
  return g_strdup_printf ("%s%d月%d日（%s）", year, month, day, weekdays_ja[weekday]);
}

static GDateTime *
in_zone (gint64 instant, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds_of (instant));
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  /* NULL only at the very ends of the calendar. */
  if (local == NULL)
    return g_steal_pointer (&utc);
  return g_steal_pointer (&local);
}

char *
hw_instant_format_minute (gint64 instant, GTimeZone *zone, HwLanguage language)
{
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *day = NULL;
  int hour;
  int minute;

  g_return_val_if_fail (zone != NULL, NULL);

  local = in_zone (instant, zone);
  day = format_day (local, language);
  hour = g_date_time_get_hour (local);
  minute = g_date_time_get_minute (local);
  if (language == HW_LANGUAGE_EN)
    return g_strdup_printf ("%s, %02d:%02d", day, hour, minute);
  return g_strdup_printf ("%s%d時%02d分", day, hour, minute);
}

char *
hw_instant_format_day (gint64 instant, GTimeZone *zone, HwLanguage language)
{
  g_autoptr (GDateTime) local = NULL;

  g_return_val_if_fail (zone != NULL, NULL);

  local = in_zone (instant, zone);
  return format_day (local, language);
}
