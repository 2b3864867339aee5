# SPDX-License-Identifier: GPL-3.0-or-later
"""GET /metrics: what Prometheus reads, read here by its own library."""

import os
import re
import secrets
import urllib.error
import urllib.request

import pytest
from prometheus_client.parser import text_string_to_metric_families

from client import new_key
from metrics import metrics_of, metrics_text
from server import PATIENCE, wait_for

# By type; a histogram's samples end with _bucket, _sum and _count.
FAMILIES = {
    "counter": {"hw_http_requests", "hw_pool_refused", "hw_store_failures", "hw_mails", "process_cpu_seconds"},
    "gauge": {
        "hw_build_info", "hw_http_connections", "hw_pool_waiting", "hw_pool_running", "hw_store_up", "hw_outbox_waiting",
        "hw_outbox_oldest_seconds", "hw_clock_offset_seconds", "process_start_time_seconds",
        "process_resident_memory_bytes", "process_open_fds", "process_max_fds",
    },
    "histogram": {
        "hw_http_request_duration_seconds", "hw_pool_wait_seconds", "hw_hash_duration_seconds",
        "hw_store_duration_seconds", "hw_mail_delivery_duration_seconds", "hw_mail_wait_seconds",
    },
}


def scrape(server):
    """Families by name."""
    return {family.name: family for family in text_string_to_metric_families(metrics_text(server))}


def value(families, name, sample=None, **labels):
    """0 where there is none yet."""
    found = [s.value for s in families[name].samples
             if s.name == (sample or name) and labels.items() <= s.labels.items()]
    return sum(found)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    from conftest import WIDE, Server, merged

    wanted = merged(WIDE, {"server": {"metrics-listen": "127.0.0.1:0"}})
    with Server(tmp_path_factory.mktemp("metrics"), wanted) as server:
        wait_for(lambda: "hw_store_up 1" in metrics_text(server), "the first look at the store")
        yield server


def test_the_text_is_what_prometheus_reads(server, client):
    client.get("/v1/notices")
    text = metrics_text(server)
    families = list(text_string_to_metric_families(text))
    names = [family.name for family in families]
    assert len(names) == len(set(names))
    for type_, wanted in FAMILIES.items():
        assert {family.name for family in families if family.type == type_} == wanted
    for family in families:
        assert len(family.documentation) > 10
        # Help and type once, before the samples.
        name = family.name + ("_total" if family.type == "counter" else "")
        lines = [line for line in text.splitlines() if re.match(rf"(# (HELP|TYPE) )?{name}(_bucket|_sum|_count)?[ {{]", line)]
        assert [line.split()[1] for line in lines[:2]] == ["HELP", "TYPE"], name
        assert not any(line.startswith("#") for line in lines[2:])
        begin = text.splitlines().index(lines[0])
        assert text.splitlines()[begin:begin + len(lines)] == lines, "all in a row"
    assert text.endswith("\n")


def test_histograms_add_up(server, client, account):
    client.opened(server, account)
    for _ in range(3):
        client.login(account)
    for family in scrape(server).values():
        if family.type != "histogram":
            continue
        series = {}
        for sample in family.samples:
            labels = {key: value for key, value in sample.labels.items() if key != "le"}
            series.setdefault(tuple(sorted(labels.items())), []).append(sample)
        for samples in series.values():
            buckets = [s for s in samples if s.name.endswith("_bucket")]
            bounds = [float(s.labels["le"]) for s in buckets]
            counts = [s.value for s in buckets]
            assert bounds == sorted(bounds) and bounds[-1] == float("inf") and len(bounds) == 17
            assert counts == sorted(counts)
            (count,) = [s.value for s in samples if s.name.endswith("_count")]
            (total,) = [s.value for s in samples if s.name.endswith("_sum")]
            assert count == counts[-1]
            # Each was at least as long as the bound below its bucket, and at most as its bound.
            least = sum(bound * (high - low) for bound, low, high in zip([0, *bounds], [0, *counts], counts))
            assert total >= least - 1e-3
            if counts[-1] == counts[-2]:
                most = sum(bound * (high - low) for bound, low, high in zip(bounds, [0, *counts], counts[:-1]))
                assert total <= most + 1e-3


def test_each_thing_is_counted_where_it_belongs(server, client, account):
    before = scrape(server)
    credential, key = client.started(server, account)
    assert client.submit(credential, "00000-00000").status == 422
    assert client.submit(credential, key).status == 200
    assert client.login(account).status == 201
    assert client.login(account, "Chigau#2026").status == 401
    wait_for(lambda: len(server.mails(account)) == 2, "the mails")

    def counted():
        after = scrape(server)
        return after if value(after, "hw_mails", "hw_mails_total", outcome="sent") >= value(
            before, "hw_mails", "hw_mails_total", outcome="sent") + 2 else None

    after = wait_for(counted, "the mails to be counted")

    def more(name, sample=None, **labels):
        return value(after, name, sample, **labels) - value(before, name, sample, **labels)

    route = "/v1/password-registration/password"
    requests = "hw_http_requests_total"
    assert more("hw_http_requests", requests, method="POST", route="/v1/password-registrations", status="202") == 1
    assert more("hw_http_requests", requests, method="PUT", route=route, status="200") == 1
    assert more("hw_http_requests", requests, method="PUT", route=route, status="422") == 1
    assert more("hw_http_requests", requests, route="/v1/sessions", status="401") == 1
    durations = "hw_http_request_duration_seconds"
    assert more(durations, durations + "_count", route=route, status="2xx") == 1
    assert more(durations, durations + "_count", route=route, status="4xx") == 1
    assert more(durations, durations + "_count", route="/v1/sessions", status="4xx") == 1
    # A failed login is answered at the half second.
    assert more(durations, durations + "_sum", route="/v1/sessions", status="4xx") >= 0.4
    # One hash for the new password, one for each login.
    assert more("hw_hash_duration_seconds", "hw_hash_duration_seconds_count") == 3
    assert more("hw_pool_wait_seconds", "hw_pool_wait_seconds_count", pool="hashing") == 4
    assert more("hw_store_duration_seconds", "hw_store_duration_seconds_count", operation="write") >= 5
    assert more("hw_store_duration_seconds", "hw_store_duration_seconds_count", operation="read") >= 1
    assert more("hw_mail_delivery_duration_seconds", "hw_mail_delivery_duration_seconds_count") == 2
    assert more("hw_mail_wait_seconds", "hw_mail_wait_seconds_count") == 2


def test_counters_only_grow(server, client):
    last = {}
    for round_ in range(5):
        for _ in range(5):
            client.get("/v1/notices")
            client.start(f"{secrets.token_hex(4)}@example.co.jp")
            client.get(f"/{secrets.token_hex(4)}", checked=False)
        now = {}
        for family in scrape(server).values():
            if family.type in ("counter", "histogram"):
                now.update({(s.name, *sorted(s.labels.items())): s.value for s in family.samples})
        assert last.keys() <= now.keys()
        assert all(now[key] >= value for key, value in last.items())
        assert round_ == 0 or sum(now.values()) > sum(last.values())
        last = now


def test_nobody_makes_up_labels(server, client, account):
    """Whatever paths, methods, ids and addresses are asked for: the series are bounded, and none of it stands there."""
    def ask(marker):
        for path in (f"/{marker}", f"/v1/{marker}", f"/v1/sessions/{marker}", f"/v1/notices/{marker}", f"/v1/notices?{marker}",
                     f"/%00{marker}", f"/{marker}\"}} 1"):
            for method in ("GET", "POST", "DELETE", "BREW" + marker.upper()):
                client.call(method, path.replace(" ", "%20"), checked=False)
        client.start(f"{marker}@example.co.jp", key=new_key())
        client.login(f"{marker}@example.co.jp")

    ask(secrets.token_hex(8))
    before = metrics_text(server)
    markers = [secrets.token_hex(8) for _ in range(10)]
    for marker in markers:
        ask(marker)
    after = metrics_text(server)
    assert {line.rsplit(" ", 1)[0] for line in before.splitlines()} == {line.rsplit(" ", 1)[0] for line in after.splitlines()}
    for marker in markers:
        assert marker not in after.lower()
    routes = {s.labels["route"] for s in scrape(server)["hw_http_requests"].samples}
    assert "none" in routes
    assert all(route == "none" or re.fullmatch(r"/[a-z0-9/.{}-]+", route) for route in routes), routes


def test_gauges_tell_what_is(server):
    families = scrape(server)
    (build,) = families["hw_build_info"].samples
    assert build.value == 1 and re.fullmatch(r"\d+\.\d+\.\d+", build.labels["version"])
    status = open(f"/proc/{server.process.pid}/status", encoding="ascii").read()
    resident = 1024 * int(re.search(r"VmRSS:\s+(\d+)", status)[1])
    assert 0.5 * resident < value(families, "process_resident_memory_bytes") < 2 * resident
    assert abs(value(families, "process_open_fds") - len(os.listdir(f"/proc/{server.process.pid}/fd"))) < 10
    assert value(families, "process_cpu_seconds", "process_cpu_seconds_total") > 0
    assert abs(value(families, "hw_clock_offset_seconds")) < 5
    for pool in ("store", "hashing"):
        assert value(families, "hw_pool_waiting", pool=pool) == 0


def test_the_metrics_address_has_nothing_else(server, client):
    assert client.get("/metrics", checked=False).problem == "not-found"
    url, _ = metrics_of(server)
    for path, method, status in (("/healthz", "GET", 404), ("/v1/notices", "GET", 404), ("/metrics", "POST", 405)):
        with pytest.raises(urllib.error.HTTPError) as refusal:
            urllib.request.urlopen(
                urllib.request.Request(url.replace("/metrics", path), method=method), timeout=PATIENCE
            )
        assert refusal.value.code == status
