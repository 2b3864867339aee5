/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-authentication-key.h"
#include "contract/hw-wipe.h"
#include "server/mail/hw-gmime.h"
#include "server/mail/hw-mail-template.h"
#include "server/mail/hw-mailer.h"
#include "server/mail/hw-message.h"
#include <string.h>

#define KEY "7QK4M0XZ9C"
#define SHOWN_KEY "7QK4M-0XZ9C"
#define FROM "system@mail.example"
#define ID "0123456789abcdef0123456789abcdef"
/* 2026-11-22T14:05:00+09:00, a Sunday; the key is good until 14:35. */
#define REQUESTED (G_GINT64_CONSTANT (1795323900) * G_USEC_PER_SEC)

static HwMailRecord *
mail_new (HwMailKind kind, HwPurpose purpose, HwLanguage language)
{
  HwMailRecord *mail = hw_mail_record_new ();
  g_strlcpy (mail->id.text, ID, sizeof mail->id.text);
  mail->kind = kind;
  mail->purpose = purpose;
  mail->language = language;
  mail->recipient = g_strdup ("taro@company.example");
  g_strlcpy (mail->reference, "0427", sizeof mail->reference);
  mail->requested_at = REQUESTED;
  mail->stale_at = kind == HW_MAIL_KEY ? REQUESTED + 1800 * G_TIME_SPAN_SECOND : 0;
  return mail;
}

static GBytes *
build (const HwMailRecord *mail)
{
  g_autoptr (GError) error = NULL;
  GBytes *message = hw_message_build (mail, mail->kind == HW_MAIL_KEY ? KEY : NULL, FROM, &error);
  g_assert_no_error (error);
  return message;
}

static GMimeMessage *
parse (GBytes *bytes)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new_with_buffer (data, length);
  g_autoptr (GMimeParser) parser = g_mime_parser_new_with_stream (stream);
  GMimeMessage *message = g_mime_parser_construct_message (parser, NULL);
  g_assert_nonnull (message);
  return message;
}

static char *
text_of (GMimeMessage *message)
{
  GMimeObject *part = g_mime_message_get_mime_part (message);
  g_assert_true (GMIME_IS_TEXT_PART (part));
  char *text = g_mime_text_part_get_text (GMIME_TEXT_PART (part));
  g_assert_true (g_utf8_validate (text, -1, NULL));
  return text;
}

static guint
occurrences (const char *text, const char *part)
{
  guint n = 0;
  for (const char *at = text; (at = strstr (at, part)) != NULL; at += strlen (part))
    n++;
  return n;
}

static gboolean
has_line (const char *text, const char *wanted)
{
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);
  return g_strv_contains ((const char *const *) lines, wanted);
}

/* Everything that is a mail. */
static const struct
{
  HwMailKind kind;
  HwPurpose purpose;
  const char *subjects[HW_N_LANGUAGES];
  const char *sentence; /* in the Japanese one */
} kinds[] = {
  { HW_MAIL_KEY,
    HW_PURPOSE_FIRST,
    { "パスワード登録申込受付通知", "Password registration application received" },
    "お心当たりのない場合は、このメールを破棄してください。認証キーは他の人に教えないでください。" },
  { HW_MAIL_KEY,
    HW_PURPOSE_AGAIN,
    { "パスワード再登録申込受付通知", "Password re-registration application received" },
    "お心当たりのない場合は、このメールを破棄してください。認証キーは他の人に教えないでください。" },
  { HW_MAIL_ALREADY_OPENED,
    HW_PURPOSE_FIRST,
    { "求人者マイページ開設済みのお知らせ", "Your My Page is already open" },
    "「パスワードを忘れた方」" },
  { HW_MAIL_NOT_YET_OPENED,
    HW_PURPOSE_AGAIN,
    { "求人者マイページ未開設のお知らせ", "Your My Page is not open yet" },
    "「求人者マイページ開設（パスワード登録）」" },
  { HW_MAIL_PASSWORD_SET,
    HW_PURPOSE_FIRST,
    { "パスワード登録完了のお知らせ", "Password registration complete" },
    "パスワードの登録が完了し、求人者マイページが開設されました。" },
  { HW_MAIL_PASSWORD_SET,
    HW_PURPOSE_AGAIN,
    { "パスワード再登録完了のお知らせ", "Password re-registration complete" },
    "パスワードの再登録が完了しました。" },
  { HW_MAIL_PASSWORD_CHANGED,
    HW_PURPOSE_FIRST,
    { "パスワード変更のお知らせ", "Password changed" },
    "パスワードが変更されました。" },
};

typedef void (*ForMail) (const HwMailRecord *mail, GMimeMessage *message, const char *text, guint kind);

static void
for_each_mail (ForMail check)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint language = 0; language < HW_N_LANGUAGES; language++)
      {
        g_autoptr (HwMailRecord) mail = mail_new (kinds[i].kind, kinds[i].purpose, language);
        GBytes *bytes = build (mail);
        g_autoptr (GMimeMessage) message = parse (bytes);
        g_autofree char *text = text_of (message);
        check (mail, message, text, i);
        hw_wipe_bytes_free (bytes);
      }
}

static void
check_subject_and_text (const HwMailRecord *mail, GMimeMessage *message, const char *text, guint kind)
{
  g_assert_cmpstr (g_mime_message_get_subject (message), ==, kinds[kind].subjects[mail->language]);
  g_assert_nonnull (strstr (text, mail->recipient));
  if (mail->language == HW_LANGUAGE_JA)
    {
      g_assert_nonnull (strstr (text, kinds[kind].sentence));
      g_assert_nonnull (strstr (text, "令和8年11月22日（日）14時05分"));
    }
  else
    {
      g_assert_true (g_str_is_ascii (text)); /* no Japanese word in an English mail */
      g_assert_nonnull (strstr (text, "Sunday, 22 November 2026, 14:05"));
    }
  /* Nothing unfilled, nothing that acts on being fetched. */
  g_assert_null (strpbrk (text, "{}"));
  g_assert_null (strstr (text, "://"));
  g_assert_null (strstr (text, "www."));
}

static void
test_subject_and_text (void)
{
  for_each_mail (check_subject_and_text);
}

static void
check_key (const HwMailRecord *mail, GMimeMessage *message, const char *text, guint kind)
{
  g_autofree char *header = g_mime_object_get_headers (GMIME_OBJECT (message), NULL);
  g_assert_null (strstr (header, SHOWN_KEY));
  g_assert_null (strstr (header, KEY));
  g_assert_null (strstr (text, KEY));
  if (mail->kind != HW_MAIL_KEY)
    {
      g_assert_null (strstr (text, SHOWN_KEY));
      return;
    }
  g_assert_cmpuint (occurrences (text, SHOWN_KEY), ==, 1);
  g_assert_true (has_line (text, SHOWN_KEY));
  /* The window takes it out of the whole text. */
  g_autoptr (HwSecretString) found = hw_authentication_key_find (text);
  g_assert_cmpstr (found, ==, KEY);
}

static void
test_key_once (void)
{
  for_each_mail (check_key);
}

static void
check_reference (const HwMailRecord *mail, GMimeMessage *message, const char *text, guint kind)
{
  gboolean of_an_application = mail->kind != HW_MAIL_PASSWORD_SET && mail->kind != HW_MAIL_PASSWORD_CHANGED;
  const char *line = mail->language == HW_LANGUAGE_JA ? "受付番号：0427" : "Reference number: 0427";
  g_assert_true (has_line (text, line) == of_an_application);
  const char *until = mail->language == HW_LANGUAGE_JA ? "令和8年11月22日（日）14時35分まで"
                                                       : "Sunday, 22 November 2026, 14:35 (Japan time)";
  g_assert_true (has_line (text, until) == (mail->kind == HW_MAIL_KEY));
}

static void
test_reference_and_end (void)
{
  for_each_mail (check_reference);
}

static void
check_header (const HwMailRecord *mail, GMimeMessage *message, const char *text, guint kind)
{
  g_assert_cmpstr (g_mime_message_get_message_id (message), ==, ID "@mail.example");
  g_assert_cmpint (g_date_time_to_unix (g_mime_message_get_date (message)), ==, REQUESTED / G_USEC_PER_SEC);
  g_assert_cmpint (g_date_time_get_utc_offset (g_mime_message_get_date (message)), ==, 9 * G_TIME_SPAN_HOUR);

  InternetAddressList *from = g_mime_message_get_from (message);
  g_assert_cmpint (internet_address_list_length (from), ==, 1);
  InternetAddress *sender = internet_address_list_get_address (from, 0);
  g_assert_cmpstr (internet_address_mailbox_get_addr (INTERNET_ADDRESS_MAILBOX (sender)), ==, FROM);
  g_assert_cmpstr (internet_address_get_name (sender), ==,
                   mail->language == HW_LANGUAGE_JA ? "求人者マイページ" : "HelloWork My Page");
  InternetAddressList *to = g_mime_message_get_to (message);
  g_assert_cmpint (internet_address_list_length (to), ==, 1);
  InternetAddress *recipient = internet_address_list_get_address (to, 0);
  g_assert_cmpstr (internet_address_mailbox_get_addr (INTERNET_ADDRESS_MAILBOX (recipient)), ==,
                   mail->recipient);

  GMimeObject *object = GMIME_OBJECT (message);
  g_assert_cmpstr (g_mime_object_get_header (object, "Auto-Submitted"), ==, "auto-generated");
  g_assert_null (g_mime_object_get_header (object, "Reply-To"));
  GMimeObject *part = g_mime_message_get_mime_part (message);
  g_assert_true (g_mime_content_type_is_type (g_mime_object_get_content_type (part), "text", "plain"));
  g_assert_cmpstr (g_mime_object_get_content_type_parameter (part, "charset"), ==, "utf-8");
}

static void
test_header (void)
{
  for_each_mail (check_header);
}

/* RFC 5322 lines: CRLF and nothing else, 7 bits, short enough, one MIME-Version. */
static void
test_survives_any_relay (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint language = 0; language < HW_N_LANGUAGES; language++)
      {
        g_autoptr (HwMailRecord) mail = mail_new (kinds[i].kind, kinds[i].purpose, language);
        GBytes *bytes = build (mail);
        gsize length = 0;
        const char *data = g_bytes_get_data (bytes, &length);
        g_autofree char *message = g_strndup (data, length);
        g_assert_cmpuint (strlen (message), ==, length);
        g_assert_true (g_str_is_ascii (message));
        g_assert_true (g_str_has_suffix (message, "\r\n"));
        g_assert_cmpuint (occurrences (message, "MIME-Version: 1.0\r\n"), ==, 1);
        g_auto (GStrv) lines = g_strsplit (message, "\r\n", -1);
        for (guint line = 0; lines[line] != NULL; line++)
          {
            g_assert_null (strpbrk (lines[line], "\r\n"));
            g_assert_cmpuint (strlen (lines[line]), <=, 998);
          }
        hw_wipe_bytes_free (bytes);
      }
}

/* RFC 2047, 2: an encoded word has at most 75 characters, a line with one at most 76. */
static void
test_encoded_words_are_short (void)
{
  guint words = 0;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (HwMailRecord) mail = mail_new (kinds[i].kind, kinds[i].purpose, HW_LANGUAGE_JA);
      g_autoptr (GBytes) bytes = build (mail);
      g_autoptr (GMimeMessage) message = parse (bytes);
      g_autofree char *header = g_mime_object_get_headers (GMIME_OBJECT (message), NULL);
      g_auto (GStrv) parts = g_strsplit_set (header, " \t\r\n", -1);
      for (guint part = 0; parts[part] != NULL; part++)
        if (g_str_has_prefix (parts[part], "=?"))
          {
            g_assert_cmpuint (strlen (parts[part]), <=, 75);
            words++;
          }
    }
  g_assert_cmpuint (words, >=, 2 * G_N_ELEMENTS (kinds));
}

static void
test_same_row_same_bytes (void)
{
  g_autoptr (HwMailRecord) mail = mail_new (HW_MAIL_KEY, HW_PURPOSE_FIRST, HW_LANGUAGE_JA);
  g_autoptr (GBytes) once = build (mail);
  g_autoptr (GBytes) twice = build (mail);
  g_assert_true (g_bytes_equal (once, twice));
}

static void
test_no_reference_no_line (void)
{
  g_autoptr (HwMailRecord) mail = mail_new (HW_MAIL_ALREADY_OPENED, HW_PURPOSE_FIRST, HW_LANGUAGE_JA);
  mail->reference[0] = '\0';
  g_autoptr (GBytes) bytes = build (mail);
  g_autoptr (GMimeMessage) message = parse (bytes);
  g_autofree char *text = text_of (message);
  g_assert_null (strstr (text, "受付番号"));
}

static void
test_carrier_address_quoted (void)
{
  g_autoptr (HwMailRecord) mail = mail_new (HW_MAIL_KEY, HW_PURPOSE_FIRST, HW_LANGUAGE_JA);
  g_free (mail->recipient);
  mail->recipient = g_strdup ("taro..yamada.@docomo.example");
  g_autoptr (GBytes) bytes = build (mail);
  g_autoptr (GMimeMessage) message = parse (bytes);
  InternetAddress *to = internet_address_list_get_address (g_mime_message_get_to (message), 0);
  g_assert_cmpstr (internet_address_mailbox_get_addr (INTERNET_ADDRESS_MAILBOX (to)), ==,
                   "\"taro..yamada.\"@docomo.example");
}

static void
expect_refused (const HwMailRecord *mail, const char *key, const char *from, HwMailerError code)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (hw_message_build (mail, key, from, &error));
  g_assert_error (error, HW_MAILER_ERROR, (gint) code);
  g_assert_null (strstr (error->message, KEY));
  g_assert_null (strstr (error->message, "evil"));
}

static void
test_refuses_injection (void)
{
  static const char *const recipients[] = {
    "taro@company.example\r\nBcc: evil@example.org",
    "taro@company.example\nevil",
    "taro@company.example, evil@example.org",
    "\"evil\"@example.org",
    "evil",
    "",
    "taro@company.example>\r\nDATA evil",
    "evil {key}@example.org",
  };
  for (guint i = 0; i < G_N_ELEMENTS (recipients); i++)
    {
      g_autoptr (HwMailRecord) mail = mail_new (HW_MAIL_KEY, HW_PURPOSE_FIRST, HW_LANGUAGE_JA);
      g_free (mail->recipient);
      mail->recipient = g_strdup (recipients[i]);
      expect_refused (mail, KEY, FROM, HW_MAILER_ERROR_PERMANENT);
    }

  g_autoptr (HwMailRecord) mail = mail_new (HW_MAIL_KEY, HW_PURPOSE_FIRST, HW_LANGUAGE_JA);
  expect_refused (mail, KEY, "system@mail.example\r\nBcc: x@example.org", HW_MAILER_ERROR_SETUP);
  memcpy (mail->reference, "1\r\n2", 5);
  expect_refused (mail, KEY, FROM, HW_MAILER_ERROR_PERMANENT);
  memcpy (mail->reference, "0427", 5);
  mail->id.text[3] = '\n';
  expect_refused (mail, KEY, FROM, HW_MAILER_ERROR_PERMANENT);
}

static void
test_refuses_key_out_of_place (void)
{
  g_autoptr (HwMailRecord) mail = mail_new (HW_MAIL_KEY, HW_PURPOSE_FIRST, HW_LANGUAGE_JA);
  expect_refused (mail, NULL, FROM, HW_MAILER_ERROR_PERMANENT);
  expect_refused (mail, "7QK4M\r\n0XZ", FROM, HW_MAILER_ERROR_PERMANENT);
  mail->kind = HW_MAIL_PASSWORD_CHANGED;
  expect_refused (mail, KEY, FROM, HW_MAILER_ERROR_PERMANENT);
}

static void
test_template_values (void)
{
  static const char *const bad[] = { "a\r\nb", "a\nb", "a\tb", "\xff",
                                     "a\xe2\x80\xa8"
                                     "b" };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const HwTemplateValue values[] = { { "email", bad[i] }, { "requested", "now" } };
      g_autofree char *subject = NULL;
      g_autofree char *body = NULL;
      g_autoptr (GError) error = NULL;
      g_assert_false (hw_mail_template_render ("password-changed.ja", values, 2, &subject, &body, &error));
      g_assert_error (error, HW_MAILER_ERROR, HW_MAILER_ERROR_PERMANENT);
    }

  /* A value is not a template. */
  const HwTemplateValue values[] = { { "email", "{requested}" }, { "requested", "now" } };
  g_autofree char *subject = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;
  g_assert_true (hw_mail_template_render ("password-changed.en", values, 2, &subject, &body, &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (body, "ID (email address): {requested}\r\n"));
  g_assert_nonnull (strstr (body, "Changed: now (Japan time)\r\n"));

  g_autofree char *body_of_unknown = NULL;
  g_assert_false (
    hw_mail_template_render ("password-changed.ja", values, 1, &subject, &body_of_unknown, &error));
  g_assert_error (error, HW_MAILER_ERROR, HW_MAILER_ERROR_PERMANENT);
  g_clear_error (&error);
  g_assert_false (hw_mail_template_render ("../mail", values, 2, &subject, &body_of_unknown, &error));
  g_assert_error (error, HW_MAILER_ERROR, HW_MAILER_ERROR_PERMANENT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  hw_gmime_init ();
  g_test_add_func ("/message/subject-and-text-of-every-kind", test_subject_and_text);
  g_test_add_func ("/message/key-once-on-its-own-line", test_key_once);
  g_test_add_func ("/message/reference-and-end-of-key", test_reference_and_end);
  g_test_add_func ("/message/header-fields", test_header);
  g_test_add_func ("/message/survives-any-relay", test_survives_any_relay);
  g_test_add_func ("/message/encoded-words-are-short", test_encoded_words_are_short);
  g_test_add_func ("/message/same-row-same-bytes", test_same_row_same_bytes);
  g_test_add_func ("/message/no-reference-no-line", test_no_reference_no_line);
  g_test_add_func ("/message/carrier-address-quoted", test_carrier_address_quoted);
  g_test_add_func ("/message/refuses-injection", test_refuses_injection);
  g_test_add_func ("/message/refuses-key-out-of-place", test_refuses_key_out_of_place);
  g_test_add_func ("/mail-template/values-are-one-line-of-text", test_template_values);
  return g_test_run ();
}
