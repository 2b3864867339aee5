/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-origin.h"

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

static GInetAddress *
address_from_peer (const struct sockaddr *peer)
{
  if (peer == NULL)
    return NULL;
  if (peer->sa_family == AF_INET)
    {
      struct sockaddr_in in;

      memcpy (&in, peer, sizeof in);
      return g_inet_address_new_from_bytes ((const guint8 *) &in.sin_addr, G_SOCKET_FAMILY_IPV4);
    }
  if (peer->sa_family == AF_INET6)
    {
      struct sockaddr_in6 in6;

      memcpy (&in6, peer, sizeof in6);
      return address_from_ipv6 (&in6.sin6_addr);
    }
  return NULL;
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

static char *
origin_of (GInetAddress *address)
{
  g_autoptr (GInetAddress) network = NULL;
  g_autofree char *text = NULL;
  guint8 bytes[16];

  if (g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV6)
    return g_inet_address_to_string (address);

  memcpy (bytes, g_inet_address_to_bytes (address), sizeof bytes);
  memset (bytes + 8, 0, 8);
  network = g_inet_address_new_from_bytes (bytes, G_SOCKET_FAMILY_IPV6);
  text = g_inet_address_to_string (network);
  return g_strconcat (text, "/64", NULL);
}

/* Walks the entries from the right; one that cannot be read ends the walk at the last address that was
 * vouched for. */
static GInetAddress *
find_forwarded (HwOriginRule *self, GInetAddress *peer, const char *forwarded_for)
{
  g_auto (GStrv) entries = g_strsplit (forwarded_for, ",", -1);
  GInetAddress *last = g_object_ref (peer);

  for (guint i = g_strv_length (entries); i > 0; i--)
    {
      GInetAddress *address = address_from_entry (entries[i - 1]);

      if (address == NULL)
        return last;
      g_object_unref (last);
      last = address;
      if (!is_trusted (self, last))
        return last;
    }
  return last;
}

char *
hw_origin_rule_find (HwOriginRule *self, const struct sockaddr *peer, const char *forwarded_for)
{
  g_autoptr (GInetAddress) address = address_from_peer (peer);
  g_autoptr (GInetAddress) origin = NULL;

  if (address == NULL)
    return g_strdup ("unknown");
  if (forwarded_for == NULL)
    return origin_of (address);
  if (!is_trusted (self, address))
    {
      if (g_atomic_int_compare_and_exchange (&self->warned, 0, 1))
        {
          g_autofree char *text = g_inet_address_to_string (address);

          g_warning ("X-Forwarded-For from %s, which is not in trusted-proxies, is ignored (said once)",
                     text);
        }
      return origin_of (address);
    }
  origin = find_forwarded (self, address, forwarded_for);
  return origin_of (origin);
}
