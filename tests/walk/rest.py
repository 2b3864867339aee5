# SPDX-License-Identifier: GPL-3.0-or-later
"""What another device of an employer's says to the server: the same REST calls, without a window."""

import json
import urllib.request
import uuid


def call(office, method, path, body=None, credential=None, language="ja"):
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4()), "Accept-Language": language}
    if credential:
        headers["Authorization"] = "Bearer " + credential
    request = urllib.request.Request(office.url + path, method=method, headers=headers,
                                     data=None if body is None else json.dumps(body).encode())
    with urllib.request.urlopen(request, timeout=60) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def open_account(office, email, password):
    """Opens My Page for an account that the counter registered."""
    terms = call(office, "GET", "/v1/terms")
    consent = {name: terms[name]["version"] for name in ("privacy_policy", "terms_of_use")}
    started = call(office, "POST", "/v1/password-registrations", {"purpose": "first", "email": email, "consent": consent})
    call(office, "PUT", "/v1/password-registration/password",
         {"authentication_key": office.newest_key(email), "password": password}, started["credential"])


def log_in(office, email, password, device):
    return call(office, "POST", "/v1/sessions", {"email": email, "password": password, "remember": False, "device": device})
