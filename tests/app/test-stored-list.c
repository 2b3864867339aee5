/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-gui.h"
#include "hw-test-keyring.h"
#include "app/hw-stored-list.h"
#include "app/widgets/hw-busy-button.h"
#include <glib/gstdio.h>
#include <string.h>

/* What the settings say of what is kept and cannot be read, with a real keyring. */

#define SERVER "https://kept.example.jp"
#define DELETE_ALL "保存されている情報をすべて削除"
#define UNREADABLE \
  "読み取れない情報が保存されています。「保存されている情報をすべて削除」を押すと、その情報も削除します。"
#define STAYS \
  "読み取れない情報は、削除できませんでした。パソコンのキーリングを管理するアプリで削除してください。"

/* An item that cannot be read is warned of. And libsecret returns its task a second time where an item cannot
 * be deleted: it says so, and nothing comes of it. */
static gboolean
is_unexpected (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  return strstr (message, "Passed over an item") == NULL && strstr (message, "ever_returned") == NULL;
}

static void
log_unexpected (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  if (is_unexpected (domain, level, message, NULL))
    g_log_default_handler (domain, level, message, NULL);
}

static void
put_nonsense (void)
{
  g_test_log_set_fatal_handler (is_unexpected, NULL); /* for this test */
  hw_test_keyring_put (SERVER, "session", "abcdefghijklmnopqrstuvw1", "not JSON");
  hw_test_keyring_put (SERVER, "registration", "abcdefghijklmnopqrstuvw2", "{}");
}

static GtkWindow *
open_list (void)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  g_autoptr (HwCredentialStore) store = hw_credential_store_new ();

  hw_credential_store_set_deadline (store, 60000); /* a busy machine's keyring may be slow */
  gtk_window_set_child (window, hw_stored_list_new (store));
  gtk_window_present (window);
  hw_test_wait_text (window, UNREADABLE);
  return window;
}

static void
is_deleted_with_the_rest (void)
{
  GtkWindow *window;

  put_nonsense ();
  window = open_list ();
  hw_test_press (window, DELETE_ALL);
  hw_test_wait_text (window, "キーリングから削除しました。");
  g_assert_cmpuint (hw_test_keyring_count (SERVER), ==, 0);
  gtk_window_destroy (window);
}

/* From here on the keyring can write nothing. */
static void
put_something_in_the_way (void)
{
  g_autofree char *file = g_build_filename (g_get_user_data_dir (), "keyrings", "login.keyring", NULL);
  g_autofree char *inside = g_build_filename (file, "in-the-way", NULL);

  g_assert_no_errno (g_unlink (file));
  g_assert_no_errno (g_mkdir_with_parents (inside, 0700));
}

static void
is_said_to_stay (void)
{
  GtkWindow *window;

  put_nonsense ();
  window = open_list ();
  put_something_in_the_way ();
  hw_test_press (window, DELETE_ALL);
  hw_test_wait_text (window, STAYS);
  g_assert_false (hw_test_shows (window, "キーリングから削除しました。"));
  g_assert_nonnull (hw_test_find (window, HW_TYPE_BUSY_BUTTON, DELETE_ALL));
  g_assert_cmpuint (hw_test_keyring_count (SERVER), ==, 2);
  gtk_window_destroy (window);
}

int
main (int argc, char *argv[])
{
  HwApplication *application;
  int status;

  hw_test_gui_init (&argc, &argv);
  g_log_set_default_handler (log_unexpected, NULL);
  application = hw_test_application ();
  g_test_add_func ("/stored-list/what-cannot-be-read-is-deleted-with-the-rest", is_deleted_with_the_rest);
  /* The last one: the keyring does not recover. */
  g_test_add_func ("/stored-list/what-cannot-be-deleted-is-said-to-stay", is_said_to_stay);
  status = g_test_run ();
  g_clear_object (&application);
  return status;
}
