/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/mail/hw-message.h"

#include "contract/hw-authentication-key.h"
#include "contract/hw-instant.h"
#include "contract/hw-wipe.h"
#include "server/mail/hw-gmime.h"
#include "server/mail/hw-mail-address.h"
#include "server/mail/hw-mail-template.h"
#include <string.h>

/* Both message and text fit in here many times over, so that no array moves and leaves a copy of the key. */
#define MOST_MESSAGE 65536

/* Japan has one time zone and no summer time; nothing of the system's zone files is needed. */
#define JAPAN_OFFSET_SECONDS (9 * 3600)

#define WORD_CHARACTERS 15

/* Short enough for one encoded word (RFC 2047): some readers show the fold between two as a blank. */
static const char *const sender_names[HW_N_LANGUAGES] = {
  [HW_LANGUAGE_JA] = "求人者マイページ",
  [HW_LANGUAGE_EN] = "HelloWork My Page",
};

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, HW_MAILER_ERROR, HW_MAILER_ERROR_PERMANENT, why);
  return FALSE;
}

static const char *
template_of (const HwMailRecord *mail)
{
  gboolean again = mail->purpose == HW_PURPOSE_AGAIN;
  switch (mail->kind)
    {
    case HW_MAIL_KEY:
      return again ? "key-again" : "key-first";
    case HW_MAIL_ALREADY_OPENED:
      return "already-opened";
    case HW_MAIL_NOT_YET_OPENED:
      return "not-yet-opened";
    case HW_MAIL_PASSWORD_SET:
      return again ? "password-set-again" : "password-set-first";
    case HW_MAIL_PASSWORD_CHANGED:
      return "password-changed";
    default:
      return NULL;
    }
}

/* Everything that the headers and the text take from @mail, checked before a byte is written. */
static gboolean
check (const HwMailRecord *mail, const char *key, GError **error)
{
  if (strlen (mail->id.text) != HW_ID_LENGTH || strspn (mail->id.text, "0123456789abcdef") != HW_ID_LENGTH)
    return refuse (error, "the mail's id is not one");
  if (template_of (mail) == NULL || (guint) mail->language >= HW_N_LANGUAGES)
    return refuse (error, "a mail of unknown kind or language");
  gsize digits = strspn (mail->reference, "0123456789");
  if (mail->reference[0] != '\0' && (digits != 4 || mail->reference[4] != '\0'))
    return refuse (error, "the reference is not four digits");
  if ((mail->kind == HW_MAIL_KEY) != (key != NULL))
    return refuse (error, "a key mail without its key, or a key in another mail");
  if (mail->kind == HW_MAIL_KEY
      && (hw_authentication_key_check (key, NULL) != HW_AUTHENTICATION_KEY_OK || mail->reference[0] == '\0'
          || mail->stale_at == 0))
    return refuse (error, "the key mail's key, reference or time limit is missing");
  return TRUE;
}

static gboolean
render (const HwMailRecord *mail,
        const char *key,
        GTimeZone *zone,
        char **subject,
        char **body,
        GError **error)
{
  g_autofree char *name = g_strconcat (template_of (mail), ".", hw_language_tag (mail->language), NULL);
  g_autofree char *requested = hw_instant_format_minute (mail->requested_at, zone, mail->language);
  g_autofree char *expires =
    mail->kind == HW_MAIL_KEY ? hw_instant_format_minute (mail->stale_at, zone, mail->language) : NULL;
  g_autoptr (HwSecretString) shown_key = key != NULL ? hw_authentication_key_format (key) : NULL;
  const HwTemplateValue values[] = {
    { "email", mail->recipient },
    { "requested", requested },
    { "reference", mail->reference[0] != '\0' ? mail->reference : NULL },
    { "key", shown_key },
    { "expires", expires },
  };
  return hw_mail_template_render (name, values, G_N_ELEMENTS (values), subject, body, error);
}

/* Base64 brings Japanese through any relay unchanged; English is plain 7-bit text. */
static GMimeObject *
text_part_new (GByteArray *text, HwLanguage language)
{
  gboolean ascii = TRUE;
  for (guint i = 0; i < text->len && ascii; i++)
    ascii = text->data[i] < 0x80;
  GMimePart *part = g_mime_part_new_with_type ("text", "plain");
  g_mime_object_set_content_type_parameter (GMIME_OBJECT (part), "charset", "utf-8");
  g_mime_object_set_header (GMIME_OBJECT (part), "Content-Language", hw_language_tag (language), NULL);
  g_mime_part_set_content_encoding (part,
                                    ascii ? GMIME_CONTENT_ENCODING_7BIT : GMIME_CONTENT_ENCODING_BASE64);
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new_with_byte_array (text);
  g_mime_stream_mem_set_owner (GMIME_STREAM_MEM (stream), FALSE);
  g_autoptr (GMimeDataWrapper) content =
    g_mime_data_wrapper_new_with_stream (stream, GMIME_CONTENT_ENCODING_DEFAULT);
  g_mime_part_set_content (part, content);
  return GMIME_OBJECT (part);
}

/* RFC 2047, 2 allows 75 characters for an encoded word, and GMime encodes a text without blanks as one of any
 * length. 15 characters of Japanese make 72. (transfer full) */
static char *
encode_words (const char *text)
{
  if (g_str_is_ascii (text))
    return g_strdup (text);
  g_autoptr (GString) words = g_string_new (NULL);
  for (glong left = g_utf8_strlen (text, -1); left > 0; left -= WORD_CHARACTERS)
    {
      const char *end = g_utf8_offset_to_pointer (text, MIN (left, WORD_CHARACTERS));
      g_autofree char *part = g_strndup (text, end - text);
      g_autofree char *word = g_mime_utils_header_encode_text (NULL, part, "utf-8");
      g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", word);
      text = end;
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
add_mailbox (InternetAddressList *list, const char *name, const char *address)
{
  g_autoptr (InternetAddress) mailbox = internet_address_mailbox_new (name, address);
  internet_address_list_add (list, mailbox);
}

static GMimeMessage *
message_new (const HwMailRecord *mail,
             const char *from,
             const char *recipient,
             const char *subject,
             GTimeZone *zone)
{
  GMimeMessage *message = g_mime_message_new (TRUE);
  g_autofree char *sender_name = encode_words (sender_names[mail->language]);
  g_autofree char *encoded_subject = encode_words (subject);
  add_mailbox (g_mime_message_get_from (message), sender_name, from);
  add_mailbox (g_mime_message_get_to (message), NULL, recipient);
  g_mime_message_set_subject (message, encoded_subject, NULL);

  /* The time of the request, not of this attempt: a repeated delivery is the same message to the byte. */
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (mail->requested_at / HW_SECOND);
  g_autoptr (GDateTime) date = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  if (date != NULL)
    g_mime_message_set_date (message, date);
  g_autofree char *message_id = g_strconcat (mail->id.text, "@", hw_mail_address_domain (from), NULL);
  g_mime_message_set_message_id (message, message_id);

  /* RFC 3834, 5: nobody's out-of-office answers this. */
  g_mime_object_set_header (GMIME_OBJECT (message), "Auto-Submitted", "auto-generated", NULL);
  g_mime_object_set_header (GMIME_OBJECT (message), "X-Auto-Response-Suppress", "All", NULL);
  return message;
}

/* GMime ends lines as it likes; on the wire each ends in CRLF. */
static GBytes *
write_out (GMimeMessage *message)
{
  GByteArray *array = g_byte_array_sized_new (MOST_MESSAGE);
  g_autoptr (GMimeStream) memory = g_mime_stream_mem_new_with_byte_array (array);
  g_mime_stream_mem_set_owner (GMIME_STREAM_MEM (memory), FALSE);
  g_autoptr (GMimeStream) filtered = g_mime_stream_filter_new (memory);
  g_autoptr (GMimeFilter) crlf = g_mime_filter_unix2dos_new (TRUE);
  g_mime_stream_filter_add (GMIME_STREAM_FILTER (filtered), crlf);
  g_mime_object_write_to_stream (GMIME_OBJECT (message), NULL, filtered);
  g_mime_stream_flush (filtered);
  return g_byte_array_free_to_bytes (array);
}

static GBytes *
compose (const HwMailRecord *mail,
         const char *from,
         const char *recipient,
         const char *subject,
         GByteArray *text,
         GTimeZone *zone)
{
  g_autoptr (GMimeMessage) message = message_new (mail, from, recipient, subject, zone);
  g_autoptr (GMimeObject) part = text_part_new (text, mail->language);
  g_mime_message_set_mime_part (message, part);
  return write_out (message);
}

GBytes *
hw_message_build (const HwMailRecord *mail, const char *key, const char *from, GError **error)
{
  hw_gmime_init ();
  g_autofree char *sender = hw_mail_address_quote (from);
  if (sender == NULL)
    {
      g_set_error (error, HW_MAILER_ERROR, HW_MAILER_ERROR_SETUP, "the sender “%s” is not an address", from);
      return NULL;
    }
  g_autofree char *recipient = hw_mail_address_quote (mail->recipient);
  if (recipient == NULL)
    {
      refuse (error, "the recipient is not an address");
      return NULL;
    }
  if (!check (mail, key, error))
    return NULL;

  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (JAPAN_OFFSET_SECONDS);
  g_autofree char *subject = NULL;
  g_autoptr (HwSecretString) body = NULL;
  if (!render (mail, key, zone, &subject, &body, error))
    return NULL;

  gsize length = strlen (body);
  GByteArray *text = g_byte_array_new_take ((guint8 *) g_steal_pointer (&body), length);
  GBytes *message = compose (mail, sender, recipient, subject, text, zone);
  hw_wipe_bytes_free (g_byte_array_free_to_bytes (text));
  return message;
}
