/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-certificate.h"

#include "contract/hw-wipe.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <string.h>
#include <sys/stat.h>

G_DEFINE_QUARK (hw_certificate_error, hw_certificate_error)

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_x509_crt_t, gnutls_x509_crt_deinit, NULL)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_x509_privkey_t, gnutls_x509_privkey_deinit, NULL)

void
hw_certificate_free (HwCertificate *self)
{
  if (self == NULL)
    return;
  g_free (self->chain);
  hw_wipe_free (self->key);
  g_free (self);
}

static gboolean
read_file (const char *path, HwCertificateError code, const char *what, char **content, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (g_file_get_contents (path, content, NULL, &local_error))
    return TRUE;
  g_set_error (error, HW_CERTIFICATE_ERROR, code, "%s cannot be read: %s", what, local_error->message);
  return FALSE;
}

static gboolean
is_key_kept (const char *path, GError **error)
{
  struct stat status;

  if (stat (path, &status) != 0 || (status.st_mode & S_IRWXO) == 0)
    return TRUE;
  g_set_error (error, HW_CERTIFICATE_ERROR, HW_CERTIFICATE_ERROR_KEY,
               "the key %s may be read by everybody (mode %04o): chmod o= takes that away", path,
               status.st_mode & 07777);
  return FALSE;
}

/* The first certificate, which is the server's own. */
static gnutls_x509_crt_t
read_leaf (const char *pem, const char *path, GError **error)
{
  g_auto (gnutls_x509_crt_t) leaf = NULL;
  gnutls_datum_t datum = { (unsigned char *) pem, (unsigned int) strlen (pem) };

  if (gnutls_x509_crt_init (&leaf) == 0 && gnutls_x509_crt_import (leaf, &datum, GNUTLS_X509_FMT_PEM) == 0)
    return g_steal_pointer (&leaf);
  g_set_error (error, HW_CERTIFICATE_ERROR, HW_CERTIFICATE_ERROR_CHAIN,
               "%s holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)", path);
  return NULL;
}

static gnutls_x509_privkey_t
read_key (const char *pem, const char *path, GError **error)
{
  g_auto (gnutls_x509_privkey_t) key = NULL;
  gnutls_datum_t datum = { (unsigned char *) pem, (unsigned int) strlen (pem) };
  int status = gnutls_x509_privkey_init (&key);

  if (status == 0)
    status = gnutls_x509_privkey_import2 (key, &datum, GNUTLS_X509_FMT_PEM, NULL, 0);
  if (status == 0)
    return g_steal_pointer (&key);
  g_set_error (error, HW_CERTIFICATE_ERROR, HW_CERTIFICATE_ERROR_KEY,
               status == GNUTLS_E_DECRYPTION_FAILED || strstr (pem, "ENCRYPTED") != NULL
                 ? "the key %s is encrypted: take the passphrase off (openssl pkey -in … -out …)"
                 : "%s holds no private key in PEM form (-----BEGIN PRIVATE KEY-----)",
               path);
  return NULL;
}

/* Whether both have the same public key. */
static gboolean
belong_together (gnutls_x509_crt_t leaf, gnutls_x509_privkey_t key)
{
  guint8 of_leaf[64];
  guint8 of_key[64];
  size_t leaf_length = sizeof of_leaf;
  size_t key_length = sizeof of_key;

  return gnutls_x509_crt_get_key_id (leaf, GNUTLS_KEYID_USE_SHA256, of_leaf, &leaf_length) == 0
         && gnutls_x509_privkey_get_key_id (key, GNUTLS_KEYID_USE_SHA256, of_key, &key_length) == 0
         && leaf_length == key_length && memcmp (of_leaf, of_key, leaf_length) == 0;
}

HwCertificate *
hw_certificate_read (const char *chain_path, const char *key_path, GError **error)
{
  g_autoptr (HwCertificate) self = g_new0 (HwCertificate, 1);
  g_auto (gnutls_x509_crt_t) leaf = NULL;
  g_auto (gnutls_x509_privkey_t) key = NULL;

  if (!read_file (chain_path, HW_CERTIFICATE_ERROR_CHAIN, "the certificate", &self->chain, error))
    return NULL;
  leaf = read_leaf (self->chain, chain_path, error);
  if (leaf == NULL || !is_key_kept (key_path, error)
      || !read_file (key_path, HW_CERTIFICATE_ERROR_KEY, "its key", &self->key, error))
    return NULL;
  key = read_key (self->key, key_path, error);
  if (key == NULL)
    return NULL;
  if (!belong_together (leaf, key))
    {
      g_set_error (error, HW_CERTIFICATE_ERROR, HW_CERTIFICATE_ERROR_KEY,
                   "the key %s is not the one of the certificate %s: both must come from one renewal",
                   key_path, chain_path);
      return NULL;
    }
  self->good_from = gnutls_x509_crt_get_activation_time (leaf);
  self->good_until = gnutls_x509_crt_get_expiration_time (leaf);
  return g_steal_pointer (&self);
}

static char *
date_of (gint64 seconds)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (seconds);

  return date != NULL ? g_date_time_format (date, "%Y-%m-%d %H:%M:%S UTC") : g_strdup ("?");
}

char *
hw_certificate_get_end (const HwCertificate *self)
{
  return date_of (self->good_until);
}

gboolean
hw_certificate_is_good_now (const HwCertificate *self, const char *chain_path, GError **error)
{
  gint64 now = g_get_real_time () / G_TIME_SPAN_SECOND;
  gboolean is_early = now < self->good_from;
  g_autofree char *date = NULL;

  if (!is_early && now <= self->good_until)
    return TRUE;
  date = date_of (is_early ? self->good_from : self->good_until);
  g_set_error (error, HW_CERTIFICATE_ERROR, HW_CERTIFICATE_ERROR_DATES,
               is_early ? "the certificate %s is good from %s on only: no client accepts it"
                        : "the certificate %s expired on %s: no client accepts it",
               chain_path, date);
  return FALSE;
}
