/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-routes.h"

static void
assert_found (const char *method, const char *path, const char *pattern, const char *expected_id)
{
  g_autofree char *id = NULL;
  g_autofree char *allow = NULL;
  const HwRoute *route = hw_routes_find (method, path, &id, &allow);

  g_assert_nonnull (route);
  g_assert_cmpstr (route->pattern, ==, pattern);
  g_assert_cmpstr (id, ==, expected_id);
  g_assert_null (allow);
}

static void
assert_none (const char *method, const char *path, const char *expected_allow)
{
  g_autofree char *id = NULL;
  g_autofree char *allow = NULL;

  g_test_message ("%s %s", method, path);
  g_assert_null (hw_routes_find (method, path, &id, &allow));
  g_assert_null (id);
  g_assert_cmpstr (allow, ==, expected_allow);
}

static void
test_found (void)
{
  assert_found ("GET", "/healthz", "/healthz", NULL);
  assert_found ("HEAD", "/healthz", "/healthz", NULL);
  assert_found ("DELETE", "/v1/sessions/5f0c-_A", "/v1/sessions/{id}", "5f0c-_A");
}

static void
test_other_method (void)
{
  assert_none ("POST", "/healthz", "GET, HEAD");
  assert_none ("get", "/healthz", "GET, HEAD");
  assert_none ("PATCH", "/v1/session", "GET, HEAD, DELETE");
  assert_none ("GET", "/v1/sessions/x", "DELETE");
}

static void
test_other_path (void)
{
  g_autofree char *long_id = g_strnfill (65, 'a');
  g_autofree char *long_path = g_strconcat ("/v1/sessions/", long_id, NULL);
  const char *others[] = {
    "", "/", "/healthz/", "/HEALTHZ", "*", "/v1/sessions/", "/v1/sessions/a/b", "/v1/sessions/%41"
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    assert_none ("GET", others[i], NULL);
  assert_none ("DELETE", long_path, NULL);
}

static void
test_every_index (void)
{
  for (guint i = 0; i < hw_routes_count () - 1; i++)
    {
      g_assert_nonnull (hw_routes_get (i)->handle);
      g_assert_cmpuint (hw_routes_index (hw_routes_get (i)), ==, i);
    }
  g_assert_cmpstr (hw_routes_get (hw_routes_count () - 1)->pattern, ==, "none");
  g_assert_cmpuint (hw_routes_index (NULL), ==, hw_routes_count () - 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/routes/are-found", test_found);
  g_test_add_func ("/routes/another-method-tells-the-allowed-ones", test_other_method);
  g_test_add_func ("/routes/another-path-is-none", test_other_path);
  g_test_add_func ("/routes/each-has-its-index", test_every_index);
  return g_test_run ();
}
