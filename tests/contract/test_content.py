# SPDX-License-Identifier: GPL-3.0-or-later
"""data/content/: what the server loads is of the contract's shape, and says the same in both languages."""

import copy
import json
import pathlib
import re

import jsonschema
import pytest
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
CONTENT = ROOT / "data" / "content"
LANGUAGES = ("ja", "en")
DOCUMENTS = ("privacy-policy", "terms-of-use")
FOOTER = ["links", "site-map", "site-policy", "privacy-policy", "terms-of-use", "faq", "contact", "location"]
HOSTS = ("https://www.hellowork.mhlw.go.jp/", "https://www.mhlw.go.jp/")


def strict(pairs):
    names = [name for name, _ in pairs]
    assert len(set(names)) == len(names), f"{names}: a name stands twice"
    return dict(pairs)


def load(name, language):
    text = (CONTENT / f"{name}.{language}.json").read_text(encoding="utf-8")
    return json.loads(text, object_pairs_hook=strict)


def closed(document):
    """The schemas, with members that they do not name refused, as the server refuses them in its files."""
    document = copy.deepcopy(document)
    for name in ("Notice", "Link", "FooterLink", "Document", "DocumentSection", "MenuEntry", "Notices"):
        document["components"]["schemas"][name]["additionalProperties"] = False
    return document


OPENAPI = closed(yaml.safe_load((ROOT / "data" / "openapi.yaml").read_text(encoding="utf-8")))


def validate(value, schema):
    jsonschema.Draft202012Validator(schema, resolver=jsonschema.RefResolver("", OPENAPI)).validate(value)


def without(schema, member):
    schema = copy.deepcopy(OPENAPI["components"]["schemas"][schema])
    schema["required"].remove(member)
    schema["properties"][member] = False
    return schema


@pytest.mark.parametrize("language", LANGUAGES)
def test_notices_have_the_shape(language):
    validate(load("notices", language), without("Notices", "mail_from"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_have_the_shape(name, language):
    validate(load(name, language), without("Document", "sha256"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_menu_has_the_shape(language):
    validate(load("menu", language), {"type": "array", "items": {"$ref": "#/components/schemas/MenuEntry"}})


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_other_file_is_there(language):
    names = {path.name for path in CONTENT.glob(f"*.{language}.json")}
    assert names == {f"{name}.{language}.json" for name in ("notices", "menu", *DOCUMENTS)}
    assert len(list(CONTENT.iterdir())) == len(names) * len(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_footer_is_the_sites(language):
    assert [item["id"] for item in load("notices", language)["footer"]] == FOOTER


def outline(value):
    """What must not differ between the languages: everything but the sentences."""
    if isinstance(value, dict):
        return {
            name: part if name in ("id", "date", "url", "version") else outline(part) for name, part in value.items()
        }
    if isinstance(value, list):
        return [outline(part) for part in value]
    return value if isinstance(value, str) and value.startswith("https://") else type(value).__name__


@pytest.mark.parametrize("name", ("notices", "menu", *DOCUMENTS))
def test_both_languages_say_the_same(name):
    assert outline(load(name, "ja")) == outline(load(name, "en"))


def strings(value):
    if isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)
    else:
        yield value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ("notices", "menu", *DOCUMENTS))
def test_strings_are_clean(name, language):
    for string in strings(load(name, language)):
        assert string == string.strip() and string
        assert not re.search(r"[\x00-\x1f\x7f]", string)
        if string.startswith("http"):
            assert string.startswith(HOSTS)
        elif language == "en":
            assert not re.search(r"[\u3040-\u30ff\u4e00-\u9fff\uff00-\uffef]", string), string


@pytest.mark.parametrize("language, mark", [("ja", "【見本】"), ("en", "SAMPLE.")])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_are_long_and_marked_as_samples(name, language, mark):
    document = load(name, language)
    paragraphs = [text for section in document["sections"] for text in section["paragraphs"]]
    assert paragraphs[0].startswith(mark)
    assert len(paragraphs) >= 12
    assert sum(map(len, paragraphs)) > 1800
    assert all("heading" in section for section in document["sections"][1:])


def test_japanese_follows_the_corrected_manual():
    policy, terms = (load(name, "ja")["sections"] for name in DOCUMENTS)
    assert policy[1]["heading"] == "基本的な考え方"
    assert policy[1]["paragraphs"][0].startswith("ハローワークインターネットサービス（以下「当ホームページ」）では、")
    assert terms[1]["heading"] == "第1条（目的）"
    assert len(terms[1]["paragraphs"]) == 1
    assert "選考活動を行うことを希望する求人者に対して" in terms[1]["paragraphs"][0]
    everything = " ".join(strings([load(name, "ja") for name in ("notices", "menu", *DOCUMENTS)]))
    assert "霞が関1-2-2" in everything
    assert "豊が岡" not in everything
    assert "Adobe" not in everything
