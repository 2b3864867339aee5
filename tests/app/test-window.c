/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-gui.h"
#include "hw-test-server.h"
#include "app/hw-preferences-window.h"
#include "app/hw-settings.h"
#include "app/pages/server/hw-server-page.h"
#include "app/widgets/hw-form-field.h"

static HwApplication *application;

static gboolean
is_idle (gpointer data)
{
  return !hw_page_get_busy (HW_PAGE (data));
}

static void
server_is_always_in_sight (void)
{
  g_autoptr (HwTestServer) server = hw_test_server_start ();
  g_autofree char *line =
    g_strdup_printf ("接続先：%s", hw_test_server_get_url (server) + strlen ("http://"));
  HwWindow *window = hw_test_window (application, hw_test_server_get_url (server));

  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "ハローワークインターネットサービス");
  g_assert_true (hw_test_shows (window, line));
  g_assert_true (hw_test_shows (window, "このアプリは厚生労働省の公式アプリではありません。"));
  hw_test_press (window, "求人者マイページ開設（パスワード登録）");
  hw_test_wait_page (window, "求人者マイページ利用規約確認");
  g_assert_true (hw_test_shows (window, line));
  g_assert_true (hw_test_shows (window, "パスワード登録"));
  g_assert_true (hw_test_shows (window, "全4ステップ中、1ステップ目"));
  hw_test_close_window (window);
}

static void
first_start_asks_for_the_server (void)
{
  g_autoptr (HwTestServer) server = hw_test_server_start ();
  HwWindow *window = hw_window_new (application);
  g_autoptr (GSettings) settings = hw_settings_new ();
  g_autofree char *remembered = NULL;
  HwPage *page;
  HwFormField *field;

  hw_window_set_server (window, NULL);
  gtk_window_present (GTK_WINDOW (window));
  page = hw_window_get_page (window);
  g_assert_true (HW_IS_SERVER_PAGE (page));
  field = HW_FORM_FIELD (hw_page_find_field (page, "/server-url"));

  hw_test_press (page, "次へ進む");
  hw_test_wait_until (is_idle, page, "an answer");
  g_assert_cmpstr (hw_field_get_error (HW_FIELD (field)), ==, "サーバーのアドレスを入力してください。");
  hw_form_field_set_text (field, "http://mypage.example.jp");
  hw_test_press (page, "次へ進む");
  hw_test_wait_until (is_idle, page, "an answer");
  g_assert_cmpstr (
    hw_field_get_error (HW_FIELD (field)), ==,
    "このアドレスは使用できません。運営者から案内された「https://」で始まるアドレスを入力してください。");
  hw_form_field_set_text (field, "http://127.0.0.1:1");
  hw_test_press (page, "次へ進む");
  hw_test_wait_until (is_idle, page, "an answer");
  g_assert_true (hw_test_shows (
    page, "サーバー（127.0.0.1:1）に接続できません。しばらくしてからもう一度お試しください。"));

  hw_form_field_set_text (field, hw_test_server_get_url (server));
  hw_test_press (page, "次へ進む");
  hw_test_wait_page (window, "トップ");
  remembered = g_settings_get_string (settings, HW_SETTING_SERVER_URL);
  g_assert_cmpstr (remembered, ==, hw_test_server_get_url (server));
  g_settings_reset (settings, HW_SETTING_SERVER_URL);
  hw_test_close_window (window);
}

static void
settings_change_the_server (void)
{
  g_autoptr (HwTestServer) first = hw_test_server_start ();
  g_autoptr (HwTestServer) second = hw_test_server_start ();
  g_autofree char *line =
    g_strdup_printf ("接続先：%s", hw_test_server_get_url (second) + strlen ("http://"));
  g_autoptr (GSettings) settings = hw_settings_new ();
  HwWindow *window = hw_test_window (application, hw_test_server_get_url (first));
  GtkWidget *preferences = GTK_WIDGET (hw_preferences_window_new (application, GTK_WINDOW (window)));
  HwPage *page = HW_PAGE (hw_test_find (preferences, HW_TYPE_SERVER_PAGE, NULL));

  gtk_window_present (GTK_WINDOW (preferences));
  hw_form_field_set_text (HW_FORM_FIELD (hw_page_find_field (page, "/server-url")),
                          hw_test_server_get_url (second));
  hw_test_press (page, "保存");
  hw_test_wait_text (window, line);
  hw_test_wait_page (window, "トップ");
  g_settings_reset (settings, HW_SETTING_SERVER_URL);
  hw_test_close_window (window);
}

static void
breadcrumb_leads_to_the_top (void)
{
  g_autoptr (HwTestServer) server = hw_test_server_start ();
  HwWindow *window = hw_test_window (application, hw_test_server_get_url (server));

  hw_test_press (window, "求人者マイページ開設（パスワード登録）");
  hw_test_wait_page (window, "求人者マイページ利用規約確認");
  hw_test_press (window, "トップ");
  hw_test_wait_page (window, "トップ");
  hw_test_close_window (window);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
size_is_remembered (void)
{
  g_autoptr (HwTestServer) server = hw_test_server_start ();
  HwWindow *window = hw_test_window (application, hw_test_server_get_url (server));
  gpointer weak = window;

  g_object_add_weak_pointer (G_OBJECT (window), &weak);
  gtk_window_set_default_size (GTK_WINDOW (window), 700, 650);
  gtk_window_close (GTK_WINDOW (window));
  hw_test_wait_until (is_gone, &weak, "the window is closed and freed");
  window = hw_window_new (application);
  {
    int width, height;

    gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
    g_assert_cmpint (width, ==, 700);
    g_assert_cmpint (height, ==, 650);
  }
  hw_test_close_window (window);
}

static void
page_is_read_from_its_heading_on (void)
{
  g_autoptr (HwTestServer) server = hw_test_server_start ();
  HwWindow *window = hw_test_window (application, hw_test_server_get_url (server));
  GtkWidget *focus;

  hw_test_press (window, "求人者マイページ開設（パスワード登録）");
  hw_test_wait_page (window, "求人者マイページ利用規約確認");
  focus = gtk_root_get_focus (GTK_ROOT (window));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (focus), GTK_ACCESSIBLE_ROLE_HEADING);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (focus), GTK_ACCESSIBLE_PROPERTY_LEVEL, 1);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (focus), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "求人者マイページ利用規約確認");
  hw_test_close_window (window);
}

/* @min: of what may be pressed, in pixels. */
static void
assert_targets (GtkWidget *widget, int min)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_get_mapped (child))
        continue;
      if (GTK_IS_BUTTON (child) || GTK_IS_ENTRY (child))
        {
          graphene_rect_t bounds; /* with padding and border */

          g_assert_true (gtk_widget_compute_bounds (child, child, &bounds));
          g_assert_cmpfloat (bounds.size.height, >=, min);
        }
      assert_targets (child, min);
    }
}

static void
targets_are_large_enough (void)
{
  g_autoptr (HwTestServer) server = hw_test_server_start ();
  HwWindow *window = hw_test_window (application, hw_test_server_get_url (server));

  hw_test_wait_text (window, "所在地情報");
  hw_test_frames (GTK_WIDGET (window), 5);
  assert_targets (GTK_WIDGET (hw_window_get_page (window)), 44);
  hw_test_press (window, "求人者マイページ開設（パスワード登録）");
  hw_test_wait_page (window, "求人者マイページ利用規約確認");
  hw_test_wait_text (window, "未確認");
  hw_test_frames (GTK_WIDGET (window), 5);
  assert_targets (GTK_WIDGET (hw_window_get_page (window)), 44);
  hw_test_close_window (window);
}

static void
fits_into_360_pixels (void)
{
  g_autoptr (HwTestServer) server = hw_test_server_start ();
  HwWindow *window = hw_test_window (application, hw_test_server_get_url (server));
  int minimum;

  hw_test_wait_text (window, "所在地情報");
  gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  hw_test_press (window, "求人者マイページ開設（パスワード登録）");
  hw_test_wait_page (window, "求人者マイページ利用規約確認");
  hw_test_wait_text (window, "未確認");
  gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  hw_test_close_window (window);
}

int
main (int argc, char *argv[])
{
  int status;

  hw_test_gui_init (&argc, &argv);
  application = hw_test_application ();
  g_test_add_func ("/window/server-and-disclaimer-are-always-in-sight", server_is_always_in_sight);
  g_test_add_func ("/window/first-start-asks-for-the-server", first_start_asks_for_the_server);
  g_test_add_func ("/window/settings-change-the-server", settings_change_the_server);
  g_test_add_func ("/window/breadcrumb-leads-to-the-top", breadcrumb_leads_to_the_top);
  g_test_add_func ("/window/size-is-remembered-and-nothing-left-behind", size_is_remembered);
  g_test_add_func ("/window/page-is-read-from-its-heading-on", page_is_read_from_its_heading_on);
  g_test_add_func ("/window/targets-are-44-pixels-high", targets_are_large_enough);
  g_test_add_func ("/window/fits-into-360-pixels", fits_into_360_pixels);
  status = g_test_run ();
  g_clear_object (&application);
  return status;
}
