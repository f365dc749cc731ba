"""Servers on loopback, with and without TLS, and a store for each test."""

import pytest

from bakeoff.sources import session
from tests.sources.server import running, write_certificate


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """Return a certificate with its key, which the tests' clients trust."""
    return write_certificate(tmp_path_factory.mktemp("tls") / "certificate.pem")


@pytest.fixture
def store(tmp_path, certificate, monkeypatch):
    """Keep downloads in a temporary folder; trust the server, use no proxy."""
    monkeypatch.setenv("BAKEOFF_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv("BAKEOFF_OFFLINE", raising=False)
    monkeypatch.chdir(tmp_path)  # where the record is
    return tmp_path / "store"


@pytest.fixture
def server(certificate):
    """Serve files over https."""
    with running(certificate) as server:
        yield server


@pytest.fixture
def plain_server():
    """Serve files over http."""
    with running() as server:
        yield server


@pytest.fixture
def hasty(monkeypatch):
    """Retry after milliseconds instead of seconds."""
    monkeypatch.setattr(session, "RETRY", session.RETRY.new(backoff_factor=0.01))


@pytest.fixture
def impatient(monkeypatch):
    """Give up on a server after half a second instead of half a minute."""
    monkeypatch.setattr(session, "SILENCE", 0.5)
    monkeypatch.setattr(session, "CONNECT", 0.5)
