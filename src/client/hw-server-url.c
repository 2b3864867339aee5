/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-server-url.h"

#include <string.h>

#define MAX_LENGTH 2000
#define HTTPS_PORT 443
#define HTTP_PORT 80

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);

  return g_str_equal (host, "localhost");
}

/* The host in lower-case ASCII, an address without brackets; NULL where it is neither name nor address. */
static char *
normalize_host (const char *host)
{
  g_autofree char *ascii = NULL;
  g_autofree char *lower = NULL;

  if (host == NULL || *host == '\0' || strlen (host) > 253)
    return NULL;

  if (g_hostname_is_ip_address (host))
    return strchr (host, '%') == NULL ? g_ascii_strdown (host, -1) : NULL;

  ascii = g_hostname_to_ascii (host);
  if (ascii == NULL)
    return NULL;

  lower = g_ascii_strdown (ascii, -1);
  if (lower[0] == '.' || lower[0] == '-' || strstr (lower, "..") != NULL)
    return NULL;
  for (const char *c = lower; *c != '\0'; c++)
    {
      if (!g_ascii_isalnum (*c) && strchr (".-_", *c) == NULL)
        return NULL;
    }

  return g_steal_pointer (&lower);
}

static int
default_port (const char *scheme)
{
  return g_str_equal (scheme, "https") ? HTTPS_PORT : HTTP_PORT;
}

/* Only what can stand in a path as it is: the calls' own paths are put behind it. */
static gboolean
is_plain_path (const char *path)
{
  for (const char *c = path; *c != '\0'; c++)
    {
      if (!g_ascii_isalnum (*c) && strchr ("/-._~", *c) == NULL)
        return FALSE;
    }

  return strstr (path, "//") == NULL && strstr (path, "/.") == NULL;
}

static char *
without_trailing_slashes (const char *path)
{
  char *stripped = g_strdup (path);

  for (gsize length = strlen (stripped); length > 0 && stripped[length - 1] == '/'; length--)
    stripped[length - 1] = '\0';

  return stripped;
}

char *
hw_server_url_parse (const char *typed, GError **error)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *text = NULL;
  g_autofree char *host = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GUri) uri = NULL;
  const char *scheme;
  gboolean is_ipv6;
  int port;

  g_return_val_if_fail (typed != NULL, NULL);

  if (strlen (typed) > MAX_LENGTH || !g_utf8_validate (typed, -1, NULL))
    {
      g_set_error_literal (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_SERVER_URL, "Not an address of a server");
      return NULL;
    }

  trimmed = g_strstrip (g_strdup (typed));
  text = strstr (trimmed, "://") != NULL ? g_strdup (trimmed) : g_strconcat ("https://", trimmed, NULL);
  uri = g_uri_parse (text, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_PATH, NULL);
  if (uri != NULL)
    host = normalize_host (g_uri_get_host (uri));
  if (uri == NULL || host == NULL || g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL
      || g_uri_get_fragment (uri) != NULL || g_uri_get_port (uri) == 0)
    {
      g_set_error_literal (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_SERVER_URL, "Not an address of a server");
      return NULL;
    }

  scheme = g_uri_get_scheme (uri);
  if (!g_str_equal (scheme, "https") && !(g_str_equal (scheme, "http") && is_loopback (host)))
    {
      g_set_error_literal (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_SERVER_URL,
                           "Only https: is used, and http: to this machine itself");
      return NULL;
    }

  path = without_trailing_slashes (g_uri_get_path (uri));
  if (!is_plain_path (path))
    {
      g_set_error_literal (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_SERVER_URL, "Not an address of a server");
      return NULL;
    }

  port = g_uri_get_port (uri);
  is_ipv6 = strchr (host, ':') != NULL;
  if (port == -1 || port == default_port (scheme))
    return g_strdup_printf ("%s://%s%s%s%s", scheme, is_ipv6 ? "[" : "", host, is_ipv6 ? "]" : "", path);

  return g_strdup_printf ("%s://%s%s%s:%d%s", scheme, is_ipv6 ? "[" : "", host, is_ipv6 ? "]" : "", port,
                          path);
}

char *
hw_server_url_display (const char *url)
{
  const char *authority;
  const char *end;

  g_return_val_if_fail (url != NULL, NULL);

  /* A parsed URL holds neither user nor default port: what stands between the slashes is host and port. */
  authority = strstr (url, "://");
  if (authority == NULL)
    return g_strdup (url);
  authority += strlen ("://");
  end = strchr (authority, '/');

  return end != NULL ? g_strndup (authority, (gsize) (end - authority)) : g_strdup (authority);
}

gboolean
hw_server_url_is_secure (const char *url)
{
  g_return_val_if_fail (url != NULL, FALSE);

  return g_str_has_prefix (url, "https://");
}

gboolean
hw_server_url_is_loopback (const char *url)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (url != NULL, FALSE);

  uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  return uri != NULL && g_uri_get_host (uri) != NULL && is_loopback (g_uri_get_host (uri));
}
