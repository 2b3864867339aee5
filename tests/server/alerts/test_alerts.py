# SPDX-License-Identifier: GPL-3.0-or-later
"""The example of alerts for Prometheus: whatever it names is measured, and each alert says what to do.

Prometheus itself is not among what ./check installs: its package starts a server that listens to everybody. Where promtool
is at hand (PATH), it checks the rules too, and when each alert comes (prometheus-alerts.test.yml)."""

import pathlib
import re
import shutil
import subprocess
import sys

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

FOLDER = pathlib.Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent / "http"))

from metrics import metrics_text  # noqa: E402
from server import SOURCE, Server, wait_for  # noqa: E402

EXAMPLE = pathlib.Path(SOURCE) / "data" / "prometheus-alerts.example.yml"
RULES = [rule for group in yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))["groups"] for rule in group["rules"]]
EACH = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
# What Prometheus itself tells of each target.
PROMETHEUS = {"up"}


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """Every sample of a server with https: name → labels and their values."""
    folder = tmp_path_factory.mktemp("server")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-subj", "/CN=localhost", "-days", "2", "-keyout", key, "-out", certificate],
                   check=True, stdin=subprocess.DEVNULL, capture_output=True)
    key.chmod(0o600)
    config = {"server": {"metrics-listen": "127.0.0.1:0", "tls-certificate": certificate, "tls-key": key}}
    with Server(folder, config) as server:
        wait_for(lambda: "hw_store_up 1" in metrics_text(server), "the first look at the store")
        samples = {}
        for family in text_string_to_metric_families(metrics_text(server)):
            samples.setdefault(family.name + ("_total" if family.type == "counter" else ""), {})
            for sample in family.samples:
                labels = samples.setdefault(sample.name, {})
                for name, value in sample.labels.items():
                    labels.setdefault(name, set()).add(value)
        yield samples


def selectors(expression):
    """Each metric that it names, with its matchers."""
    text = re.sub(r"#.*", "", expression)
    found = re.findall(r"\b([a-z_]+)(\{[^}]*\})", text)
    named = set(re.findall(r"\b((?:hw|process)_[a-z_]+|up)\b", text))
    assert named == {name for name, _ in found}, "each names its job"
    return found


@EACH
def test_what_it_names_is_measured(rule, measured):
    for name, matchers in selectors(rule["expr"]):
        assert 'job="hellowork-mypage"' in matchers
        if name in PROMETHEUS:
            continue
        # Of requests there are none yet: their labels are those of test_metrics.py.
        assert name in measured or name.removesuffix("_bucket") in measured, name
        for label, operator, value in re.findall(r'(\w+)(=~|!=|!~|=)"([^"]*)"', matchers):
            if label != "job" and not name.startswith("hw_http_") and operator == "=":
                assert value in measured[name][label], (name, label, value)


@EACH
def test_it_says_what_is_wrong_and_what_to_do(rule):
    assert re.fullmatch(r"HelloworkMypage[A-Z][A-Za-z]+", rule["alert"])
    assert rule["labels"]["severity"] in ("page", "ticket")
    assert set(rule["annotations"]) == {"summary", "description"}
    assert len(rule["annotations"]["description"]) > 60
    assert "{{ $labels.instance }}" in rule["annotations"]["summary"] or "sum by (job)" in rule["expr"]


def test_each_alert_is_tested():
    """By promtool; the second of its tests lists them all."""
    tests = yaml.safe_load((FOLDER / "prometheus-alerts.test.yml").read_text(encoding="utf-8"))
    listed = set(re.findall(r'alertname="(\w+)"', str(tests["tests"][1]["promql_expr_test"])))
    assert listed == {rule["alert"] for rule in RULES} and len(RULES) == len(listed)


def test_promtool_agrees():
    promtool = shutil.which("promtool")
    commands = [["check", "rules", EXAMPLE], ["test", "rules", FOLDER / "prometheus-alerts.test.yml"]] if promtool else []
    for command in commands:
        run = subprocess.run([promtool, *command], capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr
