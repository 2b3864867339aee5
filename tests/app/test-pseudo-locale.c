/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-account.h"
#include "hw-test-fit.h"
#include "hw-test-gui.h"
#include "app/hw-about-window.h"
#include "app/hw-document-window.h"
#include "app/hw-help-window.h"
#include "app/hw-preferences-window.h"
#include "app/pages/consent/hw-consent-document.h"
#include "app/widgets/hw-form-field.h"
#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* Each page and dialog in a window of 360 pixels, in a language whose texts are 40 % longer than the English
 * ones. */

#define WIDTH 360
#define HEIGHT 800
#define FRAMES 3 /* until a page that has changed lies still */
#define OTHER_EMAIL "hanako@example.jp"

static HwApplication *application;

typedef struct
{
  HwTestOffice *office;
  HwTestFit fit;
  HwWindow *window;
  HwPage *page;
} Walk;

static void
set_text_scale (int scale)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", scale * 96 * PANGO_SCALE, NULL);
}

static void
look_at (Walk *walk, gpointer window, const char *state, gboolean foreign)
{
  g_autofree char *large = g_strdup_printf ("%s, 200 %%", state);

  g_test_message ("%s", state);
  hw_test_frames (GTK_WIDGET (window), FRAMES);
  hw_test_fit_look (&walk->fit, window, state, WIDTH, foreign);
  set_text_scale (2);
  hw_test_frames (GTK_WIDGET (window), FRAMES);
  hw_test_fit_look (&walk->fit, window, large, WIDTH, foreign);
  set_text_scale (1);
}

static void
look (Walk *walk, const char *state)
{
  look_at (walk, walk->window, state, FALSE);
}

static gboolean
is_idle (gpointer data)
{
  return !hw_page_get_busy (HW_PAGE (data));
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
go (Walk *walk, const char *button, const char *title)
{
  hw_test_press (walk->window, button);
  walk->page = hw_test_wait_page (walk->window, title);
}

/* The button that sends what is entered, where it is refused. */
static void
try (Walk *walk, const char *button)
{
  hw_test_press (walk->page, button);
  hw_test_wait_until (is_idle, walk->page, "an answer");
}

static void
type (Walk *walk, const char *pointer, const char *text)
{
  HwField *field = hw_page_find_field (walk->page, pointer);

  g_assert_nonnull (field);
  hw_form_field_set_text (HW_FORM_FIELD (field), text);
}

static void
look_at_dialog (Walk *walk, GtkWindow *dialog, const char *state, gboolean foreign)
{
  gpointer weak = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), &weak);
  gtk_window_set_default_size (dialog, WIDTH, HEIGHT);
  gtk_window_present (dialog);
  hw_test_wait_until (is_mapped, dialog, state);
  look_at (walk, dialog, state, foreign);
  gtk_window_destroy (dialog);
  hw_test_wait_until (is_gone, &weak, "the dialog is gone");
}

/* (nullable): the window that came up over the first one. */
static GtkWindow *
find_dialog (Walk *walk)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (link->data != walk->window && gtk_widget_get_mapped (link->data))
      return link->data;
  return NULL;
}

static gboolean
has_dialog (gpointer data)
{
  return find_dialog (data) != NULL;
}

static gboolean
has_no_dialog (gpointer data)
{
  return find_dialog (data) == NULL;
}

static void
look_at_dialogs (Walk *walk)
{
  HwApi *api = hw_context_get_api (hw_page_get_context (walk->page));

  look_at_dialog (walk, GTK_WINDOW (hw_preferences_window_new (application, GTK_WINDOW (walk->window))),
                  "settings", FALSE);
  look_at_dialog (walk, hw_about_window_new (GTK_WINDOW (walk->window)), "about", FALSE);
  look_at_dialog (walk, hw_help_window_new (GTK_WINDOW (walk->window), NULL), "help", TRUE);
  look_at_dialog (walk, hw_help_window_new (GTK_WINDOW (walk->window), "keyboard"), "help: keyboard", TRUE);
  hw_document_window_open (GTK_WINDOW (walk->window), api, "terms-of-use", NULL);
  hw_test_wait_until (has_dialog, walk, "the terms of use");
  look_at_dialog (walk, find_dialog (walk), "terms of use", FALSE);
}

static void
walk_server_page (Walk *walk)
{
  walk->window = hw_window_new (application);
  gtk_window_set_default_size (GTK_WINDOW (walk->window), WIDTH, HEIGHT);
  hw_window_set_server (walk->window, NULL);
  gtk_window_present (GTK_WINDOW (walk->window));
  hw_test_wait_until (is_mapped, walk->window, "the window");
  walk->page = hw_window_get_page (walk->window);
  look (walk, "server");
  try (walk, _ ("Next"));
  look (walk, "server: none");
  type (walk, "/server-url", "http://mypage.example.jp");
  try (walk, _ ("Next"));
  look (walk, "server: no URL");
  type (walk, "/server-url", "http://127.0.0.1:1");
  try (walk, _ ("Next"));
  look (walk, "server: unreachable");
  type (walk, "/server-url", hw_test_office_get_url (walk->office));
  go (walk, _ ("Next"), _ ("Top"));
  hw_test_wait_text (walk->window, "Site map");
  look (walk, "top");
}

static gboolean
documents_are_there (gpointer data)
{
  GtkWidget *document = hw_test_find (data, HW_TYPE_CONSENT_DOCUMENT, NULL);

  return document != NULL && hw_consent_document_get_version (HW_CONSENT_DOCUMENT (document)) != NULL;
}

static gboolean
documents_are_seen (gpointer data)
{
  return !hw_test_shows (data, _ ("Not read to the end yet"));
}

static void
walk_consent_page (Walk *walk)
{
  const char *tick = _ ("I agree to the privacy policy and the My Page terms of use");

  go (walk, _ ("Open My Page for employers (password registration)"),
      _ ("Terms of use of My Page for employers"));
  hw_test_wait_until (documents_are_there, walk->page, "the documents");
  look (walk, "consent");
  try (walk, _ ("Next"));
  look (walk, "consent: not given");
  hw_test_press (walk->page, _ ("Go to the end of the privacy policy"));
  hw_test_press (walk->page, _ ("Go to the end of the My Page terms of use"));
  hw_test_wait_until (documents_are_seen, walk->page, "the ends of both documents");
  try (walk, _ ("Next"));
  look (walk, "consent: no tick");
  hw_test_press (walk->page, tick);
}

static void
walk_email_page (Walk *walk, const char *title)
{
  go (walk, _ ("Next"), title);
  look (walk, "e-mail");
  try (walk, _ ("Next"));
  look (walk, "e-mail: none");
  type (walk, "/email", "taro.example.jp");
  try (walk, _ ("Next"));
  look (walk, "e-mail: no @");
  type (walk, "/email", HW_TEST_EMAIL);
}

static void
walk_password_page (Walk *walk)
{
  g_autofree char *key = NULL;

  go (walk, _ ("Next"), _ ("Password registration"));
  key = hw_test_office_wait_key (walk->office, HW_TEST_EMAIL, NULL);
  look (walk, "password");
  try (walk, _ ("Finish"));
  look (walk, "password: nothing entered");
  type (walk, "/password", "short あ");
  type (walk, "/password-confirmation", "other");
  type (walk, "/authentication_key", "ABC");
  try (walk, _ ("Finish"));
  look (walk, "password: all wrong");
  type (walk, "/password", HW_TEST_PASSWORD);
  type (walk, "/password-confirmation", HW_TEST_PASSWORD);
  type (walk, "/authentication_key", g_str_has_prefix (key, "A") ? "BBBBBBBBBB" : "AAAAAAAAAA");
  try (walk, _ ("Finish"));
  look (walk, "password: wrong key");
  try (walk, _ ("Send the email again"));
  look (walk, "password: sent again");
  hw_test_press (walk->window, _ ("Top"));
  hw_test_wait_until (has_dialog, walk, "the question");
  look_at (walk, find_dialog (walk), "password: leave?", FALSE);
  gtk_window_close (find_dialog (walk));
  hw_test_wait_until (has_no_dialog, walk, "the answer");
  g_free (key);
  key = hw_test_office_wait_key (walk->office, HW_TEST_EMAIL, NULL);
  type (walk, "/authentication_key", key);
  go (walk, _ ("Finish"), _ ("Password registration complete"));
  look (walk, "completion");
}

static void
walk_login_page (Walk *walk)
{
  look (walk, "login");
  type (walk, "/login-password", "");
  try (walk, _ ("Log in"));
  look (walk, "login: nothing entered");
  type (walk, "/email", HW_TEST_EMAIL);
  type (walk, "/login-password", HW_TEST_OTHER_PASSWORD);
  try (walk, _ ("Log in"));
  look (walk, "login: failed");
}

static void
walk_my_page (Walk *walk, const char *email)
{
  type (walk, "/email", email);
  type (walk, "/login-password", HW_TEST_PASSWORD);
  hw_test_press (walk->page, _ ("Stay logged in"));
  go (walk, _ ("Log in"), _ ("My Page home"));
  hw_test_wait_text (walk->window, _ ("Log this device out"));
  look (walk, "My Page");
}

static void
walk_all (void)
{
  Walk walk = { 0 };
  g_autoptr (HwClient) client = NULL;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  set_text_scale (1);
  walk.office = hw_test_office_new (HW_TEST_OFFICE_NO_WAIT);
  hw_test_fit_init (&walk.fit, g_getenv ("HW_TEST_CONTENT"));
  hw_test_office_register (walk.office, HW_TEST_EMAIL);
  client = hw_client_new (hw_test_office_get_url (walk.office), HW_LANGUAGE_EN);
  hw_test_account_open (walk.office, hw_client_get_api (client), OTHER_EMAIL);

  walk_server_page (&walk);
  look_at_dialogs (&walk);
  walk_consent_page (&walk);
  walk_email_page (&walk, _ ("Password registration: enter your email address"));
  walk_password_page (&walk);
  go (&walk, _ ("Go to the login page"), _ ("My Page login"));
  walk_login_page (&walk);
  walk_my_page (&walk, HW_TEST_EMAIL);
  try (&walk, _ ("Change password"));
  look (&walk, "My Page: no password");
  go (&walk, _ ("Add another establishment"), _ ("My Page login"));
  walk_my_page (&walk, OTHER_EMAIL);
  hw_test_wait_text (walk.window, _ ("Switch or add establishments"));
  look (&walk, "My Page: two establishments");
  look_at_dialogs (&walk);

  hw_test_close_window (walk.window);
  hw_test_fit_assert (&walk.fit);
  hw_test_fit_clear (&walk.fit);
  hw_test_office_free (walk.office);
}

/* The catalogs of the pseudo-locale, in a folder of their own. */
static char *
make_catalogs (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("hw-pseudo-XXXXXX", &error);
  const char *command[] = { "python3", g_getenv ("HW_TEST_PSEUDO_LOCALE"), folder, NULL };
  int status;

  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  return folder;
}

static void
remove_catalogs (const char *folder)
{
  g_autofree char *messages = g_build_filename (folder, "en_XA", "LC_MESSAGES", NULL);
  g_autofree char *catalog = g_build_filename (messages, "hellowork-mypage.mo", NULL);
  g_autofree char *language = g_build_filename (folder, "en_XA", NULL);

  g_unlink (catalog);
  g_rmdir (messages);
  g_rmdir (language);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = make_catalogs ();
  int status;

  g_setenv ("HW_LOCALE_DIR", folder, TRUE);
  g_setenv ("LANGUAGE", "en_XA", TRUE);
  hw_test_gui_init (&argc, &argv);
  application = hw_test_application ();
  g_test_add_func ("/pseudo-locale/nothing-is-cut-at-360-pixels-nor-with-text-of-200-percent", walk_all);
  status = g_test_run ();
  g_clear_object (&application);
  remove_catalogs (folder);
  return status;
}
