# SPDX-License-Identifier: GPL-3.0-or-later
"""An HTTP client that is not ours, libcurl, which holds every answer to the OpenAPI document."""

import io
import json
import uuid

import pycurl

import contract

PASSWORD = "Kaisha#2026"
PREFIX = "urn:hellowork-mypage:problem:"
TIMEOUT = 60


class Answer:
    def __init__(self, status, fields, body, seconds):
        self.status = status
        self.fields = fields
        self.body = body
        self.seconds = seconds

    def field(self, name):
        """Its value; None where it is absent. Twice is a fault."""
        values = [value for field, value in self.fields if field.lower() == name.lower()]
        assert len(values) <= 1, f"{name} twice"
        return values[0] if values else None

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def problem(self):
        """The code, without the prefix of its type."""
        assert self.field("Content-Type") == "application/problem+json", self
        type_ = self.json["type"]
        assert type_.startswith(PREFIX)
        return type_[len(PREFIX):]

    @property
    def errors(self):
        return {(error["pointer"], error["code"]) for error in self.json["errors"]}

    def __repr__(self):
        return f"<{self.status} {self.fields} {self.body!r}>"


class Client:
    """One kept connection. Each answer is checked against the contract before it is handed out."""

    def __init__(self, url, language=None, origin=None):
        self.url = url
        self.language = language
        self.origin = origin
        self.options = {}  # of libcurl, for every call
        self.curl = pycurl.Curl()

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.curl.close()

    def call(self, method, path, body=None, bearer=None, key=None, fields=(), checked=True):
        """@body: bytes as they are, or anything else as JSON. @fields: "Name: value"."""
        curl = self.curl
        received = io.BytesIO()
        head = []
        sent = list(fields)
        names = {field.split(":")[0].split(";")[0].lower() for field in sent}
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()

        curl.reset()
        curl.setopt(pycurl.URL, self.url + path)
        curl.setopt(pycurl.PATH_AS_IS, True)
        curl.setopt(pycurl.CUSTOMREQUEST, method)
        curl.setopt(pycurl.NOBODY, method == "HEAD")
        curl.setopt(pycurl.TIMEOUT, TIMEOUT)
        curl.setopt(pycurl.WRITEFUNCTION, received.write)
        curl.setopt(pycurl.HEADERFUNCTION, lambda line: head.append(line.decode("iso-8859-1")))
        for option, value in self.options.items():
            curl.setopt(option, value)
        if data is not None:
            curl.setopt(pycurl.POSTFIELDS, data)
            if "content-type" not in names:
                sent.append("Content-Type: application/json")
            if "expect" not in names:
                sent.append("Expect:")
        if bearer is not None:
            sent.append("Authorization: Bearer " + bearer)
        if key is not None:
            sent.append("Idempotency-Key: " + key)
        if self.language is not None and "accept-language" not in names:
            sent.append("Accept-Language: " + self.language)
        if self.origin is not None:
            sent.append("X-Forwarded-For: " + self.origin)
        curl.setopt(pycurl.HTTPHEADER, [field.encode() for field in sent])
        curl.perform()

        last = max(i for i, line in enumerate(head) if line.startswith("HTTP/"))
        pairs = [line.split(":", 1) for line in head[last + 1:] if ":" in line]
        answer = Answer(
            curl.getinfo(pycurl.RESPONSE_CODE),
            [(name, value.strip()) for name, value in pairs],
            received.getvalue(),
            curl.getinfo(pycurl.TOTAL_TIME),
        )
        if checked:
            contract.check(method, path, answer)
        return answer

    def get(self, path, **more):
        return self.call("GET", path, **more)

    # ---- The calls of API.md ----

    def current_terms(self):
        terms = self.get("/v1/terms").json
        return {name: terms[name]["version"] for name in ("privacy_policy", "terms_of_use")}

    def start(self, email, purpose="first", key=None, consent=True):
        body = {"purpose": purpose, "email": email}
        if purpose == "first" and consent:
            body["consent"] = self.current_terms() if consent is True else consent
        return self.call("POST", "/v1/password-registrations", body, key=key or new_key())

    def status(self, credential):
        return self.get("/v1/password-registration", bearer=credential)

    def resend(self, credential, key=None):
        return self.call("POST", "/v1/password-registration/mail", bearer=credential, key=key or new_key())

    def submit(self, credential, authentication_key, password=PASSWORD):
        body = {"authentication_key": authentication_key, "password": password}
        return self.call("PUT", "/v1/password-registration/password", body, bearer=credential)

    def give_up(self, credential):
        return self.call("DELETE", "/v1/password-registration", bearer=credential)

    def login(self, email, password=PASSWORD, remember=False, **more):
        return self.call("POST", "/v1/sessions", {"email": email, "password": password, "remember": remember, **more})

    def home(self, credential):
        return self.get("/v1/session", bearer=credential)

    def logout(self, credential):
        return self.call("DELETE", "/v1/session", bearer=credential)

    def sessions(self, credential):
        return self.get("/v1/sessions", bearer=credential)

    def end_session(self, credential, session):
        return self.call("DELETE", "/v1/sessions/" + session, bearer=credential)

    def change_password(self, credential, current, new):
        body = {"current_password": current, "new_password": new}
        return self.call("PUT", "/v1/account/password", body, bearer=credential)

    # ---- Several in a row ----

    def started(self, server, email, purpose="first"):
        """A registration whose mail has arrived: its credential and its key."""
        answer = self.start(email, purpose)
        assert answer.status == 202, answer
        mail = server.mail(email, having=answer.json["reference"])
        return answer.json["credential"], mail.key

    def opened(self, server, email, password=PASSWORD, purpose="first"):
        """My Page, open. Gives the registration's credential."""
        credential, key = self.started(server, email, purpose)
        answer = self.submit(credential, key, password)
        assert answer.status == 200, answer
        return credential

    def logged_in(self, email, password=PASSWORD, **more):
        answer = self.login(email, password, **more)
        assert answer.status == 201, answer
        return answer.json["credential"]


def new_key():
    return str(uuid.uuid4())


def wrong_key(key):
    """Another key than @key, well formed."""
    return ("0" if key[0] != "0" else "1") + key[1:]
