/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/mail/hw-mailer.h"

G_BEGIN_DECLS

/* How far a delivery has got. */
typedef enum
{
  HW_SMTP_STAGE_CONNECT, /* and the greeting */
  HW_SMTP_STAGE_HELLO,
  HW_SMTP_STAGE_STARTTLS,
  HW_SMTP_STAGE_AUTH,
  HW_SMTP_STAGE_MAIL,
  HW_SMTP_STAGE_RCPT,
  HW_SMTP_STAGE_DATA,
  HW_SMTP_STAGE_BODY, /* the message is on its way: it may have arrived */
} HwSmtpStage;

/* What the server said last, followed as the conversation goes. No text of it is kept. */
typedef struct
{
  HwSmtpStage stage;
  guint code;         /* of the reply to the latest command; 0: none yet */
  char enhanced[12];  /* its enhanced status code (RFC 3463), "" where there is none */
  gboolean any_reply; /* whether the server said anything at all */
  gboolean over;      /* QUIT was said: what follows means nothing any more */
} HwSmtpDialogue;

/* hw_smtp_dialogue_command: @line is about to be sent; not NUL-terminated. What is no command (a step of
 * AUTH) leaves the stage. */
void hw_smtp_dialogue_command (HwSmtpDialogue *self, const char *line, gsize length);
/* hw_smtp_dialogue_reply: @line, or a part of a longer reply, came in; unchecked. */
void hw_smtp_dialogue_reply (HwSmtpDialogue *self, const char *line, gsize length);
/* hw_smtp_dialogue_body: the message's first bytes are about to be sent. */
void hw_smtp_dialogue_body (HwSmtpDialogue *self);

/**
 * hw_smtp_dialogue_judge:
 *
 * Why a delivery failed that got so far. RFC 5321, 4.2.1 and 4.3.2: 4yz is temporary, 5yz permanent; of the
 * recipient where it answers RCPT, DATA or the message; before that it is about us, and our operator's to
 * mend. A connection that broke without such a reply is temporary.
 */
HwMailerError hw_smtp_dialogue_judge (const HwSmtpDialogue *self);

/* hw_smtp_dialogue_describe: (transfer full): "RCPT TO answered 450 4.2.0". */
char *hw_smtp_dialogue_describe (const HwSmtpDialogue *self);

G_END_DECLS
