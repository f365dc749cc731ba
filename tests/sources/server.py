"""A server on loopback whose files can be made to misbehave, and certificates for it."""

import datetime
import hashlib
import ipaddress
import random
import re
import ssl
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PIECE = 1 << 16


def content_of(size, seed=1):
    """Make random bytes, so that no two parts are equal."""
    return random.Random(seed).randbytes(size)


def sha256(content):
    """Return a hash in the form of params.yaml."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


@dataclass
class File:
    """A file as it is served; every setting makes something go wrong.

    Attributes:
        content: of the file.
        etag: the header; by default a strong one of the content.
        dated: the header Last-Modified.
        ranges: whether parts are given.
        if_range: whether If-Range is looked at.
        statuses: sent in place of the file, one per request; "close" sends nothing.
        cuts: number of bytes after which an answer breaks off, one per request.
        stall: number of bytes after which the server falls silent.
        piece: number of bytes sent at once, `pause` seconds apart.
        range_shift: offset of a part from the requested start; its header says so.
        range_size: the most bytes of a part; it ends before the file does.
        location: target of a redirect, whose answer has the content, too.
        length: whether the answer gives its length (or "chunked"), or a wrong length.
        headers: additional headers.
    """

    content: bytes
    etag: str | None = ""
    dated: str | None = None
    ranges: bool = True
    if_range: bool = True
    statuses: list = field(default_factory=list)
    cuts: list = field(default_factory=list)
    stall: int | None = None
    piece: int = PIECE
    pause: float = 0
    range_shift: int = 0
    range_size: int | None = None
    location: str | None = None
    length: object = True
    headers: dict = field(default_factory=dict)

    def __post_init__(self):
        """Make the ETag."""
        if self.etag == "":
            self.etag = f'"{hashlib.md5(self.content, usedforsecurity=False).hexdigest()}"'


class Handler(BaseHTTPRequestHandler):
    """Answers as the requested file is set up."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        """Answer a request; record it and the bytes sent."""
        self.close_connection = True
        file = self.server.files.get(self.path)
        self.server.asked.append((self.path, self.headers.get("Range")))
        status = file.statuses.pop(0) if file and file.statuses else 200 if file else 404
        if status == "close":
            return
        if status == 200 and file.location:
            status = 302
        start = self._start(file) if status == 200 else None
        if start is not None and start >= len(file.content):
            status = 416
        self.send_response(206 if start is not None and status == 200 else status)
        if status == 302:
            self.send_header("Location", file.location)
        if file and status >= 400 and (error := file.headers.get("X-Error-Code")):
            self.send_header("X-Error-Code", error)
        if status == 200 or (status == 302 and file.content):
            return self._send(file, start)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _start(self, file):
        """Return the start of the requested part; None for the whole."""
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        known = self.headers.get("If-Range", file.etag or file.dated)
        fits = not file.if_range or known == (file.etag or file.dated)
        return int(asked[1]) if asked and file.ranges and fits else None

    def _send(self, file, start):
        total, start = len(file.content), start or 0
        end = total
        if start:
            start += file.range_shift
            end = min(total, start + (file.range_size or total))
            self.send_header("Content-Range", f"bytes {start}-{end - 1}/{total}")
        body = memoryview(file.content)[start:end]
        for name, value in {"ETag": file.etag, "Last-Modified": file.dated, **file.headers}.items():
            if value:
                self.send_header(name, value)
        if file.length == "chunked":
            self.send_header("Transfer-Encoding", "chunked")
        elif file.length:
            length = len(body) if file.length is True else file.length
            self.send_header("Content-Length", str(length))
        self.end_headers()
        cut = file.cuts.pop(0) if file.cuts else len(body)
        for at in range(0, min(cut, len(body)), file.piece):
            if file.stall is not None and at >= file.stall:
                return self.server.ended.wait(60)
            piece = body[at : min(at + file.piece, cut)]
            framed = b"%x\r\n%s\r\n" % (len(piece), piece) if file.length == "chunked" else piece
            self.wfile.write(framed)
            with self.server.lock:
                self.server.sent += len(piece)
            time.sleep(file.pause)
        if file.length == "chunked" and cut >= len(body):
            self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *arguments):
        """Log nothing."""


class Server(ThreadingHTTPServer):
    """Serve files by their paths.

    Attributes:
        files: path to File.
        asked: paths and ranges of the requests.
        sent: bytes of contents that were sent.
    """

    daemon_threads = True

    def __init__(self, certificate=None):
        """Listen on a free port of loopback, with TLS if there is a certificate."""
        super().__init__(("127.0.0.1", 0), Handler)
        self.files, self.asked, self.sent = {}, [], 0
        self.ended, self.lock = Event(), Lock()
        scheme = "http"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.socket = context.wrap_socket(
                self.socket, server_side=True, do_handshake_on_connect=False
            )
            scheme = "https"
        self.address = f"{scheme}://127.0.0.1:{self.server_port}"

    def serve(self, path, content, **settings):
        """Serve a file; give its address."""
        self.files[path] = File(content, **settings)
        return self.address + path

    def handle_error(self, request, client_address):
        """Ignore clients that closed the connection."""


@contextmanager
def running(certificate=None):
    """Run a server in a thread."""
    with Server(certificate) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.ended.set()
            server.shutdown()
            thread.join()


def write_certificate(path):
    """Write a certificate that signs itself, for 127.0.0.1, and its key; give the path."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    now = datetime.datetime.now(datetime.UTC)
    day = datetime.timedelta(days=1)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    builder = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now - day, now + day)
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    )
    certificate = builder.sign(key, hashes.SHA256())
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path
