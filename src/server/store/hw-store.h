/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/hw-histogram.h"
#include "server/store/hw-records.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * HwStore: what the server keeps. Its methods are whole transactions of the domain, never begin and commit;
 * each is atomic and durable when it returns TRUE, and changes nothing when it returns FALSE. All are
 * thread-safe and may block on disk or network, so they run on the store's and the hashing pool, never on a
 * thread that serves connections. A backend retries its own serialization failures, so the callbacks
 * (HwStoreDecide) must be pure. Rules (what may be done when) come in as data or callbacks from
 * registration/.
 *
 * Where a method returns FALSE its results are %NULL or 0. Audit lines may be %NULL: none is written. Results
 * that are no pointers may be asked for with %NULL where nobody wants to know, the outcomes excepted.
 */

typedef enum
{
  HW_STORE_ERROR_UNAVAILABLE,  /* busy, locked, disk full, read-only, connection lost: try again later */
  HW_STORE_ERROR_NEWER_SCHEMA, /* written by a newer version */
  HW_STORE_ERROR_NOT_A_STORE,  /* the file is something else, or damaged */
  HW_STORE_ERROR_EXISTS,       /* the address is registered already */
  HW_STORE_ERROR_NOT_FOUND,
  HW_STORE_ERROR_FAILED, /* anything else: a defect */
} HwStoreError;

#define HW_STORE_ERROR (hw_store_error_quark ())
GQuark hw_store_error_quark (void);

#define HW_TYPE_STORE (hw_store_get_type ())
G_DECLARE_INTERFACE (HwStore, hw_store, HW, STORE, GObject)

/* ---- Starting a registration ---- */

typedef enum
{
  HW_START_MAIL_KEY,     /* a real registration */
  HW_START_MAIL_NOTICE,  /* a decoy, and a mail without a key that explains (@notice_kind) */
  HW_START_MAIL_NOTHING, /* a decoy, its mail discarded */
} HwStartDecision;

/* What a start leads to for @account (nullable: nobody has this address). Pure. */
typedef HwStartDecision (*HwStoreDecide) (HwPurpose purpose,
                                          const HwAccount *account,
                                          HwMailKind *notice_kind);

typedef struct
{
  gint64 now;
  HwHash idempotency; /* over path (resend: and credential) and Idempotency-Key */
  HwHash fingerprint; /* over the body */
  gint64 idempotency_period;
  const HwLimit *limits;
  guint n_limits;
  HwStoreDecide decide;
  const HwRegistrationRecord *registration; /* account_id and decoy are the store's to fill in */
  const HwMailRecord
    *mail; /* kind, discard and registration_id are the store's to fill in from the decision; where somebody
              has the address, the mail goes to it as the counter registered it */
  const HwAuditEvent *audit;
} HwStoreStart;

typedef enum
{
  HW_START_DONE,     /* accepted now; the record is what was written */
  HW_START_REPEATED, /* this Idempotency-Key with this body was accepted before; nothing written */
  HW_START_CONFLICT, /* this Idempotency-Key was accepted with another body */
  HW_START_LIMITED,  /* a limit is reached; nothing written; @wait says for how long */
  HW_START_REFUSED, /* resend only: the registration is not there, over, completed or locked; @record tells */
} HwStartOutcome;

/**
 * hw_store_start_registration:
 * @outcome: (out)
 * @record: (out) (transfer full) (nullable): for DONE and REPEATED
 * @wait: (out): microseconds, for LIMITED
 *
 * In this order: a repeat is recognised, the limits are checked and counted, the account is looked up by
 * registration->email folded, @decide asked, registration, mail, idempotency row and audit written.
 */
gboolean hw_store_start_registration (HwStore *self,
                                      const HwStoreStart *start,
                                      HwStartOutcome *outcome,
                                      HwRegistrationRecord **record,
                                      gint64 *wait,
                                      GError **error);

typedef struct
{
  gint64 now;
  HwHash credential_hash;
  HwHash idempotency;
  HwHash fingerprint;
  gint64 idempotency_period;
  const HwLimit *limits;
  guint n_limits;
  guint most_tries;  /* refused where wrong_tries has reached this */
  HwHash key_hash;   /* of the new key */
  gint64 expires_at; /* its end */
  const HwMailRecord
    *mail; /* purpose, recipient, reference, discard come from the registration; a decoy's is discarded
              (or, where its start was answered with a notice, that notice is not repeated) */
  const HwAuditEvent *audit;
} HwStoreResend;

/* hw_store_resend: replaces the key of a registration that awaits one or has expired; older waiting mails of
 * it are dropped. */
gboolean hw_store_resend (HwStore *self,
                          const HwStoreResend *resend,
                          HwStartOutcome *outcome,
                          HwRegistrationRecord **record,
                          gint64 *wait,
                          GError **error);

/* hw_store_limit_wait: microseconds until an event would be within all @limits; 0: now. Counts nothing. */
gboolean hw_store_limit_wait (HwStore *self,
                              const HwLimit *limits,
                              guint n_limits,
                              gint64 now,
                              gint64 *wait,
                              GError **error);

/* ---- A registration ---- */

/**
 * hw_store_find_registration:
 * @not_before: registrations started before this instant are over
 * @record: (out) (transfer full) (nullable): %NULL where there is none
 * @account: (out) (optional) (transfer full) (nullable): its account, %NULL for a decoy
 */
gboolean hw_store_find_registration (HwStore *self,
                                     const HwHash *credential_hash,
                                     gint64 not_before,
                                     HwRegistrationRecord **record,
                                     HwAccount **account,
                                     GError **error);

typedef enum
{
  HW_KEY_RIGHT,
  HW_KEY_WRONG,     /* counted */
  HW_KEY_EXPIRED,   /* right, but late */
  HW_KEY_LOCKED,    /* no tries left before this one; nothing compared */
  HW_KEY_COMPLETED, /* the registration is completed already; nothing compared or counted */
  HW_KEY_GONE,      /* no such registration any more */
} HwKeyOutcome;

/**
 * hw_store_try_key:
 * @key_hash: what was typed, hashed for this registration; never right for a decoy
 * @arrived_at: when the request arrived: decides expiry
 * @wrong_tries: (out): after this try
 *
 * Compares and, if wrong, counts, in one transaction. A right key costs nothing and uses nothing up; it is
 * right while @arrived_at is before expires_at.
 */
gboolean hw_store_try_key (HwStore *self,
                           const HwId *registration,
                           const HwHash *key_hash,
                           guint most_tries,
                           gint64 arrived_at,
                           const HwAuditEvent *audit_wrong,
                           HwKeyOutcome *outcome,
                           guint *wrong_tries,
                           GError **error);

typedef struct
{
  gint64 now;
  gint64 arrived_at;
  HwId registration;
  HwHash key_hash;
  guint most_tries;
  const char *password_hash;
  HwHash known_origin;         /* recorded as one that set this account's password */
  HwHash login_failures_owner; /* cleared where the purpose is "again" */
  const HwMailRecord *notice;  /* HW_MAIL_PASSWORD_SET; recipient is the account's address */
  const HwAuditEvent *audit;
} HwStoreComplete;

/**
 * hw_store_complete:
 * @account: (out) (transfer full) (nullable): as it is afterwards, for RIGHT
 *
 * Checks key and state again and commits all at once: the password is set, My Page opened (or the password
 * set anew), consent recorded, the account's sessions ended, its other open registrations turned into decoys,
 * the notice queued. Exactly one of many right submissions gets RIGHT; the others COMPLETED. WRONG, where the
 * key was replaced in the meantime, is not counted here. password_set_at and completed_at are both @now;
 * consent counts from the registration's start; opened_at stays what it was for an account that was open.
 */
gboolean hw_store_complete (HwStore *self,
                            const HwStoreComplete *complete,
                            HwKeyOutcome *outcome,
                            HwAccount **account,
                            GError **error);

/* hw_store_give_up: (out) @found: FALSE where there was none. */
gboolean hw_store_give_up (HwStore *self,
                           const HwHash *credential_hash,
                           const HwAuditEvent *audit,
                           gboolean *found,
                           GError **error);

/* ---- Logging in ---- */

typedef struct
{
  gint64 now;
  const HwLimit *limits; /* per account and origin; per origin */
  guint n_limits;
  HwLimit account_limit; /* per account over all origins: not for a known origin */
  HwHash known_origin;   /* address and origin together */
  gint64 known_since;    /* known where it logged in or set the password since then */
  const char *email;
} HwStoreLogin;

/**
 * hw_store_begin_login:
 * @limited: (out): a limit is reached, @wait says for how long (microseconds); nothing counted
 * @reservation: (out): names the failures counted in advance, which hw_store_open_session() takes back
 * @account: (out) (transfer full) (nullable): %NULL where nobody has the address; the caller checks disabled
 * and opened
 *
 * Counts a failure under every limit before the password is looked at, so that parallel guesses cannot outrun
 * the limit.
 */
gboolean hw_store_begin_login (HwStore *self,
                               const HwStoreLogin *login,
                               gboolean *limited,
                               gint64 *wait,
                               HwId *reservation,
                               HwAccount **account,
                               GError **error);

typedef struct
{
  gint64 now;
  const HwSessionRecord *session;
  guint most_sessions;           /* an account; the oldest end */
  HwId reservation;              /* failures taken back */
  HwHash known_origin;           /* recorded */
  const char *password_hash;     /* what was verified; still the account's, or nothing is opened */
  const char *new_password_hash; /* (nullable): replaces it where parameters grew */
  const HwAuditEvent *audit;
} HwStoreOpenSession;

/* hw_store_open_session: @opened: (out): FALSE where the account was disabled, removed or its password
 * changed meanwhile. */
gboolean
hw_store_open_session (HwStore *self, const HwStoreOpenSession *open, gboolean *opened, GError **error);

/* ---- Sessions ---- */

/**
 * hw_store_find_session:
 * @extend: whether this use moves the idle end on
 * @session: (out) (transfer full) (nullable): %NULL where unknown, over, or its account disabled
 * @account: (out) (optional) (transfer full) (nullable)
 *
 * idle_ends_at never lies after ends_at: it alone says how long the session lasts.
 */
gboolean hw_store_find_session (HwStore *self,
                                const HwHash *credential_hash,
                                gint64 now,
                                gboolean extend,
                                HwSessionRecord **session,
                                HwAccount **account,
                                GError **error);

/* hw_store_list_sessions: (out) (transfer full) (element-type HwSessionRecord): latest use first. */
gboolean
hw_store_list_sessions (HwStore *self, gint64 account_id, gint64 now, GPtrArray **sessions, GError **error);

/* hw_store_end_session: @id of @account_id only; (out) @found. */
gboolean hw_store_end_session (HwStore *self,
                               gint64 account_id,
                               const HwId *id,
                               const HwAuditEvent *audit,
                               gboolean *found,
                               GError **error);

/* hw_store_end_sessions: all of the account; (out) @count. For the counter. */
gboolean hw_store_end_sessions (HwStore *self,
                                gint64 account_id,
                                const HwAuditEvent *audit,
                                guint *count,
                                GError **error);

typedef struct
{
  gint64 now;
  gint64 account_id;
  HwId current_session;      /* stays; every other session ends, and all open registrations become decoys */
  const char *password_hash; /* what was verified; still the account's, or nothing is changed */
  const char *new_password_hash;
  HwId reservation; /* of hw_store_begin_login(): failures taken back */
  HwHash known_origin;
  const HwMailRecord *notice; /* HW_MAIL_PASSWORD_CHANGED */
  const HwAuditEvent *audit;
} HwStorePasswordChange;

/* hw_store_change_password: @changed: (out): FALSE where the account was disabled, removed, its password
 * changed or @current_session ended meanwhile. */
gboolean hw_store_change_password (HwStore *self,
                                   const HwStorePasswordChange *change,
                                   gboolean *changed,
                                   GError **error);

/* ---- Accounts: what the counter does ---- */

/**
 * hw_store_add_accounts:
 * @accounts: (element-type HwAccount): establishment_number, establishment_name, email, registered_at
 * @audits: (element-type HwAuditEvent): one for each of @accounts, written with it
 * @existing: (out) (transfer full) (element-type guint) (nullable): indices whose address is registered
 * already, or stands twice in @accounts, with HW_STORE_ERROR_EXISTS. An establishment whose number is known
 * with another name takes the new name.
 *
 * All or none.
 */
gboolean hw_store_add_accounts (HwStore *self,
                                GPtrArray *accounts,
                                GPtrArray *audits,
                                GArray **existing,
                                GError **error);

/* hw_store_list_accounts: (out) (transfer full) (element-type HwAccount): by establishment number, then
 * address. */
gboolean hw_store_list_accounts (HwStore *self, GPtrArray **accounts, GError **error);

/* hw_store_find_account: @account: (out) (transfer full) (nullable). */
gboolean hw_store_find_account (HwStore *self, const char *email, HwAccount **account, GError **error);

/* hw_store_set_disabled: ends sessions and turns open registrations into decoys when disabling;
 * HW_STORE_ERROR_NOT_FOUND. */
gboolean hw_store_set_disabled (HwStore *self,
                                const char *email,
                                gboolean disabled,
                                const HwAuditEvent *audit,
                                GError **error);

/* hw_store_remove_account: likewise; an establishment without accounts goes with its last one. */
gboolean
hw_store_remove_account (HwStore *self, const char *email, const HwAuditEvent *audit, GError **error);

/* ---- The outbox ---- */

/**
 * hw_store_lease_mails:
 * @until: others leave the leased rows alone until then; a worker that dies loses them no longer
 * @mails: (out) (transfer full) (element-type HwMailRecord): at most @most rows due at @now, oldest due first
 */
gboolean
hw_store_lease_mails (HwStore *self, gint64 now, gint64 until, guint most, GPtrArray **mails, GError **error);

/**
 * hw_store_mail_hold:
 * @until: the lease of a row that this caller has leased lasts until then (a slow delivery); 0: it ends now,
 * the row is free to be leased again, and that was no attempt
 * @held: (out): FALSE where the row is gone (superseded by a newer key, dropped): it is not to be sent
 */
gboolean hw_store_mail_hold (HwStore *self, const HwId *id, gint64 until, gboolean *held, GError **error);

/* hw_store_mail_done: sent, discarded, stale or given up: the row and its sealed key go. It may be gone
 * already (superseded). */
gboolean hw_store_mail_done (HwStore *self, const HwId *id, GError **error);

/* hw_store_mail_retry: free to be leased again at @next_attempt_at; attempts + 1; @reason is kept for the
 * operator. */
gboolean hw_store_mail_retry (HwStore *self,
                              const HwId *id,
                              gint64 next_attempt_at,
                              const char *reason,
                              GError **error);

/* hw_store_next_mail_at: (out): when the next row is due; 0 where the outbox is empty. */
gboolean hw_store_next_mail_at (HwStore *self, gint64 *next_at, GError **error);

typedef struct
{
  guint waiting;    /* rows, those to be discarded too */
  gint64 oldest_at; /* requested_at of the oldest not discarded; 0: none */
} HwOutboxState;

gboolean hw_store_outbox_state (HwStore *self, HwOutboxState *state, GError **error);

/* ---- What the operator looks at and mends ---- */

/* hw_store_list_mails: @mails: (out) (transfer full) (element-type HwMailRecord): what waits to be sent, the
 * oldest first, without its sealed keys; what is to be discarded is not among it. */
gboolean hw_store_list_mails (HwStore *self, GPtrArray **mails, GError **error);

/**
 * hw_store_hurry_mails:
 * @id: (nullable): of one row; %NULL: of all
 * @audit: written where there was any
 * @count: (out): rows; those that are to be discarded are left alone
 *
 * Makes them due at @now. Leases are not touched.
 */
gboolean hw_store_hurry_mails (HwStore *self,
                               const HwId *id,
                               gint64 now,
                               const HwAuditEvent *audit,
                               guint *count,
                               GError **error);

/* hw_store_drop_mails: likewise: they go, unsent, and their sealed keys with them. */
gboolean
hw_store_drop_mails (HwStore *self, const HwId *id, const HwAuditEvent *audit, guint *count, GError **error);

/* hw_store_list_audit: @events: (out) (transfer full) (element-type HwAuditEvent): the latest @most rows of
 * @subject, the oldest of them first. */
gboolean
hw_store_list_audit (HwStore *self, const HwHash *subject, guint most, GPtrArray **events, GError **error);

/* hw_store_list_limit_events: @events: (out) (transfer full) (element-type HwLimitEvent): of @owner, later
 * than @since, the oldest first. */
gboolean hw_store_list_limit_events (HwStore *self,
                                     const HwHash *owner,
                                     gint64 since,
                                     GArray **events,
                                     GError **error);

/* hw_store_clear_limits: the events of @owners go; @count: (out): how many; @audit: written where there was
 * any. */
gboolean hw_store_clear_limits (HwStore *self,
                                const HwHash *owners,
                                guint n_owners,
                                const HwAuditEvent *audit,
                                guint *count,
                                GError **error);

/**
 * hw_store_backup:
 * @uri: of a store that may be in use; it is not opened, nor brought up to date
 * @path: a file that is not there yet
 * @bytes: (out) (optional): how large the copy is
 *
 * A copy of "sqlite:PATH" as it is at one instant, in one file of mode 0600, checked and synced to disk; it
 * gets its name when it is whole. What other databases keep is backed up with their own tools.
 *
 * Errors: HW_STORE_ERROR, or %G_IO_ERROR where @path cannot be made
 */
gboolean hw_store_backup (const char *uri, const char *path, gint64 *bytes, GError **error);

/* ---- The rest ---- */

gboolean hw_store_add_audit (HwStore *self, const HwAuditEvent *event, GError **error);

typedef struct
{
  gint64 now;
  gint64 registration_period; /* registrations started longer ago go */
  gint64 limit_window;        /* the longest window: older limit events go */
  gint64 known_origin_period;
  gint64 audit_period;
} HwStoreSweep;

/* hw_store_sweep: deletes what is over: registrations, idempotency rows, sessions, limit events, known
 * origins, audit rows; in several transactions, so that nobody waits long for it. With SQLite, whatever was
 * deleted until now, sealed keys above all, is overwritten in the write-ahead log too. */
gboolean hw_store_sweep (HwStore *self, const HwStoreSweep *sweep, guint *deleted, GError **error);

/* hw_store_latest_instant: the latest instant in the store; 0 where it is empty. */
gboolean hw_store_latest_instant (HwStore *self, gint64 *latest, GError **error);

/* hw_store_now: (out): the time by the store's clock: with PostgreSQL the database's, which all processes
 * share; 0 with SQLite, which has none but this machine's. */
gboolean hw_store_now (HwStore *self, gint64 *now, GError **error);

/* What was measured of the methods since the store was opened; each number is atomic. */
typedef struct
{
  HwHistogram reads;
  HwHistogram writes;
  guint64 unavailable; /* how many ended with HW_STORE_ERROR_UNAVAILABLE */
  guint64 failed;      /* … with an error that no other try would mend */
} HwStoreMeasures;

/* hw_store_get_measures: (transfer none): for metrics; goes with the store. */
const HwStoreMeasures *hw_store_get_measures (HwStore *self);

/* hw_store_ping: whether the store can be written to now. */
gboolean hw_store_ping (HwStore *self, GError **error);

/* hw_store_check_uri: whether hw_store_open() could take it, as far as that can be told without a look; the
 * message never repeats it. A password inside is a fault. */
gboolean hw_store_check_uri (const char *uri, GError **error);

/* hw_store_check_files: whether the files that @uri, which passed hw_store_check_uri(), names are there and
 * may be used, by a look at them alone: HW_STORE_ERROR_FAILED. */
gboolean hw_store_check_files (const char *uri, GError **error);

/**
 * hw_store_open:
 * @uri: "sqlite:PATH" or "postgresql://…"
 *
 * Makes the store where it is missing and brings an older one up to date (numbered migrations).
 */
HwStore *hw_store_open (const char *uri, GError **error);

/**
 * hw_store_open_later:
 * @open: (out): FALSE where it is not open yet
 *
 * As hw_store_open(), but where a database server cannot be reached now, there is a store all the same. Each
 * of its methods tries to open it, and until that succeeds fails with HW_STORE_ERROR_UNAVAILABLE, or with
 * what else hw_store_open() would have said.
 */
HwStore *hw_store_open_later (const char *uri, gboolean *open, GError **error);

G_END_DECLS
