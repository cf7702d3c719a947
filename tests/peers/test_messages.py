"""Messages as a real mail server and a gateway get them: encrypted, signed, once, and without a word of any task."""

import datetime
import email
import email.policy
import hashlib
import hmac
import http.server
import json
import pathlib
import socket
import ssl
import subprocess
import threading
import time

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from server import BINARY, Server, free_port

# The outbox is looked into every thirty seconds.
SENT_WITHIN = 75
SECRET = "mot-khoa-ky-de-thu-nghiem"
ADDRESS = "https://giaoban.invalid"


class Letters:
    """Keeps what a mail server is handed."""

    def __init__(self):
        self.kept = []

    async def handle_DATA(self, _server, _session, envelope):
        self.kept.append((envelope.rcpt_tos, email.message_from_bytes(envelope.content, policy=email.policy.default)))
        return "250 OK"


def identity(folder: pathlib.Path) -> tuple[pathlib.Path, ssl.SSLContext]:
    """A certificate authority, and a certificate of it for localhost."""
    now = datetime.datetime.now(datetime.timezone.utc)

    def certificate(name, key, issuer, signer, authority):
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=30))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        )
        if not authority:
            builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        return builder.sign(signer, hashes.SHA256())

    def named(text):
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    above, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = certificate(named("thu nghiem"), above, named("thu nghiem"), above, True)
    leaf = certificate(named("localhost"), own, named("thu nghiem"), above, False)
    pem = serialization.Encoding.PEM
    (folder / "ca.pem").write_bytes(root.public_bytes(pem))
    (folder / "leaf.pem").write_bytes(leaf.public_bytes(pem))
    (folder / "leaf.key").write_bytes(
        own.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "leaf.pem", folder / "leaf.key")
    return folder / "ca.pem", context


@pytest.fixture
def places(tmp_path):
    """A mail server and a gateway, both over TLS, and the options that name them."""
    authority, context = identity(tmp_path)
    letters, posts = Letters(), []

    class Door(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            posts.append((self.path, self.headers, body))
            self.send_response(202)
            self.end_headers()

        def log_message(self, *_):
            pass

    mail = Controller(letters, hostname="127.0.0.1", port=free_port(socket.SOCK_STREAM), ssl_context=context, server_hostname="localhost")
    mail.start()
    gateway = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Door)
    gateway.socket = context.wrap_socket(gateway.socket, server_side=True)
    threading.Thread(target=gateway.serve_forever, daemon=True).start()
    secret = tmp_path / "secret"
    secret.write_text(SECRET + "\n")
    options = [
        *("--public-address", ADDRESS, "--mail", f"smtps://localhost:{mail.port}"),
        *("--mail-from", "Giao ban <giaoban@tinh.invalid>", "--outgoing-ca", str(authority)),
        *("--gateway", f"https://localhost:{gateway.server_port}/sms", "--gateway-secret-file", str(secret)),
    ]
    yield letters, posts, options
    mail.stop()
    gateway.shutdown()


def until(there) -> None:
    end = time.monotonic() + SENT_WITHIN
    while not there():
        assert time.monotonic() < end, "nothing was sent"
        time.sleep(0.2)


def test_what_a_unit_owes_reaches_it_once_and_says_nothing_of_the_task(tmp_path, places):
    letters, posts, options = places
    server = Server(tmp_path, options)
    try:
        contacts = tmp_path / "lien-he.csv"
        contacts.write_text("id,email,phone\np-an,camlo@xa.invalid,0912 345 678\n")
        done = subprocess.run(
            [BINARY, "import", "contacts", contacts, "--data", tmp_path / "data"], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        until(lambda: letters.kept and posts)
        cookie = server.sign_in("camlo")
        tasks = [card["task"] for card in json.loads(server.fetch("/api/directives", cookie))["directives"]]
        notices = json.loads(server.fetch("/api/notices", cookie))["notices"]
        # What was told days ago is not sent when a channel is used for the first time.
        fresh = [notice for notice in notices if notice["at"] > (time.time() - 2 * 86_400) * 1000]
    finally:
        server.stop()
    assert len(letters.kept) == 1 and len(posts) == 1
    recipients, letter = letters.kept[0]
    assert recipients == ["camlo@xa.invalid"]
    text = letter.get_content()
    assert str(letter["subject"]).startswith("[Giao ban]") and letter["message-id"].endswith("@tinh.invalid>")
    assert f"{ADDRESS}/thong-bao" in text and all(notice["code"] in text for notice in fresh)
    assert fresh and not any(task in text or task in str(letter["subject"]) for task in tasks)

    path, headers, body = posts[0]
    told = json.loads(body)
    assert path == "/sms" and told["to"] == "0912345678" and told["text"].startswith("Giao ban:")
    signed = hmac.new(SECRET.encode(), f"{headers['X-Giaoban-Time']}.{body}".encode(), hashlib.sha256).hexdigest()
    assert headers["X-Giaoban-Signature"] == f"sha256={signed}"

    # Started again, it finds everything sent.
    again = Server(tmp_path, options)
    time.sleep(3)
    again.stop()
    assert len(letters.kept) == 1 and len(posts) == 1


def test_an_open_line_into_the_network_is_refused_at_the_start(tmp_path):
    done = subprocess.run(
        [
            *(BINARY, "serve", "--data", tmp_path / "data", "--public-address", ADDRESS),
            *("--mail", "smtp+plain://mail.invalid:25", "--mail-from", "giaoban@tinh.invalid"),
        ],
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode == 1 and "smtp+plain" in done.stderr
