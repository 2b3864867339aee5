/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-gui.h"

static HwApplication *application;

/* No server is needed to see which page follows which; requests fail, and nobody waits for them. */
#define NO_SERVER "http://127.0.0.1:1"

typedef struct
{
  GtkWidget *window;
  AdwBin *host;
  HwContext *context;
  HwFlow *flow;
} Fixture;

static void
on_page_changed (Fixture *fixture)
{
  adw_bin_set_child (fixture->host, GTK_WIDGET (hw_flow_get_page (fixture->flow)));
  hw_page_enter (hw_flow_get_page (fixture->flow));
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (HwClient) client = hw_client_new (NO_SERVER, HW_LANGUAGE_JA);

  fixture->window = gtk_window_new ();
  fixture->host = ADW_BIN (adw_bin_new ());
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->host));
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->context = hw_context_new (client);
  fixture->flow = hw_flow_new (fixture->context);
  g_signal_connect_swapped (fixture->flow, "page-changed", G_CALLBACK (on_page_changed), fixture);
  hw_flow_go_to (fixture->flow, HW_PAGE_TOP);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (g_steal_pointer (&fixture->flow));
  g_clear_object (&fixture->context);
}

static void
assert_steps (Fixture *fixture, HwPageId id, const char *const *expected, guint expected_current)
{
  g_autofree const char **steps = NULL;
  guint current;

  hw_flow_go_to (fixture->flow, id);
  steps = hw_flow_get_steps (fixture->flow, &current);
  g_assert_cmpstrv (steps, expected);
  g_assert_cmpuint (current, ==, expected_current);
}

static void
steps_are_counted (Fixture *fixture, gconstpointer unused)
{
  const char *const first[] = { "マイページ利用規約等への同意", "メールアドレスの入力", "パスワードの登録",
                                "登録完了", NULL };
  const char *const again[] = { "メールアドレスの入力", "パスワードの登録", "登録完了", NULL };

  hw_context_need_registration (fixture->context, HW_PURPOSE_FIRST);
  assert_steps (fixture, HW_PAGE_CONSENT, first, 1);
  assert_steps (fixture, HW_PAGE_EMAIL, first, 2);
  g_assert_cmpstr (hw_flow_get_breadcrumb (fixture->flow), ==, "パスワード登録");
  hw_context_need_registration (fixture->context, HW_PURPOSE_AGAIN);
  assert_steps (fixture, HW_PAGE_EMAIL_AGAIN, again, 1);
  g_assert_cmpstr (hw_flow_get_breadcrumb (fixture->flow), ==, "パスワード再登録");
  assert_steps (fixture, HW_PAGE_TOP, NULL, 0);
  g_assert_null (hw_flow_get_breadcrumb (fixture->flow));
}

static void
what_was_typed_is_kept (Fixture *fixture, gconstpointer unused)
{
  HwPage *email;

  hw_flow_take_exit (fixture->flow, HW_EXIT_REGISTER);
  g_assert_cmpint (hw_flow_get_id (fixture->flow), ==, HW_PAGE_CONSENT);
  hw_registration_set_consent (hw_context_get_registration (fixture->context), "1", "1");
  hw_flow_take_exit (fixture->flow, HW_EXIT_NEXT);
  email = hw_flow_get_page (fixture->flow);
  hw_test_commit (GTK_EDITABLE (hw_test_find (email, GTK_TYPE_TEXT, NULL)), "half@");

  hw_flow_take_exit (fixture->flow, HW_EXIT_CANCEL);
  g_assert_cmpint (hw_flow_get_id (fixture->flow), ==, HW_PAGE_TOP);
  hw_flow_take_exit (fixture->flow, HW_EXIT_REGISTER);
  hw_flow_take_exit (fixture->flow, HW_EXIT_NEXT);
  g_assert_true (hw_flow_get_page (fixture->flow) == email);
  g_assert_cmpstr (hw_field_get_text (hw_page_find_field (email, "/email")), ==, "half@");
}

static void
no_consent_no_address (Fixture *fixture, gconstpointer unused)
{
  hw_context_need_registration (fixture->context, HW_PURPOSE_FIRST);
  hw_flow_go_to (fixture->flow, HW_PAGE_CONSENT);
  hw_flow_take_exit (fixture->flow, HW_EXIT_NEXT); /* though the page would not let it come to this */
  g_assert_cmpint (hw_flow_get_id (fixture->flow), ==, HW_PAGE_CONSENT);
}

static void
forgotten_is_for_the_other_purpose (Fixture *fixture, gconstpointer unused)
{
  hw_flow_take_exit (fixture->flow, HW_EXIT_LOG_IN);
  g_assert_cmpint (hw_flow_get_id (fixture->flow), ==, HW_PAGE_LOGIN);
  hw_flow_take_exit (fixture->flow, HW_EXIT_FORGOTTEN);
  g_assert_cmpint (hw_flow_get_id (fixture->flow), ==, HW_PAGE_EMAIL_AGAIN);
  g_assert_cmpint (hw_registration_get_purpose (hw_context_get_registration (fixture->context)), ==,
                   HW_PURPOSE_AGAIN);
  hw_flow_take_exit (fixture->flow, HW_EXIT_BACK);
  g_assert_cmpint (hw_flow_get_id (fixture->flow), ==, HW_PAGE_LOGIN);
  hw_flow_take_exit (fixture->flow, HW_EXIT_REGISTER);
  g_assert_cmpint (hw_registration_get_purpose (hw_context_get_registration (fixture->context)), ==,
                   HW_PURPOSE_FIRST);
}

static void
left_page_moves_nothing (Fixture *fixture, gconstpointer unused)
{
  HwPage *top = hw_flow_get_page (fixture->flow);

  hw_flow_take_exit (fixture->flow, HW_EXIT_LOG_IN);
  hw_page_go (top, HW_EXIT_REGISTER);
  g_assert_cmpint (hw_flow_get_id (fixture->flow), ==, HW_PAGE_LOGIN);
}

#define add(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  int status;

  hw_test_gui_init (&argc, &argv);
  application = hw_test_application ();
  add ("/flow/registration-has-four-steps-and-again-three", steps_are_counted);
  add ("/flow/what-was-typed-is-kept-on-the-way-round", what_was_typed_is_kept);
  add ("/flow/no-address-is-asked-for-without-consent", no_consent_no_address);
  add ("/flow/forgotten-password-is-a-registration-of-its-own", forgotten_is_for_the_other_purpose);
  add ("/flow/page-that-was-left-moves-nothing", left_page_moves_nothing);
  status = g_test_run ();
  g_clear_object (&application);
  return status;
}
