/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-gui.h"
#include "hw-test-server.h"
#include "app/widgets/hw-link.h"

static HwApplication *application;

typedef struct
{
  HwTestServer *server;
  HwWindow *window;
  HwPage *page;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->server = hw_test_server_start ();
  fixture->window = hw_test_window (application, hw_test_server_get_url (fixture->server));
  fixture->page = hw_test_wait_page (fixture->window, "トップ");
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  hw_test_close_window (fixture->window);
  hw_test_server_stop (fixture->server);
}

static void
three_ways_in (Fixture *fixture, gconstpointer unused)
{
  const char *const texts[][2] = {
    { "求人者マイページにログイン",
      "求人者マイページをお持ちの方は、ログインして求人申込みなどのメニューをご利用ください。" },
    { "事業所登録・求人申込み（仮登録）",
      "求人者マイページをお持ちでない方は、こちらから求人者マイページを開設し（アカウント等を登録）、"
      "事業所登録・求人申込み（仮登録）を行ってください。（仮登録後、ハローワークにお越しください。）" },
    { "求人者マイページ開設（パスワード登録）", "ハローワークで「求人者マイページ」開設のためのアカウントを登"
                                                "録した方は、こちらからパスワードを登録してください。" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GtkWidget *button = hw_test_find (fixture->page, HW_TYPE_BUSY_BUTTON, texts[i][0]);

      g_assert_nonnull (button);
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           texts[i][0]);
      g_assert_true (hw_test_shows (fixture->page, texts[i][1]));
    }
  g_assert_nonnull (hw_test_find (fixture->page, g_type_from_name ("HwHeading"), "求人者の方"));
}

static void
shows_what_the_server_tells (Fixture *fixture, gconstpointer unused)
{
  hw_test_wait_text (fixture->page, "サイト運営者からのお知らせ");
  hw_test_wait_text (fixture->page, "新着情報・お知らせ");
  hw_test_wait_text (fixture->page, "関係情報・リンク集");
  hw_test_wait_text (fixture->page, "令和元年5月24日（金）");
  hw_test_wait_text (fixture->page, "その他のサイト運営者からのお知らせへ");
  hw_test_wait_text (fixture->page, "その他の新着情報・お知らせへ");
}

static void
footer_is_the_servers (Fixture *fixture, gconstpointer unused)
{
  const char *const links[] = { "リンク集", "サイトマップ",   "サイトポリシー", "プライバシーポリシー",
                                "利用規約", "よくあるご質問", "お問い合わせ先", "所在地情報" };

  hw_test_wait_text (fixture->window, "所在地情報");
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      GtkWidget *link = hw_test_find (fixture->window, HW_TYPE_LINK, links[i]);

      g_assert_nonnull (link);
      gtk_test_accessible_assert_role (GTK_ACCESSIBLE (link), GTK_ACCESSIBLE_ROLE_LINK);
    }
}

static gboolean
has_document_window (gpointer title)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (!HW_IS_WINDOW (window) && g_strcmp0 (gtk_window_get_title (window), title) == 0)
        {
          gtk_window_destroy (window);
          return TRUE;
        }
    }
  return FALSE;
}

static void
documents_open_inside (Fixture *fixture, gconstpointer unused)
{
  hw_test_wait_text (fixture->window, "所在地情報");
  hw_test_press (fixture->window, "プライバシーポリシー");
  hw_test_wait_until (has_document_window, (gpointer) "プライバシーポリシー", "the privacy policy");
  hw_test_press (fixture->window, "利用規約");
  hw_test_wait_until (has_document_window, (gpointer) "マイページ利用規約", "the terms of use");
}

static void
help_opens (Fixture *fixture, gconstpointer unused)
{
  g_action_group_activate_action (G_ACTION_GROUP (application), "help", NULL);
  hw_test_wait_until (has_document_window, (gpointer) "使い方", "the help");
}

static gboolean
shows_retry (gpointer data)
{
  return hw_test_find (data, HW_TYPE_BUSY_BUTTON, "もう一度読み込む") != NULL;
}

static void
works_without_the_server (void)
{
  g_autoptr (HwTestServer) server = hw_test_server_start ();
  g_autofree char *url = g_strdup (hw_test_server_get_url (server));
  g_autofree char *sentence = g_strdup_printf (
    "サーバー（%s）に接続できません。しばらくしてからもう一度お試しください。", url + strlen ("http://"));
  HwWindow *window;
  HwPage *page;

  hw_test_server_stop (g_steal_pointer (&server));
  window = hw_test_window (application, url);
  page = hw_test_wait_page (window, "トップ");
  hw_test_wait_until (shows_retry, page, "a way to try again");
  g_assert_true (hw_test_shows (page, sentence));
  g_assert_nonnull (hw_test_find (page, HW_TYPE_BUSY_BUTTON, "求人者マイページにログイン"));
  hw_test_close_window (window);
}

static gboolean
is_unfinished (gpointer data)
{
  return g_list_model_get_n_items (data) == 1;
}

static void
on_started (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  hw_registration_start_finish (HW_REGISTRATION (source), result, &error);
  g_assert_no_error (error);
}

static gboolean
shows_banner (gpointer data)
{
  return hw_test_find (data, HW_TYPE_BUSY_BUTTON, "登録を取りやめる") != NULL;
}

static gboolean
shows_no_banner (gpointer data)
{
  return !shows_banner (data);
}

static void
unfinished_registration_is_offered (Fixture *fixture, gconstpointer unused)
{
  HwClient *client = hw_context_get_client (hw_page_get_context (fixture->page));
  g_autoptr (HwRegistration) registration = hw_client_new_registration (client, HW_PURPOSE_FIRST);

  g_assert_false (shows_banner (fixture->page));
  hw_registration_set_email (registration, "tantou@example.co.jp");
  hw_registration_set_consent (registration, "sample-1", "sample-1");
  hw_registration_start_async (registration, NULL, on_started, NULL);
  hw_test_wait_until (is_unfinished, hw_client_get_registrations (client), "an unfinished registration");
  hw_test_wait_until (shows_banner, fixture->page, "the notice");
  g_assert_true (hw_test_shows (
    fixture->page, "パスワード登録の手続きが途中です（tantou@example.co.jp、残り約30分）。続けますか？"));

  hw_test_press (fixture->page, "登録を続ける");
  g_assert_true (hw_context_get_registration (hw_page_get_context (fixture->page)) == registration);
  hw_test_wait_page (fixture->window, "パスワード登録");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.top", NULL); /* asks first */
  g_assert_true (hw_window_get_page (fixture->window) != fixture->page);
  hw_flow_go_to (hw_window_get_flow (fixture->window), HW_PAGE_TOP);

  hw_test_press (fixture->page, "登録を取りやめる");
  hw_test_wait_until (shows_no_banner, fixture->page, "the notice is gone");
}

#define add(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  int status;

  hw_test_gui_init (&argc, &argv);
  application = hw_test_application ();
  add ("/top-page/has-three-ways-in", three_ways_in);
  add ("/top-page/shows-what-the-server-tells-with-dates-as-they-read", shows_what_the_server_tells);
  add ("/top-page/footer-has-the-servers-links", footer_is_the_servers);
  add ("/top-page/documents-of-the-footer-open-inside", documents_open_inside);
  add ("/top-page/help-opens", help_opens);
  add ("/top-page/unfinished-registration-is-offered-and-given-up", unfinished_registration_is_offered);
  g_test_add_func ("/top-page/works-without-the-server-and-says-so", works_without_the_server);
  status = g_test_run ();
  g_clear_object (&application);
  return status;
}
