-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Instants are microseconds since 1970 in UTC, 0 for "never". Hashes are BLAKE2b-256. Ids are 128 random
-- bits in hex. Credentials, keys and passwords stand here as hashes only, a waiting mail's key sealed.
-- Texts are compared byte by byte ("C"), so that no index depends on a system's locale.

-- The numbers of the files of this folder that were run.
CREATE TABLE schema_version (
  version    integer     NOT NULL PRIMARY KEY,
  applied_at timestamptz NOT NULL DEFAULT clock_timestamp ()
);

-- 事業所
CREATE TABLE establishments (
  number text COLLATE "C" NOT NULL PRIMARY KEY CHECK (length (number) BETWEEN 1 AND 32),
  name   text COLLATE "C" NOT NULL CHECK (length (name) > 0)
);

-- アカウント: an address that the counter registered. Ids are never used again.
CREATE TABLE accounts (
  id                   bigint           GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  establishment_number text COLLATE "C" NOT NULL REFERENCES establishments (number),
  email                text COLLATE "C" NOT NULL CHECK (length (email) BETWEEN 1 AND 100),
  email_folded         text COLLATE "C" NOT NULL UNIQUE,
  disabled             smallint         NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
  password_hash        text COLLATE "C",
  registered_at        bigint           NOT NULL,
  opened_at            bigint           NOT NULL DEFAULT 0,
  password_set_at      bigint           NOT NULL DEFAULT 0,
  last_login_at        bigint           NOT NULL DEFAULT 0,
  privacy_version      text COLLATE "C",
  terms_version        text COLLATE "C",
  consented_at         bigint           NOT NULL DEFAULT 0,
  CHECK ((password_hash IS NULL) = (opened_at = 0))
);

CREATE INDEX accounts_by_establishment ON accounts (establishment_number, email_folded);

-- パスワード登録申込, パスワード再登録申込. A decoy belongs to no account, and no key is right for it. The account
-- is no foreign key: looking it up, and locking it, would tell a decoy from another by the time taken. Who
-- writes here holds the lock of the address.
CREATE TABLE registrations (
  id              text COLLATE "C" NOT NULL PRIMARY KEY CHECK (length (id) = 32),
  credential_hash bytea            NOT NULL UNIQUE CHECK (length (credential_hash) = 32),
  salt            bytea            NOT NULL CHECK (length (salt) = 16),
  purpose         text COLLATE "C" NOT NULL CHECK (purpose IN ('first', 'again')),
  language        text COLLATE "C" NOT NULL CHECK (language IN ('ja', 'en')),
  email           text COLLATE "C" NOT NULL,
  account_id      bigint,
  decoy           smallint         NOT NULL CHECK (decoy IN (0, 1)),
  reference       text COLLATE "C" NOT NULL CHECK (length (reference) = 4),
  key_hash        bytea            NOT NULL CHECK (length (key_hash) = 32),
  wrong_tries     integer          NOT NULL DEFAULT 0 CHECK (wrong_tries >= 0),
  privacy_version text COLLATE "C",
  terms_version   text COLLATE "C",
  started_at      bigint           NOT NULL,
  mailed_at       bigint           NOT NULL,
  expires_at      bigint           NOT NULL,
  completed_at    bigint           NOT NULL DEFAULT 0,
  CHECK (decoy = (account_id IS NULL)::integer),
  CHECK (decoy = 0 OR completed_at = 0)
);

CREATE INDEX registrations_by_account ON registrations (account_id);
CREATE INDEX registrations_by_start ON registrations (started_at);

-- Accepted Idempotency-Keys.
CREATE TABLE idempotency (
  hash            bytea            NOT NULL PRIMARY KEY CHECK (length (hash) = 32),
  fingerprint     bytea            NOT NULL CHECK (length (fingerprint) = 32),
  registration_id text COLLATE "C" NOT NULL REFERENCES registrations (id) ON DELETE CASCADE,
  at              bigint           NOT NULL,
  ends_at         bigint           NOT NULL
);

CREATE INDEX idempotency_by_registration ON idempotency (registration_id);
CREATE INDEX idempotency_by_end ON idempotency (ends_at);

-- What the limits count, under a keyed hash of whom it concerns. A login's failures are counted in advance:
-- its reservation names them, so that a success takes them back.
CREATE TABLE limit_events (
  subject     bytea            NOT NULL CHECK (length (subject) = 32),
  owner       bytea            CHECK (length (owner) = 32),
  reservation text COLLATE "C" CHECK (length (reservation) = 32),
  at          bigint           NOT NULL,
  id          bigint           GENERATED ALWAYS AS IDENTITY,
  PRIMARY KEY (subject, at, id)
);

CREATE INDEX limit_events_by_time ON limit_events (at);
CREATE INDEX limit_events_by_owner ON limit_events (owner) WHERE owner IS NOT NULL;
CREATE INDEX limit_events_by_reservation ON limit_events (reservation) WHERE reservation IS NOT NULL;

-- Origins that logged in to an account or set its password: a hash over address and origin.
CREATE TABLE known_origins (
  origin     bytea  NOT NULL PRIMARY KEY CHECK (length (origin) = 32),
  account_id bigint NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  seen_at    bigint NOT NULL
);

CREATE INDEX known_origins_by_account ON known_origins (account_id);
CREATE INDEX known_origins_by_time ON known_origins (seen_at);

-- ログイン中の端末. idle_ends_at is never after ends_at.
CREATE TABLE sessions (
  id                text COLLATE "C" NOT NULL PRIMARY KEY CHECK (length (id) = 32),
  account_id        bigint           NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  credential_hash   bytea            NOT NULL UNIQUE CHECK (length (credential_hash) = 32),
  device            text COLLATE "C" NOT NULL,
  remember          smallint         NOT NULL CHECK (remember IN (0, 1)),
  created_at        bigint           NOT NULL,
  previous_login_at bigint           NOT NULL,
  last_used_at      bigint           NOT NULL,
  idle_period       bigint           NOT NULL CHECK (idle_period > 0),
  idle_ends_at      bigint           NOT NULL,
  ends_at           bigint           NOT NULL,
  CHECK (idle_ends_at <= ends_at)
);

CREATE INDEX sessions_by_account ON sessions (account_id, created_at);
CREATE INDEX sessions_by_use ON sessions (last_used_at);
CREATE INDEX sessions_by_end ON sessions (idle_ends_at);

-- Mails to be sent. A decoy's row looks like any other but is thrown away.
CREATE TABLE outbox (
  id              text COLLATE "C" NOT NULL PRIMARY KEY CHECK (length (id) = 32),
  kind            text COLLATE "C" NOT NULL
    CHECK (kind IN ('key', 'already-opened', 'not-yet-opened', 'password-set', 'password-changed')),
  discard         smallint         NOT NULL CHECK (discard IN (0, 1)),
  purpose         text COLLATE "C" NOT NULL CHECK (purpose IN ('first', 'again')),
  language        text COLLATE "C" NOT NULL CHECK (language IN ('ja', 'en')),
  recipient       text COLLATE "C" NOT NULL,
  reference       text COLLATE "C" NOT NULL CHECK (length (reference) IN (0, 4)),
  sealed_key      bytea,
  registration_id text COLLATE "C" CHECK (length (registration_id) = 32),
  requested_at    bigint           NOT NULL,
  stale_at        bigint           NOT NULL,
  next_attempt_at bigint           NOT NULL,
  leased_until    bigint           NOT NULL DEFAULT 0,
  attempts        integer          NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  last_failure    text COLLATE "C",
  CHECK (kind <> 'key' OR sealed_key IS NOT NULL)
);

CREATE INDEX outbox_by_due ON outbox (greatest (next_attempt_at, leased_until));
CREATE INDEX outbox_by_registration ON outbox (registration_id) WHERE registration_id IS NOT NULL;

CREATE TABLE audit (
  at           bigint           NOT NULL,
  event        text COLLATE "C" NOT NULL,
  outcome      text COLLATE "C" NOT NULL,
  count        bigint           NOT NULL CHECK (count > 0),
  request_id   text COLLATE "C",
  origin       text COLLATE "C",
  masked_email text COLLATE "C",
  subject      bytea            CHECK (length (subject) = 32),
  id           bigint           GENERATED ALWAYS AS IDENTITY,
  PRIMARY KEY (at, id)
);

CREATE INDEX audit_by_subject ON audit (subject, at) WHERE subject IS NOT NULL;

-- One row, written to find out whether the store can be written to.
CREATE TABLE heartbeat (
  id    integer PRIMARY KEY CHECK (id = 1),
  beats bigint  NOT NULL
);

INSERT INTO heartbeat (id, beats) VALUES (1, 0);
