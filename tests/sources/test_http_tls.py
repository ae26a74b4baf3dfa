"""Web.get over TLS, with certificates made for the test: directly, and through a proxy's tunnel."""

import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sources.types import Ask
from tests.sources.test_http import opened, pages

pytest.importorskip("cryptography")

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

REPLY = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for contoh.test and 127.0.0.1, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "contoh.test")])
    names = [x509.DNSName("contoh.test"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@contextmanager
def tls_server(certificate: Path, *, tunnel: bool) -> Iterator[tuple[int, list[str]]]:
    """A server that answers everything the same; with `tunnel`, only after CONNECT. Gives port and request lines."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    asked: list[str] = []

    def serve(plain: socket.socket) -> None:
        with suppress(OSError):
            if tunnel:
                asked.append(plain.recv(4096).split(b"\r\n")[0].decode())
                plain.sendall(b"HTTP/1.1 200 Go on\r\n\r\n")
            with context.wrap_socket(plain, server_side=True) as secure:
                while request := secure.recv(4096):
                    asked.append(request.split(b"\r\n")[0].decode())
                    secure.sendall(REPLY)

    def accept() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=accept, daemon=True).start()
        yield listener.getsockname()[1], asked
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)


def test_a_trusted_server(monkeypatch: pytest.MonkeyPatch, certificate: Path) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with tls_server(certificate, tunnel=False) as (port, asked), opened() as web:
        answer = web.get(Ask(url=f"https://127.0.0.1:{port}/page", purpose="page"))
    assert answer.response is not None
    assert (answer.outcome, answer.response.body) == ("ok", b"hello")
    assert asked == ["GET /robots.txt HTTP/1.1", "GET /page HTTP/1.1"]


def test_a_server_nobody_vouches_for(monkeypatch: pytest.MonkeyPatch, certificate: Path) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with tls_server(certificate, tunnel=False) as (port, asked), opened() as web:
        answer = web.get(Ask(url=f"https://127.0.0.1:{port}/page", purpose="robots"))
    assert [exchange.outcome for exchange in answer.exchanges] == ["tls"]
    assert "certificate" in answer.exchanges[0].detail
    assert asked == []


def test_a_certificate_for_somebody_else(monkeypatch: pytest.MonkeyPatch, certificate: Path) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with tls_server(certificate, tunnel=False) as (port, _), opened() as web:
        answer = web.get(Ask(url=f"https://localhost:{port}/page", purpose="robots"))
    assert answer.outcome == "tls"


def test_a_tunnel_through_a_proxy(monkeypatch: pytest.MonkeyPatch, certificate: Path) -> None:
    """The name is the proxy's to resolve, and the certificate is still checked against it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with tls_server(certificate, tunnel=True) as (port, asked):
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        with opened(allow_private=False) as web:
            assert pages(web.get(Ask(url="https://contoh.test/page", purpose="page"))) == ["ok"]
            assert web.get(Ask(url="https://lain.test/page", purpose="robots")).outcome == "tls"
    assert asked[:3] == ["CONNECT contoh.test:443 HTTP/1.1", "GET /robots.txt HTTP/1.1", "GET /page HTTP/1.1"]
