/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HW_CERTIFICATE_ERROR (hw_certificate_error_quark ())
GQuark hw_certificate_error_quark (void);

typedef enum
{
  HW_CERTIFICATE_ERROR_CHAIN, /* the file of the certificate */
  HW_CERTIFICATE_ERROR_KEY,   /* the file of the key, or it belongs to another certificate */
  HW_CERTIFICATE_ERROR_DATES, /* not good yet, or no more */
} HwCertificateError;

/* What https is served with: a certificate, those that vouch for it, and its key. */
typedef struct
{
  char *chain;       /* PEM */
  char *key;         /* PEM; a secret */
  gint64 good_from;  /* seconds since the epoch, wall clock */
  gint64 good_until; /* likewise */
} HwCertificate;

/**
 * hw_certificate_read:
 *
 * Reads and checks what the operator put there: PEM, a key that is not encrypted, that others may not read,
 * and that belongs to the first certificate of the chain. The dates are not looked at.
 *
 * Returns: (transfer full): %NULL with HW_CERTIFICATE_ERROR, whose message names the file and says what to do
 */
HwCertificate *hw_certificate_read (const char *chain_path, const char *key_path, GError **error);
void hw_certificate_free (HwCertificate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwCertificate, hw_certificate_free)

/* hw_certificate_is_good_now: by the wall clock, as clients do; FALSE with HW_CERTIFICATE_ERROR_DATES. */
gboolean hw_certificate_is_good_now (const HwCertificate *self, const char *chain_path, GError **error);

/* hw_certificate_get_end: (transfer full): until when it is good, for people. */
char *hw_certificate_get_end (const HwCertificate *self);

G_END_DECLS
