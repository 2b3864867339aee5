/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/mail/hw-smtp-reply.h"

#include <string.h>

static const struct
{
  HwSmtpStage stage;
  const char *command;
} commands[] = {
  { HW_SMTP_STAGE_HELLO, "EHLO" },        { HW_SMTP_STAGE_HELLO, "HELO" },
  { HW_SMTP_STAGE_STARTTLS, "STARTTLS" }, { HW_SMTP_STAGE_AUTH, "AUTH" },
  { HW_SMTP_STAGE_MAIL, "MAIL FROM" },    { HW_SMTP_STAGE_RCPT, "RCPT TO" },
  { HW_SMTP_STAGE_DATA, "DATA" },
};

static const char *const stage_names[] = {
  [HW_SMTP_STAGE_CONNECT] = "the connection",
  [HW_SMTP_STAGE_HELLO] = "EHLO",
  [HW_SMTP_STAGE_STARTTLS] = "STARTTLS",
  [HW_SMTP_STAGE_AUTH] = "AUTH",
  [HW_SMTP_STAGE_MAIL] = "MAIL FROM",
  [HW_SMTP_STAGE_RCPT] = "RCPT TO",
  [HW_SMTP_STAGE_DATA] = "DATA",
  [HW_SMTP_STAGE_BODY] = "the message",
};

static void
forget_reply (HwSmtpDialogue *self)
{
  self->code = 0;
  self->enhanced[0] = '\0';
}

void
hw_smtp_dialogue_command (HwSmtpDialogue *self, const char *line, gsize length)
{
  self->over = self->over || (length >= 4 && g_ascii_strncasecmp (line, "QUIT", 4) == 0);
  if (self->over)
    return;
  forget_reply (self);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      gsize command_length = strlen (commands[i].command);
      if (length >= command_length && g_ascii_strncasecmp (line, commands[i].command, command_length) == 0)
        {
          self->stage = commands[i].stage;
          return;
        }
    }
}

void
hw_smtp_dialogue_body (HwSmtpDialogue *self)
{
  forget_reply (self);
  self->stage = HW_SMTP_STAGE_BODY;
}

static gsize
count_digits (const char *text, gsize length, gsize most)
{
  gsize n = 0;
  while (n < length && n < most && g_ascii_isdigit (text[n]))
    n++;
  return n;
}

/* "5.1.1" (RFC 3463: class, subject of at most three digits, detail likewise). */
static void
take_enhanced (HwSmtpDialogue *self, const char *text, gsize length)
{
  gsize at = 0;
  for (guint part = 0; part < 3; part++)
    {
      gsize digits = count_digits (text + at, length - at, 3);
      if (digits == 0)
        return;
      at += digits;
      if (part < 2 && (at >= length || text[at++] != '.'))
        return;
    }
  if (at < sizeof self->enhanced)
    {
      memcpy (self->enhanced, text, at);
      self->enhanced[at] = '\0';
    }
}

void
hw_smtp_dialogue_reply (HwSmtpDialogue *self, const char *line, gsize length)
{
  self->any_reply = TRUE;
  if (self->over || length < 3 || count_digits (line, length, 4) != 3)
    return;
  forget_reply (self);
  self->code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
  if (length > 4)
    take_enhanced (self, line + 4, length - 4);
}

static gboolean
is_about_login (guint code)
{
  return code == 530 || code == 534 || code == 535 || code == 538; /* RFC 4954, 6 */
}

HwMailerError
hw_smtp_dialogue_judge (const HwSmtpDialogue *self)
{
  guint class = self->code / 100;
  if ((class != 4 && class != 5) || self->code == 421)
    return HW_MAILER_ERROR_TEMPORARY;
  if (self->stage < HW_SMTP_STAGE_RCPT)
    return class == 5 ? HW_MAILER_ERROR_REFUSED : HW_MAILER_ERROR_TEMPORARY;
  if (is_about_login (self->code))
    return HW_MAILER_ERROR_REFUSED;
  return class == 5 ? HW_MAILER_ERROR_PERMANENT : HW_MAILER_ERROR_RECIPIENT_TEMPORARY;
}

char *
hw_smtp_dialogue_describe (const HwSmtpDialogue *self)
{
  const char *stage = stage_names[self->stage];
  if (self->code == 0)
    return g_strdup_printf ("%s: no answer", stage);
  return g_strdup_printf ("%s answered %03u%s%s", stage, self->code, self->enhanced[0] != '\0' ? " " : "",
                          self->enhanced);
}
