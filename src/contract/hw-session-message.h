/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-account-message.h"
#include "contract/hw-json.h"

G_BEGIN_DECLS

#define HW_DEVICE_MAX_LENGTH 100

/* hw_device_is_valid: @device: (nullable). Whether it may stand in the list of sessions as a device's name:
 * UTF-8 of at most HW_DEVICE_MAX_LENGTH characters, one line, and none that is invisible or turns the
 * writing's direction (Unicode's Cc, Cf, Zl, Zp): whoever stole the password must not be able to name a
 * session so that the list shows something else. */
gboolean hw_device_is_valid (const char *device);

/* Body of POST /v1/sessions (求人者マイページログイン). */
typedef struct
{
  char *email;    /* as sent */
  char *password; /* a secret, wiped when freed */
  gboolean remember;
  char *device; /* (nullable): name for the list of sessions */
} HwLoginRequest;

HwLoginRequest *
hw_login_request_new (const char *email, const char *password, gboolean remember, const char *device);
void hw_login_request_free (HwLoginRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwLoginRequest, hw_login_request_free)
JsonNode *hw_login_request_to_json (const HwLoginRequest *self);
HwLoginRequest *hw_login_request_from_json (JsonNode *node, GError **error);

/* Its 201. */
typedef struct
{
  char *credential;  /* a secret, wiped when freed */
  gint64 expires_in; /* seconds, to the nearer of the idle and the absolute end */
  gint64 expires_at; /* instant */
  HwAccountSummary *account;
} HwLogin;

void hw_login_free (HwLogin *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwLogin, hw_login_free)
JsonNode *hw_login_to_json (const HwLogin *self);
HwLogin *hw_login_from_json (JsonNode *node, GError **error);

/* One entry of My Page's menu. */
typedef struct
{
  char *id;
  char *title;
  char *description;
  char *url; /* https: or http: */
} HwMenuEntry;

void hw_menu_entry_free (HwMenuEntry *self);

/* GET /v1/session (求人者マイページホーム). */
typedef struct
{
  HwAccountSummary *account;
  GPtrArray *menu; /* (element-type HwMenuEntry) */
  gint64 expires_in;
  gint64 expires_at;
} HwHome;

void hw_home_free (HwHome *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwHome, hw_home_free)
JsonNode *hw_home_to_json (const HwHome *self);
HwHome *hw_home_from_json (JsonNode *node, GError **error);

/* One entry of GET /v1/sessions (ログイン中の端末). */
typedef struct
{
  char *id;
  char *device; /* may be empty */
  char *origin; /* (nullable): where the login came from: "192.0.2.7", "2001:db8:1:2::/64" */
  gint64 created_at;
  gint64 last_used_at;
  gboolean current;
} HwSessionEntry;

/* hw_session_entry_new: @origin: empty where it is not known. */
HwSessionEntry *hw_session_entry_new (const char *id,
                                      const char *device,
                                      const char *origin,
                                      gint64 created_at,
                                      gint64 last_used_at,
                                      gboolean current);
void hw_session_entry_free (HwSessionEntry *self);

/* GET /v1/sessions: (element-type HwSessionEntry). */
JsonNode *hw_session_list_to_json (GPtrArray *sessions);
GPtrArray *hw_session_list_from_json (JsonNode *node, GError **error);

/* hw_menu_from_json, …_to_json: (element-type HwMenuEntry): the array alone, as content/ holds it. */
JsonNode *hw_menu_to_json (GPtrArray *menu);
GPtrArray *hw_menu_from_json (JsonNode *array, HwJsonStrictness strictness, GError **error);

G_END_DECLS
