/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/pages/password/hw-password-texts.h"
#include "app/widgets/hw-busy-button.h"
#include "client/hw-registration.h"

G_BEGIN_DECLS

/*
 * HwKeyStatus: to whom the key was asked for and until when it is good, with the buttons
 * メールアドレスを入力し直す and メールを再送する. It counts down, and reminds on the desktop when 5 minutes
 * are left. Signals: enter-again; resend (not while it must still wait: that it says itself); reminder
 * (string, nullable): what is to be announced about the time left has changed.
 */
#define HW_TYPE_KEY_STATUS (hw_key_status_get_type ())
G_DECLARE_FINAL_TYPE (HwKeyStatus, hw_key_status, HW, KEY_STATUS, GtkBox)

/* hw_key_status_set_registration: once. */
void hw_key_status_set_registration (HwKeyStatus *self, HwRegistration *registration);

HwBusyButton *hw_key_status_get_resend_button (HwKeyStatus *self);

/* hw_key_status_set_message: (nullable): what came of メールを再送する, where that was pressed. */
void hw_key_status_set_message (HwKeyStatus *self, const char *message);

/* hw_key_status_get_wait: seconds until the server sends another mail, as last heard of; 0: now. Counts on
 * when the registration itself is over. */
guint hw_key_status_get_wait (HwKeyStatus *self);

/* hw_key_status_stop: no reminder on the desktop any more. */
void hw_key_status_stop (HwKeyStatus *self);

/* A wait of up to so many seconds is counted down; a longer one is said in minutes. */
#define HW_KEY_STATUS_COUNTED_SECONDS 120

/* hw_key_status_set_wait: @seconds: until @button does something; until then it looks so, but can be reached.
 * @text: (nullable): why to wait, in @label and in @button's description, whose name stays the same. */
void hw_key_status_set_wait (HwBusyButton *button, GtkLabel *label, guint seconds, const char *text);

G_END_DECLS
