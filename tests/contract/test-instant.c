/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-instant.h"
#include "hw-message-check.h"

static gint64
instant_of (const char *text)
{
  gint64 instant = G_MININT64;

  hw_check_note (text);
  g_assert_true (hw_instant_from_rfc3339 (text, &instant));
  return instant;
}

static GTimeZone *
tokyo (void)
{
  return g_time_zone_new_offset (9 * 60 * 60);
}

static void
test_reads (void)
{
  static const struct
  {
    const char *text;
    gint64 instant;
  } cases[] = {
    { "1970-01-01T00:00:00Z", 0 },
    { "1970-01-01T00:00:01Z", HW_SECOND },
    { "1969-12-31T23:59:59Z", -HW_SECOND },
    { "1969-12-31T23:59:59.5Z", -HW_SECOND / 2 },
    { "2026-11-22T05:35:00Z", 1795325700 * HW_SECOND },
    { "2026-11-22t05:35:00z", 1795325700 * HW_SECOND },
    { "2026-11-22T14:35:00+09:00", 1795325700 * HW_SECOND },
    { "2026-11-21T23:35:00-06:00", 1795325700 * HW_SECOND },
    { "2026-11-22T05:35:00-00:00", 1795325700 * HW_SECOND },
    { "2026-11-22T05:35:00.25Z", 1795325700 * HW_SECOND + 250000 },
    { "2026-11-22T05:35:00.1234569999999999999999Z", 1795325700 * HW_SECOND + 123456 },
    { "2024-02-29T00:00:00Z", 1709164800 * HW_SECOND },
    { "2016-12-31T23:59:60Z", 1483228800 * HW_SECOND },
    { "2017-01-01T08:59:60.9+09:00", 1483228800 * HW_SECOND },
    { "0001-01-01T00:00:00Z", -62135596800 * HW_SECOND },
    { "9999-12-31T23:59:59Z", 253402300799 * HW_SECOND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (instant_of (cases[i].text), ==, cases[i].instant);
}

static void
test_refuses (void)
{
  static const char *const cases[] = {
    "",
    "2026",
    "2026-11-22",
    "2026-11-22T05:35Z",
    "2026-11-22T05:35:00",
    "2026-11-22 05:35:00Z",
    " 2026-11-22T05:35:00Z",
    "2026-11-22T05:35:00Z ",
    "2026-11-22T05:35:00Z\n",
    "2026-11-22T05:35:00ZZ",
    "2026-13-22T05:35:00Z",
    "2026-00-22T05:35:00Z",
    "2026-11-31T05:35:00Z",
    "2026-11-00T05:35:00Z",
    "2026-02-29T05:35:00Z",
    "2026-11-22T24:00:00Z",
    "2026-11-22T05:60:00Z",
    "2026-11-22T05:35:61Z",
    "2026-11-22T05:35:60Z",
    "2026-12-31T22:59:60Z",
    "2026-11-22T05:35:00.Z",
    "2026-11-22T05:35:00,5Z",
    "2026-11-22T05:35:00+09",
    "2026-11-22T05:35:00+0900",
    "2026-11-22T05:35:00+24:00",
    "2026-11-22T05:35:00+09:60",
    "2026-11-22T05:35:00*09:00",
    "2026-11-22T05:35:00+9:00",
    "0000-01-01T00:00:00Z",
    "20261122T053500Z",
    "-026-11-22T05:35:00Z",
    "12026-11-22T05:35:00Z",
    "２０２６-11-22T05:35:00Z",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 instant = 42;

      hw_check_note (cases[i]);
      g_assert_false (hw_instant_from_rfc3339 (cases[i], &instant));
      g_assert_cmpint (instant, ==, 42);
    }
}

static void
test_writes (void)
{
  static const struct
  {
    gint64 instant;
    const char *text;
  } cases[] = {
    { 0, "1970-01-01T00:00:00Z" },          { 1795325700 * HW_SECOND + 999999, "2026-11-22T05:35:00Z" },
    { -1, "1969-12-31T23:59:59Z" },         { G_MININT64, "0001-01-01T00:00:00Z" },
    { G_MAXINT64, "9999-12-31T23:59:59Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = hw_instant_to_rfc3339 (cases[i].instant);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_eras (void)
{
  static const struct
  {
    const char *instant;
    const char *day;
  } cases[] = {
    { "1989-01-07T12:00:00+09:00", "1989年1月7日（土）" },
    { "1989-01-08T00:00:00+09:00", "平成元年1月8日（日）" },
    { "1990-01-01T00:00:00+09:00", "平成2年1月1日（月）" },
    { "2019-04-30T23:59:59+09:00", "平成31年4月30日（火）" },
    { "2019-05-01T00:00:00+09:00", "令和元年5月1日（水）" },
    { "2019-12-31T23:59:59+09:00", "令和元年12月31日（火）" },
    { "2020-01-02T00:00:00+09:00", "令和2年1月2日（木）" },
    { "2026-11-22T14:35:00+09:00", "令和8年11月22日（日）" },
    { "2026-11-27T14:35:00+09:00", "令和8年11月27日（金）" },
  };
  g_autoptr (GTimeZone) zone = tokyo ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *day = hw_instant_format_day (instant_of (cases[i].instant), zone, HW_LANGUAGE_JA);

      g_assert_cmpstr (day, ==, cases[i].day);
    }
}

static void
test_minutes (void)
{
  static const struct
  {
    const char *instant;
    const char *ja;
    const char *en;
  } cases[] = {
    { "2026-11-22T05:35:59Z", "令和8年11月22日（日）14時35分", "Sunday, 22 November 2026, 14:35" },
    { "2026-11-22T15:05:00Z", "令和8年11月23日（月）0時05分", "Monday, 23 November 2026, 00:05" },
    { "2019-04-30T15:00:00Z", "令和元年5月1日（水）0時00分", "Wednesday, 1 May 2019, 00:00" },
    { "2019-04-30T14:59:59Z", "平成31年4月30日（火）23時59分", "Tuesday, 30 April 2019, 23:59" },
  };
  g_autoptr (GTimeZone) zone = tokyo ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 instant = instant_of (cases[i].instant);
      g_autofree char *ja = hw_instant_format_minute (instant, zone, HW_LANGUAGE_JA);
      g_autofree char *en = hw_instant_format_minute (instant, zone, HW_LANGUAGE_EN);

      g_assert_cmpstr (ja, ==, cases[i].ja);
      g_assert_cmpstr (en, ==, cases[i].en);
    }
}

static void
test_days_in_english (void)
{
  g_autoptr (GTimeZone) zone = tokyo ();
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  gint64 instant = instant_of ("2026-11-21T16:00:00Z");
  g_autofree char *there = hw_instant_format_day (instant, zone, HW_LANGUAGE_EN);
  g_autofree char *here = hw_instant_format_day (instant, utc, HW_LANGUAGE_EN);

  g_assert_cmpstr (there, ==, "Sunday, 22 November 2026");
  g_assert_cmpstr (here, ==, "Saturday, 21 November 2026");
}

static void
test_ends_of_time (void)
{
  g_autoptr (GTimeZone) zone = tokyo ();
  g_autofree char *last = hw_instant_format_minute (G_MAXINT64, zone, HW_LANGUAGE_EN);
  g_autofree char *first = hw_instant_format_day (G_MININT64, zone, HW_LANGUAGE_JA);

  g_assert_cmpstr (last, ==, "Friday, 31 December 9999, 23:59");
  g_assert_cmpstr (first, ==, "1年1月1日（月）");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/instant/reads-rfc-3339", test_reads);
  g_test_add_func ("/instant/refuses-anything-else", test_refuses);
  g_test_add_func ("/instant/writes-utc-in-whole-seconds", test_writes);
  g_test_add_func ("/instant/knows-the-eras", test_eras);
  g_test_add_func ("/instant/formats-minutes-in-the-zone", test_minutes);
  g_test_add_func ("/instant/formats-days-in-the-zone", test_days_in_english);
  g_test_add_func ("/instant/survives-the-ends-of-the-calendar", test_ends_of_time);
  return g_test_run ();
}
