# SPDX-License-Identifier: GPL-3.0-or-later
"""data/openapi.yaml: a valid OpenAPI 3.1 document that says what API.md says.

Nobody packages a validator for OpenAPI 3.1, so two official ones are put together: the structure is held to
the OpenAPI Initiative's own schema for 3.0, which 3.1 changed in nothing that this document uses but the
members taken out in as_openapi_30(), and each Schema Object, which 3.1 made plain JSON Schema, to the 2020-12
meta-schema.
"""

import copy
import hashlib
import json
import pathlib
import re

import jsonschema
import pytest
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
OPENAPI_30_SCHEMA = pathlib.Path("/usr/share/openapi-specification/schemas/v3.0/schema.yaml")
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

# code: (statuses, members beyond type, title, status, detail and request_id)
PROBLEMS = {
    "malformed-request": ({400}, set()),
    "invalid-fields": ({422}, {"errors"}),
    "terms-outdated": ({409}, set()),
    "idempotency-conflict": ({409, 422}, set()),
    "key-wrong": ({422}, {"attempts_left"}),
    "key-expired": ({410}, set()),
    "registration-locked": ({403}, set()),
    "registration-closed": ({409}, {"state"}),
    "credential-invalid": ({401}, set()),
    "login-failed": ({401}, set()),
    "too-many-requests": ({429}, {"retry_in"}),
    "not-found": ({404}, set()),
    "method-not-allowed": ({405}, set()),
    "payload-too-large": ({413}, set()),
    "unsupported-media-type": ({415}, set()),
    "header-too-large": ({431}, set()),
    "internal-error": ({500}, set()),
    "unavailable": ({503}, set()),
}
ANYWHERE = {
    "malformed-request",
    "method-not-allowed",
    "payload-too-large",
    "header-too-large",
    "internal-error",
    "unavailable",
}
WITH_BODY = {"unsupported-media-type"}
METRICS = ("get", "/metrics")  # on an address of its own, and for machines: refusals are plain text

# (method, path): (statuses of success, codes beyond ANYWHERE, headers that a request may bear)
CALLS = {
    ("get", "/v1/notices"): ({"200", "304"}, set(), {"If-None-Match"}),
    ("get", "/v1/terms"): ({"200", "304"}, set(), {"If-None-Match"}),
    ("post", "/v1/password-registrations"): (
        {"202"},
        WITH_BODY | {"invalid-fields", "terms-outdated", "idempotency-conflict", "too-many-requests"},
        {"Idempotency-Key"},
    ),
    ("get", "/v1/password-registration"): ({"200"}, {"credential-invalid"}, {"Authorization"}),
    ("post", "/v1/password-registration/mail"): (
        {"202"},
        {
            "credential-invalid",
            "registration-locked",
            "registration-closed",
            "idempotency-conflict",
            "too-many-requests",
        },
        {"Authorization", "Idempotency-Key"},
    ),
    ("put", "/v1/password-registration/password"): (
        {"200"},
        WITH_BODY
        | {
            "credential-invalid",
            "invalid-fields",
            "key-wrong",
            "key-expired",
            "registration-locked",
            "registration-closed",
        },
        {"Authorization"},
    ),
    ("delete", "/v1/password-registration"): ({"204"}, {"credential-invalid"}, {"Authorization"}),
    ("post", "/v1/sessions"): ({"201"}, WITH_BODY | {"login-failed", "too-many-requests"}, set()),
    ("get", "/v1/session"): ({"200"}, {"credential-invalid"}, {"Authorization"}),
    ("delete", "/v1/session"): ({"204"}, {"credential-invalid"}, {"Authorization"}),
    ("get", "/v1/sessions"): ({"200"}, {"credential-invalid"}, {"Authorization"}),
    ("delete", "/v1/sessions/{id}"): ({"204"}, {"credential-invalid", "not-found"}, {"Authorization"}),
    ("put", "/v1/account/password"): (
        {"204"},
        WITH_BODY | {"credential-invalid", "invalid-fields", "too-many-requests"},
        {"Authorization"},
    ),
    ("get", "/healthz"): ({"200"}, set(), set()),
    ("get", "/readyz"): ({"200"}, set(), set()),
    METRICS: ({"200"}, set(), set()),
    ("get", "/v1/openapi.yaml"): ({"200"}, set(), set()),
}
HEADER_OF_CODE = {
    "credential-invalid": "WWW-Authenticate",
    "too-many-requests": "Retry-After",
    "method-not-allowed": "Allow",
    "unavailable": "Retry-After",
}
PERSONAL = "/v1/password-registration", "/v1/session", "/v1/account"


class StrictLoader(yaml.SafeLoader):
    """Refuses a key that stands twice, which YAML forbids and PyYAML overlooks."""


def _mapping(loader, node):
    keys = [loader.construct_object(key) for key, _ in node.value]
    doubled = {key for key in keys if keys.count(key) > 1}
    assert not doubled, f"{node.start_mark}: {doubled} stands twice"
    return yaml.SafeLoader.construct_mapping(loader, node, deep=True)


StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def load():
    return yaml.load((ROOT / "data" / "openapi.yaml").read_text(encoding="utf-8"), StrictLoader)


DOCUMENT = load()


def resolve(thing):
    """What thing says, or what its $ref points to."""
    while isinstance(thing, dict) and "$ref" in thing:
        ref = thing["$ref"]
        assert ref.startswith("#/"), ref
        thing = DOCUMENT
        for part in ref[2:].split("/"):
            thing = thing[part.replace("~1", "/").replace("~0", "~")]
    return thing


def operations():
    for path, item in DOCUMENT["paths"].items():
        for method in METHODS:
            if method in item:
                yield method, path, item[method]


OPERATIONS = {(method, path): operation for method, path, operation in operations()}


def media_types():
    """(where, media type object) of every body of every operation."""
    for (method, path), operation in OPERATIONS.items():
        where = f"{method.upper()} {path}"
        if "requestBody" in operation:
            for name, media in resolve(operation["requestBody"])["content"].items():
                yield f"{where} request {name}", media
        for status, response in operation["responses"].items():
            for name, media in resolve(response).get("content", {}).items():
                yield f"{where} {status} {name}", media


def schema_validator(schema):
    return jsonschema.Draft202012Validator(
        schema,
        resolver=jsonschema.RefResolver("", DOCUMENT),
        format_checker=jsonschema.FormatChecker(),
    )


def schemas_below(schema, seen):
    """schema and everything it is made of, each once."""
    schema = resolve(schema)
    if not isinstance(schema, dict) or id(schema) in seen:
        return
    seen.add(id(schema))
    yield schema
    for keyword in ("properties", "patternProperties"):
        for part in schema.get(keyword, {}).values():
            yield from schemas_below(part, seen)
    for keyword in ("allOf", "oneOf", "anyOf"):
        for part in schema.get(keyword, []):
            yield from schemas_below(part, seen)
    for keyword in ("items", "not", "if", "then", "else"):
        if keyword in schema:
            yield from schemas_below(schema[keyword], seen)


def as_openapi_30(document):
    """document with what 3.1 added taken out, and its Schema Objects, which are checked apart."""
    old = copy.deepcopy(document)
    assert re.fullmatch(r"3\.1\.\d+", old["openapi"])
    old["openapi"] = "3.0.3"
    old["info"].pop("summary", None)
    old["info"].get("license", {}).pop("identifier", None)
    schemas = []

    def strip(thing, names_are_ours=False):
        if isinstance(thing, list):
            for part in thing:
                strip(part)
        elif isinstance(thing, dict):
            for name, part in thing.items():
                if name in ("example", "value") and not names_are_ours:
                    continue
                if name == "schema" and not names_are_ours:
                    schemas.append(part)
                    thing[name] = {}
                else:
                    strip(part, name in ("responses", "headers", "examples", "parameters", "paths"))

    for name, part in old["components"].pop("schemas").items():
        assert re.fullmatch(r"[A-Za-z0-9._-]+", name)
        schemas.append(part)
    strip(old)
    return old, schemas


def structure_errors(document):
    old, schemas = as_openapi_30(document)
    official = yaml.safe_load(OPENAPI_30_SCHEMA.read_text(encoding="utf-8"))
    errors = [
        f"/{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"
        for error in jsonschema.Draft4Validator(official).iter_errors(old)
    ]
    meta = jsonschema.Draft202012Validator(jsonschema.Draft202012Validator.META_SCHEMA)
    for schema in schemas:
        errors += [error.message for error in meta.iter_errors(schema)]
    return errors


def test_document_is_valid_by_the_official_schemas():
    assert structure_errors(DOCUMENT) == []


def break_response_without_description(document):
    del document["paths"]["/healthz"]["get"]["responses"]["200"]["description"]


def break_unknown_member_of_an_operation(document):
    document["paths"]["/healthz"]["get"]["sumary"] = "x"


def break_parameter_without_place(document):
    del document["components"]["parameters"]["IdempotencyKey"]["in"]


def break_schema_keyword(document):
    document["components"]["schemas"]["Email"]["maxLength"] = -1


def break_schema_in_a_header(document):
    document["components"]["headers"]["ETag"]["schema"]["type"] = "text"


@pytest.mark.parametrize(
    "fault",
    [
        break_response_without_description,
        break_unknown_member_of_an_operation,
        break_parameter_without_place,
        break_schema_keyword,
        break_schema_in_a_header,
    ],
)
def test_a_broken_document_is_not_valid(fault):
    document = load()
    fault(document)
    assert structure_errors(document) != []


def test_every_reference_leads_somewhere():
    def walk(thing):
        if isinstance(thing, dict):
            if "$ref" in thing:
                assert resolve(thing) is not None
            for part in thing.values():
                walk(part)
        elif isinstance(thing, list):
            for part in thing:
                walk(part)

    walk(DOCUMENT)


def test_calls_are_those_of_the_contract():
    assert set(OPERATIONS) == set(CALLS)
    names = [operation["operationId"] for operation in OPERATIONS.values()]
    assert len(set(names)) == len(names)


def type_of(schema):
    for part in schemas_below(schema, set()):
        const = part.get("properties", {}).get("type", {}).get("const")
        if const:
            return const.removeprefix("urn:hellowork-mypage:problem:")
    raise AssertionError("a problem without its type")


def problems_of(response):
    media = resolve(response).get("content", {}).get("application/problem+json")
    if media is None:
        return set()
    schema = media["schema"]
    return {type_of(part) for part in resolve(schema).get("oneOf", [schema])}


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call[0]}-{call[1]}")
def test_call_answers_as_the_contract_says(call):
    successes, codes, headers = CALLS[call]
    operation = OPERATIONS[call]
    responses = operation["responses"]
    expected = set() if call == METRICS else ANYWHERE | codes
    if call == ("get", "/healthz"):
        expected = expected - {"internal-error"}  # it does nothing that can fail

    assert {status for status in responses if status < "400"} == successes
    found = {(code, int(status)) for status in responses for code in problems_of(responses[status])}
    assert {code for code, _ in found} == expected
    for code, status in found:
        assert status in PROBLEMS[code][0]
    for code in expected & HEADER_OF_CODE.keys():
        for status in PROBLEMS[code][0]:
            header = resolve(responses[str(status)])["headers"][HEADER_OF_CODE[code]]
            assert resolve(header)["required"] is True

    parameters = [resolve(parameter) for parameter in operation.get("parameters", [])]
    named = {parameter["name"] for parameter in parameters if parameter["in"] == "header"}
    assert named - {"Accept-Language"} == headers - {"Authorization"}
    assert bool(operation["security"]) == ("Authorization" in headers)
    for scheme in operation["security"]:
        for name in scheme:
            assert DOCUMENT["components"]["securitySchemes"][name]["scheme"] == "bearer"
    assert {name for name in re.findall(r"\{(\w+)\}", call[1])} == {
        parameter["name"] for parameter in parameters if parameter["in"] == "path"
    }


def test_problem_codes_are_exactly_those_of_the_contract():
    schemas = DOCUMENT["components"]["schemas"]
    documented = {type_of(schema): schema for name, schema in schemas.items() if re.match("Problem.", name)}
    assert documented.keys() == PROBLEMS.keys()
    used = {code for operation in OPERATIONS.values() for r in operation["responses"].values() for code in problems_of(r)}
    assert used == PROBLEMS.keys()

    base = schemas["Problem"]
    assert set(base["required"]) == {"type", "title", "status", "detail", "request_id"}
    for code, (statuses, members) in PROBLEMS.items():
        common, own = documented[code]["allOf"]
        assert resolve(common) is base
        status = own["properties"]["status"]
        assert set(status.get("enum", [status.get("const")])) == statuses
        assert set(own.get("required", [])) == members
        assert set(own["properties"]) == members | {"type", "status"}


def test_personal_answers_are_not_stored():
    for (method, path), operation in OPERATIONS.items():
        if not path.startswith(PERSONAL):
            continue
        for status, response in operation["responses"].items():
            if status < "300":
                header = resolve(resolve(response)["headers"]["Cache-Control"])
                assert header["required"] is True and header["schema"]["const"] == "no-store", (method, path)


def test_answers_with_an_etag_vary_with_the_language():
    tagged = set()
    for call, operation in OPERATIONS.items():
        for status, response in operation["responses"].items():
            headers = resolve(response).get("headers", {})
            if "ETag" in headers:
                assert "Vary" in headers
                tagged.add((call, status))
    assert tagged == {(("get", f"/v1/{name}"), status) for name in ("notices", "terms") for status in ("200", "304")}


def test_requests_refuse_unknown_members_and_responses_do_not():
    for where, media in media_types():
        for schema in schemas_below(media["schema"], set()):
            if schema.get("type") == "object" and "properties" in schema:
                assert schema.get("additionalProperties", True) is not (" request " in where), where


def test_every_body_and_parameter_has_examples_that_are_valid():
    checked = 0
    for where, media in media_types():
        assert media.get("examples"), f"{where} has no example"
        for name, example in media["examples"].items():
            value = resolve(example)["value"]
            errors = [error.message for error in schema_validator(media["schema"]).iter_errors(value)]
            assert errors == [], f"{where} {name}"
            checked += 1
    for operation in OPERATIONS.values():
        headers = [h for r in operation["responses"].values() for h in resolve(r).get("headers", {}).values()]
        for parameter in map(resolve, operation.get("parameters", []) + headers):
            schema_validator(parameter["schema"]).validate(parameter["example"])
            checked += 1
    assert checked > len(OPERATIONS)


def test_every_problem_of_a_body_has_its_example():
    for where, media in media_types():
        if where.endswith("application/problem+json"):
            codes = {type_of(part) for part in resolve(media["schema"]).get("oneOf", [media["schema"]])}
            shown = {resolve(example)["value"]["type"].rpartition(":")[2] for example in media["examples"].values()}
            assert shown == codes, where


def test_digests_of_the_examples_are_right():
    media = OPERATIONS["get", "/v1/terms"]["responses"]["200"]["content"]["application/json"]
    for example in media["examples"].values():
        for document in example["value"].values():
            text = {name: part for name, part in document.items() if name not in ("version", "sha256")}
            canonical = json.dumps(text, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            assert hashlib.sha256(canonical.encode()).hexdigest() == document["sha256"]


def refused(name, value):
    return not schema_validator({"$ref": f"#/components/schemas/{name}"}).is_valid(value)


@pytest.mark.parametrize(
    "password, good",
    [
        ("Kaisha#1", True),
        ("a1!" + "x" * 29, True),
        ("a1!" + "x" * 30, False),
        ("Kais#1a", False),
        ("Kaisha##", False),
        ("12345#78", False),
        ("Kaisha12", False),
        ("Kaisha #1", False),
        ("Ｋaisha#1", False),
        ("Kaisha1~", True),
        ("Kaisha1[", True),
        ("Kaisha1`", True),
        ("Kaisha1@", True),
        ("Kaisha1/", True),
    ],
)
def test_password_rule(password, good):
    assert refused("NewPassword", password) is not good


@pytest.mark.parametrize(
    "email, good",
    [
        ("saiyo@example.co.jp", True),
        ("a..b@carrier.example.jp", True),
        ("a.@carrier.example.jp", True),
        ("a" * 88 + "@example.jp", True),
        ("a" * 90 + "@example.jp", False),
        ("example.co.jp", False),
        ("a@b@example.jp", False),
        ("a@-example.jp", False),
        ("ａ@example.jp", False),
        ("a b@example.jp", False),
        (".a@example.jp", False),
        ("saiyo@localhost", True),
        ("saiyo@example", False),
        ("saiyo@192.0.2.1", False),
    ],
)
def test_email_rule(email, good):
    assert refused("Email", email) is not good


def test_consent_goes_with_a_first_registration_only():
    consent = {"privacy_policy": "1", "terms_of_use": "1"}
    first = {"purpose": "first", "email": "saiyo@example.co.jp"}
    again = {"purpose": "again", "email": "saiyo@example.co.jp"}
    assert refused("RegistrationRequest", first)
    assert not refused("RegistrationRequest", {**first, "consent": consent})
    assert not refused("RegistrationRequest", again)
    assert refused("RegistrationRequest", {**again, "consent": consent})
    assert refused("RegistrationRequest", {**again, "remember": True})
