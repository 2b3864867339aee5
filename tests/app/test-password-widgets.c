/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-gui.h"
#include "app/pages/completion/hw-completion-record.h"
#include "app/pages/password/hw-key-deadline.h"
#include "app/pages/password/hw-key-field.h"
#include "app/pages/password/hw-password-texts.h"
#include "app/widgets/hw-new-password.h"
#include "app/widgets/hw-password-field.h"
#include "app/widgets/hw-password-rules.h"
#include "app/widgets/hw-wrap-box.h"
#include "contract/hw-wipe.h"
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#define MAIL                                                                                                                     \
  "パスワード登録申込を受け付けました。\r\n\r\n受付番号：4821\r\n\r\n認証キー\r\n7k3mp-x9q2d\r\n\r\n" \
  "お心当たりのない場合は、このメールを破棄してください。認証キーは他の人に教えないでください。\r\n"

static GtkWidget *
show (GtkWidget *widget)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 400, 300);
  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
close_window (GtkWidget *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
assert_open_rules (HwPasswordRules *rules, const char *password, const char *open)
{
  g_autofree char *described = NULL;

  hw_password_rules_update (rules, password);
  described = hw_password_rules_describe (rules);
  g_assert_cmpstr (described, ==, open);
}

static void
rules_follow_the_text (void)
{
  HwPasswordRules *rules = HW_PASSWORD_RULES (g_object_ref_sink (hw_password_rules_new ()));

  assert_open_rules (rules, "",
                     "まだ満たしていない条件：8文字以上32文字以内、半角数字を含む、半角英字を含む、"
                     "半角記号を含む、半角の英数字・記号のみ（空白は使えません）。");
  assert_open_rules (rules, "a",
                     "まだ満たしていない条件：8文字以上32文字以内、半角数字を含む、半角記号を含む。");
  assert_open_rules (rules, "abcdefg1", "まだ満たしていない条件：半角記号を含む。");
  assert_open_rules (rules, "abcdef1 !",
                     "まだ満たしていない条件：半角の英数字・記号のみ（空白は使えません）。");
  assert_open_rules (rules, "abcdef1!", NULL);
  assert_open_rules (rules, "abcdef1!abcdef1!abcdef1!abcdef1!x",
                     "まだ満たしていない条件：8文字以上32文字以内。");
  g_assert_finalize_object (rules);
}

static void
rules_are_said_in_words (void)
{
  HwPasswordRules *rules = HW_PASSWORD_RULES (g_object_ref_sink (hw_password_rules_new ()));
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (rules));

  g_assert_true (hw_test_shows (rules, "8文字以上32文字以内"));
  g_assert_true (hw_test_shows (first, "まだ満たしていません"));
  gtk_test_accessible_assert_property (first, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "8文字以上32文字以内：まだ満たしていません");
  hw_password_rules_update (rules, "12345678");
  g_assert_true (hw_test_shows (first, "満たしています"));
  gtk_test_accessible_assert_property (first, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "8文字以上32文字以内：満たしています");
  gtk_test_accessible_assert_role (first, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  g_assert_finalize_object (rules);
}

static void
wrong_characters_are_said_at_once (void)
{
  GtkWidget *password = hw_new_password_new ("/password");
  GtkWidget *window = show (password);
  HwFormField *field = HW_FORM_FIELD (hw_test_find (password, HW_TYPE_PASSWORD_FIELD, "新しいパスワード"));
  const char *sentence =
    "使用できない文字（全角文字、半角カタカナ、空白）が含まれています。半角の英数字・記号で"
    "入力してください。";

  hw_test_commit (hw_form_field_get_editable (field), "Ａbc");
  g_assert_cmpstr (hw_field_get_error (HW_FIELD (field)), ==, sentence);
  g_assert_cmpstr (hw_form_field_get_text (field), ==, "Ａbc"); /* never rewritten */
  hw_form_field_set_text (field, "ｱbc");
  g_assert_cmpstr (hw_field_get_error (HW_FIELD (field)), ==, sentence);
  hw_form_field_set_text (field, "a c");
  g_assert_cmpstr (hw_field_get_error (HW_FIELD (field)), ==, sentence);
  hw_form_field_set_text (field, "abc");
  g_assert_null (hw_field_get_error (HW_FIELD (field)));
  hw_field_set_error (HW_FIELD (field), "other");
  hw_form_field_set_text (field, "abcd");
  g_assert_cmpstr (hw_field_get_error (HW_FIELD (field)), ==, "other");
  close_window (window);
}

static void
assert_faults (HwNewPassword *password, const char *first, const char *second, const char *faults)
{
  g_autoptr (HwProblem) problem = hw_problem_new (HW_PROBLEM_INVALID_FIELDS);
  g_autoptr (GString) found = g_string_new (NULL);

  hw_form_field_set_text (HW_FORM_FIELD (hw_test_find (password, HW_TYPE_PASSWORD_FIELD, "新しいパスワード")),
                          first);
  hw_form_field_set_text (
    HW_FORM_FIELD (hw_test_find (password, HW_TYPE_PASSWORD_FIELD, "新しいパスワード（確認用）")), second);
  hw_new_password_check (password, "tantou@example.co.jp", "7K3MPX9Q2D", problem);
  for (guint i = 0; problem->errors != NULL && i < problem->errors->len; i++)
    {
      const HwFieldError *fault = g_ptr_array_index (problem->errors, i);

      g_string_append_printf (found, "%s %s;", fault->pointer, fault->code);
    }
  g_assert_cmpstr (found->str, ==, faults);
}

static void
new_password_is_checked (void)
{
  GtkWidget *widget = hw_new_password_new ("/new_password");
  GtkWidget *window = show (widget);
  HwNewPassword *password = HW_NEW_PASSWORD (widget);

  assert_faults (password, "", "", "/new_password empty;/password-confirmation empty;");
  assert_faults (password, "", "Midori-7", "/new_password empty;/password-confirmation mismatch;");
  assert_faults (password, "Midori-7", "Midori-7", "");
  assert_faults (password, "Midori-7", "Midori-8", "/password-confirmation mismatch;");
  assert_faults (password, "Midori-7", "", "/password-confirmation mismatch;");
  assert_faults (password, "x1-TANTOU", "x1-TANTOU", "/new_password contains-email;");
  assert_faults (password, "!7k3mp-x9q2d", "!7k3mp-x9q2d", "/new_password contains-key;");
  assert_faults (password, "abc", "abc",
                 "/new_password too-short;/new_password no-digit;/new_password no-symbol;");
  hw_new_password_clear (password);
  g_assert_cmpstr (hw_new_password_get_text (password), ==, "");
  close_window (window);
}

typedef struct
{
  GtkWidget *window;
  HwFormField *field;
} KeyFixture;

static void
set_up_key (KeyFixture *fixture, gconstpointer unused)
{
  GtkWidget *field =
    g_object_new (HW_TYPE_KEY_FIELD, "label", "認証キー", "pointer", "/authentication_key", NULL);

  fixture->field = HW_FORM_FIELD (field);
  fixture->window = show (field);
}

static void
tear_down_key (KeyFixture *fixture, gconstpointer unused)
{
  close_window (fixture->window);
}

static void
insert (KeyFixture *fixture, const char *text)
{
  hw_test_commit (hw_form_field_get_editable (fixture->field), text);
}

static void
assert_key (KeyFixture *fixture, const char *shown, const char *key)
{
  g_autoptr (HwSecretString) normalized = hw_key_field_get_key (HW_KEY_FIELD (fixture->field));

  g_assert_cmpstr (hw_form_field_get_text (fixture->field), ==, shown);
  g_assert_cmpstr (normalized, ==, key);
}

static void
pasted_mail_is_reduced (KeyFixture *fixture, gconstpointer unused)
{
  insert (fixture, MAIL);
  assert_key (fixture, "7K3MP-X9Q2D", "7K3MPX9Q2D");
  g_assert_cmpint (gtk_editable_get_position (hw_form_field_get_editable (fixture->field)), ==, 11);
  g_assert_true (hw_test_shows (fixture->field, "文章から認証キーを取り出しました。"));

  hw_form_field_set_text (fixture->field, "00000-00000"); /* as assistive programs do */
  hw_form_field_set_text (fixture->field, MAIL);
  assert_key (fixture, "7K3MP-X9Q2D", "7K3MPX9Q2D");
}

/* What the clipboard or a drag holds takes the place of what is there, not the middle of it. */
static void
pasted_key_replaces (KeyFixture *fixture, gconstpointer unused)
{
  insert (fixture, "ABC");
  insert (fixture, " ７ｋ３ｍｐ－ｘ９ｑ２ｄ\n");
  assert_key (fixture, "7K3MP-X9Q2D", "7K3MPX9Q2D");
}

static void
text_without_key_is_refused (KeyFixture *fixture, gconstpointer unused)
{
  insert (fixture, "7K3");
  insert (fixture, "こちらのメールには\n認証キーがありません。\n");
  assert_key (fixture, "7K3", "7K3");
  g_assert_true (hw_test_shows (
    fixture->field, "貼り付けた文章に認証キーが見つかりませんでした。認証キーの行を含めて、メールの"
                    "本文を貼り付けてください。"));
  g_assert_nonnull (hw_field_get_error (HW_FIELD (fixture->field)));
  insert (fixture, "M");
  assert_key (fixture, "7K3M", "7K3M");
  g_assert_false (hw_test_shows (
    fixture->field, "貼り付けた文章に認証キーが見つかりませんでした。認証キーの行を含めて、メールの"
                    "本文を貼り付けてください。"));
  g_assert_null (hw_field_get_error (HW_FIELD (fixture->field)));

  /* What the page says of the key is not the field's to take back. */
  hw_field_set_error (HW_FIELD (fixture->field), "認証キーが正しくありません。");
  insert (fixture, "P");
  g_assert_nonnull (hw_field_get_error (HW_FIELD (fixture->field)));
}

static void
typed_key_becomes_half_width (KeyFixture *fixture, gconstpointer unused)
{
  GtkEditable *editable = hw_form_field_get_editable (fixture->field);

  insert (fixture, "７ｋ");
  insert (fixture, "o");
  assert_key (fixture, "7KO", "7K0"); /* O is read as 0, and shown as it was typed */
  gtk_editable_set_position (editable, 1);
  insert (fixture, "Ｘ");
  assert_key (fixture, "7XKO", "7XK0");
  g_assert_cmpint (gtk_editable_get_position (editable), ==, 2);
}

static gboolean
is_tidy (gpointer data)
{
  return g_strcmp0 (hw_form_field_get_text (HW_FORM_FIELD (data)), "K") == 0;
}

static void
composition_is_left_alone (KeyFixture *fixture, gconstpointer unused)
{
  GtkEditable *editable = hw_form_field_get_editable (fixture->field);

  g_signal_emit_by_name (editable, "preedit-changed", "Ｋ");
  insert (fixture, "ｋ"); /* committed in the middle of it */
  g_assert_cmpstr (hw_form_field_get_text (fixture->field), ==, "ｋ");
  g_signal_emit_by_name (editable, "preedit-changed", "");
  hw_test_wait_until (is_tidy, fixture->field, "the composed text half-width");
}

static void
key_lies_in_wiped_memory (KeyFixture *fixture, gconstpointer unused)
{
  GtkText *text = GTK_TEXT (hw_form_field_get_editable (fixture->field));

  g_assert_true (GTK_IS_PASSWORD_ENTRY_BUFFER (gtk_text_get_buffer (text)));
  g_assert_false (gtk_editable_get_enable_undo (GTK_EDITABLE (text)));
  gtk_test_accessible_assert_property (hw_form_field_get_entry (fixture->field),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "認証キー");
}

static void
assert_deadline (guint seconds_left, const char *text)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Tokyo");
  g_autofree char *shown = NULL;
  gint64 expires_at;

  g_assert_true (hw_instant_from_rfc3339 ("2026-11-22T05:35:00Z", &expires_at));
  shown = hw_key_deadline_text (expires_at, seconds_left, zone, HW_LANGUAGE_JA);
  g_assert_cmpstr (shown, ==, text);
}

static void
deadline_counts_down (void)
{
  assert_deadline (1800, "認証キーの有効期限：令和8年11月22日（日）14時35分まで（残り約30分）");
  assert_deadline (28 * 60, "認証キーの有効期限：令和8年11月22日（日）14時35分まで（残り約28分）");
  assert_deadline (60, "認証キーの有効期限：令和8年11月22日（日）14時35分まで（残り約1分）");
  assert_deadline (59, "認証キーの有効期限：令和8年11月22日（日）14時35分まで（残り1分未満）");
  assert_deadline (0, "認証キーの有効期限：令和8年11月22日（日）14時35分まで（期限を過ぎました）");
}

static void
assert_reminder (guint seconds_left, const char *reminder)
{
  g_autofree char *said = hw_key_deadline_reminder (seconds_left);

  g_assert_cmpstr (said, ==, reminder);
}

static void
deadline_is_announced_three_times (void)
{
  assert_reminder (1800, NULL);
  assert_reminder (601, NULL);
  assert_reminder (600, "認証キーの有効期限まで残り10分です。");
  assert_reminder (301, "認証キーの有効期限まで残り10分です。");
  assert_reminder (300, "認証キーの有効期限まで残り5分です。");
  assert_reminder (60, "認証キーの有効期限まで残り1分です。");
  assert_reminder (1, "認証キーの有効期限まで残り1分です。");
  assert_reminder (0, NULL);
  g_assert_cmpstr (_ (hw_password_texts_get (HW_PURPOSE_FIRST)->five_minutes), ==,
                   "認証キーの有効期限まで残り5分です。「パスワード登録」画面で登録を完了してください。");
}

static char *
read_pdf (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "pdftotext", "-layout", path, "-", NULL);
  char *text = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return text;
}

static void
record_is_one_page_of_a4 (void)
{
  HwCompletion completion = { .email =
                                (char *) "a-very-long-local-part-of-an-address-that-wraps@mail.example.co.jp",
                              .opened_at = G_GINT64_CONSTANT (1795325700) * HW_SECOND };
  HwEstablishment establishment = { .number = (char *) "1301-123456-7",
                                    .name = (char *) "株式会社みほん製作所" };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Tokyo");
  g_autoptr (HwCompletionRecord) record = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  int fd;

  completion.establishment = &establishment;
  record = hw_completion_record_new (&completion, "4821", zone, HW_LANGUAGE_JA);
  g_assert_cmpstr (record->establishment, ==, "株式会社みほん製作所（1301-123456-7）");
  name = hw_completion_record_basename (record);
  g_assert_cmpstr (name, ==, "パスワード登録完了の控え（1301-123456-7）");
  pdf = hw_completion_record_to_pdf (record, &error);
  g_assert_no_error (error);
  fd = g_file_open_tmp ("hw-record-XXXXXX.pdf", &path, &error);
  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (path, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), &error);
  g_assert_no_error (error);

  text = read_pdf (path);
  g_assert_nonnull (strstr (text, "パスワード登録完了の控え"));
  g_assert_nonnull (strstr (text, "株式会社みほん製作所"));
  g_assert_nonnull (strstr (text, "1301-123456-7"));
  g_assert_nonnull (strstr (text, "令和8年11月22日"));
  g_assert_nonnull (strstr (text, "4821"));
  g_assert_nonnull (strstr (text, "mail.example.co.jp"));
  g_assert_null (strstr (strchr (text, '\f') + 1, "\f")); /* one page */
  g_unlink (path);
}

static int
height_at (GtkWidget *box, int width)
{
  int natural;

  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

static void
row_wraps_only_where_it_must (void)
{
  GtkWidget *box = hw_wrap_box_new ();
  GtkWidget *children[3];

  g_object_ref_sink (box);
  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    {
      children[i] = gtk_label_new ("");
      gtk_widget_set_size_request (children[i], 100, 40);
      hw_wrap_box_append (HW_WRAP_BOX (box), children[i]);
    }
  g_assert_cmpint (height_at (box, 324), ==, 40);
  g_assert_cmpint (height_at (box, 323), ==, 84);
  g_assert_cmpint (height_at (box, 100), ==, 128);
  gtk_widget_set_visible (children[1], FALSE);
  g_assert_cmpint (height_at (box, 212), ==, 40);
  hw_wrap_box_remove (HW_WRAP_BOX (box), children[0]);
  g_assert_cmpint (height_at (box, 100), ==, 40);
  g_object_unref (box);
}

#define add_key(path, test) g_test_add (path, KeyFixture, NULL, set_up_key, test, tear_down_key)

int
main (int argc, char *argv[])
{
  g_autoptr (HwApplication) application = NULL;

  hw_test_gui_init (&argc, &argv);
  application = hw_test_application ();
  g_test_add_func ("/password-rules/follow-the-text", rules_follow_the_text);
  g_test_add_func ("/password-rules/are-said-in-words", rules_are_said_in_words);
  g_test_add_func ("/new-password/wrong-characters-are-said-at-once-and-kept",
                   wrong_characters_are_said_at_once);
  g_test_add_func ("/new-password/is-checked-against-the-rule-address-and-key", new_password_is_checked);
  add_key ("/key-field/pasted-mail-is-reduced-to-the-key", pasted_mail_is_reduced);
  add_key ("/key-field/pasted-key-replaces-what-is-there", pasted_key_replaces);
  add_key ("/key-field/text-without-a-key-is-refused-and-said-so", text_without_key_is_refused);
  add_key ("/key-field/typed-key-becomes-half-width-and-the-caret-is-kept", typed_key_becomes_half_width);
  add_key ("/key-field/composition-is-left-alone", composition_is_left_alone);
  add_key ("/key-field/key-lies-in-wiped-memory-under-its-own-name", key_lies_in_wiped_memory);
  g_test_add_func ("/key-deadline/counts-down-with-era-and-weekday", deadline_counts_down);
  g_test_add_func ("/key-deadline/is-announced-at-10-5-and-1-minutes", deadline_is_announced_three_times);
  g_test_add_func ("/completion-record/is-one-page-with-all-but-the-password", record_is_one_page_of_a4);
  g_test_add_func ("/wrap-box/wraps-only-where-it-must", row_wraps_only_where_it_must);
  return g_test_run ();
}
