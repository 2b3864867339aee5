/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sql/hw-sql-rows.h"

#include "server/store/hw-record-names.h"

#include <string.h>

/* Reads the columns of a row one after the other, and remembers whether each was what it must be. */
typedef struct
{
  HwSqlStatement *row;
  int index;
  int bad; /* the first bad column, or -1 */
} Reader;

static Reader
reader_at (HwSqlStatement *statement, int index)
{
  return (Reader){ .row = statement, .index = index, .bad = -1 };
}

static void
is_bad (Reader *self)
{
  if (self->bad < 0)
    self->bad = self->index - 1;
}

static gboolean
check_row (const Reader *self, GError **error)
{
  if (self->bad < 0)
    return TRUE;

  g_set_error (error, HW_STORE_ERROR, HW_STORE_ERROR_FAILED, "A row holds a value that cannot be: column %s",
               hw_sql_column_name (self->row, self->bad));
  return FALSE;
}

static gint64
read_int (Reader *self, gint64 least, gint64 most)
{
  int index = self->index++;
  gint64 value = 0;

  if (hw_sql_column_type (self->row, index) == HW_SQL_INT)
    value = hw_sql_column_int (self->row, index);
  else
    is_bad (self);
  if (value < least || value > most)
    is_bad (self);

  return value;
}

static gint64
read_instant (Reader *self)
{
  return read_int (self, 0, G_MAXINT64);
}

static gint64
read_int_or_null (Reader *self)
{
  if (hw_sql_column_type (self->row, self->index) == HW_SQL_NULL)
    {
      self->index++;
      return 0;
    }

  return read_int (self, 1, G_MAXINT64);
}

/* (transfer none): good until the next step. */
static const char *
peek_text_or_null (Reader *self)
{
  int index = self->index++;
  HwSqlType type = hw_sql_column_type (self->row, index);
  const char *text = NULL;
  gsize length = 0;

  if (type == HW_SQL_NULL)
    return NULL;

  if (type == HW_SQL_TEXT)
    text = hw_sql_column_bytes (self->row, index, &length);
  if (text == NULL || !g_utf8_validate_len (text, length, NULL))
    {
      is_bad (self);
      return NULL;
    }

  return text;
}

static const char *
peek_text (Reader *self)
{
  const char *text = peek_text_or_null (self);

  if (text == NULL)
    is_bad (self);

  return text;
}

static void
read_short_text (Reader *self, char *text, gsize size, gboolean may_be_empty)
{
  const char *value = peek_text (self);
  gsize length = value != NULL ? strlen (value) : 0;

  if (length != size - 1 && !(may_be_empty && length == 0))
    {
      is_bad (self);
      return;
    }

  memcpy (text, value != NULL ? value : "", length + 1);
}

static void
read_id (Reader *self, HwId *id)
{
  read_short_text (self, id->text, sizeof id->text, FALSE);
}

static void
read_id_or_null (Reader *self, HwId *id)
{
  if (hw_sql_column_type (self->row, self->index) == HW_SQL_NULL)
    self->index++;
  else
    read_id (self, id);
}

static void
read_blob (Reader *self, guint8 *bytes, gsize length)
{
  int index = self->index++;
  gsize its_length = 0;
  const void *value = NULL;

  if (hw_sql_column_type (self->row, index) == HW_SQL_BLOB)
    value = hw_sql_column_bytes (self->row, index, &its_length);
  if (value == NULL || its_length != length)
    is_bad (self);
  else
    memcpy (bytes, value, length);
}

static GBytes *
read_bytes_or_null (Reader *self)
{
  int index = self->index++;
  HwSqlType type = hw_sql_column_type (self->row, index);
  const void *value = NULL;
  gsize length = 0;

  if (type == HW_SQL_NULL)
    return NULL;
  if (type == HW_SQL_BLOB)
    value = hw_sql_column_bytes (self->row, index, &length);
  if (value == NULL)
    {
      is_bad (self);
      return NULL;
    }

  return g_bytes_new (value, length);
}

static HwPurpose
read_purpose (Reader *self)
{
  const char *name = peek_text (self);
  HwPurpose purpose = HW_PURPOSE_FIRST;

  if (name == NULL || !hw_purpose_from_name (name, &purpose))
    is_bad (self);

  return purpose;
}

static HwLanguage
read_language (Reader *self)
{
  HwLanguage language = HW_LANGUAGE_JA;

  if (!hw_language_from_name (peek_text (self), &language))
    is_bad (self);

  return language;
}

static HwMailKind
read_mail_kind (Reader *self)
{
  HwMailKind kind = HW_MAIL_KEY;

  if (!hw_mail_kind_from_name (peek_text (self), &kind))
    is_bad (self);

  return kind;
}

gboolean
hw_sql_read_hash (HwSqlStatement *statement, int index, HwHash *hash, GError **error)
{
  Reader reader = reader_at (statement, index);

  read_blob (&reader, hash->bytes, sizeof hash->bytes);

  return check_row (&reader, error);
}

gboolean
hw_sql_read_id (HwSqlStatement *statement, int index, HwId *id, GError **error)
{
  Reader reader = reader_at (statement, index);

  read_id (&reader, id);

  return check_row (&reader, error);
}

gboolean
hw_sql_read_int (HwSqlStatement *statement, int index, gint64 *value, GError **error)
{
  Reader reader = reader_at (statement, index);

  *value = read_int (&reader, 0, G_MAXINT64);

  return check_row (&reader, error);
}

char *
hw_sql_read_text (HwSqlStatement *statement, int index, GError **error)
{
  Reader reader = reader_at (statement, index);
  const char *text = peek_text (&reader);

  return check_row (&reader, error) ? g_strdup (text) : NULL;
}

HwRegistrationRecord *
hw_sql_read_registration (HwSqlStatement *statement, GError **error)
{
  g_autoptr (HwRegistrationRecord) record = hw_registration_record_new ();
  Reader reader = reader_at (statement, 0);

  read_id (&reader, &record->id);
  read_blob (&reader, record->credential_hash.bytes, sizeof record->credential_hash.bytes);
  read_blob (&reader, record->salt, sizeof record->salt);
  record->purpose = read_purpose (&reader);
  record->language = read_language (&reader);
  record->email = g_strdup (peek_text (&reader));
  record->account_id = read_int_or_null (&reader);
  record->decoy = read_int (&reader, FALSE, TRUE);
  read_short_text (&reader, record->reference, sizeof record->reference, FALSE);
  read_blob (&reader, record->key_hash.bytes, sizeof record->key_hash.bytes);
  record->wrong_tries = read_int (&reader, 0, G_MAXINT);
  record->privacy_version = g_strdup (peek_text_or_null (&reader));
  record->terms_version = g_strdup (peek_text_or_null (&reader));
  record->started_at = read_instant (&reader);
  record->mailed_at = read_instant (&reader);
  record->expires_at = read_instant (&reader);
  record->completed_at = read_instant (&reader);

  return check_row (&reader, error) ? g_steal_pointer (&record) : NULL;
}

HwAccount *
hw_sql_read_account (HwSqlStatement *statement, GError **error)
{
  g_autoptr (HwAccount) account = hw_account_new ();
  Reader reader = reader_at (statement, 0);

  account->id = read_int (&reader, 1, G_MAXINT64);
  account->establishment_number = g_strdup (peek_text (&reader));
  account->establishment_name = g_strdup (peek_text (&reader));
  account->email = g_strdup (peek_text (&reader));
  account->disabled = read_int (&reader, FALSE, TRUE);
  account->password_hash = g_strdup (peek_text_or_null (&reader));
  account->registered_at = read_instant (&reader);
  account->opened_at = read_instant (&reader);
  account->password_set_at = read_instant (&reader);
  account->last_login_at = read_instant (&reader);
  account->privacy_version = g_strdup (peek_text_or_null (&reader));
  account->terms_version = g_strdup (peek_text_or_null (&reader));
  account->consented_at = read_instant (&reader);

  return check_row (&reader, error) ? g_steal_pointer (&account) : NULL;
}

HwSessionRecord *
hw_sql_read_session (HwSqlStatement *statement, GError **error)
{
  g_autoptr (HwSessionRecord) session = hw_session_record_new ();
  Reader reader = reader_at (statement, 0);

  read_id (&reader, &session->id);
  session->account_id = read_int (&reader, 1, G_MAXINT64);
  read_blob (&reader, session->credential_hash.bytes, sizeof session->credential_hash.bytes);
  session->device = g_strdup (peek_text (&reader));
  session->remember = read_int (&reader, FALSE, TRUE);
  session->created_at = read_instant (&reader);
  session->previous_login_at = read_instant (&reader);
  session->last_used_at = read_instant (&reader);
  session->idle_period = read_instant (&reader);
  session->idle_ends_at = read_instant (&reader);
  session->ends_at = read_instant (&reader);
  session->origin = g_strdup (peek_text (&reader));

  return check_row (&reader, error) ? g_steal_pointer (&session) : NULL;
}

HwMailRecord *
hw_sql_read_mail (HwSqlStatement *statement, GError **error)
{
  g_autoptr (HwMailRecord) mail = hw_mail_record_new ();
  Reader reader = reader_at (statement, 0);

  read_id (&reader, &mail->id);
  mail->kind = read_mail_kind (&reader);
  mail->discard = read_int (&reader, FALSE, TRUE);
  mail->purpose = read_purpose (&reader);
  mail->language = read_language (&reader);
  mail->recipient = g_strdup (peek_text (&reader));
  read_short_text (&reader, mail->reference, sizeof mail->reference, TRUE);
  mail->sealed_key = read_bytes_or_null (&reader);
  if (mail->kind != HW_MAIL_KEY)
    g_clear_pointer (&mail->sealed_key, g_bytes_unref);
  read_id_or_null (&reader, &mail->registration_id);
  mail->requested_at = read_instant (&reader);
  mail->stale_at = read_instant (&reader);
  mail->next_attempt_at = read_instant (&reader);
  mail->attempts = read_int (&reader, 0, G_MAXINT);

  return check_row (&reader, error) ? g_steal_pointer (&mail) : NULL;
}
