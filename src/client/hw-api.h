/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/hw-client-error.h"
#include "contract/hw-notices.h"
#include "contract/hw-registration-message.h"
#include "contract/hw-session-message.h"
#include "contract/hw-terms.h"

G_BEGIN_DECLS

/*
 * HwApi: API.md over libsoup. Every call is asynchronous, cancellable, has a total deadline and a cap on the
 * answer's size; TLS errors are fatal; errors are HW_CLIENT_ERROR. Calls that are safe to repeat (GET; POST
 * with its Idempotency-Key) are repeated once by itself after a connection that broke. Credentials travel in
 * Authorization only, and are not kept.
 * Property: encrypted: whether the server has answered through TLS, with a certificate that is good;
 * read-only.
 */
#define HW_TYPE_API (hw_api_get_type ())
G_DECLARE_FINAL_TYPE (HwApi, hw_api, HW, API, GObject)

/* hw_api_new: @server_url: from hw_server_url_parse(); @language: of texts asked for. */
HwApi *hw_api_new (const char *server_url, HwLanguage language);
const char *hw_api_get_server_url (HwApi *self);
/* hw_api_get_encrypted: FALSE until the first answer, and once a certificate was refused. */
gboolean hw_api_get_encrypted (HwApi *self);
/* hw_api_set_deadline: seconds for a whole call; default 30. */
void hw_api_set_deadline (HwApi *self, guint seconds);

/* hw_api_new_idempotency_key: (transfer full): a fresh one; with a body it is worth the credential: a secret.
 */
char *hw_api_new_idempotency_key (void);

/* Notices and terms are revalidated with their ETag. (transfer full) results end with hw_notices_free(),
 * hw_terms_free(). */
void hw_api_get_notices_async (HwApi *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data);
HwNotices *hw_api_get_notices_finish (HwApi *self, GAsyncResult *result, GError **error);

void hw_api_get_terms_async (HwApi *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data);
HwTerms *hw_api_get_terms_finish (HwApi *self, GAsyncResult *result, GError **error);

void hw_api_start_registration_async (HwApi *self,
                                      const HwRegistrationRequest *request,
                                      const char *idempotency_key,
                                      GCancellable *c,
                                      GAsyncReadyCallback cb,
                                      gpointer data);
HwRegistrationStatus *hw_api_start_registration_finish (HwApi *self, GAsyncResult *result, GError **error);

void hw_api_get_registration_async (HwApi *self,
                                    const char *credential,
                                    GCancellable *c,
                                    GAsyncReadyCallback cb,
                                    gpointer data);
HwRegistrationStatus *hw_api_get_registration_finish (HwApi *self, GAsyncResult *result, GError **error);

void hw_api_resend_mail_async (HwApi *self,
                               const char *credential,
                               const char *idempotency_key,
                               GCancellable *c,
                               GAsyncReadyCallback cb,
                               gpointer data);
HwRegistrationStatus *hw_api_resend_mail_finish (HwApi *self, GAsyncResult *result, GError **error);

void hw_api_set_password_async (HwApi *self,
                                const char *credential,
                                const HwPasswordSubmission *submission,
                                GCancellable *c,
                                GAsyncReadyCallback cb,
                                gpointer data);
HwCompletion *hw_api_set_password_finish (HwApi *self, GAsyncResult *result, GError **error);

void hw_api_give_up_registration_async (HwApi *self,
                                        const char *credential,
                                        GCancellable *c,
                                        GAsyncReadyCallback cb,
                                        gpointer data);
gboolean hw_api_give_up_registration_finish (HwApi *self, GAsyncResult *result, GError **error);

void hw_api_log_in_async (HwApi *self,
                          const HwLoginRequest *request,
                          GCancellable *c,
                          GAsyncReadyCallback cb,
                          gpointer data);
HwLogin *hw_api_log_in_finish (HwApi *self, GAsyncResult *result, GError **error);

void hw_api_get_home_async (HwApi *self,
                            const char *credential,
                            GCancellable *c,
                            GAsyncReadyCallback cb,
                            gpointer data);
HwHome *hw_api_get_home_finish (HwApi *self, GAsyncResult *result, GError **error);

void hw_api_log_out_async (HwApi *self,
                           const char *credential,
                           GCancellable *c,
                           GAsyncReadyCallback cb,
                           gpointer data);
gboolean hw_api_log_out_finish (HwApi *self, GAsyncResult *result, GError **error);

void hw_api_list_sessions_async (HwApi *self,
                                 const char *credential,
                                 GCancellable *c,
                                 GAsyncReadyCallback cb,
                                 gpointer data);
/* (transfer full) (element-type HwSessionEntry) */
GPtrArray *hw_api_list_sessions_finish (HwApi *self, GAsyncResult *result, GError **error);

void hw_api_end_session_async (HwApi *self,
                               const char *credential,
                               const char *session_id,
                               GCancellable *c,
                               GAsyncReadyCallback cb,
                               gpointer data);
gboolean hw_api_end_session_finish (HwApi *self, GAsyncResult *result, GError **error);

void hw_api_change_password_async (HwApi *self,
                                   const char *credential,
                                   const HwPasswordChange *change,
                                   GCancellable *c,
                                   GAsyncReadyCallback cb,
                                   gpointer data);
gboolean hw_api_change_password_finish (HwApi *self, GAsyncResult *result, GError **error);

G_END_DECLS
