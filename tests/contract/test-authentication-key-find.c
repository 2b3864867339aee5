/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-authentication-key.h"
#include "contract/hw-wipe.h"
#include "hw-message-check.h"

#include <string.h>

#define KEY "7K3QW9Z1X0"
#define SHOWN "7K3QW-9Z1X0"
#define OTHER "ABCDE-FGHJ2"

static void
check_found (const char *text, const char *expected)
{
  g_autoptr (HwSecretString) found = hw_authentication_key_find (text);

  hw_check_note (text);
  g_assert_cmpstr (found, ==, expected);
}

static char *
replaced (const char *text, const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (text, from, -1);

  return g_strjoinv (to, parts);
}

/* A mail as src/server/mail/templates has it, filled in. */
static char *
mail_of (const char *kind, const char *key, const char *email)
{
  static const char *const values[][2] = {
    { "{requested}", "令和8年11月22日（日）14時05分" },
    { "{expires}", "令和8年11月22日（日）14時35分" },
    { "{reference}", "0420" },
  };
  g_autofree char *path = g_strdup_printf (HW_SOURCE_ROOT "/src/server/mail/templates/%s.txt", kind);
  g_autofree char *text = NULL;
  g_autofree char *with_key = NULL;
  g_autoptr (GError) error = NULL;
  char *mail;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  with_key = replaced (text, "{key}", key);
  mail = replaced (with_key, "{email}", email);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *before = mail;

      mail = replaced (before, values[i][0], values[i][1]);
    }
  g_assert_null (strchr (mail, '{'));
  return mail;
}

static const char *const kinds_with_key[] = { "key-first.ja", "key-first.en", "key-again.ja",
                                              "key-again.en" };

/* Addresses that look like keys themselves. */
static const char *const addresses[] = { "saiyo@example.co.jp", "abcde-12345@example.jp", "a@abcde-12345.jp",
                                         "keyed-12345@example.jp" };

static void
test_whole_mails (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds_with_key); i++)
    for (guint j = 0; j < G_N_ELEMENTS (addresses); j++)
      {
        g_autofree char *mail = mail_of (kinds_with_key[i], SHOWN, addresses[j]);
        g_autofree char *crlf = replaced (mail, "\n", "\r\n");
        g_autofree char *quoted = replaced (mail, "\n", "\n> ");
        g_autofree char *quoted_twice = replaced (mail, "\n", "\r\n>> ");
        g_autofree char *indented = replaced (mail, "\n", "\n    ");

        check_found (mail, KEY);
        check_found (crlf, KEY);
        check_found (quoted, KEY);
        check_found (quoted_twice, KEY);
        check_found (indented, KEY);
      }
}

static void
test_mails_of_any_key (void)
{
  /* All letters, all digits, looking like words. */
  static const char *const keys[][2] = {
    { "ABCDE-FGHJK", "ABCDEFGHJK" }, { "01234-56789", "0123456789" }, { "HE110-W0RKS", "HE110W0RKS" },
    { "00000-00000", "0000000000" }, { "ZZZZZ-ZZZZZ", "ZZZZZZZZZZ" }, { "KEYKE-YKEYK", "KEYKEYKEYK" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds_with_key); i++)
    for (guint j = 0; j < G_N_ELEMENTS (keys); j++)
      {
        g_autofree char *mail = mail_of (kinds_with_key[i], keys[j][0], "saiyo@example.co.jp");

        check_found (mail, keys[j][1]);
      }
}

static void
test_mails_without_key (void)
{
  static const char *const kinds[] = {
    "already-opened.ja",     "already-opened.en",     "not-yet-opened.ja",     "not-yet-opened.en",
    "password-changed.ja",   "password-changed.en",   "password-set-first.ja", "password-set-first.en",
    "password-set-again.ja", "password-set-again.en",
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint j = 0; j < G_N_ELEMENTS (addresses); j++)
      {
        g_autofree char *mail = mail_of (kinds[i], SHOWN, addresses[j]);

        check_found (mail, NULL);
      }
}

static void
test_key_alone (void)
{
  static const char *const texts[] = {
    SHOWN,           "7K3QW9Z1X0",         "7k3qw-9zlxo",   "７Ｋ３ＱＷ－９Ｚ１Ｘ０",
    "7K3QW 9Z1X0",   "　7K3QWー9Z1X0　\n", "7K3QW\n9Z1X0",  "\357\273\2777K3QW-\342\200\2139Z1X0",
    "7K3QW - 9Z1X0", "「7K3QW-9Z1X0」",    "> 7K3QW-9Z1X0", "・7K3QW-9Z1X0。",
    "*7K3QW-9Z1X0*",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    check_found (texts[i], KEY);
}

static void
test_key_in_a_line (void)
{
  static const char *const texts[] = {
    "認証キー：7K3QW-9Z1X0",
    "認証キー 7k3qw-9z1x0",
    "認証キー7K3QW-9Z1X0",
    "認証キーは 7K3QW-9Z1X0 です。",
    "認証キーは「７Ｋ３ＱＷー９Ｚ１Ｘ０」です。",
    "■認証キー\r\n7K3QW-9Z1X0\r\n",
    "Your authentication key is 7K3QW-9Z1X0.",
    "Your key (7K3QW-9Z1X0), good for 30 minutes",
    "お電話 03-1234-5678 認証キー 7K3QW-9Z1X0",
    "large-scale words here, then 7K3QW-9Z1X0 and more words",
    "認証キー：7K3QW-9Z1X0\nお問い合わせ 12345-67890",
    "7K3QW-9Z1X0\n----\n7K3QW-9Z1X0",
    "the same twice: 7K3QW-9Z1X0, 7k3qw-9zixo",
    "https://example.jp/ABCDE-FGHJ2 認証キー：7K3QW-9Z1X0",
    "ABCDE-FGHJ2@example.jp の認証キー：7K3QW-9Z1X0",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    check_found (texts[i], KEY);
}

/* Ten digits, or small letters alone, are taken for a key where they are called one. */
static void
test_label_vouches (void)
{
  check_found ("認証キー：01234-56789", "0123456789");
  check_found ("your key is abcde-fghjk.", "ABCDEFGHJK");
  check_found ("call 01234-56789 or the key: 98765-43210", "9876543210");
  check_found ("電話 01234-56789", NULL);
}

static void
test_label_decides (void)
{
  /* Among several, the one on a line of its own, then the labelled one. */
  check_found ("整理番号 " OTHER " のお客様\n認証キー：" SHOWN "\n", KEY);
  check_found ("Order " OTHER " was placed.\n\n" SHOWN "\n", KEY);
  check_found ("ご注文 " OTHER "、認証キー " SHOWN, KEY);
}

static void
test_not_one_key (void)
{
  static const char *const texts[] = {
    "",
    "   \n",
    "こんにちは。",
    SHOWN "\n" OTHER,
    "認証キー：" SHOWN " または " OTHER,
    "words " SHOWN " and " OTHER,
    "お電話は 03-1234-5678 または 0120-123456 まで。",
    "お問い合わせ 12345-67890",
    "連絡先：0123-456-789",
    "事業所番号 1301-123456-7",
    "〒100-8916 東京都千代田区霞が関1-2-2",
    "large-scale or small, never-ended",
    "https://example.jp/7K3QW-9Z1X0",
    "7K3QW-9Z1X0@example.jp",
    "saiyo@7K3QW-9Z1X0.jp",
    "serial X7K3QW-9Z1X0",
    "serial 7K3QW-9Z1X0X",
    "serial 7K3QW-9Z1X0-AAAAA",
    "serial AAAAA-7K3QW-9Z1X0",
    "7K3QU-9Z1X0",
    "7K3QW-9Z1X",
    "認証キーの有効期限 令和8年11月22日（日）14時35分",
    "パスワードー認証キーー",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    check_found (texts[i], NULL);
}

/* Linear: what anybody can paste must not stop the window. */
static void
test_long_text (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 20000; i++)
    g_string_append (text, "key 認証キー ABCDE-");
  g_string_append (text, "\n" SHOWN "\n");
  check_found (text->str, KEY);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/authentication-key-find/in-whole-mails", test_whole_mails);
  g_test_add_func ("/authentication-key-find/whatever-the-key-looks-like", test_mails_of_any_key);
  g_test_add_func ("/authentication-key-find/not-in-mails-without-one", test_mails_without_key);
  g_test_add_func ("/authentication-key-find/alone", test_key_alone);
  g_test_add_func ("/authentication-key-find/in-a-line", test_key_in_a_line);
  g_test_add_func ("/authentication-key-find/the-label-vouches", test_label_vouches);
  g_test_add_func ("/authentication-key-find/the-label-decides", test_label_decides);
  g_test_add_func ("/authentication-key-find/nothing-where-there-is-not-one", test_not_one_key);
  g_test_add_func ("/authentication-key-find/takes-long-texts", test_long_text);
  return g_test_run ();
}
