/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/mail/hw-smtp-server.h"

G_BEGIN_DECLS

/* A running smtp_server.py and its folder; see there for what it can be asked to do. */
typedef struct _SmtpFixture SmtpFixture;

/* smtp_fixture_new: @tls (nullable): "starttls" or "smtps"; @login (nullable): "USER:PASSWORD", required. */
SmtpFixture *smtp_fixture_new (const char *tls, const char *login);
/* smtp_fixture_free: ends the server, removes the folder. */
void smtp_fixture_free (SmtpFixture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmtpFixture, smtp_fixture_free)

guint16 smtp_fixture_port (SmtpFixture *self);
/* smtp_fixture_stop: nobody listens on its port any more. _restart: on the same port. */
void smtp_fixture_stop (SmtpFixture *self);
void smtp_fixture_restart (SmtpFixture *self);
/* smtp_fixture_path: (transfer full): of a file in its folder. */
char *smtp_fixture_path (SmtpFixture *self, const char *name);
/* smtp_fixture_open_gate: lets "gated" deliveries go on. */
void smtp_fixture_open_gate (SmtpFixture *self);

/* smtp_fixture_count: how many events begin with @event. */
guint smtp_fixture_count (SmtpFixture *self, const char *event);
/* smtp_fixture_wait: until there are @n of them; fails after a minute. */
void smtp_fixture_wait (SmtpFixture *self, const char *event, guint n);
/* smtp_fixture_read: (transfer full): the @n-th stored message, from 1. */
char *smtp_fixture_read (SmtpFixture *self, guint n);

/* smtp_fixture_mailer: delivers to it without TLS. */
HwMailer *smtp_fixture_mailer (SmtpFixture *self, const char *from);

G_END_DECLS
