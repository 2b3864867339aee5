# SPDX-License-Identifier: GPL-3.0-or-later
"""What a scene works with: offices, wires and windows of its own, and the camera."""

import json
import os
import pathlib
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile

import camera
import parts
import steps
from driver import Window, wait_for
from network import Network
from office import Office
from wire import Wire

ADDRESS, NUMBER, ESTABLISHMENT = "taro@example.jp", "1301-123456-7", "株式会社みほん製作所"
DEFAULT_SIZE = (960, 880)  # the window's own: data/*.gschema.xml
PHONE_SIZE = (360, 640)
SCHEMES = ("light", "dark", "contrast")
ALL_SCHEMES = (*SCHEMES, "contrast-dark")  # for what has all kinds of colours in it


class Studio:
    def __init__(self, lang, percent, folder, schemes):
        self.lang, self.percent, self.folder = lang, percent, pathlib.Path(folder)
        self.size = "" if percent == 100 else f".{percent}"
        factor = percent / 100
        self.camera = camera.Camera({960: int(3600 * factor ** 1.2), 360: int(5200 * factor ** 1.3)}, schemes)
        self.taken = 0

    # -- a scene's parts, which go with it

    def __enter__(self):
        self.work = pathlib.Path(tempfile.mkdtemp())
        self.closing, self.windows = [], []
        return self

    def __exit__(self, *exception):
        for window in self.windows:
            window.close()
        for close in reversed(self.closing):
            close()
        shutil.rmtree(self.work)
        for kind in ("registration", "session"):
            subprocess.run(["secret-tool", "clear", "kind", kind], capture_output=True)

    def office(self, config="", content=None):
        office = Office(self.work / f"office{len(self.closing)}", parts.SERVER, parts.COUNTER, content, config).start()
        self.closing.append(office.stop)
        office.register(NUMBER, ESTABLISHMENT, ADDRESS)
        return office

    def wire(self, office, tls=None):
        wire = Wire(office, tls)
        self.closing.append(wire.close)
        return wire

    def network(self, available):
        network = Network(available)
        self.closing.append(network.close)
        return network

    def open(self, server, network=None, trusting=None):
        """A window on an office, a wire or a URL; None: it asks for its server. @trusting: as for parts.client_command()."""
        url = getattr(server, "url", server)
        camera.set_desktop(960, self.camera.widths[960], **camera.SCHEMES[self.camera.scheme or "light"])
        env = parts.client_environment(self.lang) | {"ADW_DISABLE_PORTAL": "1"} | (network.environment() if network else {})
        log = self.work / f"client{len(self.windows)}.log"
        window = Window(*parts.client_command(trusting), *(["--server", url] if url else []), env=env, log=log)
        window.log_path = log
        window.x_window = wait_for(lambda: camera.x_windows(window), "a window on the screen")[0]
        self.windows.append(window)
        self.employer = steps.Employer(window, self.lang)
        return self.employer

    def close(self, employer, office):
        employer.window.close()
        office.stop()

    def content(self):
        content = self.work / "content"
        shutil.copytree(parts.PREFIX / "share/hellowork-mypage/content", content)
        return content

    def revise_terms(self, office):
        for path in pathlib.Path(office.content).glob("terms-of-use.*.json"):
            document = json.loads(path.read_text())
            document["version"] += "-revised"
            path.write_text(json.dumps(document, ensure_ascii=False))
        office.process.send_signal(signal.SIGHUP)
        wait_for(lambda: "-revised" in fetch(office.url + "/v1/terms"), "the new terms in service")

    def certificate(self):
        """What a wire serves it by, and its file."""
        return certificate(self.work), self.work / "cert.pem"

    def subject(self, japanese):
        """A mail's subject in the language that the window asked in."""
        english = {"パスワード登録申込受付通知": "Password registration application received",
                   "パスワード再登録申込受付通知": "Password re-registration application received"}
        return japanese if self.lang == "ja" else english[japanese]

    def walk_to_password(self, employer, address, opened=False):
        if not opened:
            employer.open_registration()
        employer.consent()
        employer.enter_email(address)

    def wait_one_window(self, employer):
        wait_for(lambda: camera.x_windows(employer.window) == [employer.window.x_window], "the other window closed")

    # -- pictures

    def take(self, page, state, schemes=None, still=True, dialog=False):
        window = self.employer.window
        schemes = [s for s in (schemes or SCHEMES) if s in self.camera.schemes]
        for scheme, width, picture in self.camera.shots(window, schemes, still=still, dialog=dialog):
            self.keep(page, state, f"{scheme}{self.size}.{width}", picture.without_gaps())

    def take_question(self, page, state, ask, question, answer):
        """A question is as wide as the window was when it was asked: it is asked anew at each width."""
        e, window = self.employer, self.employer.window
        for width, height in self.camera.widths.items():
            camera.resize(window.x_window, width + camera.border(window), height)
            e.press(ask)
            e.sees(question)
            for scheme, _, picture in self.camera.shots(window, [s for s in SCHEMES if s in self.camera.schemes], widths=(width,), dialog=True):
                self.keep(page, state, f"{scheme}{self.size}.{width}", picture.without_gaps())
            e.press(answer)
            window.expect_gone(e.say(question))

    def take_fold(self, page, state):
        """What is seen without scrolling, in a window of the size that it first opens in, and in the narrowest."""
        window = self.employer.window
        self.camera.set_scheme("light", lambda: camera.pixels_of_screen(*camera.geometry(window.x_window)))
        for width, height in (DEFAULT_SIZE, PHONE_SIZE):
            camera.resize(window.x_window, width + camera.border(window), height + camera.border(window))
            self.keep(page, state, f"light{self.size}.{width}", camera.settled(window.x_window, window.process.pid))
        camera.resize(window.x_window, 960 + camera.border(window), self.camera.widths[960])

    def keep(self, page, state, view, picture):
        file = self.folder / page / f"{state}.{self.lang}.{view}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(picture.png())
        self.taken += 1

    def take_record(self):
        """The page that is printed."""
        saved = sorted(pathlib.Path(os.environ["HOME"]).rglob("*.pdf"))
        assert saved, "the record was not saved in the home folder"
        out = self.folder / "5-completion" / f"record.{self.lang}.paper"
        subprocess.run(["pdftoppm", "-r", "80", "-png", "-singlefile", str(saved[-1]), str(out)], check=True)
        saved[-1].unlink()
        self.taken += 1


def certificate(folder):
    """For a server's end of TLS, one that nobody has vouched for."""
    files = [str(folder / name) for name in ("key.pem", "cert.pem")]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                    "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", files[0], "-out", files[1]],
                   check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files[1], files[0])
    return context


def fetch(url):
    import urllib.request

    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read().decode()


def log(text):
    print(text, file=sys.stderr, flush=True)
