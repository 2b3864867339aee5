# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of running it share: those of tests/server/http, and certificates."""

import pathlib
import subprocess
import sys

import pytest

FOLDER = pathlib.Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent / "http"))

from server import CONTENT, Server  # noqa: E402


@pytest.fixture
def make_server(tmp_path):
    """Starts servers that end with the test; with the limits that hold unless the config says otherwise."""
    servers = []

    def make(config=None, folder="server", **options):
        place = tmp_path / folder
        place.mkdir(exist_ok=True)
        servers.append(Server(place, config, **options))
        return servers[-1].start()

    yield make
    for server in servers:
        server.stop()


class Pki:
    """Certificates for 127.0.0.1 and localhost, made in a folder."""

    def __init__(self, folder):
        self.folder = folder

    def make(self, name="server", days=2, dates=()):
        """(certificate, key); @dates: (from, until) as openssl writes them."""
        certificate, key = self.folder / f"{name}.pem", self.folder / f"{name}.key"
        subject = ["-subj", f"/CN={name}", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"]
        command = ["openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", *subject]
        command += ["-keyout", key]
        if not dates:
            self.run(*command, "-x509", "-days", str(days), "-out", certificate)
        else:
            request = self.folder / f"{name}.csr"
            self.run(*command, "-out", request)
            self.sign(request, key, certificate, *dates)
        return certificate, key

    def sign(self, request, key, certificate, start, end):
        """By itself, as "openssl ca" does, which knows of dates."""
        config = self.folder / "ca.conf"
        (self.folder / "index.txt").write_text("")
        (self.folder / "serial").write_text("01\n")
        config.write_text(
            f"[ca]\ndefault_ca=own\n[own]\nnew_certs_dir={self.folder}\ndatabase={self.folder}/index.txt\n"
            f"serial={self.folder}/serial\ndefault_md=sha256\npolicy=any\ncopy_extensions=copy\n[any]\n"
            "commonName=supplied\n"
        )
        self.run("openssl", "ca", "-batch", "-selfsign", "-config", config, "-keyfile", key, "-in", request,
                 "-out", certificate, "-startdate", start, "-enddate", end, "-notext")

    @staticmethod
    def run(*command):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


@pytest.fixture
def pki(tmp_path):
    folder = tmp_path / "pki"
    folder.mkdir()
    return Pki(folder)


@pytest.fixture
def content(tmp_path):
    """A copy of the sample content that a test may change."""
    folder = tmp_path / "content"
    folder.mkdir()
    for file in pathlib.Path(CONTENT).iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    return folder
