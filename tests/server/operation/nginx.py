# SPDX-License-Identifier: GPL-3.0-or-later
"""A real nginx with data/nginx.conf.example, of which ports and paths alone are changed."""

import os
import pathlib
import re
import shutil
import socket
import subprocess

import pycurl

from client import Client
from server import PATIENCE, SOURCE, wait_for

EXAMPLE = pathlib.Path(SOURCE) / "data" / "nginx.conf.example"
MAIN = """
daemon off;
master_process off;
pid {folder}/pid;
error_log {folder}/error.log notice;
events {{ worker_connections 512; }}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def free_ports(number):
    sockets = [socket.socket() for _ in range(number)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def replaced(text, pairs):
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


class Nginx:
    def __init__(self, folder, upstream, certificate, key):
        """@upstream: as in “server …;”."""
        self.folder = pathlib.Path(folder)
        self.folder.mkdir()
        self.certificate = certificate
        self.port, self.plain_port = free_ports(2)
        self.url = f"https://127.0.0.1:{self.port}"
        self.process = None
        self.program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
        site = replaced(EXAMPLE.read_text(encoding="utf-8"), [
            ("server 127.0.0.1:8080;", f"server {upstream};"),
            ("listen 80;", f"listen 127.0.0.1:{self.plain_port};"),
            ("listen 443 ", f"listen 127.0.0.1:{self.port} "),
            ("    listen [::]:80;\n", ""),  # not every machine has IPv6
            ("    listen [::]:443 ssl http2;\n", ""),
            ("/etc/nginx/tls/mypage.example.jp.pem", str(certificate)),
            ("/etc/nginx/tls/mypage.example.jp.key", str(key)),
        ])
        if self.version() >= (1, 25, 1):  # as the example says
            site = replaced(site, [(" ssl http2;", " ssl;\n    http2 on;")])
        (self.folder / "site.conf").write_text(site, encoding="utf-8")
        (self.folder / "nginx.conf").write_text(MAIN.format(folder=self.folder), encoding="utf-8")

    def version(self):
        said = subprocess.run([self.program, "-v"], capture_output=True, text=True, check=True).stderr
        return tuple(map(int, re.search(r"nginx/(\d+)\.(\d+)\.(\d+)", said).groups()))

    def command(self, *arguments):
        return [self.program, "-p", self.folder, "-c", self.folder / "nginx.conf", "-e", self.folder / "error.log", *arguments]

    def start(self):
        self.process = subprocess.Popen(self.command(), stdin=subprocess.DEVNULL)
        wait_for(self.answers, "nginx")
        return self

    def answers(self):
        assert self.process.poll() is None, (self.folder / "error.log").read_text()
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self):
        self.process.terminate()
        self.process.wait(PATIENCE)

    def client(self, address="127.0.0.1", **options):
        """One that connects from @address of this machine, and trusts nginx's certificate."""
        client = Client(self.url, **options)
        client.options = {pycurl.CAINFO: str(self.certificate), pycurl.INTERFACE: address}
        return client

    def errors(self):
        lines = (self.folder / "error.log").read_text().splitlines()
        return [line for line in lines if any(f"[{level}]" in line for level in ("warn", "error", "crit", "alert", "emerg"))]
