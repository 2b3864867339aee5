/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-gui.h"
#include "hw-test-server.h"
#include "app/pages/email/hw-email-field.h"
#include "app/pages/email/hw-email-page.h"

static HwApplication *application;

typedef struct
{
  HwTestServer *server;
  HwClient *client;
  HwContext *context;
  GtkWidget *window;
  HwPage *page;
  HwFormField *field;
  int exit; /* -1: none taken */
} Fixture;

static void
on_page_exit (HwPage *page, int exit, Fixture *fixture)
{
  fixture->exit = exit;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  HwPurpose purpose = GPOINTER_TO_INT (data);

  fixture->server = hw_test_server_start ();
  fixture->client = hw_client_new (hw_test_server_get_url (fixture->server), HW_LANGUAGE_JA);
  fixture->context = hw_context_new (fixture->client);
  hw_context_need_registration (fixture->context, purpose);
  fixture->page = g_object_new (HW_TYPE_EMAIL_PAGE, NULL);
  fixture->exit = -1;
  g_signal_connect (fixture->page, "exit", G_CALLBACK (on_page_exit), fixture);
  hw_page_set_context (fixture->page, fixture->context);
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->page));
  gtk_window_present (GTK_WINDOW (fixture->window));
  hw_page_enter (fixture->page);
  fixture->field = HW_FORM_FIELD (hw_page_find_field (fixture->page, "/email"));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->context);
  g_clear_object (&fixture->client);
  hw_test_server_stop (fixture->server);
}

static void
type (Fixture *fixture, const char *text)
{
  hw_test_commit (hw_form_field_get_editable (fixture->field), text);
}

static gboolean
is_idle (gpointer data)
{
  return !hw_page_get_busy (HW_PAGE (data));
}

static void
next (Fixture *fixture)
{
  hw_test_press (fixture->page, "次へ進む");
  hw_test_wait_until (is_idle, fixture->page, "the request's end");
}

static void
assert_error (Fixture *fixture, const char *typed, const char *sentence)
{
  hw_form_field_set_text (fixture->field, typed);
  next (fixture);
  g_assert_cmpstr (hw_field_get_error (HW_FIELD (fixture->field)), ==, sentence);
  g_assert_true (hw_test_shows (fixture->page, "入力内容に誤りが1件あります。"));
  g_assert_cmpstr (hw_form_field_get_text (fixture->field), ==, typed);
  g_assert_cmpint (fixture->exit, ==, -1);
}

static void
faults_are_said (Fixture *fixture, gconstpointer unused)
{
  assert_error (fixture, "", "ID（メールアドレス）を入力してください。");
  assert_error (fixture, "tantou.example.co.jp",
                "メールアドレスに「@」がありません。tantou@example.co.jp のような形式で入力してください。");
  assert_error (fixture, "tan tou@example.co.jp", "「 」はメールアドレスに使用できません。");
  assert_error (fixture, "担当@example.co.jp", "「担」はメールアドレスに使用できません。");
}

static void
full_width_is_turned (Fixture *fixture, gconstpointer unused)
{
  GtkEditable *editable = hw_form_field_get_editable (fixture->field);

  type (fixture, "ＴＡＮＴＯＵ＠example．co．jp");
  g_assert_cmpstr (hw_form_field_get_text (fixture->field), ==, "TANTOU@example.co.jp");
  g_assert_true (hw_test_shows (fixture->field, "全角文字を半角に変換しました。"));
  g_assert_cmpint (gtk_editable_get_position (editable), ==, 20);

  gtk_editable_set_position (editable, 6);
  type (fixture, "１");
  g_assert_cmpstr (hw_form_field_get_text (fixture->field), ==, "TANTOU1@example.co.jp");
  g_assert_cmpint (gtk_editable_get_position (editable), ==, 7); /* the caret stays where it was typed */
  type (fixture, "x");
  g_assert_false (hw_test_shows (fixture->field, "全角文字を半角に変換しました。"));
}

static void
composition_is_left_alone (Fixture *fixture, gconstpointer unused)
{
  GtkEditable *editable = hw_form_field_get_editable (fixture->field);

  type (fixture, "tantou");
  g_signal_emit_by_name (editable, "preedit-changed", "＠");
  g_assert_true (hw_form_field_is_composing (fixture->field));
  g_assert_cmpstr (hw_form_field_get_text (fixture->field), ==, "tantou");
  g_assert_false (hw_test_shows (fixture->field, "全角文字を半角に変換しました。"));
  g_signal_emit_by_name (editable, "preedit-changed", "");
  type (fixture, "＠");
  g_assert_cmpstr (hw_form_field_get_text (fixture->field), ==, "tantou@");
}

static void
blanks_are_dropped (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *email = NULL;

  type (fixture, "　 tantou@example.co.jp \t");
  email = hw_email_field_read (HW_EMAIL_FIELD (fixture->field));
  g_assert_cmpstr (email, ==, "tantou@example.co.jp");
  g_assert_cmpstr (hw_form_field_get_text (fixture->field), ==, "tantou@example.co.jp");
}

static void
goes_on_for_every_address (Fixture *fixture, gconstpointer unused)
{
  type (fixture, "nobody@example.co.jp");
  hw_registration_set_consent (hw_context_get_registration (fixture->context), "sample-1", "sample-1");
  next (fixture);
  g_assert_cmpint (fixture->exit, ==, HW_EXIT_NEXT);
  g_assert_cmpint (hw_registration_get_stage (hw_context_get_registration (fixture->context)), ==,
                   HW_STAGE_AWAITING_KEY);

  /* Back, and on again with the same address: the mail is under way, so the limit of one a minute is no
   * matter. */
  fixture->exit = -1;
  hw_form_field_set_text (fixture->field, "Nobody@example.co.jp");
  next (fixture);
  g_assert_cmpint (fixture->exit, ==, HW_EXIT_NEXT);

  /* The limit is per address, and said where it holds. */
  hw_registration_restart (hw_context_get_registration (fixture->context));
  hw_registration_set_consent (hw_context_get_registration (fixture->context), "sample-1", "sample-1");
  fixture->exit = -1;
  next (fixture);
  g_assert_cmpint (fixture->exit, ==, -1);
  g_assert_true (
    hw_test_shows (fixture->page, "操作の回数が上限に達しました。約1分後にもう一度お試しください。"));
}

static void
outdated_terms_lead_back (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *message = NULL;
  HwNoticeKind kind;

  type (fixture, "nobody@example.co.jp");
  hw_registration_set_consent (hw_context_get_registration (fixture->context), "older", "older");
  next (fixture);
  g_assert_cmpint (fixture->exit, ==, HW_EXIT_TERMS_OUTDATED);
  g_assert_false (hw_registration_get_consented (hw_context_get_registration (fixture->context)));
  message = hw_context_take_message (fixture->context, &kind);
  g_assert_cmpstr (message, ==,
                   "プライバシーポリシーまたはマイページ利用規約が改定されました。改めて最後までご確認の"
                   "うえ、同意してください。");
}

static void
request_can_be_stopped (Fixture *fixture, gconstpointer unused)
{
  type (fixture, "nobody@example.co.jp");
  hw_registration_set_consent (hw_context_get_registration (fixture->context), "sample-1", "sample-1");
  hw_test_press (fixture->page, "次へ進む");
  g_assert_true (hw_page_get_busy (fixture->page));
  g_assert_null (hw_test_find (fixture->page, HW_TYPE_BUSY_BUTTON, "キャンセル"));
  hw_test_press (fixture->page, "次へ進む"); /* not twice */
  hw_test_press (fixture->page, "送信を中止");
  hw_test_wait_until (is_idle, fixture->page, "the request's end");
  g_assert_cmpint (fixture->exit, ==, -1);
  g_assert_nonnull (hw_test_find (fixture->page, HW_TYPE_BUSY_BUTTON, "キャンセル"));
  g_assert_cmpstr (hw_form_field_get_text (fixture->field), ==, "nobody@example.co.jp");
  hw_test_press (fixture->page, "キャンセル");
  g_assert_cmpint (fixture->exit, ==, HW_EXIT_CANCEL);
}

static void
unreachable_server_loses_nothing (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *sentence = NULL;

  type (fixture, "nobody@example.co.jp");
  hw_registration_set_consent (hw_context_get_registration (fixture->context), "sample-1", "sample-1");
  sentence = g_strdup_printf ("サーバー（%s）に接続できません。しばらくしてからもう一度お試しください。",
                              hw_test_server_get_url (fixture->server) + strlen ("http://"));
  hw_test_server_stop (fixture->server);
  next (fixture);
  g_assert_true (hw_test_shows (fixture->page, sentence));
  g_assert_cmpstr (hw_form_field_get_text (fixture->field), ==, "nobody@example.co.jp");
  g_assert_cmpint (fixture->exit, ==, -1);
  fixture->server = hw_test_server_start (); /* for tear_down() */
}

static void
enter_goes_on (Fixture *fixture, gconstpointer unused)
{
  type (fixture, "nobody@example.co.jp");
  hw_registration_set_consent (hw_context_get_registration (fixture->context), "sample-1", "sample-1");
  g_signal_emit_by_name (hw_form_field_get_editable (fixture->field), "activate");
  g_assert_true (hw_page_get_busy (fixture->page));
  hw_test_wait_until (is_idle, fixture->page, "the request's end");
  g_assert_cmpint (fixture->exit, ==, HW_EXIT_NEXT);
}

static void
senders_address_is_told (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *label;

  hw_test_wait_text (fixture->page,
                     "メール受信制限をされている方は、system@localhostからのメール受信を許可してください。");
  label =
    hw_test_find (fixture->page, GTK_TYPE_LABEL,
                  "メール受信制限をされている方は、system@localhostからのメール受信を許可してください。");
  g_assert_true (gtk_label_get_selectable (GTK_LABEL (label)));
  hw_test_press (fixture->page, "送信元のアドレスをコピー");
  g_assert_true (gdk_clipboard_is_local (gtk_widget_get_clipboard (GTK_WIDGET (fixture->page))));
}

static void
never_says_that_a_mail_was_sent (Fixture *fixture, gconstpointer unused)
{
  g_assert_true (hw_test_shows (
    fixture->page, "ハローワークに登録されていないメールアドレスには、メールは届きません。開設済みの場合は、"
                   "その旨のメールをお送りします。"));
}

static void
again_has_its_own_words (Fixture *fixture, gconstpointer unused)
{
  g_assert_cmpstr (hw_page_get_title (fixture->page), ==, "メールアドレスの入力（パスワード再登録申込）");
  g_assert_true (hw_test_shows (fixture->page,
                                "ご入力いただいたメールアドレス宛に「パスワード再登録申込受付通知」メールを"
                                "お送りします。"));
  type (fixture, "nobody@example.co.jp"); /* and needs no consent */
  next (fixture);
  g_assert_cmpint (fixture->exit, ==, HW_EXIT_NEXT);
}

#define add(path, test) \
  g_test_add (path, Fixture, GINT_TO_POINTER (HW_PURPOSE_FIRST), set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  int status;

  hw_test_gui_init (&argc, &argv);
  application = hw_test_application ();
  add ("/email-page/faults-are-said-and-nothing-is-lost", faults_are_said);
  add ("/email-page/full-width-is-turned-half-width-and-the-caret-kept", full_width_is_turned);
  add ("/email-page/composition-is-left-alone", composition_is_left_alone);
  add ("/email-page/blanks-around-are-dropped", blanks_are_dropped);
  add ("/email-page/goes-on-for-every-address", goes_on_for_every_address);
  add ("/email-page/outdated-terms-lead-back-to-consent", outdated_terms_lead_back);
  add ("/email-page/request-can-be-stopped-and-is-not-sent-twice", request_can_be_stopped);
  add ("/email-page/unreachable-server-loses-nothing", unreachable_server_loses_nothing);
  add ("/email-page/enter-goes-on", enter_goes_on);
  add ("/email-page/senders-address-is-told-and-copied", senders_address_is_told);
  add ("/email-page/never-says-that-a-mail-was-sent", never_says_that_a_mail_was_sent);
  g_test_add ("/email-page/re-registration-has-its-own-words", Fixture, GINT_TO_POINTER (HW_PURPOSE_AGAIN),
              set_up, again_has_its_own_words, tear_down);
  status = g_test_run ();
  g_clear_object (&application);
  return status;
}
