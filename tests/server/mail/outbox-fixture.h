/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/mail/hw-outbox.h"
#include "smtp-fixture.h"

G_BEGIN_DECLS

#define OUTBOX_FROM "system@mail.example"
/* 2026-11-22T14:05:00+09:00 */
#define OUTBOX_START (G_GINT64_CONSTANT (1795323900) * G_USEC_PER_SEC)
#define OUTBOX_KEY_LIFETIME (1800 * G_TIME_SPAN_SECOND)

/* A real SQLite store, a real SMTP server, a manual clock, and a log that is kept. */
typedef struct
{
  char *folder;
  char *store_uri;
  HwStore *store;
  HwServerSecret *secret;
  HwClock *clock;
  SmtpFixture *server;
  GPtrArray *keys; /* every key that was queued, normalized: none may be logged */
} OutboxFixture;

void outbox_fixture_set_up (OutboxFixture *self, gconstpointer data);
/* outbox_fixture_tear_down: also checks that no key and no whole address was logged. */
void outbox_fixture_tear_down (OutboxFixture *self, gconstpointer data);

/* outbox_fixture_outbox: (transfer full): a worker with a mailer, and a handle of the store, of its own. */
HwOutbox *outbox_fixture_outbox (OutboxFixture *self, const char *from);

/* outbox_fixture_queue_key: a registration's mail to @recipient, an account; returns its id. */
HwId outbox_fixture_queue_key (OutboxFixture *self, const char *recipient);
/* outbox_fixture_queue_decoy: to an address that nobody has. */
HwId outbox_fixture_queue_decoy (OutboxFixture *self, const char *recipient);
/* outbox_fixture_queue_notice: HW_MAIL_ALREADY_OPENED. */
HwId outbox_fixture_queue_notice (OutboxFixture *self, const char *recipient);

/* outbox_fixture_waiting: rows in the outbox. */
guint outbox_fixture_waiting (OutboxFixture *self);
/* outbox_fixture_wait_for: until there are @n of them; fails after a minute. */
void outbox_fixture_wait_for (OutboxFixture *self, guint n);
/* outbox_fixture_next_at: when the next row is due. */
gint64 outbox_fixture_next_at (OutboxFixture *self);
/* outbox_fixture_logged: how many lines of the log hold both. */
guint outbox_fixture_logged (const char *part, const char *other);
/* outbox_fixture_key_in: (transfer full): the key in the @n-th stored message. */
char *outbox_fixture_key_in (OutboxFixture *self, guint n);

HwOutboxCounts outbox_fixture_counts (HwOutbox *outbox);

G_END_DECLS
