/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * HwApplication: one instance, one window; which server; actions app.quit, app.about, app.preferences,
 * app.shortcuts, app.help.
 */
#define HW_TYPE_APPLICATION (hw_application_get_type ())
G_DECLARE_FINAL_TYPE (HwApplication, hw_application, HW, APPLICATION, AdwApplication)

HwApplication *hw_application_new (void);

/* hw_application_get_server_url: (nullable): of --server, else of the environment (HELLOWORK_MYPAGE_SERVER),
 * else of the settings; %NULL: none is set. */
const char *hw_application_get_server_url (HwApplication *self);
/* hw_application_dup_standing_server_url: (transfer full) (nullable): what is used where --server is not
 * given. */
char *hw_application_dup_standing_server_url (HwApplication *self);
/* hw_application_server_is_for_this_run: whether the server is that of --server. */
gboolean hw_application_server_is_for_this_run (HwApplication *self);
/* hw_application_set_server_url: @url: from hw_server_url_parse(). Remembered, unless the administrator has
 * locked the setting; the window starts anew with it, once its page has been asked where something would be
 * lost. */
void hw_application_set_server_url (HwApplication *self, const char *url);
/* hw_application_may_change_server: FALSE where the administrator has locked the setting, or prescribes a
 * server in the environment. */
gboolean hw_application_may_change_server (HwApplication *self);
/* hw_application_get_settings: (nullable). */
GSettings *hw_application_get_settings (HwApplication *self);

G_END_DECLS
