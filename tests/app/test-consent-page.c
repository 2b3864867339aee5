/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-gui.h"
#include "hw-test-server.h"
#include "app/pages/consent/hw-consent-document.h"
#include "app/widgets/hw-check.h"
#include "app/widgets/hw-notice-bar.h"

#define TICK "「プライバシーポリシー」「マイページ利用規約」に同意します"
#define TITLE "求人者マイページ利用規約確認"
#define EMAIL_TITLE "メールアドレスの入力（パスワード登録申込）"

static HwApplication *application;

typedef struct
{
  HwTestServer *server;
  HwWindow *window;
  HwPage *page;
} Fixture;

static gboolean
has_both_documents (gpointer data)
{
  GtkWidget *document = hw_test_find (data, HW_TYPE_CONSENT_DOCUMENT, NULL);

  return document != NULL && hw_consent_document_get_version (HW_CONSENT_DOCUMENT (document)) != NULL;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->server = hw_test_server_start ();
  fixture->window = hw_test_window (application, hw_test_server_get_url (fixture->server));
  hw_test_press (fixture->window, "求人者マイページ開設（パスワード登録）");
  fixture->page = hw_test_wait_page (fixture->window, TITLE);
  hw_test_wait_until (has_both_documents, fixture->page, "the documents");
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  hw_test_close_window (fixture->window);
  hw_test_server_stop (fixture->server);
}

static GtkWidget *
get_document (Fixture *fixture, const char *end_button)
{
  GtkWidget *button = hw_test_find (fixture->page, HW_TYPE_BUSY_BUTTON, end_button);

  g_assert_nonnull (button);
  return gtk_widget_get_ancestor (button, HW_TYPE_CONSENT_DOCUMENT);
}

static gboolean
is_seen (gpointer data)
{
  return hw_consent_document_get_seen (HW_CONSENT_DOCUMENT (data));
}

static void
read_document (Fixture *fixture, const char *end_button)
{
  GtkWidget *document = get_document (fixture, end_button);

  hw_test_press (document, end_button);
  hw_test_wait_until (is_seen, document, end_button);
}

static void
read_both (Fixture *fixture)
{
  read_document (fixture, "プライバシーポリシーの最後へ移動");
  read_document (fixture, "マイページ利用規約の最後へ移動");
}

static HwCheck *
get_check (Fixture *fixture)
{
  return HW_CHECK (hw_test_find (fixture->page, HW_TYPE_CHECK, NULL));
}

static HwDocumentView *
get_focused_view (Fixture *fixture)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));

  return focus != NULL ? (HwDocumentView *) gtk_widget_get_ancestor (focus, HW_TYPE_DOCUMENT_VIEW) : NULL;
}

/* What a screen reader says of what has the focus. */
static void
assert_focus_says (Fixture *fixture, const char *description)
{
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gtk_root_get_focus (GTK_ROOT (fixture->window))),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description);
}

static void
both_begin_unread (Fixture *fixture, gconstpointer unused)
{
  hw_test_frames (GTK_WIDGET (fixture->window), 10);
  g_assert_false (is_seen (get_document (fixture, "プライバシーポリシーの最後へ移動")));
  g_assert_false (is_seen (get_document (fixture, "マイページ利用規約の最後へ移動")));
  g_assert_true (hw_test_shows (fixture->page, "未確認"));
  g_assert_false (hw_test_shows (fixture->page, "確認済み"));
  g_assert_true (hw_test_shows (
    fixture->page,
    "必ず「プライバシーポリシー」と「マイページ利用規約」をご確認ください。それぞれ最後までご確認いただくと、"
    "「同意します」へのチェックが可能となります。"));
}

static void
tick_is_refused (Fixture *fixture, gconstpointer unused)
{
  hw_test_press (fixture->page, TICK);
  g_assert_false (hw_check_get_active (get_check (fixture)));
  g_assert_cmpstr (hw_field_get_error (HW_FIELD (get_check (fixture))), ==,
                   "「プライバシーポリシー」と「マイページ利用規約」が未確認のため、「同意します」にチェック"
                   "を付けられません。"
                   "それぞれ最後までご確認ください。");
  g_assert_true (get_focused_view (fixture)
                 == hw_consent_document_get_view (
                   HW_CONSENT_DOCUMENT (get_document (fixture, "プライバシーポリシーの最後へ移動"))));
  assert_focus_says (
    fixture, "「プライバシーポリシー」と「マイページ利用規約」が未確認のため、「同意します」にチェック"
             "を付けられません。"
             "それぞれ最後までご確認ください。 未確認");

  read_document (fixture, "プライバシーポリシーの最後へ移動");
  hw_test_press (fixture->page, TICK);
  g_assert_false (hw_check_get_active (get_check (fixture)));
  g_assert_cmpstr (hw_field_get_error (HW_FIELD (get_check (fixture))), ==,
                   "「マイページ利用規約」が未確認のため、「同意します」にチェックを付けられません。最後まで"
                   "ご確認ください。");
  g_assert_true (get_focused_view (fixture)
                 == hw_consent_document_get_view (
                   HW_CONSENT_DOCUMENT (get_document (fixture, "マイページ利用規約の最後へ移動"))));
  assert_focus_says (
    fixture, "「マイページ利用規約」が未確認のため、「同意します」にチェックを付けられません。最後まで"
             "ご確認ください。 未確認");

  read_document (fixture, "マイページ利用規約の最後へ移動");
  g_assert_null (hw_field_get_error (HW_FIELD (get_check (fixture)))); /* mended, so it goes */
  g_assert_false (hw_test_shows (fixture->page, "未確認"));
  hw_test_press (fixture->page, TICK);
  g_assert_true (hw_check_get_active (get_check (fixture)));
}

static void
next_is_refused_without_the_tick (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *said = NULL;

  hw_test_press (fixture->page, "次へ進む");
  hw_test_wait_text (fixture->page, "入力内容に誤りが1件あります。");
  g_assert_nonnull (get_focused_view (fixture));

  read_both (fixture);
  hw_test_press (fixture->page, "次へ進む");
  hw_test_wait_text (fixture->page, "入力内容に誤りが1件あります。");
  g_assert_cmpstr (
    hw_field_get_error (HW_FIELD (get_check (fixture))), ==,
    "「プライバシーポリシー」と「マイページ利用規約」に同意する場合は、チェックを付けてください。");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window))
                 == hw_check_get_button (get_check (fixture)));
  said = g_strdup_printf ("%s %s", hw_field_get_error (HW_FIELD (get_check (fixture))),
                          "必ず「プライバシーポリシー」と「マイページ利用規約」をご確認ください。それぞれ最後"
                          "までご確認いただくと、「同意します」へのチェックが可能となります。");
  assert_focus_says (fixture, said);
  g_assert_true (hw_window_get_page (fixture->window) == fixture->page);
}

static void
consent_names_what_was_read (Fixture *fixture, gconstpointer unused)
{
  HwRegistration *registration;

  read_both (fixture);
  hw_test_press (fixture->page, TICK);
  registration = hw_context_get_registration (hw_page_get_context (fixture->page));
  g_assert_true (hw_registration_get_consented (registration));
  hw_test_press (fixture->page, TICK);
  g_assert_false (hw_registration_get_consented (registration));
  hw_test_press (fixture->page, TICK);
  hw_test_press (fixture->page, "次へ進む");
  hw_test_wait_page (fixture->window, EMAIL_TITLE);
}

static void
back_and_forth_keeps_the_tick (Fixture *fixture, gconstpointer unused)
{
  read_both (fixture);
  hw_test_press (fixture->page, TICK);
  hw_test_press (fixture->page, "次へ進む");
  hw_test_wait_page (fixture->window, EMAIL_TITLE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.back", NULL);
  g_assert_true (hw_test_wait_page (fixture->window, TITLE) == fixture->page);
  g_assert_true (hw_check_get_active (get_check (fixture)));

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.top", NULL);
  hw_test_wait_page (fixture->window, "トップ");
  hw_test_press (fixture->window, "求人者マイページ開設（パスワード登録）");
  g_assert_true (hw_test_wait_page (fixture->window, TITLE) == fixture->page);
  g_assert_true (hw_check_get_active (get_check (fixture)));
}

static gboolean
is_unticked (gpointer data)
{
  return !hw_check_get_active (HW_CHECK (data));
}

static void
revised_terms_ask_again (Fixture *fixture, gconstpointer unused)
{
  HwPage *email;
  GtkWidget *field;

  read_both (fixture);
  hw_test_press (fixture->page, TICK);
  hw_test_press (fixture->page, "次へ進む");
  email = hw_test_wait_page (fixture->window, EMAIL_TITLE);
  hw_test_server_revise_terms (fixture->server, "2");
  field = GTK_WIDGET (hw_page_find_field (email, "/email"));
  g_object_set (gtk_widget_get_first_child (field), "visible", TRUE, NULL);
  hw_test_commit (GTK_EDITABLE (hw_test_find (field, GTK_TYPE_TEXT, NULL)), "tantou@example.co.jp");
  hw_test_press (email, "次へ進む");

  g_assert_true (hw_test_wait_page (fixture->window, TITLE) == fixture->page);
  hw_test_wait_text (fixture->page,
                     "プライバシーポリシーまたはマイページ利用規約が改定されました。改めて最後までご確認の"
                     "うえ、同意してください。");
  hw_test_wait_until (is_unticked, get_check (fixture), "the tick is gone");
  hw_test_wait_text (fixture->page, "未確認");
  read_both (fixture);
  hw_test_press (fixture->page, TICK);
  hw_test_press (fixture->page, "次へ進む");
  email = hw_test_wait_page (fixture->window, EMAIL_TITLE);
  g_assert_cmpstr (hw_field_get_text (hw_page_find_field (email, "/email")), ==, "tantou@example.co.jp");
}

static gboolean
shows_retry (gpointer data)
{
  return hw_test_find (data, HW_TYPE_BUSY_BUTTON, "もう一度読み込む") != NULL;
}

static void
unreachable_server_can_be_asked_again (void)
{
  g_autoptr (HwTestServer) server = hw_test_server_start ();
  g_autofree char *url = g_strdup (hw_test_server_get_url (server));
  HwWindow *window;
  HwPage *page;

  hw_test_server_stop (g_steal_pointer (&server));
  window = hw_test_window (application, url);
  hw_test_press (window, "求人者マイページ開設（パスワード登録）");
  page = hw_test_wait_page (window, TITLE);
  hw_test_wait_until (shows_retry, page, "a way to try again");
  hw_test_press (page, TICK);
  g_assert_false (hw_check_get_active (HW_CHECK (hw_test_find (page, HW_TYPE_CHECK, NULL))));
  hw_test_press (page, "もう一度読み込む");
  hw_test_wait_until (shows_retry, page, "a way to try again");
  hw_test_close_window (window);
}

#define add(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  int status;

  hw_test_gui_init (&argc, &argv);
  application = hw_test_application ();
  add ("/consent-page/both-documents-begin-unread", both_begin_unread);
  add ("/consent-page/tick-is-refused-until-both-ends-were-seen", tick_is_refused);
  add ("/consent-page/next-is-refused-without-the-tick", next_is_refused_without_the_tick);
  add ("/consent-page/consent-names-what-was-read-and-can-be-taken-back", consent_names_what_was_read);
  add ("/consent-page/back-and-forth-keeps-the-tick", back_and_forth_keeps_the_tick);
  add ("/consent-page/revised-terms-ask-for-consent-again", revised_terms_ask_again);
  g_test_add_func ("/consent-page/unreachable-server-can-be-asked-again",
                   unreachable_server_can_be_asked_again);
  status = g_test_run ();
  g_clear_object (&application);
  return status;
}
