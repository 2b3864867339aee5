SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE SCHEMA hellowork_mypage;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE hellowork_mypage.accounts (
    id bigint NOT NULL,
    establishment_number text NOT NULL COLLATE pg_catalog."C",
    email text NOT NULL COLLATE pg_catalog."C",
    email_folded text NOT NULL COLLATE pg_catalog."C",
    disabled smallint DEFAULT 0 NOT NULL,
    password_hash text COLLATE pg_catalog."C",
    registered_at bigint NOT NULL,
    opened_at bigint DEFAULT 0 NOT NULL,
    password_set_at bigint DEFAULT 0 NOT NULL,
    last_login_at bigint DEFAULT 0 NOT NULL,
    privacy_version text COLLATE pg_catalog."C",
    terms_version text COLLATE pg_catalog."C",
    consented_at bigint DEFAULT 0 NOT NULL,
    CONSTRAINT accounts_check CHECK (((password_hash IS NULL) = (opened_at = 0))),
    CONSTRAINT accounts_disabled_check CHECK ((disabled = ANY (ARRAY[0, 1]))),
    CONSTRAINT accounts_email_check CHECK (((length(email) >= 1) AND (length(email) <= 100)))
);
ALTER TABLE hellowork_mypage.accounts ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME hellowork_mypage.accounts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE hellowork_mypage.audit (
    at bigint NOT NULL,
    event text NOT NULL COLLATE pg_catalog."C",
    outcome text NOT NULL COLLATE pg_catalog."C",
    count bigint NOT NULL,
    request_id text COLLATE pg_catalog."C",
    origin text COLLATE pg_catalog."C",
    masked_email text COLLATE pg_catalog."C",
    subject bytea,
    id bigint NOT NULL,
    CONSTRAINT audit_count_check CHECK ((count > 0)),
    CONSTRAINT audit_subject_check CHECK ((length(subject) = 32))
);
ALTER TABLE hellowork_mypage.audit ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME hellowork_mypage.audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE hellowork_mypage.establishments (
    number text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT establishments_name_check CHECK ((length(name) > 0)),
    CONSTRAINT establishments_number_check CHECK (((length(number) >= 1) AND (length(number) <= 32)))
);
CREATE TABLE hellowork_mypage.heartbeat (
    id integer NOT NULL,
    beats bigint NOT NULL,
    CONSTRAINT heartbeat_id_check CHECK ((id = 1))
);
CREATE TABLE hellowork_mypage.idempotency (
    hash bytea NOT NULL,
    fingerprint bytea NOT NULL,
    registration_id text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    ends_at bigint NOT NULL,
    CONSTRAINT idempotency_fingerprint_check CHECK ((length(fingerprint) = 32)),
    CONSTRAINT idempotency_hash_check CHECK ((length(hash) = 32))
);
CREATE TABLE hellowork_mypage.known_origins (
    origin bytea NOT NULL,
    account_id bigint NOT NULL,
    seen_at bigint NOT NULL,
    CONSTRAINT known_origins_origin_check CHECK ((length(origin) = 32))
);
CREATE TABLE hellowork_mypage.limit_events (
    subject bytea NOT NULL,
    owner bytea,
    reservation text COLLATE pg_catalog."C",
    at bigint NOT NULL,
    id bigint NOT NULL,
    CONSTRAINT limit_events_owner_check CHECK ((length(owner) = 32)),
    CONSTRAINT limit_events_reservation_check CHECK ((length(reservation) = 32)),
    CONSTRAINT limit_events_subject_check CHECK ((length(subject) = 32))
);
ALTER TABLE hellowork_mypage.limit_events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME hellowork_mypage.limit_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE hellowork_mypage.outbox (
    id text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    discard smallint NOT NULL,
    purpose text NOT NULL COLLATE pg_catalog."C",
    language text NOT NULL COLLATE pg_catalog."C",
    recipient text NOT NULL COLLATE pg_catalog."C",
    reference text NOT NULL COLLATE pg_catalog."C",
    sealed_key bytea,
    registration_id text COLLATE pg_catalog."C",
    requested_at bigint NOT NULL,
    stale_at bigint NOT NULL,
    next_attempt_at bigint NOT NULL,
    leased_until bigint DEFAULT 0 NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    last_failure text COLLATE pg_catalog."C",
    CONSTRAINT outbox_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT outbox_check CHECK (((kind <> 'key'::text) OR (sealed_key IS NOT NULL))),
    CONSTRAINT outbox_discard_check CHECK ((discard = ANY (ARRAY[0, 1]))),
    CONSTRAINT outbox_id_check CHECK ((length(id) = 32)),
    CONSTRAINT outbox_kind_check CHECK ((kind = ANY (ARRAY['key'::text, 'already-opened'::text, 'not-yet-opened'::text, 'password-set'::text, 'password-changed'::text]))),
    CONSTRAINT outbox_language_check CHECK ((language = ANY (ARRAY['ja'::text, 'en'::text]))),
    CONSTRAINT outbox_purpose_check CHECK ((purpose = ANY (ARRAY['first'::text, 'again'::text]))),
    CONSTRAINT outbox_reference_check CHECK ((length(reference) = ANY (ARRAY[0, 4]))),
    CONSTRAINT outbox_registration_id_check CHECK ((length(registration_id) = 32))
);
CREATE TABLE hellowork_mypage.registrations (
    id text NOT NULL COLLATE pg_catalog."C",
    credential_hash bytea NOT NULL,
    salt bytea NOT NULL,
    purpose text NOT NULL COLLATE pg_catalog."C",
    language text NOT NULL COLLATE pg_catalog."C",
    email text NOT NULL COLLATE pg_catalog."C",
    account_id bigint,
    decoy smallint NOT NULL,
    reference text NOT NULL COLLATE pg_catalog."C",
    key_hash bytea NOT NULL,
    wrong_tries integer DEFAULT 0 NOT NULL,
    privacy_version text COLLATE pg_catalog."C",
    terms_version text COLLATE pg_catalog."C",
    started_at bigint NOT NULL,
    mailed_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    completed_at bigint DEFAULT 0 NOT NULL,
    CONSTRAINT registrations_check CHECK ((decoy = ((account_id IS NULL))::integer)),
    CONSTRAINT registrations_check1 CHECK (((decoy = 0) OR (completed_at = 0))),
    CONSTRAINT registrations_credential_hash_check CHECK ((length(credential_hash) = 32)),
    CONSTRAINT registrations_decoy_check CHECK ((decoy = ANY (ARRAY[0, 1]))),
    CONSTRAINT registrations_id_check CHECK ((length(id) = 32)),
    CONSTRAINT registrations_key_hash_check CHECK ((length(key_hash) = 32)),
    CONSTRAINT registrations_language_check CHECK ((language = ANY (ARRAY['ja'::text, 'en'::text]))),
    CONSTRAINT registrations_purpose_check CHECK ((purpose = ANY (ARRAY['first'::text, 'again'::text]))),
    CONSTRAINT registrations_reference_check CHECK ((length(reference) = 4)),
    CONSTRAINT registrations_salt_check CHECK ((length(salt) = 16)),
    CONSTRAINT registrations_wrong_tries_check CHECK ((wrong_tries >= 0))
);
CREATE TABLE hellowork_mypage.schema_version (
    version integer NOT NULL,
    applied_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
CREATE TABLE hellowork_mypage.sessions (
    id text NOT NULL COLLATE pg_catalog."C",
    account_id bigint NOT NULL,
    credential_hash bytea NOT NULL,
    device text NOT NULL COLLATE pg_catalog."C",
    remember smallint NOT NULL,
    created_at bigint NOT NULL,
    previous_login_at bigint NOT NULL,
    last_used_at bigint NOT NULL,
    idle_period bigint NOT NULL,
    idle_ends_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    CONSTRAINT sessions_check CHECK ((idle_ends_at <= ends_at)),
    CONSTRAINT sessions_credential_hash_check CHECK ((length(credential_hash) = 32)),
    CONSTRAINT sessions_id_check CHECK ((length(id) = 32)),
    CONSTRAINT sessions_idle_period_check CHECK ((idle_period > 0)),
    CONSTRAINT sessions_remember_check CHECK ((remember = ANY (ARRAY[0, 1])))
);
INSERT INTO hellowork_mypage.accounts OVERRIDING SYSTEM VALUE VALUES
	(2, '1301-000001-7', 'open@example.co.jp', 'open@example.co.jp', 0, NULL, 1795382621333621, 0, 0, 0, NULL, NULL, 0),
	(3, '1301-000002-7', 'waiting@example.co.jp', 'waiting@example.co.jp', 0, NULL, 1795382621333621, 0, 0, 0, NULL, NULL, 0),
	(5, '1301-000004-7', 'tried@example.co.jp', 'tried@example.co.jp', 0, NULL, 1795382621333621, 0, 0, 0, NULL, NULL, 0),
	(6, '1301-000005-7', 'known@example.co.jp', 'known@example.co.jp', 0, NULL, 1795382621333621, 0, 0, 0, NULL, NULL, 0),
	(7, '1301-000006-7', 'again@example.co.jp', 'again@example.co.jp', 0, '$argon2id$v=19$m=19456,t=2,p=1$qQIPgZapd8o3rhzURY92Zw$9Bnd7N4dxFCnOaW4/tCXJWQN6y+VhH5L0/V1C8UKMks', 1795382621333621, 1795382621841788, 1795382621841788, 0, 'sample-1', 'sample-1', 1795382621701532),
	(1, '1301-000000-7', 'opened@example.co.jp', 'opened@example.co.jp', 0, '$argon2id$v=19$m=19456,t=2,p=1$0J1/u1B1j+wWYqqCJIR+rA$qqpMqcLCSn+FZ2ZuGm4M8Po5nyBARFwIk9r5vH8OLlI', 1795382621333621, 1795382621513686, 1795382621969526, 1795382625978470, 'sample-1', 'sample-1', 1795382621364674),
	(4, '1301-000003-7', 'disabled@example.co.jp', 'disabled@example.co.jp', 1, '$argon2id$v=19$m=19456,t=2,p=1$83+zQDKBNT8C5x1JhC/ZZQ$QMWLeJ9aVeUGba4Htqj+CK19Mi5b+R+a0hf6JLuT+bM', 1795382621333621, 1795382621686671, 1795382621686671, 0, 'sample-1', 'sample-1', 1795382621542769);
INSERT INTO hellowork_mypage.audit OVERRIDING SYSTEM VALUE VALUES
	(1795382621333629, 'account-registered', 'done', 1, 'ee08c263f4e4fb82332ee983a4a0e10a', 'counter', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 1),
	(1795382621333668, 'account-registered', 'done', 1, '0b0d7f8b06e4caf3c2f5e0f36445219e', 'counter', 'o***@e***.jp', '\x5767bf201d7fb7f990d257905f7696d2d296b3ad0a419447344ff76055771b54', 2),
	(1795382621333673, 'account-registered', 'done', 1, '14768110ceebc28838a5b4bc8c3402ef', 'counter', 'w***@e***.jp', '\x1f36663b41c526919f9ee361b64527cf26e244c201259fa8bf3cd07de3ffe394', 3),
	(1795382621333675, 'account-registered', 'done', 1, '45911d940c25e7a3e1581f6640648f8c', 'counter', 'd***@e***.jp', '\x08a30857a9b121fac0db01f1e07e315410cd960bcc59c535a181afad11f3424e', 4),
	(1795382621333677, 'account-registered', 'done', 1, '777aec7f1697a72887cd38e4f2741afd', 'counter', 't***@e***.jp', '\x6e04db5da08b779d860f554f58bd4327feba0e5232e76851e7999323d0f9eb06', 5),
	(1795382621333679, 'account-registered', 'done', 1, '02c706a42fd559ff515913f157efd1ef', 'counter', 'k***@e***.jp', '\x137767cfc0b28d3e1416860da9604dbf3c7e9b7561591b68afbb6b1666f88981', 6),
	(1795382621333683, 'account-registered', 'done', 1, '8af1b4dd6be33c172ec44400602fdfa4', 'counter', 'a***@e***.jp', '\x5fa2ad11ccb546379ae9b60d12c45a3a8337f0f74b516ff06ef8f5e52363dd7f', 7),
	(1795382621364697, 'registration-started', 'done', 1, '49f2c193369820f00000000000000002', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 8),
	(1795382621513695, 'password-set', 'done', 1, '49f2c193369820f00000000000000003', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 9),
	(1795382621542786, 'registration-started', 'done', 1, '49f2c193369820f00000000000000004', '127.0.0.1', 'd***@e***.jp', '\x08a30857a9b121fac0db01f1e07e315410cd960bcc59c535a181afad11f3424e', 10),
	(1795382621686679, 'password-set', 'done', 1, '49f2c193369820f00000000000000005', '127.0.0.1', 'd***@e***.jp', '\x08a30857a9b121fac0db01f1e07e315410cd960bcc59c535a181afad11f3424e', 11),
	(1795382621701548, 'registration-started', 'done', 1, '49f2c193369820f00000000000000006', '127.0.0.1', 'a***@e***.jp', '\x5fa2ad11ccb546379ae9b60d12c45a3a8337f0f74b516ff06ef8f5e52363dd7f', 12),
	(1795382621841795, 'password-set', 'done', 1, '49f2c193369820f00000000000000007', '127.0.0.1', 'a***@e***.jp', '\x5fa2ad11ccb546379ae9b60d12c45a3a8337f0f74b516ff06ef8f5e52363dd7f', 13),
	(1795382621851895, 'registration-started', 'done', 1, '49f2c193369820f00000000000000008', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 14),
	(1795382621969534, 'password-set', 'done', 1, '49f2c193369820f00000000000000009', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 15),
	(1795382622117414, 'login', 'done', 1, '49f2c193369820f0000000000000000a', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 16),
	(1795382622282693, 'login', 'done', 1, '49f2c193369820f0000000000000000b', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 17),
	(1795382622383426, 'login', 'done', 1, '49f2c193369820f0000000000000000c', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 18),
	(1795382622455787, 'login', 'done', 1, '49f2c193369820f0000000000000000d', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 19),
	(1795382622606411, 'login', 'done', 1, '49f2c193369820f0000000000000000e', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 20),
	(1795382622716045, 'login', 'done', 1, '49f2c193369820f0000000000000000f', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 21),
	(1795382622802875, 'login', 'done', 1, '49f2c193369820f00000000000000010', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 22),
	(1795382622991256, 'login', 'done', 1, '49f2c193369820f00000000000000011', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 23),
	(1795382623074530, 'login', 'done', 1, '49f2c193369820f00000000000000012', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 24),
	(1795382623269163, 'login', 'done', 1, '49f2c193369820f00000000000000013', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 25),
	(1795382623379715, 'login', 'done', 1, '49f2c193369820f00000000000000014', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 26),
	(1795382623495969, 'login', 'done', 1, '49f2c193369820f00000000000000015', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 27),
	(1795382623622268, 'login', 'done', 1, '49f2c193369820f00000000000000016', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 28),
	(1795382623861159, 'login', 'done', 1, '49f2c193369820f00000000000000017', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 29),
	(1795382624201831, 'login', 'done', 1, '49f2c193369820f00000000000000018', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 30),
	(1795382624375593, 'login', 'done', 1, '49f2c193369820f00000000000000019', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 31),
	(1795382624665061, 'login', 'done', 1, '49f2c193369820f0000000000000001a', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 32),
	(1795382625019452, 'login', 'done', 1, '49f2c193369820f0000000000000001b', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 33),
	(1795382625283501, 'login', 'done', 1, '49f2c193369820f0000000000000001c', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 34),
	(1795382625359612, 'login', 'done', 1, '49f2c193369820f0000000000000001d', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 35),
	(1795382625476361, 'login', 'done', 1, '49f2c193369820f0000000000000001e', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 36),
	(1795382625606706, 'login', 'done', 1, '49f2c193369820f0000000000000001f', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 37),
	(1795382625734610, 'login', 'done', 1, '49f2c193369820f00000000000000020', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 38),
	(1795382625823406, 'login', 'done', 1, '49f2c193369820f00000000000000021', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 39),
	(1795382625978483, 'login', 'done', 1, '49f2c193369820f00000000000000022', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 40),
	(1795382626078029, 'login-failed', 'login-failed', 1, '49f2c193369820f00000000000000023', '127.0.0.1', 'o***@e***.jp', '\xaba9b782859296908d94362ec2e967da8f65e27883746d58f00fbb8f3276ef72', 41),
	(1795382626522705, 'registration-started', 'done', 1, '49f2c193369820f00000000000000024', '127.0.0.1', 'o***@e***.jp', '\x5767bf201d7fb7f990d257905f7696d2d296b3ad0a419447344ff76055771b54', 42),
	(1795382626600190, 'registration-started', 'done', 1, '49f2c193369820f00000000000000025', '127.0.0.1', 'a***@e***.jp', '\x5fa2ad11ccb546379ae9b60d12c45a3a8337f0f74b516ff06ef8f5e52363dd7f', 43),
	(1795382626674860, 'registration-started', 'done', 1, '49f2c193369820f00000000000000026', '127.0.0.1', 't***@e***.jp', '\x6e04db5da08b779d860f554f58bd4327feba0e5232e76851e7999323d0f9eb06', 44),
	(1795382626720073, 'key-wrong', 'key-wrong', 1, '49f2c193369820f00000000000000027', '127.0.0.1', 't***@e***.jp', '\x6e04db5da08b779d860f554f58bd4327feba0e5232e76851e7999323d0f9eb06', 45),
	(1795382626765316, 'key-wrong', 'key-wrong', 1, '49f2c193369820f00000000000000028', '127.0.0.1', 't***@e***.jp', '\x6e04db5da08b779d860f554f58bd4327feba0e5232e76851e7999323d0f9eb06', 46),
	(1795382626767755, 'key-wrong', 'key-wrong', 1, '49f2c193369820f00000000000000029', '127.0.0.1', 't***@e***.jp', '\x6e04db5da08b779d860f554f58bd4327feba0e5232e76851e7999323d0f9eb06', 47),
	(1795382626769331, 'registration-started', 'done', 1, '49f2c193369820f0000000000000002a', '127.0.0.1', 's***@e***.jp', '\x9d8a684d88b5b9402c83adf8d416adceb9d4d676792d2dc59d7b9b23e1770abc', 48),
	(1795382626865388, 'account-disabled', 'done', 1, 'd4af2080c826acaef865e7a14f3ac07e', 'counter', 'd***@e***.jp', '\x08a30857a9b121fac0db01f1e07e315410cd960bcc59c535a181afad11f3424e', 49),
	(1795382627021715, 'registration-started', 'done', 1, '49f2c193369820f0000000000000002c', '127.0.0.1', 'w***@e***.jp', '\x1f36663b41c526919f9ee361b64527cf26e244c201259fa8bf3cd07de3ffe394', 50);
INSERT INTO hellowork_mypage.establishments VALUES
	('1301-000000-7', '株式会社見本製作所0'),
	('1301-000001-7', '株式会社見本製作所1'),
	('1301-000002-7', '株式会社見本製作所2'),
	('1301-000003-7', '株式会社見本製作所3'),
	('1301-000004-7', '株式会社見本製作所4'),
	('1301-000005-7', '株式会社見本製作所5'),
	('1301-000006-7', '株式会社見本製作所6');
INSERT INTO hellowork_mypage.heartbeat VALUES
	(1, 1);
INSERT INTO hellowork_mypage.idempotency VALUES
	('\xa8b6a4745a189fc2b0eceda8cc3de1e02d321a9f5074e0657d45735978cc7990', '\xb55b02214d9ce6813aecb8c79a2795555c0f04d03a4e3fcc77d3cbccbfcbacc7', 'ce2557ac42856796bbfc4e504b36708f', 1795382621364674, 1795384421364674),
	('\x581fa80ca861097193b31f3cd920ed984ed345acabe23bc0fba50d65c4b0de9f', '\xe1bb307cfc13f7303ae40cc7392a728a506e144b76d2b890b291c69d88afdac2', '452cf31605824626d33ef1f0838904fd', 1795382621542769, 1795384421542769),
	('\x12919f50b3298d9a0d64d274f73843e1fca1be0f34f98accb946456237b80ded', '\x19aaebde9200783bfe5bb46fcc620d4d092db32add7b7a7c82405f158943c980', '0e51b2eb5ce2d365590045525b92bec3', 1795382621701532, 1795384421701532),
	('\xb3d60d651fbbfe004fe5de18faa478172007f83a5c37bb993ccdaacfdf0ba1aa', '\x64d260ceab6d1fa9b71305d52a726a718fd571ba149adaee0e326e6e23103018', 'c3569a30c16e1c852d835b0167a88f90', 1795382621851880, 1795384421851880),
	('\x37589549376111268008103c73c2674a51f83c8c0c0d86fa275cabf88b880608', '\x9fd61cc325994abc9d17fe304b21a66fdf478887a75766662cb0d08778d53e7f', 'a1e873d1cd5530230f1a54a4a0f72e40', 1795382626522690, 1795384426522690),
	('\x5ca5b5157c423aa9d6d5eb5b8e71320953728db3f318e4949b40e8d369dc53d7', '\x8d88a4abb9d1f043123706dc61b6ac186a9d1ebf85b7c4d869e216fee0796b6d', 'feebf7c17352fc5c721a2fa06f6189bc', 1795382626600176, 1795384426600176),
	('\x6bb2bec93442e0aa0e018dbe7e771cc9626716832ab0cd3c1722de9c066ee7ad', '\x0158a5dcb3c92d72d7e1eb97942bdbb8ce6d2e4b70ca70f8274f77c39b348329', '5d4515dc6e944b8387d8b3d0d8564dcd', 1795382626674844, 1795384426674844),
	('\xe6efc069adf1f1915c0cf4672d781dd6c9d0754744e144d428d80f90e5165d3f', '\xc7d6ff0caca1f04630172a9d81c30358cd22188eb0c9a6a437308a658f680677', 'c46d18043fcf5df902f330345d7a0bf1', 1795382626769313, 1795384426769313),
	('\x4ab59ad64bb455d387c132ee122b3c3a35a28b9836733d5e93954954bea620c6', '\x0ea9754a87eb2f93a39badd664fd0f1d5b863fbd28c8b1594be82c1c2d24c28c', 'aac7b04393fbb994a247fbd69a8f575f', 1795382627021694, 1795384427021694);
INSERT INTO hellowork_mypage.known_origins VALUES
	('\x773f60037b1ca3aae7106f6c99849b90b0d9a1c1e4754fb44caff8870d962f06', 4, 1795382621686671),
	('\x0260dea1a938da608c697cee9da67eae7f4d23eddb69f5386f6a6d54592ce165', 7, 1795382621841788),
	('\xef5f77cb1b2d72f096d02d4a82a41af187eaac680aed622c9817a9d2aec13664', 1, 1795382625978470);
INSERT INTO hellowork_mypage.limit_events OVERRIDING SYSTEM VALUE VALUES
	('\x2129743b008c9b06e2294ba796f281d95e2003f7d5ef5476375a75dbcddfec86', '\xd501ea6fa368a6022390d049b3794fc54288f44cff115782691cb6aa5aa48160', NULL, 1795382621364674, 1),
	('\x44ee3607b84290459c898091c8d405957fbf40e79bdd7036c5826ee82494de4a', '\xd501ea6fa368a6022390d049b3794fc54288f44cff115782691cb6aa5aa48160', NULL, 1795382621364674, 2),
	('\xae4bf8b4dc85cc883e57a4b4b4c5928e538bf29a10b802bbbdfeaece34abf5b2', NULL, NULL, 1795382621364674, 3),
	('\x6e1fc5c9382f815acdb0c5d5d260953c66805deaa2abc02634e5842b75f2f131', '\x4c93492da8a8bc8087445d8fb6376b1d43f13b22fed8c0fbe3f202a4263a9302', NULL, 1795382621542769, 4),
	('\xf2a8266136067c34f030bbf0ec536655b38ba84ab6975bebbd071a478a837e8b', '\x4c93492da8a8bc8087445d8fb6376b1d43f13b22fed8c0fbe3f202a4263a9302', NULL, 1795382621542769, 5),
	('\xae4bf8b4dc85cc883e57a4b4b4c5928e538bf29a10b802bbbdfeaece34abf5b2', NULL, NULL, 1795382621542769, 6),
	('\x0fa2cf0df1d1679863bf27ba01f2ed565a054375564cb938d10031b471233094', '\x51a3e6dd1b43178b81f03a30247bacc81b387379ed670296353f9ca08b51f2d8', NULL, 1795382621701532, 7),
	('\x0ae979ea3d107c52c20bc8b6b477382b65f28b3c346638a0b5a50d62927382e0', '\x51a3e6dd1b43178b81f03a30247bacc81b387379ed670296353f9ca08b51f2d8', NULL, 1795382621701532, 8),
	('\xae4bf8b4dc85cc883e57a4b4b4c5928e538bf29a10b802bbbdfeaece34abf5b2', NULL, NULL, 1795382621701532, 9),
	('\x2129743b008c9b06e2294ba796f281d95e2003f7d5ef5476375a75dbcddfec86', '\xd501ea6fa368a6022390d049b3794fc54288f44cff115782691cb6aa5aa48160', NULL, 1795382621851880, 10),
	('\x44ee3607b84290459c898091c8d405957fbf40e79bdd7036c5826ee82494de4a', '\xd501ea6fa368a6022390d049b3794fc54288f44cff115782691cb6aa5aa48160', NULL, 1795382621851880, 11),
	('\xae4bf8b4dc85cc883e57a4b4b4c5928e538bf29a10b802bbbdfeaece34abf5b2', NULL, NULL, 1795382621851880, 12),
	('\xf7a97cbaa4aaa8901352bfa6dd41110630685f152c9898c45847e47c94bb252a', '\x389b96bad5a0edfa70382187c513d0e02a4e76c04bbbb5ab241db57980896348', '12e6c5f6dd35265511ff2d390512dc06', 1795382625997155, 88),
	('\xd0a5ef36133849eb553b0ab3e96de551cbdba0c2bbacd4ef6a4ceaba9d91e75b', NULL, '12e6c5f6dd35265511ff2d390512dc06', 1795382625997155, 89),
	('\x15b2b4e04cd318bc56e13e2d2d724206d6dd4838fcd2671d0f6d3029c0347b2d', '\x389b96bad5a0edfa70382187c513d0e02a4e76c04bbbb5ab241db57980896348', '12e6c5f6dd35265511ff2d390512dc06', 1795382625997155, 90),
	('\xb34b0859d88502c590126f99f8dc5a88f5e5dfa20220113dea9c29b2a62081e5', '\x674310b9086eeec91565e09b6287158b42f02540b122007fd738da096fd36716', NULL, 1795382626522690, 91),
	('\xadeed392dcba99e85f23e097195f1ffb2d33fae71a7bcd519674660b6af88bbc', '\x674310b9086eeec91565e09b6287158b42f02540b122007fd738da096fd36716', NULL, 1795382626522690, 92),
	('\xae4bf8b4dc85cc883e57a4b4b4c5928e538bf29a10b802bbbdfeaece34abf5b2', NULL, NULL, 1795382626522690, 93),
	('\x0fa2cf0df1d1679863bf27ba01f2ed565a054375564cb938d10031b471233094', '\x51a3e6dd1b43178b81f03a30247bacc81b387379ed670296353f9ca08b51f2d8', NULL, 1795382626600176, 94),
	('\x0ae979ea3d107c52c20bc8b6b477382b65f28b3c346638a0b5a50d62927382e0', '\x51a3e6dd1b43178b81f03a30247bacc81b387379ed670296353f9ca08b51f2d8', NULL, 1795382626600176, 95),
	('\xae4bf8b4dc85cc883e57a4b4b4c5928e538bf29a10b802bbbdfeaece34abf5b2', NULL, NULL, 1795382626600176, 96),
	('\xc1a1cc4bc02e1106b2e7ecafbd27fae65a63093fca56215b5ecfd2e6faae458a', '\x7135d2190f922546077d1dc3a48fcdb637297114a3a081fbc96ef8dbe4b5e9be', NULL, 1795382626674844, 97),
	('\x0fe46af0173ad9a91e5cb5298ca5c13ba0c48da30b36cf11e160ee46cdf5dcab', '\x7135d2190f922546077d1dc3a48fcdb637297114a3a081fbc96ef8dbe4b5e9be', NULL, 1795382626674844, 98),
	('\xae4bf8b4dc85cc883e57a4b4b4c5928e538bf29a10b802bbbdfeaece34abf5b2', NULL, NULL, 1795382626674844, 99),
	('\xc5457eafca626015cf997adef47564b80af6be37ab871a108fb9e879bf122ccd', '\xfb525ab487705d2e2c84cab4685e5dad6d7b0b2bf17bd795b9197b214a76c2a4', NULL, 1795382626769313, 100),
	('\x6ca7e3202f82ef10f9c61c0f63664a0e7fc88191cbd4b8bff36a9de19d7ae675', '\xfb525ab487705d2e2c84cab4685e5dad6d7b0b2bf17bd795b9197b214a76c2a4', NULL, 1795382626769313, 101),
	('\xae4bf8b4dc85cc883e57a4b4b4c5928e538bf29a10b802bbbdfeaece34abf5b2', NULL, NULL, 1795382626769313, 102),
	('\x9dab9756a6041f7ac071bba095e617f94bbcc8e865a0183d3f7283165e4f2b56', '\x55a1787fcac5a35d6fe569fd64d02fcaf057fdc0bc25dc9c58b9fb15b1941d1d', NULL, 1795382627021694, 103),
	('\xaa7360f1e2dddd300369789bc7d164fafaf2a3974218dc3d49b442377b7fed1d', '\x55a1787fcac5a35d6fe569fd64d02fcaf057fdc0bc25dc9c58b9fb15b1941d1d', NULL, 1795382627021694, 104),
	('\xae4bf8b4dc85cc883e57a4b4b4c5928e538bf29a10b802bbbdfeaece34abf5b2', NULL, NULL, 1795382627021694, 105);
INSERT INTO hellowork_mypage.outbox VALUES
	('e966b22a3bf78a86e4f5c2926aa22878', 'key', 0, 'first', 'ja', 'waiting@example.co.jp', '2408', '\xc084e633294384d608cc98978f3a047b82171a5752fb63b911be5969a205e2b6811e9a607aa2b945e43db1c9dc33d17e8901', 'aac7b04393fbb994a247fbd69a8f575f', 1795382627021694, 1795384427021694, 1795382627051694, 0, 0, NULL);
INSERT INTO hellowork_mypage.registrations VALUES
	('ce2557ac42856796bbfc4e504b36708f', '\x384a0b31bca1425a1fca26f881016771b13b2ae211b07c28c7fbb54606461cf4', '\x027297ba1f05e42f35634a6d447ca1d9', 'first', 'ja', 'opened@example.co.jp', 1, 0, '9436', '\x2b657b9cfdc9f8e115f350fd76d049e5f2dc0985130c2d3a6fd5869975f468a0', 0, 'sample-1', 'sample-1', 1795382621364674, 1795382621364674, 1795384421364674, 1795382621513686),
	('452cf31605824626d33ef1f0838904fd', '\x4bb26c278641f92eed5fb68ee7657a802861979c78a3645c5609beffa70109e1', '\x26cc958f50f67ce6d28caf6966edbf4e', 'first', 'ja', 'disabled@example.co.jp', 4, 0, '0047', '\x29224af46c48ac13dc6ff0394fceaad7e9598ba9c65042968faac4565dffdd75', 0, 'sample-1', 'sample-1', 1795382621542769, 1795382621542769, 1795384421542769, 1795382621686671),
	('0e51b2eb5ce2d365590045525b92bec3', '\x850c477e75ee25033d3b8eed6791cd95915bafb0dafb2dc299d8fb9d5d64566e', '\x2562537af001a4d3dcd783ba05664f30', 'first', 'ja', 'again@example.co.jp', 7, 0, '3345', '\xc5bc6bdc87ef935cd6705d5f41a6d84d8c335cfedc5b05d6ebab9ca507d17baa', 0, 'sample-1', 'sample-1', 1795382621701532, 1795382621701532, 1795384421701532, 1795382621841788),
	('c3569a30c16e1c852d835b0167a88f90', '\x0b45b7f2372a927efb8656bb45e7f26cfefd805a73ad664eb772a4f7fef6f864', '\xc5ed1e210c4f253c04950aebc7444ed7', 'again', 'ja', 'opened@example.co.jp', 1, 0, '5584', '\x2c6fe70e5268a46509a20f34af4854500da496e2f385ee0c0dc68699e3b17107', 0, NULL, NULL, 1795382621851880, 1795382621851880, 1795384421851880, 1795382621969526),
	('a1e873d1cd5530230f1a54a4a0f72e40', '\xb8b959a5d164300b219507ce4ed2c7048e4fcb2285126218685b399600a1a9c4', '\xdcb91ccb9c69f6943ca6704d335af4c4', 'first', 'ja', 'open@example.co.jp', 2, 0, '7347', '\x240a707693cc2b8d07bdd173d8a043149a2cdb331aa615ed8f1ef30eddcd1ab0', 0, 'sample-1', 'sample-1', 1795382626522690, 1795382626522690, 1795384426522690, 0),
	('feebf7c17352fc5c721a2fa06f6189bc', '\x755bf7a87c74e6d9c5405cc03f11fe789f57bb0b3ae47af8f43ab261cd1660c8', '\x80ac6d7779266e6f9646b755f3832ba6', 'again', 'ja', 'again@example.co.jp', 7, 0, '5250', '\xcff2751d9f61ada7810fa8f3defb9ee62e9fa64dc4ccaa5f30b0297f7560c48d', 0, NULL, NULL, 1795382626600176, 1795382626600176, 1795384426600176, 0),
	('5d4515dc6e944b8387d8b3d0d8564dcd', '\x5e7da231ebcca84367507b592ad6b0dca22d44834a07d44af196e6ff01c3421c', '\x16a2eeccfd1b9b559dcb2eead383a0b5', 'first', 'ja', 'tried@example.co.jp', 5, 0, '8179', '\x7ad68a9ee5a4f1ed91d58b8e8ad9adf035852567cd4783d9a039800aaf1fb9b0', 3, 'sample-1', 'sample-1', 1795382626674844, 1795382626674844, 1795384426674844, 0),
	('c46d18043fcf5df902f330345d7a0bf1', '\x49b399d038f9aec26d1d5000dc1af97b8a19741414571e49b5613b8ac3a9974d', '\xf44078f46b88725b1d6cf229cd3f53ab', 'first', 'ja', 'stranger@example.co.jp', NULL, 1, '8802', '\x4d52e169a7555b073064610166b72075bfffd0267b460dae6387437ef7a2b473', 0, 'sample-1', 'sample-1', 1795382626769313, 1795382626769313, 1795384426769313, 0),
	('aac7b04393fbb994a247fbd69a8f575f', '\x8bfe2d685d4ed7636d66eb7a02077796ca7c64a6bff28e0606917640cdd4cf85', '\x6dc5fc9e58e11601ba1212aae35d9a89', 'first', 'ja', 'waiting@example.co.jp', 3, 0, '2408', '\x7957cbb2e4ffce182d9b0b056ad5deec52848b762f6291a99b95853a95f26335', 0, 'sample-1', 'sample-1', 1795382627021694, 1795382627021694, 1795384427021694, 0);
INSERT INTO hellowork_mypage.schema_version VALUES
	(1, '2026-11-22 21:23:41.137473+00');
INSERT INTO hellowork_mypage.sessions VALUES
	('d21ca58ee1164cb96c1405fab05e5ffb', 1, '\x94fc3d0c66a5ed5f926e4bbd0bb2dfdf084dfea727dbf67b411c1ba12619366e', '事務所のPC', 1, 1795382622715682, 1795382622606401, 1795382622715682, 1209600000000, 1796592222715682, 1797974622715682),
	('3d1374a22a4d77b74a4c6dcbbd84cfc8', 1, '\x1735034849f6f1932437879a82c66054f0267ee0dbd7a43a187d5bdf881449c5', '事務所のPC', 1, 1795382622802864, 1795382622715682, 1795382622802864, 1209600000000, 1796592222802864, 1797974622802864),
	('23cf729c2c525a1437136d6a176d8f65', 1, '\x33ea55756c30556e2249cee2c044f9fe512fb455fc66fb9036e33a967db24b19', '事務所のPC', 1, 1795382622991246, 1795382622802864, 1795382622991246, 1209600000000, 1796592222991246, 1797974622991246),
	('6316d9290d45f36b1cd1a022a70343ef', 1, '\xd17ab22de02434790da9ce3c0590f476c1cee314958fe160ef486c807ad8b08d', '事務所のPC', 1, 1795382623074520, 1795382622991246, 1795382623074520, 1209600000000, 1796592223074520, 1797974623074520),
	('8f4c1502f04753620ce1f75c73aa62f6', 1, '\xeaa2fa9a0e1ccda5c13c3dbb2295cb5ae684f50335dc865f565ce738341ea8fa', '事務所のPC', 1, 1795382623269152, 1795382623074520, 1795382623269152, 1209600000000, 1796592223269152, 1797974623269152),
	('cb52aad091e4406d1dc8462779208e9e', 1, '\xf07c94e75aec1f3809f85dda1066ebe9001e84416314fc8b162cb5f9331b3219', '事務所のPC', 1, 1795382623379705, 1795382623269152, 1795382623379705, 1209600000000, 1796592223379705, 1797974623379705),
	('280ef32a9870cf10a3cc5c765152bbf4', 1, '\x5e18c3e2d88233d7179dd6d3d3692f4dac1778077d1194c11427e8fe7d7d0fc5', '事務所のPC', 1, 1795382623495959, 1795382623379705, 1795382623495959, 1209600000000, 1796592223495959, 1797974623495959),
	('ac63d4ce9d9a6b9f4c1c90337240ebf3', 1, '\x0702775eff08b25da1188c0e7516b7cee8a245385313bd60a7412b7a8e7fca7c', '事務所のPC', 1, 1795382623622259, 1795382623495959, 1795382623622259, 1209600000000, 1796592223622259, 1797974623622259),
	('780d50a979809fb1aba5786e65620945', 1, '\x7092fb5a55f3c4ae0974b2bfe468ff171ee6fdf4df7eb8675b3b77669dbe7902', '事務所のPC', 1, 1795382623861149, 1795382623622259, 1795382623861149, 1209600000000, 1796592223861149, 1797974623861149),
	('5799b972cd668f42af1e27187bed7363', 1, '\x8407217ce3082d3742d1b54b23105bd6fa41e5d433af2cf2bd4254b18161bc14', '事務所のPC', 1, 1795382624201819, 1795382623861149, 1795382624201819, 1209600000000, 1796592224201819, 1797974624201819),
	('62351368669505552061ced274abf7a4', 1, '\xeb8b0cf2db27c847f3064d1a93efa32b18a190bdca75a6b7a75a1c84a8d287f6', '事務所のPC', 1, 1795382624375582, 1795382624201819, 1795382624375582, 1209600000000, 1796592224375582, 1797974624375582),
	('3f44c2fbfff91dbe2f90e3de46319ecb', 1, '\xc1a5ed814f88263c2ef6007fe44af959efdbfd12eae49dc8462b2f79a792a606', '事務所のPC', 1, 1795382624665049, 1795382624375582, 1795382624665049, 1209600000000, 1796592224665049, 1797974624665049),
	('7828ecb59db25bebd33e82ad1f9db98d', 1, '\xfd9295b7f9548ad81769a057a062277c5609fa589bc0c8a04c9dc82c782374cb', '事務所のPC', 1, 1795382625019443, 1795382624665049, 1795382625019443, 1209600000000, 1796592225019443, 1797974625019443),
	('a6816a3e989dd158f8bab78acb6c50c7', 1, '\xf9ce65a1575e436e0da6e1cf3f5e74fefe65b9b91b6c897cbd2138935ab6651c', '事務所のPC', 1, 1795382625283492, 1795382625019443, 1795382625283492, 1209600000000, 1796592225283492, 1797974625283492),
	('0646bc360c319984db6805aa6e71140e', 1, '\x005329ff6a7dbd11ec283f2c546099ba80e05dcc3f10e7d852387a8867d63bd3', '事務所のPC', 1, 1795382625359602, 1795382625283492, 1795382625359602, 1209600000000, 1796592225359602, 1797974625359602),
	('d3aecfb92c03191896265d8f36965438', 1, '\x7fbd08e04bfb8563298b0c59c463bfdc8a9de73c657bc2bd884df363cc9d28c7', '事務所のPC', 1, 1795382625476352, 1795382625359602, 1795382625476352, 1209600000000, 1796592225476352, 1797974625476352),
	('584b44ad968cd07b11e8f413e07f7774', 1, '\x4d96caa26d10e0b78d62721fd6d8dea41a832fe6aaac04514173c37046313f7d', '事務所のPC', 1, 1795382625606691, 1795382625476352, 1795382625606691, 1209600000000, 1796592225606691, 1797974625606691),
	('f484f1b7bba73b36fd5368a2d6b3da26', 1, '\x37bd87cb179ff30554a0936b8d074267a8ba639bec33f01a6182a15e48e50449', '事務所のPC', 1, 1795382625734602, 1795382625606691, 1795382625734602, 1209600000000, 1796592225734602, 1797974625734602),
	('fa0eac849f42bdcb62c734fb931a3dbc', 1, '\xd8c7935802e90fdf6ac9416026f90d7725d2e6c7d1bd0fca5aecff65cf1400b0', '事務所のPC', 1, 1795382625823397, 1795382625734602, 1795382625823397, 1209600000000, 1796592225823397, 1797974625823397),
	('72228bf700f44313727e100dfe28f661', 1, '\x03e4a1331be59dc2f12e350792e9cc6b121077788367be7f4513fc42e12ea9b1', '事務所のPC', 1, 1795382625978470, 1795382625823397, 1795382625978470, 1209600000000, 1796592225978470, 1797974625978470);
SELECT pg_catalog.setval('hellowork_mypage.accounts_id_seq', 7, true);
SELECT pg_catalog.setval('hellowork_mypage.audit_id_seq', 50, true);
SELECT pg_catalog.setval('hellowork_mypage.limit_events_id_seq', 105, true);
ALTER TABLE ONLY hellowork_mypage.accounts
    ADD CONSTRAINT accounts_email_folded_key UNIQUE (email_folded);
ALTER TABLE ONLY hellowork_mypage.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY hellowork_mypage.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (at, id);
ALTER TABLE ONLY hellowork_mypage.establishments
    ADD CONSTRAINT establishments_pkey PRIMARY KEY (number);
ALTER TABLE ONLY hellowork_mypage.heartbeat
    ADD CONSTRAINT heartbeat_pkey PRIMARY KEY (id);
ALTER TABLE ONLY hellowork_mypage.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY hellowork_mypage.known_origins
    ADD CONSTRAINT known_origins_pkey PRIMARY KEY (origin);
ALTER TABLE ONLY hellowork_mypage.limit_events
    ADD CONSTRAINT limit_events_pkey PRIMARY KEY (subject, at, id);
ALTER TABLE ONLY hellowork_mypage.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);
ALTER TABLE ONLY hellowork_mypage.registrations
    ADD CONSTRAINT registrations_credential_hash_key UNIQUE (credential_hash);
ALTER TABLE ONLY hellowork_mypage.registrations
    ADD CONSTRAINT registrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY hellowork_mypage.schema_version
    ADD CONSTRAINT schema_version_pkey PRIMARY KEY (version);
ALTER TABLE ONLY hellowork_mypage.sessions
    ADD CONSTRAINT sessions_credential_hash_key UNIQUE (credential_hash);
ALTER TABLE ONLY hellowork_mypage.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);
CREATE INDEX accounts_by_establishment ON hellowork_mypage.accounts USING btree (establishment_number, email_folded);
CREATE INDEX audit_by_subject ON hellowork_mypage.audit USING btree (subject, at) WHERE (subject IS NOT NULL);
CREATE INDEX idempotency_by_end ON hellowork_mypage.idempotency USING btree (ends_at);
CREATE INDEX idempotency_by_registration ON hellowork_mypage.idempotency USING btree (registration_id);
CREATE INDEX known_origins_by_account ON hellowork_mypage.known_origins USING btree (account_id);
CREATE INDEX known_origins_by_time ON hellowork_mypage.known_origins USING btree (seen_at);
CREATE INDEX limit_events_by_owner ON hellowork_mypage.limit_events USING btree (owner) WHERE (owner IS NOT NULL);
CREATE INDEX limit_events_by_reservation ON hellowork_mypage.limit_events USING btree (reservation) WHERE (reservation IS NOT NULL);
CREATE INDEX limit_events_by_time ON hellowork_mypage.limit_events USING btree (at);
CREATE INDEX outbox_by_due ON hellowork_mypage.outbox USING btree (GREATEST(next_attempt_at, leased_until));
CREATE INDEX outbox_by_registration ON hellowork_mypage.outbox USING btree (registration_id) WHERE (registration_id IS NOT NULL);
CREATE INDEX registrations_by_account ON hellowork_mypage.registrations USING btree (account_id);
CREATE INDEX registrations_by_start ON hellowork_mypage.registrations USING btree (started_at);
CREATE INDEX sessions_by_account ON hellowork_mypage.sessions USING btree (account_id, created_at);
CREATE INDEX sessions_by_end ON hellowork_mypage.sessions USING btree (idle_ends_at);
CREATE INDEX sessions_by_use ON hellowork_mypage.sessions USING btree (last_used_at);
ALTER TABLE ONLY hellowork_mypage.accounts
    ADD CONSTRAINT accounts_establishment_number_fkey FOREIGN KEY (establishment_number) REFERENCES hellowork_mypage.establishments(number);
ALTER TABLE ONLY hellowork_mypage.idempotency
    ADD CONSTRAINT idempotency_registration_id_fkey FOREIGN KEY (registration_id) REFERENCES hellowork_mypage.registrations(id) ON DELETE CASCADE;
ALTER TABLE ONLY hellowork_mypage.known_origins
    ADD CONSTRAINT known_origins_account_id_fkey FOREIGN KEY (account_id) REFERENCES hellowork_mypage.accounts(id) ON DELETE CASCADE;
ALTER TABLE ONLY hellowork_mypage.sessions
    ADD CONSTRAINT sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES hellowork_mypage.accounts(id) ON DELETE CASCADE;
