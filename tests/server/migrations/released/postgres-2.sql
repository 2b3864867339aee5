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
    origin text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT sessions_check CHECK ((idle_ends_at <= ends_at)),
    CONSTRAINT sessions_credential_hash_check CHECK ((length(credential_hash) = 32)),
    CONSTRAINT sessions_id_check CHECK ((length(id) = 32)),
    CONSTRAINT sessions_idle_period_check CHECK ((idle_period > 0)),
    CONSTRAINT sessions_remember_check CHECK ((remember = ANY (ARRAY[0, 1])))
);
INSERT INTO hellowork_mypage.accounts OVERRIDING SYSTEM VALUE VALUES
	(2, '1301-000001-7', 'open@example.co.jp', 'open@example.co.jp', 0, NULL, 1795382643171301, 0, 0, 0, NULL, NULL, 0),
	(3, '1301-000002-7', 'waiting@example.co.jp', 'waiting@example.co.jp', 0, NULL, 1795382643171301, 0, 0, 0, NULL, NULL, 0),
	(5, '1301-000004-7', 'tried@example.co.jp', 'tried@example.co.jp', 0, NULL, 1795382643171301, 0, 0, 0, NULL, NULL, 0),
	(6, '1301-000005-7', 'known@example.co.jp', 'known@example.co.jp', 0, NULL, 1795382643171301, 0, 0, 0, NULL, NULL, 0),
	(7, '1301-000006-7', 'again@example.co.jp', 'again@example.co.jp', 0, '$argon2id$v=19$m=19456,t=2,p=1$qOLBL9GH5K5k7RpwzzlEVw$xEqDY02ydJobPJNfMb1eyDe1qo6E1J6A2mq+n9hVOB0', 1795382643171301, 1795382643919785, 1795382643919785, 0, 'sample-1', 'sample-1', 1795382643687488),
	(1, '1301-000000-7', 'opened@example.co.jp', 'opened@example.co.jp', 0, '$argon2id$v=19$m=19456,t=2,p=1$Z3uwzpINDcwwp9NiWOQlSw$g2N1rrQEK1LBneVIyymE7p25Bk+AocT+KOEKIYsj7v4', 1795382643171301, 1795382643423601, 1795382644364035, 1795382649184959, 'sample-1', 'sample-1', 1795382643223377),
	(4, '1301-000003-7', 'disabled@example.co.jp', 'disabled@example.co.jp', 1, '$argon2id$v=19$m=19456,t=2,p=1$ybiq0GlSHu7j4tQZrgXwbw$AfUdjT9PZRRdwCSRwxt5YaNzDIeEOym9B7z4XLciYqQ', 1795382643171301, 1795382643652723, 1795382643652723, 0, 'sample-1', 'sample-1', 1795382643453084);
INSERT INTO hellowork_mypage.audit OVERRIDING SYSTEM VALUE VALUES
	(1795382643171317, 'account-registered', 'done', 1, 'aa2248d4c47b6e5adb3cdc2b5b5c71d4', 'counter', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 1),
	(1795382643171362, 'account-registered', 'done', 1, '349e55c53bbb60910764f4aa54232411', 'counter', 'o***@e***.jp', '\x80b07cca857d9e205ad9fe0489dc2e81c6fd981c33ad5e50fcbf46ae362f555c', 2),
	(1795382643171368, 'account-registered', 'done', 1, '1dda92f8feb5064d29edbc8a72a36a6e', 'counter', 'w***@e***.jp', '\xbb6ccf72fd79c15fa751fbb2b4b03e752668d4631e1de97ef466f2ae6241600c', 3),
	(1795382643171378, 'account-registered', 'done', 1, '449044d8009651fe97996330bf3c3fe3', 'counter', 'd***@e***.jp', '\x60080c4ad27e17ba3ef326736e0f5825384ab690307654a098850450677de929', 4),
	(1795382643171390, 'account-registered', 'done', 1, '8757fa92f9c398334c4d085437afd1f3', 'counter', 't***@e***.jp', '\x76d9efd89003910d94a30738472216833c6bec5ab757a835ccbadfd3618b64d9', 5),
	(1795382643171396, 'account-registered', 'done', 1, 'c90199960ebe96b26ba31d3a4e99a2c6', 'counter', 'k***@e***.jp', '\x71f7d4d862a064dcc6e990b699e54bfafb6ff8196924f5b9b3cacc30311dd80d', 6),
	(1795382643171404, 'account-registered', 'done', 1, '5f15985c5963e481c3b60e9af9a7a997', 'counter', 'a***@e***.jp', '\x538c979c2bb8ee16e47ee29d86d91be2f8c185755ec288eb9405cc8dcaee196c', 7),
	(1795382643223449, 'registration-started', 'done', 1, '8113633aaa7986220000000000000002', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 8),
	(1795382643423643, 'password-set', 'done', 1, '8113633aaa7986220000000000000003', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 9),
	(1795382643453134, 'registration-started', 'done', 1, '8113633aaa7986220000000000000004', '127.0.0.1', 'd***@e***.jp', '\x60080c4ad27e17ba3ef326736e0f5825384ab690307654a098850450677de929', 10),
	(1795382643652795, 'password-set', 'done', 1, '8113633aaa7986220000000000000005', '127.0.0.1', 'd***@e***.jp', '\x60080c4ad27e17ba3ef326736e0f5825384ab690307654a098850450677de929', 11),
	(1795382643687556, 'registration-started', 'done', 1, '8113633aaa7986220000000000000006', '127.0.0.1', 'a***@e***.jp', '\x538c979c2bb8ee16e47ee29d86d91be2f8c185755ec288eb9405cc8dcaee196c', 12),
	(1795382643919801, 'password-set', 'done', 1, '8113633aaa7986220000000000000007', '127.0.0.1', 'a***@e***.jp', '\x538c979c2bb8ee16e47ee29d86d91be2f8c185755ec288eb9405cc8dcaee196c', 13),
	(1795382643963167, 'registration-started', 'done', 1, '8113633aaa7986220000000000000008', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 14),
	(1795382644364051, 'password-set', 'done', 1, '8113633aaa7986220000000000000009', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 15),
	(1795382644556983, 'login', 'done', 1, '8113633aaa798622000000000000000a', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 16),
	(1795382644746921, 'login', 'done', 1, '8113633aaa798622000000000000000b', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 17),
	(1795382645070518, 'login', 'done', 1, '8113633aaa798622000000000000000c', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 18),
	(1795382645269537, 'login', 'done', 1, '8113633aaa798622000000000000000d', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 19),
	(1795382645446296, 'login', 'done', 1, '8113633aaa798622000000000000000e', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 20),
	(1795382645619148, 'login', 'done', 1, '8113633aaa798622000000000000000f', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 21),
	(1795382645720040, 'login', 'done', 1, '8113633aaa7986220000000000000010', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 22),
	(1795382645871296, 'login', 'done', 1, '8113633aaa7986220000000000000011', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 23),
	(1795382645967903, 'login', 'done', 1, '8113633aaa7986220000000000000012', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 24),
	(1795382646266886, 'login', 'done', 1, '8113633aaa7986220000000000000013', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 25),
	(1795382646442859, 'login', 'done', 1, '8113633aaa7986220000000000000014', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 26),
	(1795382646637509, 'login', 'done', 1, '8113633aaa7986220000000000000015', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 27),
	(1795382646931892, 'login', 'done', 1, '8113633aaa7986220000000000000016', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 28),
	(1795382647175686, 'login', 'done', 1, '8113633aaa7986220000000000000017', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 29),
	(1795382647309411, 'login', 'done', 1, '8113633aaa7986220000000000000018', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 30),
	(1795382647408765, 'login', 'done', 1, '8113633aaa7986220000000000000019', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 31),
	(1795382647529703, 'login', 'done', 1, '8113633aaa798622000000000000001a', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 32),
	(1795382647638498, 'login', 'done', 1, '8113633aaa798622000000000000001b', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 33),
	(1795382647739455, 'login', 'done', 1, '8113633aaa798622000000000000001c', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 34),
	(1795382647862584, 'login', 'done', 1, '8113633aaa798622000000000000001d', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 35),
	(1795382647983402, 'login', 'done', 1, '8113633aaa798622000000000000001e', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 36),
	(1795382648187881, 'login', 'done', 1, '8113633aaa798622000000000000001f', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 37),
	(1795382648409620, 'login', 'done', 1, '8113633aaa7986220000000000000020', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 38),
	(1795382648593601, 'login', 'done', 1, '8113633aaa7986220000000000000021', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 39),
	(1795382649184977, 'login', 'done', 1, '8113633aaa7986220000000000000022', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 40),
	(1795382649482518, 'login-failed', 'login-failed', 1, '8113633aaa7986220000000000000023', '127.0.0.1', 'o***@e***.jp', '\xebcc2ce2a431b37813e956724c10b257dff25d3ad5b236e464258945e775b5a4', 41),
	(1795382649722730, 'registration-started', 'done', 1, '8113633aaa7986220000000000000024', '127.0.0.1', 'o***@e***.jp', '\x80b07cca857d9e205ad9fe0489dc2e81c6fd981c33ad5e50fcbf46ae362f555c', 42),
	(1795382650055501, 'registration-started', 'done', 1, '8113633aaa7986220000000000000025', '127.0.0.1', 'a***@e***.jp', '\x538c979c2bb8ee16e47ee29d86d91be2f8c185755ec288eb9405cc8dcaee196c', 43),
	(1795382650186910, 'registration-started', 'done', 1, '8113633aaa7986220000000000000026', '127.0.0.1', 't***@e***.jp', '\x76d9efd89003910d94a30738472216833c6bec5ab757a835ccbadfd3618b64d9', 44),
	(1795382650259479, 'key-wrong', 'key-wrong', 1, '8113633aaa7986220000000000000027', '127.0.0.1', 't***@e***.jp', '\x76d9efd89003910d94a30738472216833c6bec5ab757a835ccbadfd3618b64d9', 45),
	(1795382650265757, 'key-wrong', 'key-wrong', 1, '8113633aaa7986220000000000000028', '127.0.0.1', 't***@e***.jp', '\x76d9efd89003910d94a30738472216833c6bec5ab757a835ccbadfd3618b64d9', 46),
	(1795382650275792, 'key-wrong', 'key-wrong', 1, '8113633aaa7986220000000000000029', '127.0.0.1', 't***@e***.jp', '\x76d9efd89003910d94a30738472216833c6bec5ab757a835ccbadfd3618b64d9', 47),
	(1795382650295397, 'registration-started', 'done', 1, '8113633aaa798622000000000000002a', '127.0.0.1', 's***@e***.jp', '\x20cd1893f9bd738bd6d01b036a4b5e1fb742747c52dbb6a1e7049426d57513c0', 48),
	(1795382650433191, 'account-disabled', 'done', 1, '8beca781eebcfc9b7940bbe8e1887810', 'counter', 'd***@e***.jp', '\x60080c4ad27e17ba3ef326736e0f5825384ab690307654a098850450677de929', 49),
	(1795382650732636, 'registration-started', 'done', 1, '8113633aaa798622000000000000002c', '127.0.0.1', 'w***@e***.jp', '\xbb6ccf72fd79c15fa751fbb2b4b03e752668d4631e1de97ef466f2ae6241600c', 50);
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
	('\x6b01ed5cc739f31f7d1c6c2ea0e27158384d024147e95ccd75f2ebef535f628f', '\xd97f89da91f44f5ffdbcc7f4316a3e957bff06e0d9623601e03c28b01414b2d9', '4c9422209a22bfbcbad54f89325d0c16', 1795382643223377, 1795384443223377),
	('\xa658cf9ee4f9b6db3bf8a651fa242b100afea32bfa8b7e946a2a0d852f23b0db', '\x10424969d7669542a5bd93f20792f381170721fc56aae93f9ea3f862efc44e1b', '4927194bba6be20802d83aba681e19d4', 1795382643453084, 1795384443453084),
	('\x14b998e8acdc59bc293f3efe2f0526653cdeb69337e99f31d6a54dcb4562b635', '\xdc5acc6b5e29fa036ec169e3dbe009d8c8a0e4d2dd1f431aae28d9efd5cea22b', 'aa8e6abe5f8f3c993d329eb82eeb1201', 1795382643687488, 1795384443687488),
	('\x1c856c82ac949b3633ab5982ab839a951515401d69a40361a739b52f0fe9cf1e', '\xd02627211c005063dbe3930f898680345e1ba4e46bd7e997c08d43125114f407', 'e908d3ec896ad769d0e7aabcce453871', 1795382643963125, 1795384443963125),
	('\x667bc40d4cad22e1e91a71cebe961ab735a21797059b7365774f90fc8099e9fd', '\xd96ebd45332e2d8c525cfd599476210745fdde04d32e6342e9fa102d3ada89f8', 'd4648d5556cd23911ef06ee2597f243b', 1795382649722700, 1795384449722700),
	('\x7306c832728ec45490bad27e31103eb6cb1ec708a921065aa2f7e0e3b72c8dfc', '\x8727276d3756cda89e86b7c9bf920aaea87895abcf8fe9c24b0d5047180efbd9', '4cdcc86bac305d1f5073201562ef74f4', 1795382650055477, 1795384450055477),
	('\x3a31f899638385ac74b1bf226849318832252c84933619f7d4ee1b08b32aab11', '\xa07c222d4c30f3fafa0eb0b194f32849f38d79192d95cbaca2fda6aff364107e', '565f7c3bc1a4707d8860f3715bc639c9', 1795382650186882, 1795384450186882),
	('\x9e42ddb0651cbdfe0f62c3325e6e6c9a16ce259f10a206e22bad0b1d435e98bf', '\x9273cb02480f5553e01b490e69de79d9d1143051ba422788c3553430856aaa85', 'd864f5e5e478a728e2582d4732b639e4', 1795382650295369, 1795384450295369),
	('\xaff08df3a06e4c4e1c454b265b5ed9e41635bb9d4a0056bcd09fd6a4085cd8c8', '\x7fae8cc01cdc0fb8f8238eb07049c9c3ece612689759521031b26cd97295952a', 'c3198b4ef5be3abbe1d429a63e30a7bb', 1795382650732596, 1795384450732596);
INSERT INTO hellowork_mypage.known_origins VALUES
	('\xf4cf9c4b475685e5baacbdc1526b1aead3d8731acaba246591cc2a42c564e56e', 4, 1795382643652723),
	('\x70a914559405e3d77eaa90a19bcd03b92b0f0f34cb59e0d77790b5c3a0285e16', 7, 1795382643919785),
	('\x437503a8191ac036d73df7849d86007d8f1d9a792a52aa3a7fef9141e189fdd0', 1, 1795382649184959);
INSERT INTO hellowork_mypage.limit_events OVERRIDING SYSTEM VALUE VALUES
	('\x32623bd76a57bc7a8fce9d953b8bc08d9dbcbb71a1c025d027619b4ce48c5c3d', '\xc49460d6645db8e1330c87306f07f42ff36450c4224f2fb673b38a1972eb494e', NULL, 1795382643223377, 1),
	('\x2ce769a84db151f610fb053f93e4f997dfbfd22e6b0bdcdf141f23cfb065b9b1', '\xc49460d6645db8e1330c87306f07f42ff36450c4224f2fb673b38a1972eb494e', NULL, 1795382643223377, 2),
	('\x64d8acc62dd37e85e6a91a9fe82686727b1fcf95fcb572b46f307d60c355fecf', NULL, NULL, 1795382643223377, 3),
	('\x94bd16e6f9329a4ff8260a05b4d9e76f7acfc36bb35ab84ed318c5b7d4c92c61', '\x610879dbc931c22aef3beadcd5e9a38b1471139656ef2e920e1afbc5ad98b7fc', NULL, 1795382643453084, 4),
	('\x6c81ffc55af46c3eb95ed74899ec5ac07c85265a0ff9af63f9f57bf982dbc282', '\x610879dbc931c22aef3beadcd5e9a38b1471139656ef2e920e1afbc5ad98b7fc', NULL, 1795382643453084, 5),
	('\x64d8acc62dd37e85e6a91a9fe82686727b1fcf95fcb572b46f307d60c355fecf', NULL, NULL, 1795382643453084, 6),
	('\x1952061df640bdb3bcdf5ec2ea180b32b4f52074f5ee3d29efe10bed112d0710', '\x211352b5407c5902aecc1a626e7201ba60881051a9e4e062277d023662c5dcf7', NULL, 1795382643687488, 7),
	('\x8572d645fed6736847bf7473673a2e92dcc2707a9937a5dcd1804f0abea2e11e', '\x211352b5407c5902aecc1a626e7201ba60881051a9e4e062277d023662c5dcf7', NULL, 1795382643687488, 8),
	('\x64d8acc62dd37e85e6a91a9fe82686727b1fcf95fcb572b46f307d60c355fecf', NULL, NULL, 1795382643687488, 9),
	('\x32623bd76a57bc7a8fce9d953b8bc08d9dbcbb71a1c025d027619b4ce48c5c3d', '\xc49460d6645db8e1330c87306f07f42ff36450c4224f2fb673b38a1972eb494e', NULL, 1795382643963125, 10),
	('\x2ce769a84db151f610fb053f93e4f997dfbfd22e6b0bdcdf141f23cfb065b9b1', '\xc49460d6645db8e1330c87306f07f42ff36450c4224f2fb673b38a1972eb494e', NULL, 1795382643963125, 11),
	('\x64d8acc62dd37e85e6a91a9fe82686727b1fcf95fcb572b46f307d60c355fecf', NULL, NULL, 1795382643963125, 12),
	('\xad68861b7cb91bc2d3a70c9a590b16a264d58964fe23df728dfef4a4cf212396', '\x5d3c01e7ec4ec58984ea82e1d8cd6e6843efa9646c09e2df985f273069a22d99', 'e07752d41937ee59d6c746fbb0b47b46', 1795382649221643, 88),
	('\xe22e467ee01c1d799af4bafbad0e12deb1a5ceae771aec0b0abb33a16602cefa', NULL, 'e07752d41937ee59d6c746fbb0b47b46', 1795382649221643, 89),
	('\x225f91e58f29e7bd2eca64fd477e64ab0de3704b75367499c5fa6d00f9950d5f', '\x5d3c01e7ec4ec58984ea82e1d8cd6e6843efa9646c09e2df985f273069a22d99', 'e07752d41937ee59d6c746fbb0b47b46', 1795382649221643, 90),
	('\x68b384bcf014f50cba33b415798506e131a1a622f76b0a6044e0033757244a38', '\xeb2e07fcaba639ec21262132df2631e6139ed737578af2b8d23a3e5f8027230e', NULL, 1795382649722700, 91),
	('\xae34bc6d4ad7d77e4f7ac3150f92c089f88b3ca5c25e535bf3af8aba95e0a25b', '\xeb2e07fcaba639ec21262132df2631e6139ed737578af2b8d23a3e5f8027230e', NULL, 1795382649722700, 92),
	('\x64d8acc62dd37e85e6a91a9fe82686727b1fcf95fcb572b46f307d60c355fecf', NULL, NULL, 1795382649722700, 93),
	('\x1952061df640bdb3bcdf5ec2ea180b32b4f52074f5ee3d29efe10bed112d0710', '\x211352b5407c5902aecc1a626e7201ba60881051a9e4e062277d023662c5dcf7', NULL, 1795382650055477, 94),
	('\x8572d645fed6736847bf7473673a2e92dcc2707a9937a5dcd1804f0abea2e11e', '\x211352b5407c5902aecc1a626e7201ba60881051a9e4e062277d023662c5dcf7', NULL, 1795382650055477, 95),
	('\x64d8acc62dd37e85e6a91a9fe82686727b1fcf95fcb572b46f307d60c355fecf', NULL, NULL, 1795382650055477, 96),
	('\xb9b2ceb5055b4a717c6f33c66ef46848022d8508c6a97be6a111966cb2784ae7', '\x883cf4a4c9c39a13c7fd32070ea4c518d287904734ec5d52a6e0b5b071718a5e', NULL, 1795382650186882, 97),
	('\xaeaea04c24e234bb4ec6e3b00d8257606cb1e9c2fcf330b9d91bbe096830a8eb', '\x883cf4a4c9c39a13c7fd32070ea4c518d287904734ec5d52a6e0b5b071718a5e', NULL, 1795382650186882, 98),
	('\x64d8acc62dd37e85e6a91a9fe82686727b1fcf95fcb572b46f307d60c355fecf', NULL, NULL, 1795382650186882, 99),
	('\x0712b181e6739ade2666a242a3c8b9e1453197d9d49ff61a6574c938e613a121', '\xed954bf5edf8e731a61db2482b167ba9bb7254bd3bb51b412e197051922e7183', NULL, 1795382650295369, 100),
	('\x4450affa9b000a7d46d54c60de8f6a8ea473d463a123094a9e34cd18facbee99', '\xed954bf5edf8e731a61db2482b167ba9bb7254bd3bb51b412e197051922e7183', NULL, 1795382650295369, 101),
	('\x64d8acc62dd37e85e6a91a9fe82686727b1fcf95fcb572b46f307d60c355fecf', NULL, NULL, 1795382650295369, 102),
	('\x61009ec2351abe91db2f062f2908b221fbdf41d466d92686ce6e062861bd7983', '\xd7f9db8bf31ebe7de37fd0b0426be017fe492a5fda3c81bb976dabf7602b5a26', NULL, 1795382650732596, 103),
	('\x7fda9cdb0dbf99bd26f72fe07c104775348cd3ea1ec9ba65be4aa2b7922357d5', '\xd7f9db8bf31ebe7de37fd0b0426be017fe492a5fda3c81bb976dabf7602b5a26', NULL, 1795382650732596, 104),
	('\x64d8acc62dd37e85e6a91a9fe82686727b1fcf95fcb572b46f307d60c355fecf', NULL, NULL, 1795382650732596, 105);
INSERT INTO hellowork_mypage.outbox VALUES
	('6d85e137dd9880606eb5af5c80be5f3a', 'key', 0, 'first', 'ja', 'waiting@example.co.jp', '0775', '\x50111ef5ce89a1ef4f8b14263fdb9a7217a69a2841b2d3535ec12dc98b991dfa6e18c2ab8646240582831a6da2897ca210af', 'c3198b4ef5be3abbe1d429a63e30a7bb', 1795382650732596, 1795384450732596, 1795382650762596, 0, 0, NULL);
INSERT INTO hellowork_mypage.registrations VALUES
	('4c9422209a22bfbcbad54f89325d0c16', '\x03b25ca50e9bb8cef5a5de1afd5ef660b679536e96ec792d2d3ebfd85534406c', '\x67b34fb17e7f27d3534cbc8e7d373a1e', 'first', 'ja', 'opened@example.co.jp', 1, 0, '6700', '\xd6060881a9843fbb9c8ad367922795f71b11fd26b8090f5a87618b44a7404572', 0, 'sample-1', 'sample-1', 1795382643223377, 1795382643223377, 1795384443223377, 1795382643423601),
	('4927194bba6be20802d83aba681e19d4', '\x8e65442384c0cc8274b39820012edd694f404ccb897010ae7850ba7098711cff', '\x415402ac59f4f72b1a4dab625ba902ef', 'first', 'ja', 'disabled@example.co.jp', 4, 0, '4436', '\x008e4417baee8348db817bc412ba17c495c1841bab07f352fd165ebdb999a8dc', 0, 'sample-1', 'sample-1', 1795382643453084, 1795382643453084, 1795384443453084, 1795382643652723),
	('aa8e6abe5f8f3c993d329eb82eeb1201', '\x749bebe21b781bbf0bfa494438e34c29b06c9ad46b430f8c12d024429c3bd35d', '\x69ee07a5b1f3a9e5727d90c680f6b63e', 'first', 'ja', 'again@example.co.jp', 7, 0, '3124', '\x138b0e0b6d35456010f5d359c0161744248e3f57c5505a0a129e8ab9a199fbed', 0, 'sample-1', 'sample-1', 1795382643687488, 1795382643687488, 1795384443687488, 1795382643919785),
	('e908d3ec896ad769d0e7aabcce453871', '\x3e98a60356160f0783394c2a1dc3cbe74982a316f1005f3a013c741c0a825893', '\x193d096058722ba48774e0d08f194aee', 'again', 'ja', 'opened@example.co.jp', 1, 0, '1650', '\xa83ed163c4670cfe14e4d5191881134ee363f271312af6fd324242e388234596', 0, NULL, NULL, 1795382643963125, 1795382643963125, 1795384443963125, 1795382644364035),
	('d4648d5556cd23911ef06ee2597f243b', '\x9a9e85b135203813a722c88ae3b7038f4c239b86f1ffc0c60a104e351cedf33c', '\x13b8e68ccb85f78a898ec0f7cc4c133c', 'first', 'ja', 'open@example.co.jp', 2, 0, '6526', '\x44523fe5836eb2d363e15ead2908304cc0a28a0baaa789c3967f651dcd47aee2', 0, 'sample-1', 'sample-1', 1795382649722700, 1795382649722700, 1795384449722700, 0),
	('4cdcc86bac305d1f5073201562ef74f4', '\x6797ffa509d2d18529a24815d46a69cdce1bceabb32db3813d6367d8227fea9c', '\x69e4974bd0c7508c2553a07114e2816d', 'again', 'ja', 'again@example.co.jp', 7, 0, '1941', '\xfaee0f6eb5c121ab2043943ecc6148d0e2ce4844b7f0da88edc6740086bb28a2', 0, NULL, NULL, 1795382650055477, 1795382650055477, 1795384450055477, 0),
	('565f7c3bc1a4707d8860f3715bc639c9', '\x35c38e8981dd7f69d0bab3d6b3649d423a194119eaee5557989bff03c03ed11e', '\xb99d249014ca99e93099c53758bd0b59', 'first', 'ja', 'tried@example.co.jp', 5, 0, '0300', '\x7db3ee8528a5207fa18806449b2bd8f841cbfaf3d4816dec62abfc015fbb0346', 3, 'sample-1', 'sample-1', 1795382650186882, 1795382650186882, 1795384450186882, 0),
	('d864f5e5e478a728e2582d4732b639e4', '\x1710ce494e383b1ba452566143e5d00c7f74a71d5aeb48ca78b323b1eda15b36', '\xd4fcd0ca53f13579cacb2c67b838d79b', 'first', 'ja', 'stranger@example.co.jp', NULL, 1, '9801', '\xb03681858e2f426f95de9533f4d2353a76917115c19db17561b065fff1b977bc', 0, 'sample-1', 'sample-1', 1795382650295369, 1795382650295369, 1795384450295369, 0),
	('c3198b4ef5be3abbe1d429a63e30a7bb', '\x909e722e425c4cd60499a1ce6fd2e24d9cf72aa1264ebe4e8b09231e9e3d294e', '\x0043fa36586d55826794bd6ebe30ff0a', 'first', 'ja', 'waiting@example.co.jp', 3, 0, '0775', '\x0131475d828c6644f0660eb61988f3726b6bbd56bf7e71322621aff895814eed', 0, 'sample-1', 'sample-1', 1795382650732596, 1795382650732596, 1795384450732596, 0);
INSERT INTO hellowork_mypage.schema_version VALUES
	(1, '2026-11-22 21:24:02.899235+00'),
	(2, '2026-11-22 21:24:02.89995+00');
INSERT INTO hellowork_mypage.sessions VALUES
	('ae62fb9e6e9d3807651556cd0611e3bf', 1, '\xe63ae35c1878699668241b92ba4ff8f8bcea87a891f9cd82df453f9408e03f23', '事務所のPC', 1, 1795382645619133, 1795382645446277, 1795382645619133, 1209600000000, 1796592245619133, 1797974645619133, '127.0.0.1'),
	('8e5f9261b5b04e0a08ad8b75a3c5b1b6', 1, '\x31dae88cee1fa5864e64a37064f6d7f241594bf46cf01b1174f85dfe76d17643', '事務所のPC', 1, 1795382645720025, 1795382645619133, 1795382645720025, 1209600000000, 1796592245720025, 1797974645720025, '127.0.0.1'),
	('1276f055cb07d9b1ff5316c0515a764a', 1, '\xe52b302539af4b013eb03abffbbf6b0b980a3ef3ddc110665a4bc8545fcadc8a', '事務所のPC', 1, 1795382645871281, 1795382645720025, 1795382645871281, 1209600000000, 1796592245871281, 1797974645871281, '127.0.0.1'),
	('ba22ddd4886969e7792c7084062e6dc9', 1, '\x4aa3e30c1aa5d11f517d6a94233aee53b1cc191cba3b3df79102fe1c7f9b18e8', '事務所のPC', 1, 1795382645967888, 1795382645871281, 1795382645967888, 1209600000000, 1796592245967888, 1797974645967888, '127.0.0.1'),
	('67a552d013172b8b9facf7f867a68806', 1, '\x4fe82465ae5ebf9fdaf344cad8536be4b10c2780e7a4ea8be1316c250bfd02c6', '事務所のPC', 1, 1795382646266867, 1795382645967888, 1795382646266867, 1209600000000, 1796592246266867, 1797974646266867, '127.0.0.1'),
	('625d4d42e5aad4b99b824c7324fe017e', 1, '\x9bb018e6c55513b604be95c1d0e9b8c6e7e9dd4384bb8080412dfd215a837da5', '事務所のPC', 1, 1795382646442844, 1795382646266867, 1795382646442844, 1209600000000, 1796592246442844, 1797974646442844, '127.0.0.1'),
	('88596bca66611d7e198c8e65e10cb811', 1, '\xbb1adc58379bf32a51056a5997a3e3d2b3f5624f2e69258779a008c70a1d4350', '事務所のPC', 1, 1795382646637491, 1795382646442844, 1795382646637491, 1209600000000, 1796592246637491, 1797974646637491, '127.0.0.1'),
	('b85e6456dc50e649713cdef57d4ca66d', 1, '\x3427307acfaa1e793db6e41ea29e570e9dc18caabfe8e415b707f298a788a173', '事務所のPC', 1, 1795382646931878, 1795382646637491, 1795382646931878, 1209600000000, 1796592246931878, 1797974646931878, '127.0.0.1'),
	('0982d9e44159438cdf3cdd142badf411', 1, '\xeab8ec39fe823fc428e8e5ac7486c04d28a9b60ae347210be510bb38a74c283a', '事務所のPC', 1, 1795382647175654, 1795382646931878, 1795382647175654, 1209600000000, 1796592247175654, 1797974647175654, '127.0.0.1'),
	('5701fee650117699a3dee7f351c23e48', 1, '\x3c33aaf54746348c9d88bc3eb5de23f7ec879fd6a9851306185bf26936558c0e', '事務所のPC', 1, 1795382647309397, 1795382647175654, 1795382647309397, 1209600000000, 1796592247309397, 1797974647309397, '127.0.0.1'),
	('e390a4a0b886881fd6040fa1cb50f030', 1, '\xaf48e29d722a10ea07384eee478d03c7015ac05e0886393d42a101bb3633d5b6', '事務所のPC', 1, 1795382647408747, 1795382647309397, 1795382647408747, 1209600000000, 1796592247408747, 1797974647408747, '127.0.0.1'),
	('7e79e9d12a31fe86c1c23002591c01b0', 1, '\x3e26c1271928ab57eaadeb5e4c5a01e0c61a97a0e309689445a3771bec13ca9d', '事務所のPC', 1, 1795382647529459, 1795382647408747, 1795382647529459, 1209600000000, 1796592247529459, 1797974647529459, '127.0.0.1'),
	('b2979fd8da16e5456a9caea9b7f1504d', 1, '\x4531286fba19b4a2382136e3379d1bb66063d276e4c4834b29eb57116fce180d', '事務所のPC', 1, 1795382647638484, 1795382647529459, 1795382647638484, 1209600000000, 1796592247638484, 1797974647638484, '127.0.0.1'),
	('f51c04779c67953caecd6712598f289b', 1, '\x0ff47fa5bf88b5d8935db7847b419786981e328e21e494f2cacf0c3f4764e2d2', '事務所のPC', 1, 1795382647739437, 1795382647638484, 1795382647739437, 1209600000000, 1796592247739437, 1797974647739437, '127.0.0.1'),
	('ff64dccd7157a6dab34a869e6a2ed2c2', 1, '\x4a5ea375578b387be8d4260164b02f37a5b24a7247cec2452f1a1f342ccfac1e', '事務所のPC', 1, 1795382647862569, 1795382647739437, 1795382647862569, 1209600000000, 1796592247862569, 1797974647862569, '127.0.0.1'),
	('91976b6cf053d86728964e0b2349dbf2', 1, '\x5c9d8d94c9e152212098728b03a9ee5e18f99129e85cb9fe849d7537feda44fe', '事務所のPC', 1, 1795382647983385, 1795382647862569, 1795382647983385, 1209600000000, 1796592247983385, 1797974647983385, '127.0.0.1'),
	('45848ee1f335e70bd532c0446c159c35', 1, '\x96302d9a4d7cd47d5d9b7a5a82a29479b988afd954e5461f2618c969e9ec85bd', '事務所のPC', 1, 1795382648187865, 1795382647983385, 1795382648187865, 1209600000000, 1796592248187865, 1797974648187865, '127.0.0.1'),
	('4527a3542889adfcc455863c1ab364cf', 1, '\x954917bc2caa0249e001a4b51e17f335664981fa70a015f277ff7a318f2d2997', '事務所のPC', 1, 1795382648409602, 1795382648187865, 1795382648409602, 1209600000000, 1796592248409602, 1797974648409602, '127.0.0.1'),
	('cb36e0faf740a662b97bf2c8bf95f6aa', 1, '\x8fecb907b8c3528a2442890fc724b464688e2f0776f3dab068bba2b1412447cd', '事務所のPC', 1, 1795382648593586, 1795382648409602, 1795382648593586, 1209600000000, 1796592248593586, 1797974648593586, '127.0.0.1'),
	('b7ce88b2529d2eabd8cfcdcf458e4e13', 1, '\xd901070c6b66fde6fc91f99e4a8394a961c2c58c8e04d9752e293b2051bf6a68', '事務所のPC', 1, 1795382649184959, 1795382648593586, 1795382649184959, 1209600000000, 1796592249184959, 1797974649184959, '127.0.0.1');
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
