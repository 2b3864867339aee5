/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sqlite/hw-sqlite-store.h"

#include "server/store/hw-store-backend.h"
#include "server/store/sqlite/hw-sqlite-methods.h"
#include "server/store/sqlite/hw-sqlite-pool.h"
#include "server/store/sqlite/hw-sqlite-schema.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

struct _HwSqliteStore
{
  GObject parent_instance;

  HwSqlitePool *pool;
};

static void
implement_store (HwStoreInterface *iface)
{
  iface->start_registration = hw_sqlite_start_registration;
  iface->resend = hw_sqlite_resend;
  iface->limit_wait = hw_sqlite_limit_wait;
  iface->find_registration = hw_sqlite_find_registration;
  iface->try_key = hw_sqlite_try_key;
  iface->complete = hw_sqlite_complete;
  iface->give_up = hw_sqlite_give_up;
  iface->begin_login = hw_sqlite_begin_login;
  iface->open_session = hw_sqlite_open_session;
  iface->find_session = hw_sqlite_find_session;
  iface->list_sessions = hw_sqlite_list_sessions;
  iface->end_session = hw_sqlite_end_session;
  iface->end_sessions = hw_sqlite_end_sessions;
  iface->change_password = hw_sqlite_change_password;
  iface->add_accounts = hw_sqlite_add_accounts;
  iface->list_accounts = hw_sqlite_list_accounts;
  iface->find_account = hw_sqlite_find_account;
  iface->set_disabled = hw_sqlite_set_disabled;
  iface->remove_account = hw_sqlite_remove_account;
  iface->lease_mails = hw_sqlite_lease_mails;
  iface->mail_hold = hw_sqlite_mail_hold;
  iface->mail_done = hw_sqlite_mail_done;
  iface->mail_retry = hw_sqlite_mail_retry;
  iface->next_mail_at = hw_sqlite_next_mail_at;
  iface->outbox_state = hw_sqlite_outbox_state;
  iface->add_audit = hw_sqlite_add_audit;
  iface->sweep = hw_sqlite_sweep;
  iface->latest_instant = hw_sqlite_latest_instant;
  iface->ping = hw_sqlite_ping;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HwSqliteStore,
                               hw_sqlite_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HW_TYPE_STORE, implement_store))

static void
hw_sqlite_store_finalize (GObject *object)
{
  HwSqliteStore *self = HW_SQLITE_STORE (object);

  hw_sqlite_pool_free (self->pool);

  G_OBJECT_CLASS (hw_sqlite_store_parent_class)->finalize (object);
}

static void
hw_sqlite_store_class_init (HwSqliteStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hw_sqlite_store_finalize;
}

static void
hw_sqlite_store_init (HwSqliteStore *self)
{
}

/* SQLite would make the file with the umask's mode; its -wal and -shm files take the file's mode. */
static gboolean
make_file (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;
  int number;

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, HW_STORE_ERROR, HW_STORE_ERROR_UNAVAILABLE,
                   "The folder %s, where the store is to be, does not exist: create it first", folder);
      return FALSE;
    }

  fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  number = fd < 0 ? errno : 0;
  if (fd >= 0)
    close (fd);
  if (number == 0 || number == EEXIST)
    return TRUE;

  g_set_error (error, HW_STORE_ERROR, HW_STORE_ERROR_UNAVAILABLE, "Cannot create the store %s: %s", path,
               g_strerror (number));
  return FALSE;
}

HwStore *
hw_sqlite_store_open (const char *path, GError **error)
{
  g_autoptr (HwSqliteConnection) writer = NULL;
  g_autofree char *absolute = NULL;
  HwSqliteStore *self;

  g_return_val_if_fail (path != NULL, NULL);

  if (*path == '\0')
    {
      g_set_error_literal (error, HW_STORE_ERROR, HW_STORE_ERROR_UNAVAILABLE,
                           "sqlite: is followed by no path");
      return NULL;
    }

  /* Absolute, so that no name means anything special to SQLite (":memory:"). */
  absolute = g_canonicalize_filename (path, NULL);
  if (!make_file (absolute, error))
    return NULL;

  writer = hw_sqlite_connection_open (absolute, error);
  if (writer == NULL || !hw_sqlite_schema_prepare (writer, absolute, error))
    {
      g_prefix_error (error, "Cannot open the store %s: ", absolute);
      return NULL;
    }

  self = g_object_new (HW_TYPE_SQLITE_STORE, NULL);
  self->pool = hw_sqlite_pool_new (absolute, g_steal_pointer (&writer));

  return HW_STORE (self);
}

HwSqliteConnection *
hw_sqlite_store_begin (HwStore *self, gboolean write, GError **error)
{
  return hw_sqlite_pool_begin (HW_SQLITE_STORE (self)->pool, write, error);
}

gboolean
hw_sqlite_store_end (HwStore *self, HwSqliteConnection *connection, gboolean keep, GError **error)
{
  return hw_sqlite_pool_end (HW_SQLITE_STORE (self)->pool, connection, keep, error);
}
