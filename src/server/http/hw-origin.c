/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-origin.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

struct _HwOriginRule
{
  GPtrArray *trusted; /* (element-type GInetAddressMask) */
  int warned;         /* atomic */
};

HwOriginRule *
hw_origin_rule_new (GPtrArray *trusted_proxies)
{
  HwOriginRule *self = g_new0 (HwOriginRule, 1);

  self->trusted = trusted_proxies != NULL ? g_ptr_array_ref (trusted_proxies) : g_ptr_array_new ();
  return self;
}

void
hw_origin_rule_free (HwOriginRule *self)
{
  g_ptr_array_unref (self->trusted);
  g_free (self);
}

static GInetAddress *
address_from_ipv6 (const struct in6_addr *address)
{
  if (IN6_IS_ADDR_V4MAPPED (address))
    return g_inet_address_new_from_bytes (address->s6_addr + 12, G_SOCKET_FAMILY_IPV4);
  return g_inet_address_new_from_bytes (address->s6_addr, G_SOCKET_FAMILY_IPV6);
}

/* @peer: IPv4 or IPv6. */
static GInetAddress *
address_from_peer (const struct sockaddr *peer)
{
  struct sockaddr_in in;
  struct sockaddr_in6 in6;

  if (peer->sa_family == AF_INET)
    {
      memcpy (&in, peer, sizeof in);
      return g_inet_address_new_from_bytes ((const guint8 *) &in.sin_addr, G_SOCKET_FAMILY_IPV4);
    }
  memcpy (&in6, peer, sizeof in6);
  return address_from_ipv6 (&in6.sin6_addr);
}

/* An entry of X-Forwarded-For: an address, perhaps with a port, IPv6 then in brackets. */
static GInetAddress *
address_from_entry (const char *entry)
{
  g_autofree char *text = g_strstrip (g_strdup (entry));
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  if (address == NULL && text[0] == '[' && strchr (text, ']') != NULL)
    {
      *strchr (text, ']') = '\0';
      address = g_inet_address_new_from_string (text + 1);
    }
  else if (address == NULL && strchr (text, ':') != NULL)
    {
      *strchr (text, ':') = '\0';
      address = g_inet_address_new_from_string (text);
    }
  if (address != NULL && g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6)
    {
      struct in6_addr in6;

      memcpy (&in6, g_inet_address_to_bytes (address), sizeof in6);
      return address_from_ipv6 (&in6);
    }
  return g_steal_pointer (&address);
}

static gboolean
is_trusted (HwOriginRule *self, GInetAddress *address)
{
  for (guint i = 0; i < self->trusted->len; i++)
    {
      if (g_inet_address_mask_matches (self->trusted->pdata[i], address))
        return TRUE;
    }
  return FALSE;
}

/* @bytes: 4 or 16, in network order. */
static char *
origin_of_bytes (int family, const guint8 *bytes)
{
  char text[INET6_ADDRSTRLEN + sizeof "/64"];
  guint8 network[16] = { 0 };

  if (family == AF_INET)
    return g_strdup (inet_ntop (AF_INET, bytes, text, sizeof text));
  memcpy (network, bytes, 8);
  inet_ntop (AF_INET6, network, text, INET6_ADDRSTRLEN);
  return g_strconcat (text, "/64", NULL);
}

static char *
origin_of (GInetAddress *address)
{
  gboolean is_ipv6 = g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6;

  return origin_of_bytes (is_ipv6 ? AF_INET6 : AF_INET, g_inet_address_to_bytes (address));
}

/* (nullable): for the common case, in which nobody stands between: without making objects. */
static char *
origin_of_peer (const struct sockaddr *peer)
{
  struct sockaddr_in in;
  struct sockaddr_in6 in6;

  if (peer->sa_family == AF_INET)
    {
      memcpy (&in, peer, sizeof in);
      return origin_of_bytes (AF_INET, (const guint8 *) &in.sin_addr);
    }
  if (peer->sa_family != AF_INET6)
    return NULL;
  memcpy (&in6, peer, sizeof in6);
  if (IN6_IS_ADDR_V4MAPPED (&in6.sin6_addr))
    return origin_of_bytes (AF_INET, in6.sin6_addr.s6_addr + 12);
  return origin_of_bytes (AF_INET6, in6.sin6_addr.s6_addr);
}

/* Walks the entries from the right; one that cannot be read ends the walk at the last address that was
 * vouched for. @peer: (nullable) */
static GInetAddress *
find_forwarded (HwOriginRule *self, GInetAddress *peer, const char *forwarded_for)
{
  g_auto (GStrv) entries = g_strsplit (forwarded_for, ",", -1);
  GInetAddress *last = peer != NULL ? g_object_ref (peer) : NULL;

  for (guint i = g_strv_length (entries); i > 0; i--)
    {
      GInetAddress *address = address_from_entry (entries[i - 1]);

      if (address == NULL)
        return last;
      g_clear_object (&last);
      last = address;
      if (!is_trusted (self, last))
        return last;
    }
  return last;
}

char *
hw_origin_rule_find (HwOriginRule *self, const struct sockaddr *peer, const char *forwarded_for)
{
  g_autofree char *peer_origin = peer != NULL ? origin_of_peer (peer) : NULL;
  g_autoptr (GInetAddress) address = NULL;
  g_autoptr (GInetAddress) origin = NULL;

  if (peer_origin == NULL && peer != NULL && peer->sa_family == AF_UNIX && forwarded_for != NULL)
    origin = find_forwarded (self, NULL, forwarded_for);
  if (peer_origin == NULL)
    return origin != NULL ? origin_of (origin) : g_strdup ("unknown");
  if (forwarded_for == NULL)
    return g_steal_pointer (&peer_origin);

  address = address_from_peer (peer);
  if (!is_trusted (self, address))
    {
      if (g_atomic_int_compare_and_exchange (&self->warned, 0, 1))
        {
          g_autofree char *text = g_inet_address_to_string (address);

          g_warning ("X-Forwarded-For from %s, which is not in trusted-proxies, is ignored (said once)",
                     text);
        }
      return g_steal_pointer (&peer_origin);
    }
  origin = find_forwarded (self, address, forwarded_for);
  return origin_of (origin);
}

char *
hw_origin_rule_find_counted (HwOriginRule *self, const struct sockaddr *peer)
{
  g_autofree char *origin = peer != NULL ? origin_of_peer (peer) : NULL;
  g_autoptr (GInetAddress) address = NULL;

  if (origin == NULL || self->trusted->len == 0)
    return g_steal_pointer (&origin);
  address = address_from_peer (peer);
  return is_trusted (self, address) ? NULL : g_steal_pointer (&origin);
}
