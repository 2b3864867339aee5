# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds answers to data/openapi.yaml: status, fields, media type, body."""

import json
import os
import re

import jsonschema
import yaml

with open(os.path.join(os.environ["HW_SOURCE"], "data", "openapi.yaml"), encoding="utf-8") as file:
    DOCUMENT = yaml.safe_load(file)

RESOLVER = jsonschema.RefResolver.from_schema(DOCUMENT)


def resolved(node):
    while "$ref" in node:
        _, node = RESOLVER.resolve(node["$ref"])
    return node


def find_path(path):
    path = path.split("?")[0]
    for template, operations in DOCUMENT["paths"].items():
        if re.fullmatch(re.sub(r"\{[a-z]+\}", "[A-Za-z0-9_-]{1,64}", template), path):
            return operations
    return None


def find_response(method, path, status):
    operations = find_path(path)
    if operations is None:
        assert status in (400, 404, 413, 431), f"{status} for a path that is not in the document"
        names = {400: "MalformedRequest", 404: "NotFound", 413: "PayloadTooLarge", 431: "HeaderTooLarge"}
        return DOCUMENT["components"]["responses"][names[status]]
    operation = operations.get("get" if method == "HEAD" else method.lower())
    if operation is None:
        assert status in (400, 405), f"{status} for a method that is not in the document"
        return DOCUMENT["components"]["responses"]["MethodNotAllowed" if status == 405 else "MalformedRequest"]
    assert str(status) in operation["responses"], f"{method} {path} has no {status} in the document"
    return resolved(operation["responses"][str(status)])


def validate(schema, instance):
    jsonschema.Draft202012Validator(schema, resolver=RESOLVER).validate(instance)


def check_fields(response, answer):
    for name, field in response.get("headers", {}).items():
        field = resolved(field)
        value = answer.field(name)
        assert value is not None or not field.get("required"), f"{name} is missing"
        if value is not None:
            validate(field["schema"], value)


def check_body(response, answer):
    content = response.get("content")
    if content is None:
        assert answer.body == b"", "a body where none belongs"
        return
    media_type = answer.field("Content-Type").split(";")[0]
    assert media_type in content, f"{media_type} is not one of {list(content)}"
    if media_type.endswith("json"):
        validate(content[media_type]["schema"], json.loads(answer.body.decode("utf-8")))


def check(method, path, answer):
    response = find_response(method, path, answer.status)
    check_fields(response, answer)
    assert answer.field("X-Content-Type-Options") == "nosniff"
    if method == "HEAD":
        assert answer.body == b""
    else:
        check_body(response, answer)
    if answer.status >= 400 and answer.body:
        assert answer.field("X-Request-Id") == answer.json["request_id"]
        assert answer.json["status"] == answer.status
