/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/mail/hw-mailer.h"

G_BEGIN_DECLS

/*
 * The mails' texts: templates/NAME.LANGUAGE.txt, compiled in. The first line is "Subject: …", the second is
 * empty, the rest is the body, with {placeholders} in it and none in the subject.
 */

/* What stands for {name}. @value: (nullable): %NULL: the lines that name it are left out. */
typedef struct
{
  const char *name;
  const char *value;
} HwTemplateValue;

/**
 * hw_mail_template_render:
 * @name: for example "key-first.ja"
 * @values: checked: one line of printable UTF-8 each, so that none can add a line or a field
 * @subject: (out) (transfer full)
 * @body: (out) (transfer full): lines ending in CRLF; a secret where a value is one: end it with
 *   hw_wipe_free()
 *
 * Errors: HW_MAILER_ERROR_PERMANENT; it names the placeholder, never the value.
 */
gboolean hw_mail_template_render (const char *name,
                                  const HwTemplateValue *values,
                                  gsize n_values,
                                  char **subject,
                                  char **body,
                                  GError **error);

G_END_DECLS
