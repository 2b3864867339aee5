/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-language.h"
#include "contract/hw-registration-message.h"
#include "server/crypto/hw-credential.h"

G_BEGIN_DECLS

/* What the store's rows hold. Instants in microseconds, 0 for "never". Strings are owned by the record. */

/* アカウント: an address that the counter registered for an establishment. */
typedef struct
{
  gint64 id;
  char *establishment_number;
  char *establishment_name;
  char *email; /* as registered */
  gboolean disabled;
  char *password_hash; /* (nullable): not opened yet */
  gint64 registered_at;
  gint64 opened_at;
  gint64 password_set_at;
  gint64 last_login_at;
  char *privacy_version; /* (nullable): consented to */
  char *terms_version;   /* (nullable) */
  gint64 consented_at;
} HwAccount;

HwAccount *hw_account_new (void);
HwAccount *hw_account_copy (const HwAccount *self);
void hw_account_free (HwAccount *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwAccount, hw_account_free)

/* パスワード登録申込. */
typedef struct
{
  HwId id;
  HwHash credential_hash;
  guint8 salt[HW_SALT_LENGTH];
  HwPurpose purpose;
  HwLanguage language;
  char *email;       /* as sent */
  gint64 account_id; /* 0 for a decoy */
  gboolean decoy;    /* answers like any other; no key is right for it */
  char reference[5]; /* 受付番号 */
  HwHash key_hash;
  guint wrong_tries;
  char *privacy_version; /* (nullable) */
  char *terms_version;   /* (nullable) */
  gint64 started_at;
  gint64 mailed_at;  /* when the latest key was put into the queue */
  gint64 expires_at; /* of the latest key */
  gint64 completed_at;
} HwRegistrationRecord;

HwRegistrationRecord *hw_registration_record_new (void);
HwRegistrationRecord *hw_registration_record_copy (const HwRegistrationRecord *self);
void hw_registration_record_free (HwRegistrationRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwRegistrationRecord, hw_registration_record_free)

/* ログイン中の端末. */
typedef struct
{
  HwId id;
  gint64 account_id;
  HwHash credential_hash;
  char *device;
  char *origin; /* where the login came from, as the limits see it; may be empty */
  gboolean remember;
  gint64 created_at;
  gint64 previous_login_at; /* the account's login before this one; the store's to fill in; 0: none */
  gint64 last_used_at;
  gint64 idle_period;  /* microseconds */
  gint64 idle_ends_at; /* moved on by each use */
  gint64 ends_at;      /* absolute */
} HwSessionRecord;

HwSessionRecord *hw_session_record_new (void);
void hw_session_record_free (HwSessionRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwSessionRecord, hw_session_record_free)

/* What a mail says. */
typedef enum
{
  HW_MAIL_KEY, /* 「パスワード登録申込受付通知」, 「パスワード再登録申込受付通知」: by the purpose */
  HW_MAIL_ALREADY_OPENED,   /* first, but opened already: no key */
  HW_MAIL_NOT_YET_OPENED,   /* again, but not opened yet: no key */
  HW_MAIL_PASSWORD_SET,     /* a notice after 完了 */
  HW_MAIL_PASSWORD_CHANGED, /* a notice after パスワードの変更 */
} HwMailKind;

/* A row of the outbox: a mail as data. */
typedef struct
{
  HwId id; /* also in the Message-ID, so that a repeated delivery can be told */
  HwMailKind kind;
  gboolean discard; /* a decoy's: thrown away by the worker, never sent */
  HwPurpose purpose;
  HwLanguage language;
  char *recipient;
  char reference[5]; /* "" where there is none */
  GBytes
    *sealed_key; /* (nullable): HW_MAIL_KEY only: hw_server_secret_seal() of the normalized key with id */
  HwId
    registration_id; /* of HW_MAIL_KEY; a newer key of the same registration supersedes older waiting ones */
  gint64 requested_at;
  gint64 stale_at; /* not sent from then on: the key's end; 0: never */
  gint64 next_attempt_at;
  guint attempts;
  /* Of hw_store_list_mails() alone: */
  gint64 leased_until;
  char *last_failure; /* (nullable): why the last attempt failed */
} HwMailRecord;

HwMailRecord *hw_mail_record_new (void);
HwMailRecord *hw_mail_record_copy (const HwMailRecord *self);
void hw_mail_record_free (HwMailRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwMailRecord, hw_mail_record_free)

/* One limit over a sliding window: at most @most events of @subject within @window. Several limits may share
 * a subject; an event is then recorded once for it. */
typedef struct
{
  HwHash subject; /* what is counted: an address, an origin, or both together */
  HwHash owner;   /* what the events are cleared by; all zero: never cleared */
  gint64 window;  /* microseconds */
  guint most;
} HwLimit;

/* One event that was counted under a limit. */
typedef struct
{
  HwHash subject;
  gint64 at;
} HwLimitEvent;

/* A line of the audit: an authentication event. No secret; the address masked. */
typedef struct
{
  gint64 at;
  const char
    *event; /* static: "registration-started", "key-wrong", "password-set", "login", "login-failed" … */
  const char *outcome; /* static: "done" or the problem's code */
  guint count; /* how often: 1; repeated refusals of one minute are one line with their count (API.md, Growth)
                */
  char *request_id;
  char *origin;       /* as the limits see it: an address, IPv6 by /64 */
  char *masked_email; /* (nullable) */
  HwHash subject;     /* keyed hash of the folded address, to find it by; all zero where there is none */
} HwAuditEvent;

HwAuditEvent *hw_audit_event_new (void);
void hw_audit_event_free (HwAuditEvent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwAuditEvent, hw_audit_event_free)

G_END_DECLS
