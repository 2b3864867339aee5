/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pages/password/hw-key-deadline.h"
#include <glib/gi18n.h>

static const guint reminders[] = { 1, 5, 10 }; /* minutes */

int
hw_key_deadline_minutes (guint seconds_left)
{
  return seconds_left < 60 ? 0 : (int) ((seconds_left + 30) / 60);
}

char *
hw_key_deadline_text (gint64 expires_at, guint seconds_left, GTimeZone *zone, HwLanguage language)
{
  g_autofree char *until = hw_instant_format_minute (expires_at, zone, language);
  int minutes = hw_key_deadline_minutes (seconds_left);

  if (seconds_left == 0)
    return g_strdup_printf (_ ("Authentication key valid until: %s (expired)"), until);
  if (minutes == 0)
    return g_strdup_printf (_ ("Authentication key valid until: %s (less than 1 minute left)"), until);
  return g_strdup_printf (ngettext ("Authentication key valid until: %s (about %d minute left)",
                                    "Authentication key valid until: %s (about %d minutes left)", minutes),
                          until, minutes);
}

char *
hw_key_deadline_reminder (guint seconds_left)
{
  for (guint i = 0; seconds_left > 0 && i < G_N_ELEMENTS (reminders); i++)
    if (seconds_left <= reminders[i] * 60)
      return g_strdup_printf (ngettext ("The authentication key expires in %d minute.",
                                        "The authentication key expires in %d minutes.", reminders[i]),
                              (int) reminders[i]);
  return NULL;
}
