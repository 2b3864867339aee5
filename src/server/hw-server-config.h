/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/http/hw-http-limits.h"
#include "server/hw-server-settings.h"
#include "server/registration/hw-registration-policy.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the operator set, by options and config file (API.md, Command lines, Config file), checked. */
typedef struct
{
  HwServerSettings *settings; /* what it was read from */
  GInetSocketAddress *listen;
  char *store; /* "sqlite:PATH", "postgresql://…" */
  char *mail;  /* "maildir:DIR", "smtp://HOST:PORT", "smtps://HOST:PORT" */
  char *content;
  char *secret_file;
  char *tls_certificate; /* (nullable); with tls_key */
  char *tls_key;
  GPtrArray *trusted_proxies;         /* (element-type GInetAddressMask) */
  gboolean trust_unix;                /* whoever connects to a Unix socket is a trusted proxy */
  GInetSocketAddress *metrics_listen; /* (nullable): off */
  char *mail_from;
  char *smtp_user; /* (nullable); with smtp_password_file */
  char *smtp_password_file;
  HwHttpLimits http;
  HwRegistrationPolicy policy;
} HwServerConfig;

typedef enum
{
  HW_SERVER_RUN,
  HW_SERVER_CHECK_CONFIG, /* --check-config */
  HW_SERVER_SHOW_VERSION, /* --version */
  HW_SERVER_MISUSED,      /* faults tell */
} HwServerWish;

/**
 * hw_server_config_new_from_arguments:
 * @arguments: (array zero-terminated=1): the command line, program name first
 * @config: (out) (transfer full) (nullable): for RUN; and for CHECK_CONFIG, where there may be @faults, and
 * what they are about is missing in it
 * @faults: (out) (transfer full) (element-type utf8): every mistake in options and file, each with its place:
 * as "FILE:LINE: key: …" or "--key: …"
 *
 * --help is printed, and the process ended, by GOption.
 */
HwServerWish
hw_server_config_new_from_arguments (GStrv arguments, HwServerConfig **config, GPtrArray **faults);

void hw_server_config_free (HwServerConfig *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwServerConfig, hw_server_config_free)

G_END_DECLS
