/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-language.h"

G_BEGIN_DECLS

/* Who asks: what every service call needs to know of the request behind it. */
typedef struct
{
  const char *request_id;
  const char *origin; /* address; IPv6 by its /64; behind the trusted proxies */
  HwLanguage language;
  gint64 arrived_at; /* instant, when the request's head was read */
} HwCaller;

G_END_DECLS
