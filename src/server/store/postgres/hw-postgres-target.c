/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/postgres/hw-postgres-target.h"

#include "server/store/hw-store.h"

#include <libpq-fe.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PQconninfoOption, PQconninfoFree)

struct _HwPostgresTarget
{
  GPtrArray *keywords; /* (element-type utf8), NULL at the end */
  GPtrArray *values;
};

/* What the URI may leave unsaid. */
static const struct
{
  const char *keyword;
  const char *value;
} defaults[] = {
  { "target_session_attrs", "read-write" },
  { "connect_timeout", "3" },
  { "keepalives_idle", "30" },
  { "keepalives_interval", "10" },
  { "keepalives_count", "3" },
  { "tcp_user_timeout", "10000" },
  { "fallback_application_name", "hellowork-mypage" },
};

static const char *
find (const PQconninfoOption *options, const char *keyword)
{
  for (; options->keyword != NULL; options++)
    if (strcmp (options->keyword, keyword) == 0)
      return options->val;

  return NULL;
}

static void
add (HwPostgresTarget *self, const char *keyword, const char *value)
{
  g_ptr_array_add (self->keywords, g_strdup (keyword));
  g_ptr_array_add (self->values, g_strdup (value));
}

HwPostgresTarget *
hw_postgres_target_new (const char *uri, GError **error)
{
  g_autoptr (HwPostgresTarget) self = NULL;
  g_autoptr (PQconninfoOption) options = NULL;
  char *message = NULL;

  g_return_val_if_fail (uri != NULL, NULL);

  options = PQconninfoParse (uri, &message);
  PQfreemem (message); /* it may repeat the URI, and that a password */
  if (options == NULL)
    {
      g_set_error_literal (
        error, HW_STORE_ERROR, HW_STORE_ERROR_FAILED,
        "The URI of the database cannot be understood: it must be like"
        " postgresql://USER@HOST:PORT/DATABASE?PARAMETER=VALUE, special characters as %XX");
      return NULL;
    }
  if (find (options, "password") != NULL || find (options, "sslpassword") != NULL)
    {
      g_set_error_literal (error, HW_STORE_ERROR, HW_STORE_ERROR_FAILED,
                           "A password does not belong into the URI of the database: put it into a passfile"
                           " (postgresql://…?passfile=FILE)");
      return NULL;
    }

  self = g_new0 (HwPostgresTarget, 1);
  self->keywords = g_ptr_array_new_with_free_func (g_free);
  self->values = g_ptr_array_new_with_free_func (g_free);
  for (const PQconninfoOption *option = options; option->keyword != NULL; option++)
    if (option->val != NULL && strcmp (option->keyword, "client_encoding") != 0)
      add (self, option->keyword, option->val);
  for (guint i = 0; i < G_N_ELEMENTS (defaults); i++)
    if (find (options, defaults[i].keyword) == NULL)
      add (self, defaults[i].keyword, defaults[i].value);
  add (self, "client_encoding", "UTF8");
  g_ptr_array_add (self->keywords, NULL);
  g_ptr_array_add (self->values, NULL);

  return g_steal_pointer (&self);
}

void
hw_postgres_target_free (HwPostgresTarget *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->keywords);
  g_ptr_array_unref (self->values);
  g_free (self);
}

const char *const *
hw_postgres_target_keywords (const HwPostgresTarget *self)
{
  return (const char *const *) self->keywords->pdata;
}

const char *const *
hw_postgres_target_values (const HwPostgresTarget *self)
{
  return (const char *const *) self->values->pdata;
}
