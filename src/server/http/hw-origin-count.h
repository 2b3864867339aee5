/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many connections each origin has open: one host, or one network of IPv6, is not to take them all. Any
 * thread. */
typedef struct _HwOriginCount HwOriginCount;

/* hw_origin_count_new: @most: 0: no limit. */
HwOriginCount *hw_origin_count_new (guint most);
void hw_origin_count_free (HwOriginCount *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwOriginCount, hw_origin_count_free)

/* hw_origin_count_has_room: whether @origin (nullable: nobody counts it) may open one more. */
gboolean hw_origin_count_has_room (HwOriginCount *self, const char *origin);

/* hw_origin_count_enter, …_leave: in pairs. @origin: (nullable) */
void hw_origin_count_enter (HwOriginCount *self, const char *origin);
void hw_origin_count_leave (HwOriginCount *self, const char *origin);

G_END_DECLS
