/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/http/hw-http-response.h"
#include "server/http/hw-services.h"

G_BEGIN_DECLS

/* hw_handler: (transfer full): answers @request. */
typedef HwHttpResponse *(*HwHandler) (HwServices *services, HwHttpRequest *request);

typedef enum
{
  HW_RUN_AT_ONCE, /* on the thread that serves connections: answered from memory */
  HW_RUN_ON_STORE_POOL,
  HW_RUN_ON_HASHING_POOL,
} HwRunOn;

typedef enum
{
  HW_NEEDS_NOTHING = 0,
  HW_NEEDS_BEARER = 1 << 0,
  HW_NEEDS_JSON = 1 << 1, /* a body; every other call refuses one */
  HW_NEEDS_IDEMPOTENCY_KEY = 1 << 2,
} HwNeeds;

/* A row of API.md's table. */
typedef struct
{
  const char *method;
  const char *pattern; /* "{id}" as last part stands for [A-Za-z0-9_-]{1,64} */
  HwHandler handle;
  HwRunOn run_on;
  HwNeeds needs;
} HwRoute;

/**
 * hw_routes_find:
 * @method: as sent; HEAD finds what GET does
 * @path: raw, without query
 * @id: (out) (transfer full) (nullable): what stands for "{id}"
 * @allow: (out) (transfer full) (nullable): where there are only other methods for @path, those: "GET, HEAD"
 *
 * Returns: (nullable): the route
 */
const HwRoute *hw_routes_find (const char *method, const char *path, char **id, char **allow);

/* Each route has an index for metrics; the last, with method "other" and pattern "none", is no route. */
guint hw_routes_count (void);
const HwRoute *hw_routes_get (guint index);
/* hw_routes_index: @route: (nullable): %NULL gives the last. */
guint hw_routes_index (const HwRoute *route);

G_END_DECLS
