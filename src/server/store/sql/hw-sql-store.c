/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sql/hw-sql-store.h"

#include "server/store/hw-store-backend.h"
#include "server/store/sql/hw-sql-methods.h"

typedef struct
{
  HwStoreMeasures measures;
} HwSqlStorePrivate;

static const HwStoreMeasures *get_measures (HwStore *self);

static void
implement_store (HwStoreInterface *iface)
{
  iface->start_registration = hw_sql_start_registration;
  iface->resend = hw_sql_resend;
  iface->limit_wait = hw_sql_limit_wait;
  iface->find_registration = hw_sql_find_registration;
  iface->try_key = hw_sql_try_key;
  iface->complete = hw_sql_complete;
  iface->give_up = hw_sql_give_up;
  iface->begin_login = hw_sql_begin_login;
  iface->open_session = hw_sql_open_session;
  iface->find_session = hw_sql_find_session;
  iface->list_sessions = hw_sql_list_sessions;
  iface->end_session = hw_sql_end_session;
  iface->end_sessions = hw_sql_end_sessions;
  iface->change_password = hw_sql_change_password;
  iface->add_accounts = hw_sql_add_accounts;
  iface->list_accounts = hw_sql_list_accounts;
  iface->find_account = hw_sql_find_account;
  iface->set_disabled = hw_sql_set_disabled;
  iface->remove_account = hw_sql_remove_account;
  iface->lease_mails = hw_sql_lease_mails;
  iface->mail_hold = hw_sql_mail_hold;
  iface->mail_done = hw_sql_mail_done;
  iface->mail_retry = hw_sql_mail_retry;
  iface->next_mail_at = hw_sql_next_mail_at;
  iface->outbox_state = hw_sql_outbox_state;
  iface->list_mails = hw_sql_list_mails;
  iface->hurry_mails = hw_sql_hurry_mails;
  iface->drop_mails = hw_sql_drop_mails;
  iface->list_audit = hw_sql_list_audit;
  iface->list_limit_events = hw_sql_list_limit_events;
  iface->clear_limits = hw_sql_clear_limits;
  iface->add_audit = hw_sql_add_audit;
  iface->sweep = hw_sql_sweep;
  iface->latest_instant = hw_sql_latest_instant;
  iface->now = hw_sql_now;
  iface->ping = hw_sql_ping;
  iface->get_measures = get_measures;
}

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (HwSqlStore,
                                  hw_sql_store,
                                  G_TYPE_OBJECT,
                                  G_ADD_PRIVATE (HwSqlStore)
                                    G_IMPLEMENT_INTERFACE (HW_TYPE_STORE, implement_store))

static void
hw_sql_store_class_init (HwSqlStoreClass *klass)
{
}

static void
hw_sql_store_init (HwSqlStore *self)
{
}

static HwStoreMeasures *
measures_of (HwStore *self)
{
  return &((HwSqlStorePrivate *) hw_sql_store_get_instance_private (HW_SQL_STORE (self)))->measures;
}

static const HwStoreMeasures *
get_measures (HwStore *self)
{
  return measures_of (self);
}

static void
count_error (HwStoreMeasures *measures, const GError *error)
{
  switch ((HwStoreError) error->code)
    {
    case HW_STORE_ERROR_UNAVAILABLE:
      __atomic_fetch_add (&measures->unavailable, 1, __ATOMIC_RELAXED);
      break;
    case HW_STORE_ERROR_NEWER_SCHEMA:
    case HW_STORE_ERROR_NOT_A_STORE:
    case HW_STORE_ERROR_FAILED:
      __atomic_fetch_add (&measures->failed, 1, __ATOMIC_RELAXED);
      break;
    case HW_STORE_ERROR_EXISTS:
    case HW_STORE_ERROR_NOT_FOUND:
    default:
      break; /* answers */
    }
}

static gboolean
run (HwStore *self, gboolean write, HwSqlWork work, gpointer data, GError **error)
{
  HwStoreMeasures *measures = measures_of (self);
  gint64 begin = g_get_monotonic_time ();
  g_autoptr (GError) local_error = NULL;
  gboolean done = HW_SQL_STORE_GET_CLASS (self)->run (HW_SQL_STORE (self), write, work, data, &local_error);

  hw_histogram_add_since (write ? &measures->writes : &measures->reads, begin);
  if (done)
    return TRUE;

  count_error (measures, local_error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
hw_sql_store_read (HwStore *self, HwSqlWork work, gpointer data, GError **error)
{
  return run (self, FALSE, work, data, error);
}

gboolean
hw_sql_store_write (HwStore *self, HwSqlWork work, gpointer data, GError **error)
{
  return run (self, TRUE, work, data, error);
}

gboolean
hw_sql_store_forget (HwStore *self, GError **error)
{
  HwSqlStoreClass *klass = HW_SQL_STORE_GET_CLASS (self);

  return klass->forget == NULL || klass->forget (HW_SQL_STORE (self), error);
}
