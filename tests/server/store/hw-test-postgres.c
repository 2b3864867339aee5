/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-postgres.h"

#include <libpq-fe.h>
#include <string.h>

#define PATIENCE (60 * G_TIME_SPAN_SECOND)

static const char *
required (const char *name)
{
  const char *value = g_getenv (name);

  if (value == NULL)
    g_error ("%s is not set: run this by with-postgres.sh", name);

  return value;
}

char *
hw_test_postgres_uri (const char *name)
{
  const char *maintenance = required ("HW_TEST_POSTGRES");
  const char *parameters = strchr (maintenance, '?');

  g_assert_nonnull (parameters);

  return g_strconcat ("postgresql:///", name, parameters, NULL);
}

static void
ignore_notice (void *data, const PGresult *notice)
{
}

char *
hw_test_postgres_ask (const char *uri, const char *sql)
{
  PGconn *connection = PQconnectdb (uri != NULL ? uri : required ("HW_TEST_POSTGRES"));
  PGresult *result;
  char *value = NULL;

  if (PQstatus (connection) != CONNECTION_OK)
    g_error ("%s", PQerrorMessage (connection));
  PQsetNoticeReceiver (connection, ignore_notice, NULL);
  result = PQexec (connection, sql);
  if (PQresultStatus (result) != PGRES_COMMAND_OK && PQresultStatus (result) != PGRES_TUPLES_OK)
    g_error ("%s: %s", sql, PQerrorMessage (connection));
  if (PQntuples (result) > 0)
    value = g_strdup (PQgetvalue (result, 0, 0));
  PQclear (result);
  PQfinish (connection);

  return value;
}

void
hw_test_postgres_run (const char *uri, const char *sql)
{
  g_free (hw_test_postgres_ask (uri, sql));
}

void
hw_test_postgres_wait (const char *uri, const char *sql)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE;

  for (;;)
    {
      g_autofree char *value = hw_test_postgres_ask (uri, sql);

      if (g_strcmp0 (value, "t") == 0)
        return;
      if (g_get_monotonic_time () > deadline)
        g_error ("Waited in vain for: %s", sql);
      g_usleep (10 * 1000);
    }
}

void
hw_test_postgres_control (const char *arguments)
{
  g_autofree char *command = g_strconcat (required ("HW_TEST_POSTGRES_CONTROL"), " ", arguments, NULL);
  g_autofree char *output = NULL;
  g_autofree char *complaint = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_command_line_sync (command, &output, &complaint, &status, &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s %s", command, output, complaint);
}
