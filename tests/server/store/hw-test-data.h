/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/hw-store.h"

G_BEGIN_DECLS

/* What the tests write: plausible values, of which each test changes what it is about. */

/* When the tests begin. */
#define T0 (G_GINT64_CONSTANT (1800000000) * G_USEC_PER_SEC)
#define MINUTE G_TIME_SPAN_MINUTE
#define HOUR G_TIME_SPAN_HOUR
#define EMAIL "taro@example.jp"
#define OTHER_EMAIL "hanako@example.jp"
#define TRIES 5

/* hash_of: any text as a hash. */
HwHash hash_of (const char *text);

void add_account (HwStore *store, const char *number, const char *name, const char *email);
/* open_account: registers it and opens it as "first" does, at @now, with password_hash "hash:1". */
void open_account (HwStore *store, const char *email, gint64 now);
/* require_account: (transfer full): it must be there. */
HwAccount *require_account (HwStore *store, const char *email);

/* decide: the rule of registration/: a key for an account that may have one, a notice where the purpose does
 * not fit, nothing for an unknown or disabled one. */
HwStartDecision decide (HwPurpose purpose, const HwAccount *account, HwMailKind *notice_kind);

/* A start, with all that its struct points to. The key is "key:ID", the credential "credential:ID", the
 * Idempotency-Key "idempotency:ID"; without limits. */
typedef struct
{
  HwStoreStart start;
  HwRegistrationRecord *record;
  HwMailRecord *mail;
  HwAuditEvent *audit;
} HwTestStart;

HwTestStart *test_start_new (const char *id, HwPurpose purpose, const char *email, gint64 now);
void test_start_free (HwTestStart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwTestStart, test_start_free)

/* start: it must be accepted. */
void start (HwStore *store, const char *id, HwPurpose purpose, const char *email, gint64 now);
HwStartOutcome run_start (HwStore *store, HwTestStart *self, HwRegistrationRecord **record, gint64 *wait);

typedef struct
{
  HwStoreResend resend;
  HwMailRecord *mail;
  HwAuditEvent *audit;
} HwTestResend;

/* test_resend_new: of the registration @id; the new key is "key:ID:@key". */
HwTestResend *test_resend_new (const char *id, const char *key, gint64 now);
void test_resend_free (HwTestResend *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwTestResend, test_resend_free)
HwStartOutcome run_resend (HwStore *store, HwTestResend *self, HwRegistrationRecord **record, gint64 *wait);

/* registration_id: the HwId that the record of the test registration @id bears. */
HwId registration_id (const char *id);
HwHash credential_of (const char *id);
HwHash key_of (const char *id);
/* find: (transfer full) (nullable) */
HwRegistrationRecord *find (HwStore *store, const char *id);

HwKeyOutcome try_key (HwStore *store, const char *id, const char *key, gint64 arrived_at, guint *wrong_tries);
/* complete: with password_hash "hash:ID" */
HwKeyOutcome complete (HwStore *store, const char *id, const char *key, gint64 now, HwAccount **account);

/* begin_login, open_session: from the origin @origin. */
gboolean begin_login (HwStore *store,
                      const char *email,
                      const char *origin,
                      gint64 now,
                      HwId *reservation,
                      gint64 *wait);
/* log_in: @id: names the session, whose credential is "session:ID"; FALSE where it was not opened. */
gboolean log_in (HwStore *store, const char *id, const char *email, const char *password_hash, gint64 now);
HwId session_id (const char *id);
/* session_lives: whether its credential is good for anything. */
gboolean session_lives (HwStore *store, const char *id, gint64 now);

/* lease: (transfer full) (element-type HwMailRecord): all that are due, for a minute */
GPtrArray *lease (HwStore *store, gint64 now);

/* What a store of the first schema may hold of EMAIL, logged in. @hash: 32 bytes, as the database writes
 * them. */
#define HW_TEST_FIRST_ROWS(hash)                                                                            \
  "INSERT INTO establishments (number, name) VALUES ('1301-123456-7', 'Sample Works');"                     \
  "INSERT INTO accounts (establishment_number, email, email_folded, password_hash, registered_at, "         \
  "opened_at)"                                                                                              \
  " VALUES ('1301-123456-7', '" EMAIL "', '" EMAIL "', 'hash', 1, 1);"                                      \
  "INSERT INTO sessions (id, account_id, credential_hash, device, remember, created_at, previous_login_at," \
  " last_used_at, idle_period, idle_ends_at, ends_at)"                                                      \
  " SELECT '0123456789abcdef0123456789abcdef', id, " hash ", '', 0, 1, 0, 1, 1, 2000000000000000,"          \
  " 2000000000000000 FROM accounts;"

G_END_DECLS
