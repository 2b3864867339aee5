/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-registration-message.h"

G_BEGIN_DECLS

/* What the page says for パスワード登録, and what for パスワード再登録: msgids, for _(). */
typedef struct
{
  const char *title;
  const char *introduction;
  const char *deadline_note;
  const char *close_note;
  const char *expired;
  const char *locked;
  const char *question;      /* heading of the closing question */
  const char *not_resumable; /* its body where there is no keyring */
  const char *five_minutes;  /* the desktop notification */
} HwPasswordTexts;

const HwPasswordTexts *hw_password_texts_get (HwPurpose purpose);

/* hw_password_texts_mail_note: (transfer full), translated: what to do where no mail comes. */
char *hw_password_texts_mail_note (HwPurpose purpose, const char *mail_from);

G_END_DECLS
