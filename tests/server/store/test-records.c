/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/hw-record-names.h"

static void
test_account_copies (void)
{
  g_autoptr (HwAccount) account = hw_account_new ();
  g_autoptr (HwAccount) copy = NULL;

  account->email = g_strdup ("a@x.jp");
  account->privacy_version = g_strdup ("p");
  account->opened_at = 5;
  copy = hw_account_copy (account);
  g_clear_pointer (&account->email, g_free);
  g_assert_cmpstr (copy->email, ==, "a@x.jp");
  g_assert_cmpstr (copy->privacy_version, ==, "p");
  g_assert_null (copy->password_hash);
  g_assert_cmpint (copy->opened_at, ==, 5);
}

static void
test_registration_copies (void)
{
  g_autoptr (HwRegistrationRecord) record = hw_registration_record_new ();
  g_autoptr (HwRegistrationRecord) copy = NULL;

  record->email = g_strdup ("a@x.jp");
  record->wrong_tries = 3;
  copy = hw_registration_record_copy (record);
  g_clear_pointer (&record->email, g_free);
  g_assert_cmpstr (copy->email, ==, "a@x.jp");
  g_assert_cmpuint (copy->wrong_tries, ==, 3);
}

static void
test_mail_copies (void)
{
  g_autoptr (HwMailRecord) mail = hw_mail_record_new ();
  g_autoptr (HwMailRecord) copy = NULL;

  mail->recipient = g_strdup ("a@x.jp");
  mail->sealed_key = g_bytes_new_static ("x", 1);
  copy = hw_mail_record_copy (mail);
  g_clear_pointer (&mail->recipient, g_free);
  g_assert_cmpstr (copy->recipient, ==, "a@x.jp");
  g_assert_true (g_bytes_equal (copy->sealed_key, mail->sealed_key));
}

static void
test_freeing_nothing (void)
{
  hw_account_free (NULL);
  hw_registration_record_free (NULL);
  hw_session_record_free (NULL);
  hw_mail_record_free (NULL);
  hw_audit_event_free (NULL);
}

static void
test_names_lead_back (void)
{
  for (HwMailKind kind = HW_MAIL_KEY; kind <= HW_MAIL_PASSWORD_CHANGED; kind++)
    {
      HwMailKind found = -1;

      g_assert_true (hw_mail_kind_from_name (hw_mail_kind_name (kind), &found));
      g_assert_cmpint (found, ==, kind);
    }
  for (HwLanguage language = 0; language < HW_N_LANGUAGES; language++)
    {
      HwLanguage found = -1;

      g_assert_true (hw_language_from_name (hw_language_tag (language), &found));
      g_assert_cmpint (found, ==, language);
    }
}

static void
test_other_names_are_refused (void)
{
  static const char *const wrong[] = { "", "KEY", "key ", "fr", NULL };
  HwMailKind kind = HW_MAIL_PASSWORD_SET;
  HwLanguage language = HW_LANGUAGE_EN;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_false (hw_mail_kind_from_name (wrong[i], &kind));
      g_assert_false (hw_language_from_name (wrong[i], &language));
    }
  g_assert_cmpint (kind, ==, HW_MAIL_PASSWORD_SET);
  g_assert_cmpint (language, ==, HW_LANGUAGE_EN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/records/account-copies", test_account_copies);
  g_test_add_func ("/records/registration-copies", test_registration_copies);
  g_test_add_func ("/records/mail-copies", test_mail_copies);
  g_test_add_func ("/records/freeing-nothing", test_freeing_nothing);
  g_test_add_func ("/records/names-lead-back", test_names_lead_back);
  g_test_add_func ("/records/other-names-are-refused", test_other_names_are_refused);

  return g_test_run ();
}
