/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/mail/hw-backoff.h"
#include "server/mail/hw-smtp-reply.h"

#include <string.h>

static void
command (HwSmtpDialogue *dialogue, const char *line)
{
  hw_smtp_dialogue_command (dialogue, line, strlen (line));
}

static void
reply (HwSmtpDialogue *dialogue, const char *line)
{
  hw_smtp_dialogue_reply (dialogue, line, strlen (line));
}

static const struct
{
  const char *command; /* "": the message */
  const char *reply;
  HwMailerError verdict;
  const char *description;
} verdicts[] = {
  { NULL, NULL, HW_MAILER_ERROR_TEMPORARY, "the connection: no answer" },
  { NULL, "554 no SMTP service here", HW_MAILER_ERROR_REFUSED, "the connection answered 554" },
  { NULL, "421 busy", HW_MAILER_ERROR_TEMPORARY, "the connection answered 421" },
  { "EHLO mail.example", "550 go away", HW_MAILER_ERROR_REFUSED, "EHLO answered 550" },
  { "STARTTLS", "454 4.7.0 not now", HW_MAILER_ERROR_TEMPORARY, "STARTTLS answered 454 4.7.0" },
  { "AUTH PLAIN AGEAYg==", "535 5.7.8 no", HW_MAILER_ERROR_REFUSED, "AUTH answered 535 5.7.8" },
  { "AUTH PLAIN AGEAYg==", "454 4.7.0 later", HW_MAILER_ERROR_TEMPORARY, "AUTH answered 454 4.7.0" },
  { "MAIL FROM:<a@b>", "550 5.7.1 not you", HW_MAILER_ERROR_REFUSED, "MAIL FROM answered 550 5.7.1" },
  { "MAIL FROM:<a@b>", "451 4.3.0 later", HW_MAILER_ERROR_TEMPORARY, "MAIL FROM answered 451 4.3.0" },
  { "MAIL FROM:<a@b>", NULL, HW_MAILER_ERROR_TEMPORARY, "MAIL FROM: no answer" },
  { "RCPT TO:<c@d>", "450 4.2.0 greylisted", HW_MAILER_ERROR_RECIPIENT_TEMPORARY,
    "RCPT TO answered 450 4.2.0" },
  { "RCPT TO:<c@d>", "450 greylisted", HW_MAILER_ERROR_RECIPIENT_TEMPORARY, "RCPT TO answered 450" },
  { "RCPT TO:<c@d>", "550 5.1.1 <c@d> unknown", HW_MAILER_ERROR_PERMANENT, "RCPT TO answered 550 5.1.1" },
  { "RCPT TO:<c@d>", "550-5.1.1 more follows", HW_MAILER_ERROR_PERMANENT, "RCPT TO answered 550 5.1.1" },
  { "RCPT TO:<c@d>", "530 5.7.0 log in first", HW_MAILER_ERROR_REFUSED, "RCPT TO answered 530 5.7.0" },
  { "RCPT TO:<c@d>", "421 4.4.2 closing", HW_MAILER_ERROR_TEMPORARY, "RCPT TO answered 421 4.4.2" },
  { "RCPT TO:<c@d>", "250 ok", HW_MAILER_ERROR_TEMPORARY, "RCPT TO answered 250" },
  { "DATA", "452 4.3.1 full", HW_MAILER_ERROR_RECIPIENT_TEMPORARY, "DATA answered 452 4.3.1" },
  { "DATA", "554 5.5.1 no", HW_MAILER_ERROR_PERMANENT, "DATA answered 554 5.5.1" },
  { "", NULL, HW_MAILER_ERROR_TEMPORARY, "the message: no answer" },
  { "", "451 4.7.1 later", HW_MAILER_ERROR_RECIPIENT_TEMPORARY, "the message answered 451 4.7.1" },
  { "", "554 5.7.1 spam", HW_MAILER_ERROR_PERMANENT, "the message answered 554 5.7.1" },
  { "", "5541 nonsense", HW_MAILER_ERROR_TEMPORARY, "the message: no answer" },
  { "", "55", HW_MAILER_ERROR_TEMPORARY, "the message: no answer" },
  { "", "554", HW_MAILER_ERROR_PERMANENT, "the message answered 554" },
  { "", "554 5.7.", HW_MAILER_ERROR_PERMANENT, "the message answered 554" },
  { "", "554 5.7777.1", HW_MAILER_ERROR_PERMANENT, "the message answered 554" },
};

static void
test_verdicts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    {
      HwSmtpDialogue dialogue = { .stage = HW_SMTP_STAGE_CONNECT };
      if (verdicts[i].command != NULL && verdicts[i].command[0] == '\0')
        hw_smtp_dialogue_body (&dialogue);
      else if (verdicts[i].command != NULL)
        command (&dialogue, verdicts[i].command);
      if (verdicts[i].reply != NULL)
        reply (&dialogue, verdicts[i].reply);
      g_autofree char *description = hw_smtp_dialogue_describe (&dialogue);
      g_assert_cmpstr (description, ==, verdicts[i].description);
      g_assert_cmpint (hw_smtp_dialogue_judge (&dialogue), ==, verdicts[i].verdict);
    }
}

/* What went wrong before says nothing once the conversation goes on. */
static void
test_later_command_clears (void)
{
  HwSmtpDialogue dialogue = { .stage = HW_SMTP_STAGE_CONNECT };
  command (&dialogue, "AUTH LOGIN\r\n");
  reply (&dialogue, "535 5.7.8 no\r\n");
  command (&dialogue, "AGEAYg==\r\n");
  g_assert_cmpint (dialogue.stage, ==, HW_SMTP_STAGE_AUTH);
  g_assert_cmpuint (dialogue.code, ==, 0);
  command (&dialogue, "MAIL FROM:<a@b>\r\n");
  g_assert_cmpint (hw_smtp_dialogue_judge (&dialogue), ==, HW_MAILER_ERROR_TEMPORARY);
  g_assert_cmpstr (dialogue.enhanced, ==, "");
}

/* libcurl says QUIT after a refusal; its answer is no answer to the mail. */
static void
test_quit_keeps_verdict (void)
{
  HwSmtpDialogue dialogue = { .stage = HW_SMTP_STAGE_CONNECT };
  command (&dialogue, "RCPT TO:<c@d>\r\n");
  reply (&dialogue, "550 5.1.1 unknown\r\n");
  command (&dialogue, "QUIT\r\n");
  reply (&dialogue, "221 2.0.0 bye\r\n");
  g_assert_cmpint (hw_smtp_dialogue_judge (&dialogue), ==, HW_MAILER_ERROR_PERMANENT);
}

static void
test_backoff (void)
{
  static const guint seconds[] = { 1, 2, 4, 8, 16, 32, 60, 60, 60 };
  for (guint i = 0; i < G_N_ELEMENTS (seconds); i++)
    {
      g_assert_cmpint (hw_backoff_delay (i + 1, 0.0), ==, seconds[i] * G_TIME_SPAN_SECOND);
      gint64 shortest = hw_backoff_delay (i + 1, 0.999);
      g_assert_cmpint (shortest, >=, seconds[i] * G_TIME_SPAN_SECOND * 3 / 4);
      g_assert_cmpint (shortest, <, seconds[i] * G_TIME_SPAN_SECOND * 4 / 5);
    }
  g_assert_cmpint (hw_backoff_delay (G_MAXUINT, 0.0), ==, 60 * G_TIME_SPAN_SECOND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/smtp-reply/verdicts", test_verdicts);
  g_test_add_func ("/smtp-reply/later-command-clears", test_later_command_clears);
  g_test_add_func ("/smtp-reply/quit-keeps-verdict", test_quit_keeps_verdict);
  g_test_add_func ("/backoff/doubles-up-to-a-minute", test_backoff);
  return g_test_run ();
}
