#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real SMTP server (aiosmtpd) that misbehaves on request.

usage: smtp_server.py FOLDER [--port N] [--tls starttls|smtps] [--auth USER:PASSWORD]

Prints "port N" once it listens on 127.0.0.1, and ends when its standard input does.

FOLDER gets the accepted messages, NNNN.eml, and a file "events" with a line for each thing that happened:
"connect", "tls", "login USER", "refused-login", "mail ADDRESS", "rcpt-line AS-SENT", "rcpt ADDRESS",
"stored NNNN ADDRESS" and what the behaviours note.
With --tls it gets certificate.pem too, self-signed, for the name "localhost".

The local part of an address, up to the first "+", says what is to happen to it:
  sender refused        550 to MAIL FROM
  greylisted            450 to the first RCPT TO, then accepted
  deferred              450 to RCPT TO
  unknown               550 to RCPT TO
  closing               421 to RCPT TO, and the connection is closed
  dropped               the connection is cut inside DATA
  dropped-once          likewise, the first time
  spam, later           554, 451 to the message
  full                  452 to the message the first time, then accepted
  silent                the message is never answered
  gated                 the message is answered once FOLDER/gate exists
  bye                   accepted, then the connection is closed
"""

import argparse
import asyncio
import logging
import os
import pathlib
import ssl
import subprocess
import sys

from aiosmtpd.smtp import SMTP, AuthResult


class Office:
    """What the connections share: the folder, and who came before."""

    def __init__(self, folder):
        self.folder = folder
        self.events = open(folder / "events", "a", buffering=1, encoding="utf-8")
        self.seen = set()
        self.stored = 0

    def note(self, *words):
        print(*words, file=self.events)

    def first_time(self, address):
        new = address not in self.seen
        self.seen.add(address)
        return new

    def store(self, address, content):
        self.stored += 1
        (self.folder / f"{self.stored:04}.eml").write_bytes(content)
        self.note("stored", f"{self.stored:04}", address)


def behaviour(address):
    return address.strip('"').split("@")[0].split("+")[0]


class Handler:
    def __init__(self, office):
        self.office = office

    async def handle_MAIL(self, server, session, envelope, address, options):
        self.office.note("mail", address)
        if behaviour(address) == "refused":
            return "550 5.7.1 sender not welcome"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.office.note("rcpt", address)
        kind = behaviour(address)
        if kind == "deferred" or (kind == "greylisted" and self.office.first_time(address)):
            return f"450 4.2.0 <{address}> greylisted"
        if kind == "unknown":
            return f"550 5.1.1 <{address}> unknown"
        if kind == "closing":
            server.last_words = "421"
            return "421 4.3.2 closing"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        address = envelope.rcpt_tos[0]
        kind = behaviour(address)
        if kind == "spam":
            return "554 5.7.1 looks like spam"
        if kind == "later":
            return "451 4.7.1 try again later"
        if kind == "full" and self.office.first_time(address):
            return "452 4.2.2 mailbox full"
        if kind == "silent":
            self.office.note("silent", address)
            await asyncio.Event().wait()
        if kind == "gated":
            self.office.note("waiting", address)
            while not (self.office.folder / "gate").exists():
                await asyncio.sleep(0.02)
        self.office.store(address, envelope.original_content)
        if kind == "bye":
            server.last_words = "250"
        return "250 2.0.0 stored"


class Server(SMTP):
    def __init__(self, office, **options):
        super().__init__(Handler(office), hostname="localhost", **options)
        self.office = office
        self.last_words = None  # with what reply the connection is closed

    async def push(self, status):
        await super().push(status)
        if self.last_words is not None and status.startswith(self.last_words):
            self.transport.close()

    def connection_made(self, transport):
        super().connection_made(transport)
        # Called again when STARTTLS has changed the transport.
        self.office.note("connect" if transport.get_extra_info("ssl_object") is None else "tls")

    async def smtp_RCPT(self, arg):
        self.office.note("rcpt-line", arg)
        await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg):
        address = self.envelope.rcpt_tos[0] if self.envelope.rcpt_tos else ""
        kind = behaviour(address)
        if kind == "dropped" or (kind == "dropped-once" and self.office.first_time(address)):
            await self.push("354 go ahead")
            await self._reader.readline()
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


def make_tls_context(folder):
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2",
         "-keyout", key, "-out", certificate],
        check=True, stdin=subprocess.DEVNULL, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def make_authenticator(office, login):
    user, password = (part.encode() for part in login.split(":", 1))

    def authenticate(server, session, envelope, mechanism, data):
        right = data.login == user and data.password == password
        office.note(*(["login", data.login.decode()] if right else ["refused-login"]))
        return AuthResult(success=right, handled=False)

    return authenticate


async def serve(arguments):
    office = Office(arguments.folder)
    context = make_tls_context(arguments.folder) if arguments.tls else None
    options = {}
    if arguments.tls == "starttls":
        options.update(tls_context=context, require_starttls=True)
    if arguments.auth:
        options.update(auth_required=True, auth_require_tls=arguments.tls == "starttls",
                       authenticator=make_authenticator(office, arguments.auth))
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: Server(office, loop=loop, **options), "127.0.0.1", arguments.port,
        ssl=context if arguments.tls == "smtps" else None)
    print("port", server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    # At once, as a server that loses its power: connections that wait for ever would keep the loop alive.
    os._exit(0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--tls", choices=["starttls", "smtps"])
    parser.add_argument("--auth", metavar="USER:PASSWORD")
    logging.getLogger("mail").setLevel(logging.CRITICAL)
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
