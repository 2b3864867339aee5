/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-api.h"

#include "client/hw-api-call.h"
#include "client/hw-api-table.h"
#include "client/hw-random-token.h"
#include "client/hw-server-url.h"
#include "contract/hw-json.h"
#include "contract/hw-wipe.h"
#include "hw-build-config.h"

#define DEFAULT_DEADLINE_SECONDS 30

struct _HwApi
{
  GObject parent_instance;

  char *server_url;
  HwLanguage language;
  gboolean encrypted;
  guint deadline;
  SoupSession *session;
  HwApiAnswer *cached[HW_API_N_CALLS]; /* (nullable): the latest with an ETag, of notices and terms */
};

G_DEFINE_FINAL_TYPE (HwApi, hw_api, G_TYPE_OBJECT)

enum
{
  PROP_ENCRYPTED = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
hw_api_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_ENCRYPTED)
    g_value_set_boolean (value, HW_API (object)->encrypted);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
hw_api_dispose (GObject *object)
{
  HwApi *self = HW_API (object);

  for (guint i = 0; i < HW_API_N_CALLS; i++)
    g_clear_pointer (&self->cached[i], hw_api_answer_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (hw_api_parent_class)->dispose (object);
}

static void
hw_api_finalize (GObject *object)
{
  HwApi *self = HW_API (object);

  g_free (self->server_url);

  G_OBJECT_CLASS (hw_api_parent_class)->finalize (object);
}

static void
hw_api_class_init (HwApiClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hw_api_get_property;
  object_class->dispose = hw_api_dispose;
  object_class->finalize = hw_api_finalize;

  properties[PROP_ENCRYPTED] =
    g_param_spec_boolean ("encrypted", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hw_api_init (HwApi *self)
{
  self->deadline = DEFAULT_DEADLINE_SECONDS;
}

static SoupSession *
new_soup_session (HwApi *self)
{
  /* No cookies, no HSTS and no log are there unless one adds them. */
  SoupSession *session =
    soup_session_new_with_options ("timeout", 0, "user-agent", "hellowork-mypage/" HW_VERSION,
                                   "accept-language", hw_language_tag (self->language), NULL);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  if (hw_server_url_is_loopback (self->server_url))
    soup_session_set_proxy_resolver (session, NULL);
  return session;
}

HwApi *
hw_api_new (const char *server_url, HwLanguage language)
{
  HwApi *self;

  g_return_val_if_fail (server_url != NULL, NULL);

  self = g_object_new (HW_TYPE_API, NULL);
  self->server_url = g_strdup (server_url);
  self->language = language;
  self->session = new_soup_session (self);

  return self;
}

const char *
hw_api_get_server_url (HwApi *self)
{
  g_return_val_if_fail (HW_IS_API (self), NULL);

  return self->server_url;
}

gboolean
hw_api_get_encrypted (HwApi *self)
{
  g_return_val_if_fail (HW_IS_API (self), FALSE);

  return self->encrypted;
}

/* What a call's end says about the connection: an answer, a refusal to trust it, or nothing. */
static void
take_over_encryption (HwApi *self, const GError *error)
{
  gboolean answered = error == NULL || hw_client_error_get_problem (error) != NULL;
  gboolean refused = g_error_matches (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_TLS);
  gboolean encrypted =
    refused ? FALSE : self->encrypted || (answered && hw_server_url_is_secure (self->server_url));

  if (encrypted == self->encrypted)
    return;
  self->encrypted = encrypted;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENCRYPTED]);
}

void
hw_api_set_deadline (HwApi *self, guint seconds)
{
  g_return_if_fail (HW_IS_API (self));
  g_return_if_fail (seconds > 0);

  self->deadline = seconds;
}

char *
hw_api_new_idempotency_key (void)
{
  return hw_random_token ();
}

/* Keeps an answer that could be read, for the 304 that may follow. */
static void
keep_answer (HwApi *self, HwApiCallId id, HwApiAnswer *answer)
{
  g_clear_pointer (&self->cached[id], hw_api_answer_free);
  self->cached[id] = answer;
}

/* libsoup up to 3.6 counts a message that was cancelled, while it waited for an answer, as ended twice. A
 * single message after it would then never be sent: it gets a session of its own. (GNOME/libsoup 9ba1243a) */
static void
leave_miscounting_session (HwApi *self, const GError *error)
{
  if (self->session != NULL
      && (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
          || g_error_matches (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_TIMED_OUT)))
    {
      g_object_unref (self->session);
      self->session = new_soup_session (self);
    }
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwApi *self = g_task_get_source_object (task);
  const HwApiCallKind *kind = g_task_get_source_tag (task);
  HwApiCallId id = kind->id;
  g_autoptr (HwApiAnswer) received = NULL;
  GError *error = NULL;
  gpointer message;

  received = hw_api_call_finish (result, &error);
  take_over_encryption (self, error);
  if (received == NULL)
    {
      leave_miscounting_session (self, error);
      g_task_return_error (task, error);
      return;
    }
  if (kind->read == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  message = kind->read (received->not_modified ? self->cached[id]->body : received->body, &error);
  if (message == NULL)
    {
      g_task_return_new_error (task, HW_CLIENT_ERROR, HW_CLIENT_ERROR_NOT_OUR_SERVER,
                               "The answer is not the one expected: %s", error->message);
      g_clear_error (&error);
      return;
    }

  if ((id == HW_API_CALL_NOTICES || id == HW_API_CALL_TERMS) && received->etag != NULL)
    keep_answer (self, id, g_steal_pointer (&received));
  g_task_return_pointer (task, message, kind->destroy);
}

/**
 * send:
 * @credential, @key: (nullable)
 * @target: (nullable): the id behind the path
 * @body: (nullable) (transfer full)
 */
static void
send (HwApi *self,
      HwApiCallId id,
      const char *credential,
      const char *key,
      const char *target,
      JsonNode *body,
      GCancellable *c,
      GAsyncReadyCallback cb,
      gpointer data)
{
  const HwApiCallKind *kind = hw_api_table_get (id);
  HwApiRequest *request = g_new0 (HwApiRequest, 1);
  GTask *task = g_task_new (self, c, cb, data);

  g_task_set_source_tag (task, (gpointer) kind);
  request->method = kind->method;
  request->status = kind->status;
  request->has_body = kind->read != NULL;
  request->credential = g_strdup (credential);
  request->key = g_strdup (key);
  if (self->cached[id] != NULL)
    request->etag = g_strdup (self->cached[id]->etag);
  if (target != NULL)
    {
      g_autofree char *escaped = g_uri_escape_string (target, NULL, FALSE);

      request->path = g_strconcat (kind->path, escaped, NULL);
    }
  else
    request->path = g_strdup (kind->path);
  if (body != NULL)
    {
      char *text = hw_json_to_string (body);

      request->body = g_bytes_new_with_free_func (text, strlen (text), (GDestroyNotify) hw_wipe_free, text);
      json_node_unref (body);
    }

  hw_api_call_async (self->session, self->server_url, self->deadline, request, c, on_answer, task);
}

static gpointer
finish_pointer (HwApi *self, HwApiCallId id, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, (gpointer) hw_api_table_get (id)), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
finish_boolean (HwApi *self, HwApiCallId id, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, (gpointer) hw_api_table_get (id)), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
hw_api_get_notices_async (HwApi *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data)
{
  send (self, HW_API_CALL_NOTICES, NULL, NULL, NULL, NULL, c, cb, data);
}

HwNotices *
hw_api_get_notices_finish (HwApi *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, HW_API_CALL_NOTICES, result, error);
}

void
hw_api_get_terms_async (HwApi *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data)
{
  send (self, HW_API_CALL_TERMS, NULL, NULL, NULL, NULL, c, cb, data);
}

HwTerms *
hw_api_get_terms_finish (HwApi *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, HW_API_CALL_TERMS, result, error);
}

void
hw_api_start_registration_async (HwApi *self,
                                 const HwRegistrationRequest *request,
                                 const char *idempotency_key,
                                 GCancellable *c,
                                 GAsyncReadyCallback cb,
                                 gpointer data)
{
  send (self, HW_API_CALL_START, NULL, idempotency_key, NULL, hw_registration_request_to_json (request), c,
        cb, data);
}

HwRegistrationStatus *
hw_api_start_registration_finish (HwApi *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, HW_API_CALL_START, result, error);
}

void
hw_api_get_registration_async (HwApi *self,
                               const char *credential,
                               GCancellable *c,
                               GAsyncReadyCallback cb,
                               gpointer data)
{
  send (self, HW_API_CALL_STATUS, credential, NULL, NULL, NULL, c, cb, data);
}

HwRegistrationStatus *
hw_api_get_registration_finish (HwApi *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, HW_API_CALL_STATUS, result, error);
}

void
hw_api_resend_mail_async (HwApi *self,
                          const char *credential,
                          const char *idempotency_key,
                          GCancellable *c,
                          GAsyncReadyCallback cb,
                          gpointer data)
{
  send (self, HW_API_CALL_RESEND, credential, idempotency_key, NULL, NULL, c, cb, data);
}

HwRegistrationStatus *
hw_api_resend_mail_finish (HwApi *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, HW_API_CALL_RESEND, result, error);
}

void
hw_api_set_password_async (HwApi *self,
                           const char *credential,
                           const HwPasswordSubmission *submission,
                           GCancellable *c,
                           GAsyncReadyCallback cb,
                           gpointer data)
{
  send (self, HW_API_CALL_SET_PASSWORD, credential, NULL, NULL, hw_password_submission_to_json (submission),
        c, cb, data);
}

HwCompletion *
hw_api_set_password_finish (HwApi *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, HW_API_CALL_SET_PASSWORD, result, error);
}

void
hw_api_give_up_registration_async (HwApi *self,
                                   const char *credential,
                                   GCancellable *c,
                                   GAsyncReadyCallback cb,
                                   gpointer data)
{
  send (self, HW_API_CALL_GIVE_UP, credential, NULL, NULL, NULL, c, cb, data);
}

gboolean
hw_api_give_up_registration_finish (HwApi *self, GAsyncResult *result, GError **error)
{
  return finish_boolean (self, HW_API_CALL_GIVE_UP, result, error);
}

void
hw_api_log_in_async (HwApi *self,
                     const HwLoginRequest *request,
                     GCancellable *c,
                     GAsyncReadyCallback cb,
                     gpointer data)
{
  send (self, HW_API_CALL_LOG_IN, NULL, NULL, NULL, hw_login_request_to_json (request), c, cb, data);
}

HwLogin *
hw_api_log_in_finish (HwApi *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, HW_API_CALL_LOG_IN, result, error);
}

void
hw_api_get_home_async (HwApi *self,
                       const char *credential,
                       GCancellable *c,
                       GAsyncReadyCallback cb,
                       gpointer data)
{
  send (self, HW_API_CALL_HOME, credential, NULL, NULL, NULL, c, cb, data);
}

HwHome *
hw_api_get_home_finish (HwApi *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, HW_API_CALL_HOME, result, error);
}

void
hw_api_log_out_async (HwApi *self,
                      const char *credential,
                      GCancellable *c,
                      GAsyncReadyCallback cb,
                      gpointer data)
{
  send (self, HW_API_CALL_LOG_OUT, credential, NULL, NULL, NULL, c, cb, data);
}

gboolean
hw_api_log_out_finish (HwApi *self, GAsyncResult *result, GError **error)
{
  return finish_boolean (self, HW_API_CALL_LOG_OUT, result, error);
}

void
hw_api_list_sessions_async (HwApi *self,
                            const char *credential,
                            GCancellable *c,
                            GAsyncReadyCallback cb,
                            gpointer data)
{
  send (self, HW_API_CALL_LIST_SESSIONS, credential, NULL, NULL, NULL, c, cb, data);
}

GPtrArray *
hw_api_list_sessions_finish (HwApi *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, HW_API_CALL_LIST_SESSIONS, result, error);
}

void
hw_api_end_session_async (HwApi *self,
                          const char *credential,
                          const char *session_id,
                          GCancellable *c,
                          GAsyncReadyCallback cb,
                          gpointer data)
{
  send (self, HW_API_CALL_END_SESSION, credential, NULL, session_id, NULL, c, cb, data);
}

gboolean
hw_api_end_session_finish (HwApi *self, GAsyncResult *result, GError **error)
{
  return finish_boolean (self, HW_API_CALL_END_SESSION, result, error);
}

void
hw_api_change_password_async (HwApi *self,
                              const char *credential,
                              const HwPasswordChange *change,
                              GCancellable *c,
                              GAsyncReadyCallback cb,
                              gpointer data)
{
  send (self, HW_API_CALL_CHANGE_PASSWORD, credential, NULL, NULL, hw_password_change_to_json (change), c, cb,
        data);
}

gboolean
hw_api_change_password_finish (HwApi *self, GAsyncResult *result, GError **error)
{
  return finish_boolean (self, HW_API_CALL_CHANGE_PASSWORD, result, error);
}
