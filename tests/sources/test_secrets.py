"""Passwords and tokens in addresses: refused where they are plain, inserted, and never shown."""

import logging

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.core.paths import DOWNLOADS_LOCK
from bakeoff.sources.fetch import fetch
from bakeoff.sources.secrets import hide, insert, refuse_plain
from bakeoff.sources.settings import Download, check_source
from tests.sources.server import sha256

SENT = "hunter%2F2%20%C3%A9%26x"  # "hunter/2 é&x", as it stands in an address
CONTENT = b"text,label\n"
FORM = "write {env:DATA_TOKEN} in its place"


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://me:hunter2@example.org/a.csv", "password"),
        ("https://me:hun/ter2@example.org/a.csv", "password"),
        ("https://hunter2@example.org/a.csv", "user name or token"),
        ("https://example.org/a.csv?x=1&token=hunter2", "value of token"),
        ("https://example.org/a.csv?Key=hunter2", "value of Key"),
        ("https://example.org/a.csv?sig=hunter2", "value of sig"),
        ("https://example.org/a.csv?X-Amz-Signature=hunter2", "value of X-Amz-Signature"),
        ("https://example.org/a.csv?%74oken=hunter2", "value of token"),
        ("https://me:{env:A}hunter2@example.org/a.csv", "password"),
    ],
)
def test_a_plain_secret_is_refused_in_one_line_that_does_not_hold_it(url, kind):
    """It names the form to write; also in a file that belongs to another."""
    plain = {"file": "a.csv", "urls": [url], "hash": None}
    companion = {**plain, "urls": ["https://example.org/b"], "beside": [{**plain, "file": "b"}]}
    for source in (plain, companion):
        with pytest.raises(BakeoffError) as refused:
            check_source(source, "params.yaml: sources.mine")
        told = str(refused.value)
        assert f"urls.0: expected no {kind} in an address" in told and told.endswith(FORM)
        assert "hunter2" not in told and "ter2" not in told


@pytest.mark.parametrize(
    "url",
    [
        "https://me:{env:A}@example.org/a.csv",
        "https://{env:A}@example.org/a.csv",
        "https://example.org/a.csv?token={env:A}&page=2&tf-hub-format=compressed",
        "https://example.org:8080/@scope/a.csv?name=hunter2",
        "{env:A}",
        "/home/me@work/a.csv?token=x",
        "https://[broken/a.csv",
    ],
)
def test_other_addresses_are_kept(url):
    """Names of variables, plain words, paths; what is no address fails where it is requested."""
    assert refuse_plain(url) == url


def test_a_list_that_is_none_is_told_without_its_secret():
    """A wrong form quotes what was found."""
    source = {"file": "a.csv", "urls": "https://me:hunter2@example.org/a.csv", "hash": None}
    with pytest.raises(BakeoffError) as refused:
        check_source(source, "s")
    assert "https://***@example.org" in str(refused.value) and "hunter2" not in str(refused.value)


def test_what_a_server_sends_is_hidden_too():
    """A redirect leads to a signed address."""
    text = "leads to https://me:x@host/a?X-Amz-Signature=abc&a=1 and https://h/b?x=1&Sig=def)"
    hidden = "leads to https://***@host/a?X-Amz-Signature=***&a=1 and https://h/b?x=1&Sig=***)"
    assert hide(text) == hidden
    named = "https://me:{env:A}@host/a?token={env:A}"
    assert hide(named) == named


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("https:/me:hunter2@host/a.csv: none", "https:/***@host/a.csv: none"),
        ("got 'http:/hunter2@host', which", "got 'http:/***@host', which"),
        ("https://me:hun@ter2@host/a", "https://***@host/a"),
        ("/home/https:/a/me@work: none", "/home/https:/a/me@work: none"),
    ],
)
def test_an_address_that_became_a_path_is_hidden_too(text, hidden):
    """A path has one slash where the address had two; a password may hold an @."""
    assert hide(text) == hidden


def test_a_value_is_hidden_wherever_it_stands(monkeypatch):
    """Also in a path and without an address, as it is, quoted and unquoted."""
    monkeypatch.setenv("DATA_TOKEN", "a/b c")
    text = "https://h/a/b c/x.csv: no host 'a%2Fb%20c'; a/b c"
    assert hide(text, ["https://h/{env:DATA_TOKEN}/x.csv"]) == (
        "https://h/***/x.csv: no host '***'; ***"
    )


def test_a_variable_that_is_not_set_is_named(monkeypatch):
    """An empty one counts as none."""
    monkeypatch.setenv("EMPTY", "")
    for name in ("EMPTY", "BAKEOFF_NO_SUCH"):
        with pytest.raises(ValueError, match=f"environment variable {name}, which it names"):
            insert(f"https://host/{{env:{name}}}")


@pytest.fixture
def secret(monkeypatch, caplog):
    """Set the secret; log everything."""
    caplog.set_level(logging.INFO)
    monkeypatch.setenv("DATA_TOKEN", SENT)
    return SENT


@pytest.mark.usefixtures("store", "hasty")
def test_the_value_reaches_the_server_and_no_file(server, secret, tmp_path, caplog):
    """Neither the record, nor the log, nor the store: the address stands there as written."""
    server.serve(f"/a.csv?token={secret}", CONTENT)
    url = f"{server.address}/a.csv?token={{env:DATA_TOKEN}}"
    fetch(tmp_path / "raw", Download(file="a.csv", urls=[url], hash=None))
    assert (tmp_path / "raw/a.csv").read_bytes() == CONTENT
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert url.encode() in (tmp_path / DOWNLOADS_LOCK).read_bytes()
    assert b"hunter" not in written and "hunter" not in caplog.text and url in caplog.text


@pytest.mark.usefixtures("store", "hasty")
@pytest.mark.parametrize("fault", ["missing", "cut", "redirect", "closed", "nowhere"])
def test_no_failure_shows_the_value(server, secret, tmp_path, caplog, fault):
    """Whatever goes wrong: errors of libraries quote addresses."""
    path = f"/a.csv?token={secret}"
    if fault == "cut":
        server.serve(path, CONTENT * 999, cuts=[100] * 99, ranges=False)
    if fault == "redirect":
        server.serve(path, b"", location=f"ftp://x:{secret}@host/b?sig=hunter")
    if fault == "closed":
        server.serve(path, CONTENT, statuses=["close"] * 99)
    address = "https://127.0.0.1:1" if fault == "nowhere" else server.address
    url = f"{address.replace('//', '//me:{env:DATA_TOKEN}@')}/a.csv?token={{env:DATA_TOKEN}}"
    with pytest.raises(BakeoffError) as failed:
        fetch(tmp_path / "raw", Download(file="a.csv", urls=[url], hash=sha256(CONTENT)))
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert url in str(failed.value)
    for told in (str(failed.value), caplog.text, kept.decode("utf-8", "replace")):
        assert "hunter" not in told
