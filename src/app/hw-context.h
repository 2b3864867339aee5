/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/hw-notice-bar.h"
#include "client/hw-client.h"
#include "contract/hw-notices.h"

G_BEGIN_DECLS

/*
 * HwContext: what the pages of one window share, so that they need not know each other: the client, the run
 * of パスワード登録 under way, what the server gives for top and footer, and what one page leaves for the
 * next. Signals: notices-changed.
 */
#define HW_TYPE_CONTEXT (hw_context_get_type ())
G_DECLARE_FINAL_TYPE (HwContext, hw_context, HW, CONTEXT, GObject)

HwContext *hw_context_new (HwClient *client);

HwClient *hw_context_get_client (HwContext *self);
HwApi *hw_context_get_api (HwContext *self);

/* hw_context_get_registration: (nullable): the run that consent, e-mail, password and completion are about.
 */
HwRegistration *hw_context_get_registration (HwContext *self);
void hw_context_set_registration (HwContext *self, HwRegistration *registration);
/* hw_context_need_registration: makes sure that there is one for @purpose that has not been started; one that
 * is there and was not started is kept, with what was entered. Returns whether a new one was made. */
gboolean hw_context_need_registration (HwContext *self, HwPurpose purpose);

/* hw_context_get_notices: (nullable): until they are loaded. Owned by @self, good until the next
 * notices-changed. */
const HwNotices *hw_context_get_notices (HwContext *self);
void hw_context_load_notices_async (HwContext *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data);
gboolean hw_context_load_notices_finish (HwContext *self, GAsyncResult *result, GError **error);

/* What the login page fills in: (nullable). */
const char *hw_context_get_login_email (HwContext *self);
void hw_context_set_login_email (HwContext *self, const char *email);

/* hw_context_leave_message: @message is shown by the page that opens next, in its notice bar. */
void hw_context_leave_message (HwContext *self, HwNoticeKind kind, const char *message);
/* hw_context_take_message: (transfer full) (nullable). @kind: (out). */
char *hw_context_take_message (HwContext *self, HwNoticeKind *kind);

G_END_DECLS
