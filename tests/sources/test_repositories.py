"""Repositories of the Hugging Face hub: all files or none, from the hub, a mirror or a folder."""

import json
from pathlib import Path

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.sources.repositories import fetch_repository, file_address, mirror_address
from bakeoff.sources.settings import Repository

FOLDER = Path("data/raw/minilm")
FILES = {"onnx/model.onnx": b"graph" * 1000, "tokenizer.json": b"{}"}
RESOLVE = "/owner/name/resolve/main/"
HUB = "https://huggingface.co"

pytestmark = pytest.mark.usefixtures("store", "hasty")


@pytest.fixture
def mirror(plain_server, monkeypatch):
    """Serve a repository as the hub does, by http on loopback, where HF_ENDPOINT points."""
    for path, content in FILES.items():
        plain_server.serve(RESOLVE + path, content)
    monkeypatch.setenv("HF_ENDPOINT", f"{plain_server.address}/")
    return plain_server


def source_of(**settings):
    """Describe the repository."""
    plain = {"repository": "owner/name", "revision": "main", "files": [*FILES]}
    return Repository(**plain | settings)


def fetched():
    """Read back what was fetched."""
    paths = [path for path in FOLDER.rglob("*") if path.is_file()]
    return {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in paths}


def recorded():
    """Read the addresses on record."""
    return [*json.loads(Path("downloads.lock").read_text(encoding="utf-8"))]


def refusal(**settings):
    """Fetch without success; return the error, one line, and check that nothing is left."""
    with pytest.raises(BakeoffError) as caught:
        fetch_repository(FOLDER, source_of(**settings))
    (line,) = caught.value.lines
    assert not FOLDER.exists() and not [*FOLDER.parent.iterdir()]
    return line


def test_files_keep_their_paths_and_are_recorded_by_the_address_of_the_hub(mirror):
    """Whatever mirror gave them."""
    fetch_repository(FOLDER, source_of())
    assert fetched() == FILES
    assert recorded() == [f"{HUB}{RESOLVE}{path}" for path in FILES]


def test_the_host_of_a_mirror_may_redirect_to_another(mirror, monkeypatch):
    """As the hub does, to where large files are."""
    large = mirror.serve("/cdn/model", b"large")
    mirror.serve(f"{RESOLVE}tokenizer.json", b"", location=large.replace("127.0.0.1", "localhost"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    fetch_repository(FOLDER, source_of(files=["tokenizer.json"]))
    assert fetched() == {"tokenizer.json": b"large"}


def test_what_was_recorded_is_enforced_from_then_on(mirror, store):
    """Even from an empty store, and nothing changes on disk."""
    fetch_repository(FOLDER, source_of())
    for path in store.rglob("model.onnx"):
        path.unlink()
    mirror.serve(f"{RESOLVE}onnx/model.onnx", b"another graph")
    with pytest.raises(BakeoffError, match=rf"^{HUB}{RESOLVE}onnx/model.onnx: expected .* sha256"):
        fetch_repository(FOLDER, source_of())
    assert fetched() == FILES


def test_an_interrupted_file_resumes(mirror):
    """As other downloads do."""
    mirror.files[f"{RESOLVE}onnx/model.onnx"].cuts = [2000]
    fetch_repository(FOLDER, source_of())
    assert fetched() == FILES and (f"{RESOLVE}onnx/model.onnx", "bytes=2000-") in mirror.asked


def test_what_is_in_the_store_needs_no_server(mirror, monkeypatch):
    """BAKEOFF_OFFLINE is obeyed, and its error says where to put a file."""
    fetch_repository(FOLDER, source_of())
    monkeypatch.setenv("BAKEOFF_OFFLINE", "1")
    fetch_repository(FOLDER, source_of())
    with pytest.raises(BakeoffError, match=r"place it at .*config\.json"):
        fetch_repository(Path("data/raw/other"), source_of(files=["config.json"]))


def test_a_missing_file_is_named_and_none_is_left(mirror):
    """Also not those that came before it."""
    line = refusal(files=[*FILES, "config.json"])
    assert line.startswith("params.yaml: sources.minilm: expected config.json of owner/name at")
    assert "status 404: no such file; correct `files`" in line


def test_a_missing_revision_is_told_from_a_missing_file(mirror):
    """The hub says which in a header."""
    file = mirror.files[f"{RESOLVE}tokenizer.json"]
    file.statuses, file.headers = [404], {"X-Error-Code": "RevisionNotFound"}
    assert "no such revision; correct `revision`" in refusal(files=["tokenizer.json"])


@pytest.mark.parametrize("status", [401, 403])
def test_a_gated_repository_says_what_to_do(mirror, status):
    """No token is sent, whatever is in the environment."""
    mirror.files[f"{RESOLVE}tokenizer.json"].statuses = [status]
    line = refusal(files=["tokenizer.json"])
    assert f"got status {status}: the repository is gated or private" in line
    assert "name their folder in the key `folder`" in line


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"<!doctype html><html>sign in", "an HTML page"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n", "Git LFS pointer"),
    ],
)
def test_what_stands_in_for_a_file_is_refused(mirror, content, expected):
    """A page to sign in, or what a mirror of the Git repository alone gives."""
    mirror.serve(f"{RESOLVE}onnx/model.onnx", content)
    assert expected in refusal()
    assert not Path("downloads.lock").exists()


def test_a_server_that_is_away_is_told_with_the_ways_out(monkeypatch):
    """The network, a mirror, a folder."""
    monkeypatch.setenv("HF_ENDPOINT", "https://127.0.0.1:1")
    line = refusal()
    assert f"https://127.0.0.1:1{RESOLVE}" in line and HUB not in line
    assert "Connection refused" in line and "HF_ENDPOINT" in line and "`folder`" in line


def test_a_folder_is_read_in_place_of_the_hub(tmp_path, monkeypatch):
    """As published, and not recorded: it is the user's own. A leading ~ is the home folder."""
    for path, content in FILES.items():
        (tmp_path / "copy" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "copy" / path).write_bytes(content)
    monkeypatch.setenv("HOME", str(tmp_path))
    fetch_repository(FOLDER, source_of(folder="~/copy"))
    assert fetched() == FILES and not Path("downloads.lock").exists()
    (tmp_path / "copy/tokenizer.json").unlink()
    fetch_repository(FOLDER, source_of(folder="copy", files=["onnx/model.onnx"]))
    assert [*fetched()] == ["onnx/model.onnx"]


def test_a_file_that_the_folder_lacks_is_named(tmp_path):
    """With the folder."""
    line = refusal(folder=str(tmp_path / "copy"))
    assert f"expected onnx/model.onnx in {tmp_path / 'copy'}, but " in line


@pytest.mark.parametrize(
    "mirror",
    ["http://mirror.org", "mirror.org", "ftp://x", "https://", "http://127.0.0.1.evil.org"],
)
def test_a_mirror_that_cannot_be_trusted_is_refused(monkeypatch, mirror):
    """Plain http is for this machine alone; nothing is asked."""
    monkeypatch.setenv("HF_ENDPOINT", mirror)
    assert refusal().startswith("HF_ENDPOINT: expected an address of https")


def test_a_name_is_quoted_in_an_address(monkeypatch):
    """It can neither end the path nor name a variable of the environment."""
    monkeypatch.setenv("HF_ENDPOINT", "https://mirror.org/hub/")
    address = file_address(source_of(), "a b/{env:HOME}?x#y%2e.json")
    assert address == f"{HUB}{RESOLVE}a%20b/%7Benv%3AHOME%7D%3Fx%23y%252e.json"
    assert mirror_address(address) == address.replace(HUB, "https://mirror.org/hub")
