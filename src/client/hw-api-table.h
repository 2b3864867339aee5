/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The calls of API.md's table. */
typedef enum
{
  HW_API_CALL_NOTICES,
  HW_API_CALL_TERMS,
  HW_API_CALL_START,
  HW_API_CALL_STATUS,
  HW_API_CALL_RESEND,
  HW_API_CALL_SET_PASSWORD,
  HW_API_CALL_GIVE_UP,
  HW_API_CALL_LOG_IN,
  HW_API_CALL_HOME,
  HW_API_CALL_LOG_OUT,
  HW_API_CALL_LIST_SESSIONS,
  HW_API_CALL_END_SESSION,
  HW_API_CALL_CHANGE_PASSWORD,
  HW_API_N_CALLS,
} HwApiCallId;

/* (transfer full): the message; errors: HW_JSON_ERROR. */
typedef gpointer (*HwApiReader) (JsonNode *node, GError **error);

typedef struct
{
  HwApiCallId id;
  const char *method; /* "GET" */
  const char *path;   /* an id is put behind a path that ends in a slash */
  guint status;
  HwApiReader read; /* (nullable): of the answer's body; NULL: it has none */
  GDestroyNotify destroy;
} HwApiCallKind;

/* hw_api_table_get: (transfer none): the row of @id; the same pointer each time. */
const HwApiCallKind *hw_api_table_get (HwApiCallId id);

G_END_DECLS
