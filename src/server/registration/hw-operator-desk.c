/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/registration/hw-operator-desk.h"

#include "contract/hw-email.h"
#include "server/registration/hw-audit.h"
#include "server/registration/hw-counter-desk.h"
#include "server/registration/hw-limits.h"

#include <string.h>

/* So many lines of the audit are searched for the origins' names. */
#define MOST_LINES 1000

void
hw_limit_use_free (HwLimitUse *self)
{
  g_free (self->origin);
  g_free (self);
}

const char *
hw_limit_kind_name (HwLimitKind kind)
{
  switch (kind)
    {
    case HW_LIMIT_MAILS:
      return "mails";
    case HW_LIMIT_MAILS_HERE:
      return "mails-of-origin";
    case HW_LIMIT_LOGINS:
      return "failed-logins";
    case HW_LIMIT_LOGINS_HERE:
      return "failed-logins-of-origin";
    case HW_LIMIT_ORIGIN_STARTS:
      return "starts-of-origin-in-all";
    case HW_LIMIT_ORIGIN_FAILURES:
      return "failed-logins-of-origin-in-all";
    default:
      g_assert_not_reached ();
    }
}

/* ---- Limits ---- */

/* One look at an address. */
typedef struct
{
  HwOffice *office;
  char *folded;
  gint64 now;
  GPtrArray *origins; /* (element-type utf8): those that its audit names, the latest first */
  GPtrArray *uses;
} Look;

static void
look_clear (Look *self)
{
  g_clear_pointer (&self->folded, g_free);
  g_clear_pointer (&self->origins, g_ptr_array_unref);
  g_clear_pointer (&self->uses, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

static gboolean
find_origins (Look *look, GError **error)
{
  HwHash subject = hw_audit_subject (look->office, look->folded);
  g_autoptr (GPtrArray) events = NULL;

  look->origins = g_ptr_array_new_with_free_func (g_free);
  if (!hw_store_list_audit (look->office->store, &subject, MOST_LINES, &events, error))
    return FALSE;

  for (guint i = events->len; i > 0; i--)
    {
      const char *origin = ((HwAuditEvent *) events->pdata[i - 1])->origin;

      if (origin != NULL && strcmp (origin, HW_COUNTER_ORIGIN) != 0
          && !g_ptr_array_find_with_equal_func (look->origins, origin, g_str_equal, NULL))
        g_ptr_array_add (look->origins, g_strdup (origin));
    }
  return TRUE;
}

static gboolean
same_hash (const HwHash *a, const HwHash *b)
{
  return memcmp (a, b, sizeof *a) == 0;
}

/* The limits of mails, or of failed logins, with those over all origins last. */
static void
fill_limits (Look *look, gboolean mails, const char *origin, HwLimits *limits)
{
  HwLimit of_account;

  if (mails)
    {
      hw_limits_for_mail (look->office, look->folded, origin, limits);
      return;
    }
  hw_limits_for_login (look->office, look->folded, origin, limits, &of_account);
  limits->items[1] = of_account; /* in the place of the origin's own */
}

/* (nullable): the origin whose limit has this subject. */
static const char *
find_origin (Look *look, gboolean mails, const HwHash *subject)
{
  for (guint i = 0; i < look->origins->len; i++)
    {
      HwLimits limits;

      fill_limits (look, mails, look->origins->pdata[i], &limits);
      if (same_hash (&limits.items[0].subject, subject))
        return look->origins->pdata[i];
    }
  return NULL;
}

/* @events: of one owner, the oldest first. As the store decides it: hw_store_limit_wait(). */
static void
add_use (Look *look, GArray *events, const HwHash *subject, HwLimitUse use)
{
  gint64 decisive = 0;

  for (guint i = events->len; i > 0; i--)
    {
      const HwLimitEvent *event = &g_array_index (events, HwLimitEvent, i - 1);

      if (!same_hash (&event->subject, subject) || event->at <= look->now - use.window)
        continue;
      use.used++;
      if (use.used == use.most)
        decisive = event->at;
    }
  if (use.used == 0)
    return;

  if (use.used >= use.most)
    use.wait = use.most > 0 ? decisive + use.window - look->now : use.window;
  use.origin = g_strdup (use.origin);
  g_ptr_array_add (look->uses, g_memdup2 (&use, sizeof use));
}

static gboolean
is_first_of_subject (GArray *events, guint index)
{
  for (guint i = 0; i < index; i++)
    if (same_hash (&g_array_index (events, HwLimitEvent, i).subject,
                   &g_array_index (events, HwLimitEvent, index).subject))
      return FALSE;

  return TRUE;
}

static void
add_uses_of_subject (Look *look, GArray *events, gboolean mails, const HwHash *subject)
{
  const char *origin = find_origin (look, mails, subject);
  HwLimits limits;
  gboolean is_anywhere;

  fill_limits (look, mails, origin != NULL ? origin : "", &limits);
  is_anywhere = same_hash (&limits.items[limits.n_items - 1].subject, subject);
  for (guint i = 0; i < limits.n_items; i++)
    {
      const HwLimit *limit = &limits.items[i];
      gboolean anywhere = same_hash (&limit->subject, &limits.items[limits.n_items - 1].subject);
      HwLimitUse use = { .origin = (char *) origin, .window = limit->window, .most = limit->most };

      if (anywhere != is_anywhere)
        continue;
      use.kind = mails ? (anywhere ? HW_LIMIT_MAILS : HW_LIMIT_MAILS_HERE)
                       : (anywhere ? HW_LIMIT_LOGINS : HW_LIMIT_LOGINS_HERE);
      add_use (look, events, subject, use);
    }
}

static gboolean
look_at_owner (Look *look, gboolean mails, GError **error)
{
  HwHash owner = mails ? hw_limits_mail_owner (look->office, look->folded)
                       : hw_limits_login_owner (look->office, look->folded);
  gint64 since = look->now - hw_limits_longest_window (&look->office->policy);
  g_autoptr (GArray) events = NULL;

  if (!hw_store_list_limit_events (look->office->store, &owner, since, &events, error))
    return FALSE;

  for (guint i = 0; i < events->len; i++)
    if (is_first_of_subject (events, i))
      add_uses_of_subject (look, events, mails, &g_array_index (events, HwLimitEvent, i).subject);
  return TRUE;
}

/* What an origin does to all addresses is told only where it keeps this one from something. */
static gboolean
look_at_origin (Look *look, const char *origin, GError **error)
{
  static const HwLimitKind kinds[] = { HW_LIMIT_ORIGIN_STARTS, HW_LIMIT_ORIGIN_FAILURES };
  HwLimits limits;

  hw_limits_for_origin (look->office, origin, &limits);
  for (guint i = 0; i < limits.n_items; i++)
    {
      HwLimitUse use = { .kind = kinds[i], .window = limits.items[i].window, .most = limits.items[i].most };

      if (!hw_store_limit_wait (look->office->store, &limits.items[i], 1, look->now, &use.wait, error))
        return FALSE;
      if (use.wait == 0)
        continue;
      use.used = use.most;
      use.origin = g_strdup (origin);
      g_ptr_array_add (look->uses, g_memdup2 (&use, sizeof use));
    }
  return TRUE;
}

static int
compare_uses (gconstpointer a, gconstpointer b)
{
  const HwLimitUse *first = *(HwLimitUse *const *) a;
  const HwLimitUse *second = *(HwLimitUse *const *) b;
  int by_origin = g_strcmp0 (first->origin, second->origin);

  if (first->kind != second->kind)
    return first->kind < second->kind ? -1 : 1;
  if (by_origin != 0)
    return by_origin;
  return (first->window > second->window) - (first->window < second->window);
}

GPtrArray *
hw_operator_desk_limits (HwOffice *office, const char *email, GError **error)
{
  g_autofree char *normalized = hw_counter_desk_read_email (email, error);
  g_auto (Look) look = { .office = office };

  if (normalized == NULL)
    return NULL;
  look.folded = hw_email_fold (normalized);
  look.now = hw_clock_now (office->clock);
  look.uses = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_limit_use_free);
  if (!find_origins (&look, error) || !look_at_owner (&look, TRUE, error)
      || !look_at_owner (&look, FALSE, error))
    return NULL;
  for (guint i = 0; i < look.origins->len; i++)
    if (!look_at_origin (&look, look.origins->pdata[i], error))
      return NULL;

  g_ptr_array_sort (look.uses, compare_uses);
  return g_steal_pointer (&look.uses);
}

gboolean
hw_operator_desk_clear_limits (HwOffice *office, const char *email, guint *count, GError **error)
{
  g_autofree char *normalized = hw_counter_desk_read_email (email, error);
  g_autofree char *folded = normalized != NULL ? hw_email_fold (normalized) : NULL;
  g_autoptr (HwAuditEvent) audit = NULL;

  if (normalized == NULL)
    return FALSE;

  const HwHash owners[] = { hw_limits_mail_owner (office, folded), hw_limits_login_owner (office, folded) };

  audit = hw_counter_desk_event (office, "limits-cleared", normalized);
  if (!hw_store_clear_limits (office->store, owners, G_N_ELEMENTS (owners), audit, count, error))
    return FALSE;
  if (*count > 0)
    hw_audit_log (office, audit);
  return TRUE;
}

/* ---- The audit ---- */

GPtrArray *
hw_operator_desk_audit (HwOffice *office, const char *email, guint most, GError **error)
{
  g_autofree char *normalized = hw_counter_desk_read_email (email, error);
  GPtrArray *events = NULL;
  HwHash subject;

  if (normalized == NULL)
    return NULL;
  subject = hw_audit_subject (office, normalized);
  return hw_store_list_audit (office->store, &subject, most, &events, error) ? events : NULL;
}

/* ---- Mails ---- */

GPtrArray *
hw_operator_desk_mails (HwOffice *office, GError **error)
{
  GPtrArray *mails = NULL;

  return hw_store_list_mails (office->store, &mails, error) ? mails : NULL;
}

gboolean
hw_operator_desk_retry_mails (HwOffice *office, const HwId *id, guint *count, GError **error)
{
  g_autoptr (HwAuditEvent) audit = hw_counter_desk_event (office, "mail-retried", NULL);

  if (!hw_store_hurry_mails (office->store, id, hw_clock_now (office->clock), audit, count, error))
    return FALSE;
  if (*count > 0)
    hw_audit_log (office, audit);
  return TRUE;
}

gboolean
hw_operator_desk_drop_mails (HwOffice *office, const HwId *id, guint *count, GError **error)
{
  g_autoptr (HwAuditEvent) audit = hw_counter_desk_event (office, "mail-dropped", NULL);

  if (!hw_store_drop_mails (office->store, id, audit, count, error))
    return FALSE;
  if (*count > 0)
    hw_audit_log (office, audit);
  return TRUE;
}
