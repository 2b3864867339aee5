-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Instants are microseconds since 1970 in UTC, 0 for "never". Hashes are BLAKE2b-256. Ids are 128 random
-- bits in hex. Tables are WITHOUT ROWID and have few indexes, for each is one more page to write in every
-- transaction; their primary key's columns come first, or integrity_check of SQLite 3.40 finds NULLs that are
-- not there. Credentials, keys and passwords stand here as hashes only, a waiting mail's key sealed.

-- 事業所
CREATE TABLE establishments (
  number TEXT NOT NULL PRIMARY KEY CHECK (length (number) BETWEEN 1 AND 32),
  name   TEXT NOT NULL CHECK (length (name) > 0)
) STRICT, WITHOUT ROWID;

-- アカウント: an address that the counter registered. Ids are never used again.
CREATE TABLE accounts (
  id                   INTEGER PRIMARY KEY AUTOINCREMENT,
  establishment_number TEXT    NOT NULL REFERENCES establishments (number),
  email                TEXT    NOT NULL CHECK (length (email) BETWEEN 1 AND 100),
  email_folded         TEXT    NOT NULL UNIQUE,
  disabled             INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
  password_hash        TEXT,
  registered_at        INTEGER NOT NULL,
  opened_at            INTEGER NOT NULL DEFAULT 0,
  password_set_at      INTEGER NOT NULL DEFAULT 0,
  last_login_at        INTEGER NOT NULL DEFAULT 0,
  privacy_version      TEXT,
  terms_version        TEXT,
  consented_at         INTEGER NOT NULL DEFAULT 0,
  CHECK ((password_hash IS NULL) = (opened_at = 0))
) STRICT;

CREATE INDEX accounts_by_establishment ON accounts (establishment_number, email_folded);

-- パスワード登録申込, パスワード再登録申込. A decoy belongs to no account, and no key is right for it.
CREATE TABLE registrations (
  id              TEXT    NOT NULL PRIMARY KEY CHECK (length (id) = 32),
  credential_hash BLOB    NOT NULL UNIQUE CHECK (length (credential_hash) = 32),
  salt            BLOB    NOT NULL CHECK (length (salt) = 16),
  purpose         TEXT    NOT NULL CHECK (purpose IN ('first', 'again')),
  language        TEXT    NOT NULL CHECK (language IN ('ja', 'en')),
  email           TEXT    NOT NULL,
  account_id      INTEGER REFERENCES accounts (id),
  decoy           INTEGER NOT NULL CHECK (decoy IN (0, 1)),
  reference       TEXT    NOT NULL CHECK (length (reference) = 4),
  key_hash        BLOB    NOT NULL CHECK (length (key_hash) = 32),
  wrong_tries     INTEGER NOT NULL DEFAULT 0 CHECK (wrong_tries >= 0),
  privacy_version TEXT,
  terms_version   TEXT,
  started_at      INTEGER NOT NULL,
  mailed_at       INTEGER NOT NULL,
  expires_at      INTEGER NOT NULL,
  completed_at    INTEGER NOT NULL DEFAULT 0,
  CHECK (decoy = (account_id IS NULL)),
  CHECK (decoy = 0 OR completed_at = 0)
) STRICT, WITHOUT ROWID;

CREATE INDEX registrations_by_account ON registrations (account_id);
CREATE INDEX registrations_by_start ON registrations (started_at);

-- Accepted Idempotency-Keys.
CREATE TABLE idempotency (
  hash            BLOB    NOT NULL PRIMARY KEY CHECK (length (hash) = 32),
  fingerprint     BLOB    NOT NULL CHECK (length (fingerprint) = 32),
  registration_id TEXT    NOT NULL REFERENCES registrations (id) ON DELETE CASCADE,
  at              INTEGER NOT NULL,
  ends_at         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_by_registration ON idempotency (registration_id);
CREATE INDEX idempotency_by_end ON idempotency (ends_at);

-- What the limits count, under a keyed hash of whom it concerns. A login's failures are counted in advance:
-- its reservation names them, so that a success takes them back.
CREATE TABLE limit_events (
  subject     BLOB    NOT NULL CHECK (length (subject) = 32),
  at          INTEGER NOT NULL,
  id          INTEGER NOT NULL DEFAULT (random ()),
  owner       BLOB    CHECK (length (owner) = 32),
  reservation TEXT    CHECK (length (reservation) = 32),
  PRIMARY KEY (subject, at, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX limit_events_by_time ON limit_events (at);
CREATE INDEX limit_events_by_owner ON limit_events (owner) WHERE owner IS NOT NULL;
CREATE INDEX limit_events_by_reservation ON limit_events (reservation) WHERE reservation IS NOT NULL;

-- Origins that logged in to an account or set its password: a hash over address and origin.
CREATE TABLE known_origins (
  origin     BLOB    NOT NULL PRIMARY KEY CHECK (length (origin) = 32),
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  seen_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX known_origins_by_account ON known_origins (account_id);
CREATE INDEX known_origins_by_time ON known_origins (seen_at);

-- ログイン中の端末. idle_ends_at is never after ends_at.
CREATE TABLE sessions (
  id                TEXT    NOT NULL PRIMARY KEY CHECK (length (id) = 32),
  account_id        INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  credential_hash   BLOB    NOT NULL UNIQUE CHECK (length (credential_hash) = 32),
  device            TEXT    NOT NULL,
  remember          INTEGER NOT NULL CHECK (remember IN (0, 1)),
  created_at        INTEGER NOT NULL,
  previous_login_at INTEGER NOT NULL,
  last_used_at      INTEGER NOT NULL,
  idle_period       INTEGER NOT NULL CHECK (idle_period > 0),
  idle_ends_at      INTEGER NOT NULL,
  ends_at           INTEGER NOT NULL,
  CHECK (idle_ends_at <= ends_at)
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_account ON sessions (account_id, created_at);
CREATE INDEX sessions_by_use ON sessions (last_used_at);
CREATE INDEX sessions_by_end ON sessions (idle_ends_at);

-- Mails to be sent. A decoy's row looks like any other but is thrown away.
CREATE TABLE outbox (
  id              TEXT    NOT NULL PRIMARY KEY CHECK (length (id) = 32),
  kind            TEXT    NOT NULL
    CHECK (kind IN ('key', 'already-opened', 'not-yet-opened', 'password-set', 'password-changed')),
  discard         INTEGER NOT NULL CHECK (discard IN (0, 1)),
  purpose         TEXT    NOT NULL CHECK (purpose IN ('first', 'again')),
  language        TEXT    NOT NULL CHECK (language IN ('ja', 'en')),
  recipient       TEXT    NOT NULL,
  reference       TEXT    NOT NULL CHECK (length (reference) IN (0, 4)),
  sealed_key      BLOB,
  registration_id TEXT    CHECK (length (registration_id) = 32),
  requested_at    INTEGER NOT NULL,
  stale_at        INTEGER NOT NULL,
  next_attempt_at INTEGER NOT NULL,
  leased_until    INTEGER NOT NULL DEFAULT 0,
  attempts        INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  last_failure    TEXT,
  CHECK (kind <> 'key' OR sealed_key IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX outbox_by_due ON outbox (max (next_attempt_at, leased_until));
CREATE INDEX outbox_by_registration ON outbox (registration_id) WHERE registration_id IS NOT NULL;

CREATE TABLE audit (
  at           INTEGER NOT NULL,
  id           INTEGER NOT NULL DEFAULT (random ()),
  event        TEXT    NOT NULL,
  outcome      TEXT    NOT NULL,
  count        INTEGER NOT NULL CHECK (count > 0),
  request_id   TEXT,
  origin       TEXT,
  masked_email TEXT,
  subject      BLOB    CHECK (length (subject) = 32),
  PRIMARY KEY (at, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX audit_by_subject ON audit (subject, at) WHERE subject IS NOT NULL;

-- One row, written to find out whether the store can be written to.
CREATE TABLE heartbeat (
  id    INTEGER PRIMARY KEY CHECK (id = 1),
  beats INTEGER NOT NULL
) STRICT;

INSERT INTO heartbeat (id, beats) VALUES (1, 0);
