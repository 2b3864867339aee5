/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sys/socket.h>

G_BEGIN_DECLS

/*
 * Where a request comes from, as the limits count it (API.md, Origin): the peer's address; where that lies
 * within the trusted proxies, the rightmost X-Forwarded-For entry outside them. IPv6 by its /64. Whoever
 * connects to a Unix socket is a trusted proxy: such a socket is served where the operator said so.
 */
typedef struct _HwOriginRule HwOriginRule;

/* hw_origin_rule_new: @trusted_proxies: (element-type GInetAddressMask) (nullable). Immutable but for the
 * one warning; any thread. */
HwOriginRule *hw_origin_rule_new (GPtrArray *trusted_proxies);
void hw_origin_rule_free (HwOriginRule *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwOriginRule, hw_origin_rule_free)

/**
 * hw_origin_rule_find:
 * @peer: (nullable): the connection's other end; %NULL gives "unknown", as does a proxy without an address
 * that says nothing
 * @forwarded_for: (nullable): every X-Forwarded-For field of the request in order, joined by commas;
 *   unchecked. From an untrusted peer it is ignored, and warned about once.
 *
 * Returns: (transfer full): "192.0.2.7", "2001:db8:1:2::/64"
 */
char *hw_origin_rule_find (HwOriginRule *self, const struct sockaddr *peer, const char *forwarded_for);

/**
 * hw_origin_rule_find_counted:
 *
 * Returns: (transfer full) (nullable): what @peer's connections are counted under, written as above; %NULL
 * for a trusted proxy, which stands for many
 */
char *hw_origin_rule_find_counted (HwOriginRule *self, const struct sockaddr *peer);

G_END_DECLS
