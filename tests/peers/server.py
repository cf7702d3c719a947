"""The real program, started on an empty folder with the demo authority."""

import json
import os
import pathlib
import socket
import subprocess
import time
import urllib.error
import urllib.request

CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "giaoban"
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR") or CACHE / "target")
BINARY = pathlib.Path(os.environ.get("GIAOBAN_BIN") or TARGET / "release" / "giaoban")
PASSWORD = os.environ.get("GIAOBAN_DEMO_PASSWORD", "giaoban-demo-2026")

# A cold start synthesises the demo meeting's sound.
READY_WITHIN = 120


def free_port(kind: socket.SocketKind) -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A running `giaoban serve --demo`."""

    def __init__(self, data: pathlib.Path, options: list[str] | None = None):
        self.port = free_port(socket.SOCK_STREAM)
        addresses = {
            "--listen": self.port,
            "--https": free_port(socket.SOCK_STREAM),
            "--media": free_port(socket.SOCK_DGRAM),
        }
        command = [str(BINARY), "serve", "--demo", "--data", str(data / "data")]
        for option, port in addresses.items():
            command += [option, f"127.0.0.1:{port}"]
        command += options or []
        self.log = data / "server.log"
        environment = {"GIAOBAN_MODELS": str(CACHE / "models"), **os.environ}
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment)
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + READY_WITHIN
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended at its start:\n{self.log.read_text()}")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=1) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        raise RuntimeError(f"the server was not ready in {READY_WITHIN} s:\n{self.log.read_text()}")

    def stop(self) -> None:
        """Ends it as the operating system does."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def sign_in(self, username: str) -> str:
        """The cookie of a session of that demo account."""
        body = json.dumps({"username": username, "password": PASSWORD}).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/session", body, {"content-type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.headers["set-cookie"].split(";")[0]

    def fetch(self, path: str, cookie: str) -> bytes:
        """What the server answers to that account."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers={"cookie": cookie})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.read()

    def send(self, path: str, cookie: str, body: dict) -> dict:
        """What the server answers to JSON of that account."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            json.dumps(body).encode(),
            {"cookie": cookie, "content-type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read())

    def todays_meeting(self, cookie: str) -> str:
        """The meeting that the demo authority holds today."""
        cards = json.loads(self.fetch("/api/meetings", cookie))["today"]
        return next(card["meeting"]["id"] for card in cards if card["meeting"]["state"] != "ended")
