/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/mail/hw-mail-template.h"

#include "contract/hw-wipe.h"
#include "server/mail/hw-mail-resources.h"
#include <string.h>

#define RESOURCE_FOLDER "/io/github/hellowork_mypage/mail/templates/"
#define SUBJECT_FIELD "Subject: "

/* The body is built in one piece that never moves, so that wiping it leaves no copy behind. */
#define MOST_BODY 16384
#define MOST_VALUE 400

typedef enum
{
  LINE_KEPT,
  LINE_LEFT_OUT,
  LINE_WRONG,
} LineOutcome;

/* One line of what a person can see: no control, no line or paragraph separator. */
static gboolean
is_one_line (const char *value)
{
  if (strlen (value) > MOST_VALUE || !g_utf8_validate (value, -1, NULL))
    return FALSE;
  for (const char *at = value; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);
      GUnicodeType type = g_unichar_type (character);
      if (!g_unichar_isprint (character) || type == G_UNICODE_LINE_SEPARATOR
          || type == G_UNICODE_PARAGRAPH_SEPARATOR)
        return FALSE;
    }
  return TRUE;
}

static const HwTemplateValue *
find_value (const HwTemplateValue *values, gsize n_values, const char *name, gsize length)
{
  for (gsize i = 0; i < n_values; i++)
    if (strlen (values[i].name) == length && memcmp (values[i].name, name, length) == 0)
      return &values[i];
  return NULL;
}

/* Appends @line, @length bytes without its end; each value once and as it is, so that braces inside a value
 * mean nothing. */
static LineOutcome
append_line (GString *body,
             const char *line,
             gsize length,
             const HwTemplateValue *values,
             gsize n_values,
             GError **error)
{
  gsize begin = body->len;
  const char *end = line + length;
  while (line < end)
    {
      const char *open = memchr (line, '{', end - line);
      if (open == NULL)
        break;
      const char *close = memchr (open, '}', end - open);
      const HwTemplateValue *found =
        close != NULL ? find_value (values, n_values, open + 1, close - open - 1) : NULL;
      if (found == NULL)
        {
          g_set_error (error, HW_MAILER_ERROR, HW_MAILER_ERROR_PERMANENT, "unknown placeholder in “%.*s”",
                       (int) length, end - length);
          return LINE_WRONG;
        }
      if (found->value == NULL)
        {
          g_string_truncate (body, begin);
          return LINE_LEFT_OUT;
        }
      g_string_append_len (body, line, open - line);
      g_string_append (body, found->value);
      line = close + 1;
    }
  g_string_append_len (body, line, end - line);
  g_string_append (body, "\r\n");
  return LINE_KEPT;
}

static gboolean
append_body (GString *body, const char *text, const HwTemplateValue *values, gsize n_values, GError **error)
{
  while (*text != '\0')
    {
      gsize length = strcspn (text, "\n");
      if (body->len + 2 * length + n_values * MOST_VALUE > MOST_BODY)
        {
          g_set_error (error, HW_MAILER_ERROR, HW_MAILER_ERROR_PERMANENT, "the mail's text is too long");
          return FALSE;
        }
      if (append_line (body, text, length, values, n_values, error) == LINE_WRONG)
        return FALSE;
      text += length + (text[length] == '\n' ? 1 : 0);
    }
  return TRUE;
}

gboolean
hw_mail_template_render (const char *name,
                         const HwTemplateValue *values,
                         gsize n_values,
                         char **subject,
                         char **body,
                         GError **error)
{
  for (gsize i = 0; i < n_values; i++)
    if (values[i].value != NULL && !is_one_line (values[i].value))
      {
        g_set_error (error, HW_MAILER_ERROR, HW_MAILER_ERROR_PERMANENT, "{%s} is not one line of text",
                     values[i].name);
        return FALSE;
      }

  g_autofree char *path = g_strconcat (RESOURCE_FOLDER, name, ".txt", NULL);
  g_autoptr (GBytes) data =
    g_resource_lookup_data (hw_mail_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  const char *text = data != NULL ? g_bytes_get_data (data, NULL) : NULL; /* resources end in a NUL */
  if (text == NULL || !g_str_has_prefix (text, SUBJECT_FIELD) || strstr (text, "\n\n") == NULL)
    {
      g_set_error (error, HW_MAILER_ERROR, HW_MAILER_ERROR_PERMANENT, "no usable mail template “%s”", name);
      return FALSE;
    }

  g_autoptr (GString) built = g_string_sized_new (MOST_BODY);
  gboolean ok = append_body (built, strstr (text, "\n\n") + 2, values, n_values, error);
  g_autoptr (HwSecretString) text_built = g_string_free (g_steal_pointer (&built), FALSE);
  if (!ok)
    return FALSE;
  text += strlen (SUBJECT_FIELD);
  *subject = g_strndup (text, strcspn (text, "\n"));
  *body = g_steal_pointer (&text_built);
  return TRUE;
}
