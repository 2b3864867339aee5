/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-head-check.h"

#include <microhttpd.h>
#include <string.h>

typedef struct
{
  HwHeadFraming *framing;
  const char *expected; /* (nullable): where the next field begins if nothing was merged or cut */
  gboolean gaps_tell;
  gboolean faulty;
  gsize length;
  guint n_hosts;
  guint n_content_lengths;
  guint n_transfer_encodings;
  guint n_content_types;
} HeadWalk;

/* RFC 9110, 5.6.2 */
static gboolean
is_token (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (text[i]) && (text[i] == '\0' || strchr ("!#$%&'*+-.^_`|~", text[i]) == NULL))
        return FALSE;
    }
  return length > 0;
}

static gboolean
is_field_value (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (((guchar) text[i] < 0x20 && text[i] != '\t') || text[i] == 0x7f)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_host (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (text[i]) && (text[i] == '\0' || strchr (".-_:[]%~", text[i]) == NULL))
        return FALSE;
    }
  return TRUE;
}

static void
check_content_length (HeadWalk *walk, const char *value)
{
  walk->n_content_lengths++;
  if (*value == '\0' || strspn (value, "0123456789") != strlen (value)
      || !g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT64, &walk->framing->content_length, NULL))
    walk->faulty = TRUE;
}

static void
check_field (HeadWalk *walk, const char *name, const char *value, gsize value_length)
{
  if (g_ascii_strcasecmp (name, MHD_HTTP_HEADER_HOST) == 0)
    {
      walk->n_hosts++;
      walk->faulty |= !is_host (value, value_length);
    }
  else if (g_ascii_strcasecmp (name, MHD_HTTP_HEADER_CONTENT_LENGTH) == 0)
    check_content_length (walk, value);
  else if (g_ascii_strcasecmp (name, MHD_HTTP_HEADER_TRANSFER_ENCODING) == 0)
    {
      walk->n_transfer_encodings++;
      walk->framing->chunked = TRUE;
      walk->faulty |= g_ascii_strcasecmp (value, "chunked") != 0;
    }
  else if (g_ascii_strcasecmp (name, MHD_HTTP_HEADER_CONTENT_TYPE) == 0)
    {
      walk->n_content_types++;
      walk->framing->content_type = value;
    }
  else if (g_ascii_strcasecmp (name, MHD_HTTP_HEADER_CONTENT_ENCODING) == 0)
    walk->framing->content_encoding = value;
}

static enum MHD_Result
walk_field (void *cls,
            enum MHD_ValueKind kind,
            const char *name,
            size_t name_length,
            const char *value,
            size_t value_length)
{
  HeadWalk *walk = cls;

  if (value == NULL)
    {
      walk->faulty = TRUE;
      return MHD_NO;
    }
  walk->length += name_length + value_length + strlen (": \r\n");
  /* 0.9.75 leaves the fields where they came in, their ends overwritten by NULs: two for CR LF. A bare LF
   * leaves one, a NUL in the value more, and a folded field was moved. */
  if (walk->gaps_tell && walk->expected != NULL && name != walk->expected)
    walk->faulty = TRUE;
  walk->expected = value + value_length + 2;

  if (!is_token (name, name_length) || !is_field_value (value, value_length))
    walk->faulty = TRUE;
  else
    check_field (walk, name, value, value_length);
  return MHD_YES;
}

/* Whether this libmicrohttpd parses heads in place, as 0.9.75 does. Later ones refuse by themselves what the
 * gaps tell of. */
static gboolean
gaps_tell (void)
{
  return g_str_equal (MHD_get_version (), "0.9.75");
}

/* Whether the head ends where its last field's CR LF and an empty line's do, from @method on. */
static gboolean
ends_in_two_crlf (struct MHD_Connection *connection, const HeadWalk *walk, const char *method)
{
  const union MHD_ConnectionInfo *info =
    MHD_get_connection_info (connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);

  return info != NULL && walk->expected != NULL && method + info->header_size == walk->expected + 2;
}

char *
hw_head_path_of (const char *target)
{
  const char *path = target;
  gsize length = strlen (target);

  for (gsize i = 0; i < length; i++)
    {
      if ((guchar) target[i] <= 0x20 || (guchar) target[i] >= 0x7f)
        return NULL;
    }
  if (g_ascii_strncasecmp (target, "http://", 7) == 0 || g_ascii_strncasecmp (target, "https://", 8) == 0)
    {
      const char *authority = strchr (target, ':') + strlen ("://");

      path = authority + strcspn (authority, "/?#");
      if (path == authority || !is_host (authority, (gsize) (path - authority)))
        return NULL;
      if (*path != '/')
        return g_strdup ("/");
    }
  return length > 0 ? g_strndup (path, strcspn (path, "?")) : NULL;
}

HwHeadFault
hw_head_check (struct MHD_Connection *connection,
               const char *method,
               const char *target,
               gsize target_length,
               const char *version,
               guint most_bytes,
               HwHeadFraming *framing)
{
  HeadWalk walk = { .framing = framing, .gaps_tell = gaps_tell () };
  gboolean is_1_1 = g_str_equal (version, "HTTP/1.1");

  *framing = (HwHeadFraming){ 0 };
  if (walk.gaps_tell)
    {
      /* A second blank before the target leaves a gap, and so does a NUL in it before the version. */
      if (target != method + strlen (method) + 1 || version != target + target_length + 1)
        return HW_HEAD_MALFORMED;
      walk.expected = version + strlen (version) + 2;
    }
  if (!is_token (method, strlen (method)))
    return HW_HEAD_MALFORMED;
  if (!is_1_1 && !g_str_equal (version, "HTTP/1.0"))
    return HW_HEAD_MALFORMED;

  walk.length = target_length;
  MHD_get_connection_values_n (connection, MHD_HEADER_KIND, walk_field, &walk);

  if (walk.gaps_tell && !ends_in_two_crlf (connection, &walk, method))
    return HW_HEAD_MALFORMED;
  if (walk.faulty || walk.n_hosts > 1 || (walk.n_hosts == 0 && is_1_1) || walk.n_content_lengths > 1
      || walk.n_transfer_encodings > 1 || walk.n_content_types > 1)
    return HW_HEAD_MALFORMED;
  if (framing->chunked && (walk.n_content_lengths > 0 || !is_1_1))
    return HW_HEAD_MALFORMED;
  return walk.length > most_bytes ? HW_HEAD_TOO_LARGE : HW_HEAD_OK;
}
