/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-routes.h"

#include "server/http/hw-content-routes.h"
#include "server/http/hw-health-routes.h"
#include "server/http/hw-registration-routes.h"
#include "server/http/hw-session-routes.h"

#include <string.h>

#define MAX_ID_LENGTH 64

static const HwRoute routes[] = {
  { "GET", "/v1/notices", hw_content_routes_notices, HW_RUN_AT_ONCE, HW_NEEDS_NOTHING },
  { "GET", "/v1/terms", hw_content_routes_terms, HW_RUN_AT_ONCE, HW_NEEDS_NOTHING },
  { "GET", "/v1/openapi.yaml", hw_content_routes_openapi, HW_RUN_AT_ONCE, HW_NEEDS_NOTHING },
  { "GET", "/healthz", hw_health_routes_alive, HW_RUN_AT_ONCE, HW_NEEDS_NOTHING },
  { "GET", "/readyz", hw_health_routes_ready, HW_RUN_ON_STORE_POOL, HW_NEEDS_NOTHING },
  { "POST", "/v1/password-registrations", hw_registration_routes_start, HW_RUN_ON_STORE_POOL,
    HW_NEEDS_JSON | HW_NEEDS_IDEMPOTENCY_KEY },
  { "GET", "/v1/password-registration", hw_registration_routes_status, HW_RUN_ON_STORE_POOL,
    HW_NEEDS_BEARER },
  { "DELETE", "/v1/password-registration", hw_registration_routes_give_up, HW_RUN_ON_STORE_POOL,
    HW_NEEDS_BEARER },
  { "POST", "/v1/password-registration/mail", hw_registration_routes_resend, HW_RUN_ON_STORE_POOL,
    HW_NEEDS_BEARER | HW_NEEDS_IDEMPOTENCY_KEY },
  { "PUT", "/v1/password-registration/password", hw_registration_routes_set_password, HW_RUN_ON_HASHING_POOL,
    HW_NEEDS_BEARER | HW_NEEDS_JSON },
  { "POST", "/v1/sessions", hw_session_routes_login, HW_RUN_ON_HASHING_POOL, HW_NEEDS_JSON },
  { "GET", "/v1/sessions", hw_session_routes_list, HW_RUN_ON_STORE_POOL, HW_NEEDS_BEARER },
  { "DELETE", "/v1/sessions/{id}", hw_session_routes_end, HW_RUN_ON_STORE_POOL, HW_NEEDS_BEARER },
  { "GET", "/v1/session", hw_session_routes_home, HW_RUN_ON_STORE_POOL, HW_NEEDS_BEARER },
  { "DELETE", "/v1/session", hw_session_routes_logout, HW_RUN_ON_STORE_POOL, HW_NEEDS_BEARER },
  { "PUT", "/v1/account/password", hw_session_routes_change_password, HW_RUN_ON_HASHING_POOL,
    HW_NEEDS_BEARER | HW_NEEDS_JSON },
};

static const HwRoute no_route = { "other", "none", NULL, HW_RUN_AT_ONCE, HW_NEEDS_NOTHING };

/* @id: where it begins in @path; NULL where the pattern has none. */
static gboolean
path_matches (const char *pattern, const char *path, const char **id)
{
  const char *brace = strchr (pattern, '{');
  gsize length;

  *id = NULL;
  if (brace == NULL)
    return strcmp (pattern, path) == 0;
  if (strncmp (pattern, path, (gsize) (brace - pattern)) != 0)
    return FALSE;
  *id = path + (brace - pattern);
  length = strlen (*id);
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum ((*id)[i]) && (*id)[i] != '-' && (*id)[i] != '_')
        return FALSE;
    }
  return length > 0 && length <= MAX_ID_LENGTH;
}

/* (nullable): the methods that @path has. */
static char *
methods_of (const char *path)
{
  g_autoptr (GString) methods = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      const char *id_start;

      if (!path_matches (routes[i].pattern, path, &id_start))
        continue;
      g_string_append_printf (methods, "%s%s%s", methods->len > 0 ? ", " : "", routes[i].method,
                              strcmp (routes[i].method, "GET") == 0 ? ", HEAD" : "");
    }
  return methods->len > 0 ? g_strdup (methods->str) : NULL;
}

const HwRoute *
hw_routes_find (const char *method, const char *path, char **id, char **allow)
{
  const char *sought = strcmp (method, "HEAD") == 0 ? "GET" : method;

  *id = NULL;
  *allow = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      const char *id_start;

      if (strcmp (routes[i].method, sought) == 0 && path_matches (routes[i].pattern, path, &id_start))
        {
          *id = g_strdup (id_start);
          return &routes[i];
        }
    }
  *allow = methods_of (path);
  return NULL;
}

guint
hw_routes_count (void)
{
  return G_N_ELEMENTS (routes) + 1;
}

const HwRoute *
hw_routes_get (guint index)
{
  return index < G_N_ELEMENTS (routes) ? &routes[index] : &no_route;
}

guint
hw_routes_index (const HwRoute *route)
{
  return route != NULL ? (guint) (route - routes) : G_N_ELEMENTS (routes);
}
