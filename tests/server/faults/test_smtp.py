# SPDX-License-Identifier: GPL-3.0-or-later
"""Every bad day of the SMTP server: no mail is lost while its key is good, none is sent after, and nobody waits for
another's trouble (QUALITY.md, Reliability)."""

import time
import urllib.request

import pytest

from office import PATIENCE, Client, wait_for


def start(office, client, address, register=True):
    """The credential and the reference of an accepted start."""
    if register:
        office.register(address)
    answer = client.start(address)
    assert answer.status == 202, answer
    return answer.json["credential"], answer.json["reference"]


def assert_opens(office, client, address, credential):
    mail = office.mail(address)
    assert client.submit(credential, mail.key).status == 200


def assert_arrives_once(office, address):
    """Waits until nothing is left to be sent."""
    wait_for(office.outbox_is_empty, "the outbox to be empty")
    assert len([mail for mail in office.mails(address) if mail.key is not None]) == 1


def metric(office, name):
    url = next(e["message"] for e in office.log_entries() if "/metrics" in e.get("message", "")).split()[-1]
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
        for line in answer.read().decode().splitlines():
            if line.startswith(name + " "):
                return float(line.split()[1])
    return None


def test_down_for_a_while(make_office, smtp):
    """Refused connections. The server stays ready and tells how long the oldest mail has waited."""
    office = make_office({"server": {"metrics-listen": "127.0.0.1:0"}})
    smtp.stop()
    with Client(office.url) as client:
        credential, _ = start(office, client, "saiyo@example.co.jp")
        start(office, client, "nobody@example.co.jp", register=False)
        wait_for(lambda: (office.ready() or {}).get("mail", {}).get("oldest_in_seconds", 0) >= 3, "the mail's age")
        wait_for(lambda: office.ready()["mail"]["waiting"] == 1, "the decoy to be thrown away")
        # Looked at every five seconds.
        wait_for(lambda: metric(office, "hw_outbox_waiting") == 1, "the length of the queue")
        wait_for(lambda: metric(office, "hw_outbox_oldest_seconds") >= 3, "the age of the queue")
        (waiting,) = [e for e in office.log_entries() if "try 1 failed" in e.get("message", "")]
        assert f"127.0.0.1:{smtp.port}" in waiting["message"] and "saiyo@" not in waiting["message"]
        smtp.start()
        assert_opens(office, client, "saiyo@example.co.jp", credential)
        assert_arrives_once(office, "saiyo@example.co.jp")
    wait_for(lambda: metric(office, "hw_outbox_waiting") == 0, "the queue to be empty")
    assert metric(office, "hw_outbox_oldest_seconds") == 0


def test_a_stop_and_a_start_while_it_is_down(make_office, smtp):
    office = make_office()
    smtp.stop()
    with Client(office.url) as client:
        credential, _ = start(office, client, "saiyo@example.co.jp")
    office.stop()
    smtp.start()
    office.start()
    with Client(office.url) as client:
        assert_opens(office, client, "saiyo@example.co.jp", credential)
        assert_arrives_once(office, "saiyo@example.co.jp")


@pytest.mark.parametrize("kind", ["greylisted", "full", "dropped-once", "bye"])
def test_what_passes_is_tried_again(office, client, kind):
    """450 to the recipient, 452 to the message, cut inside DATA, closed after: each the first time only."""
    address = f"{kind}+a@example.co.jp"
    credential, _ = start(office, client, address)
    assert_opens(office, client, address, credential)
    assert_arrives_once(office, address)


@pytest.mark.parametrize("kind", ["deferred", "closing", "dropped", "later"])
def test_one_recipients_trouble_holds_up_nobody_else(office, client, kind):
    """4xx for ever, to one. Another's mail arrives, and the first is still waiting."""
    start(office, client, f"{kind}+a@example.co.jp")
    wait_for(lambda: "failed" in office.log, "the first try")
    credential, _ = start(office, client, "saiyo@example.co.jp")
    assert_opens(office, client, "saiyo@example.co.jp", credential)
    assert office.mails(f"{kind}+a@example.co.jp") == []
    assert office.ready()["mail"]["waiting"] >= 1


@pytest.mark.parametrize("kind", ["unknown", "spam"])
def test_what_is_refused_for_good_is_given_up(office, client, smtp, kind):
    """550, 554: never tried again, and the operator is told why, without the address."""
    address = f"{kind}+a@example.co.jp"
    credential, _ = start(office, client, address)
    wait_for(lambda: "given up" in office.log, "the line in the log")
    wait_for(office.outbox_is_empty, "the outbox to be empty")
    (line,) = [e["message"] for e in office.log_entries() if "given up" in e.get("message", "")]
    assert "550" in line or "554" in line
    assert f"{kind}+a" not in line
    # The employer may ask for another, once the address works.
    assert client.resend(credential).status == 202
    wait_for(lambda: office.log.count("given up") == 2, "the second try")
    assert len(smtp.events(f"rcpt {address}")) == 2


def test_a_refused_sender_calls_the_operator(make_office, smtp):
    """550 to MAIL FROM: nothing can be sent, nothing is thrown away."""
    office = make_office({"mail": {"from": "refused@hellowork.example"}})
    with Client(office.url) as client:
        start(office, client, "saiyo@example.co.jp")
    wait_for(lambda: "THE OPERATOR HAS TO ACT" in office.log, "the line in the log")
    assert office.ready()["mail"]["waiting"] == 1
    assert office.mails() == []


def test_an_answer_that_comes_late(office, client, smtp):
    """Slow: the mail is taken only after three seconds. It is sent once, and nobody's copy is lost."""
    address = "gated+a@example.co.jp"
    credential, _ = start(office, client, address)
    wait_for(lambda: smtp.events(f"waiting {address}"), "the message at the server")
    waiting_since = time.monotonic()
    other, _ = start(office, client, "saiyo@example.co.jp")
    wait_for(lambda: time.monotonic() - waiting_since > 3, "three seconds")
    smtp.open_gate()
    assert_opens(office, client, address, credential)
    assert_opens(office, client, "saiyo@example.co.jp", other)
    assert_arrives_once(office, address)


def test_no_answer_at_all_ends_with_the_key(make_office, smtp):
    """The message is never answered: given up when its key is, and whoever stands behind it is served."""
    office = make_office({"registration": {"key-lifetime": 5}})
    with Client(office.url) as client:
        start(office, client, "silent+a@example.co.jp")
        wait_for(lambda: smtp.events("silent "), "the message at the server")
        wait_for(lambda: "too late" in office.log, "the line in the log")
        credential, _ = start(office, client, "saiyo@example.co.jp")
        assert_opens(office, client, "saiyo@example.co.jp", credential)
    assert smtp.events("silent ") == ["silent silent+a@example.co.jp"]


def test_no_mail_is_sent_after_its_key(make_office, smtp):
    """Down until the key is stale: it is never sent; the mail asked for afterwards is, and its key is good."""
    office = make_office({"registration": {"key-lifetime": 4}})
    smtp.stop()
    with Client(office.url) as client:
        credential, reference = start(office, client, "saiyo@example.co.jp")
        wait_for(lambda: "dropped: too late" in office.log, "the stale mail to be dropped")
        assert office.outbox_is_empty()
        smtp.start()
        assert client.status(credential).json["state"] == "expired"
        assert client.resend(credential).status == 202
        mail = office.mail("saiyo@example.co.jp")
        assert reference in mail.text
        assert client.submit(credential, mail.key).status == 200
        assert_arrives_once(office, "saiyo@example.co.jp")


def test_a_new_key_takes_the_place_of_one_that_waits(make_office, smtp):
    """Asked for twice while the SMTP server is down: one mail comes, with the key that is good."""
    office = make_office()
    smtp.stop()
    with Client(office.url) as client:
        credential, _ = start(office, client, "saiyo@example.co.jp")
        wait_for(lambda: "try 1 failed" in office.log, "the first try")
        assert client.resend(credential).status == 202
        smtp.start()
        assert_opens(office, client, "saiyo@example.co.jp", credential)
        assert_arrives_once(office, "saiyo@example.co.jp")
