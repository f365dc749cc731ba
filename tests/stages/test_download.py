"""Downloading: files, models and what belongs to them reach data/raw whole and unchanged."""

import io
import json
import re
import subprocess
import sys
import tarfile

import pytest

from bakeoff.core.files import hash_folder
from bakeoff.core.trust import TRUSTED
from tests.conftest import ROOT
from tests.sources.server import running, write_certificate

MODEL = {"saved_model.pb": b"graph" * 1000, "variables/variables.index": b"index"}


@pytest.fixture
def server(tmp_path_factory, monkeypatch):
    """Serve files on loopback by https; use no proxy."""
    certificate = write_certificate(tmp_path_factory.mktemp("tls") / "certificate.pem")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running(certificate) as server:
        yield server


def archive(members):
    """Make a tar.gz, its members as TF-Hub names them."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as opened:
        for name, content in members.items():
            member = tarfile.TarInfo(f"./{name}")
            member.size = len(content)
            opened.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def describe(project, **settings):
    """Describe a source `elmo`."""
    project.params["sources"]["elmo"] = {"file": "elmo.tar.gz", "hash": None} | settings


def raw(project):
    """Read back everything in data/raw/elmo."""
    folder = project.folder / "data" / "raw" / "elmo"
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def module(files):
    """Name a model's files as in data/raw/<source>."""
    return {f"module/{name}": content for name, content in files.items()}


def refusal(project):
    """Download without success; return the error."""
    done = project.run("download", "elmo")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    last = done.stderr.rstrip("\n").split("\n")[-1]
    assert last.startswith("error: ") and done.stderr.count("error: ") == 1
    return last.removeprefix("error: ")


def downloaded(project):
    """Download; give what is in data/raw/elmo, and the last line of stderr."""
    done = project.run("download", "elmo")
    assert done.returncode == 0, done.stderr
    return raw(project), done.stderr.rstrip("\n").split("\n")[-1]


def test_a_models_archive_is_unpacked(project, server):
    """Its hash is recorded under its address; that of the folder in the user's store."""
    server.serve("/elmo?format=tar", archive(MODEL))
    describe(project, urls=[f"{server.address}/elmo?format=tar"], unpack=True)
    files, line = downloaded(project)
    assert files == module(MODEL) and line.endswith("elmo: 0.0 MB")
    (trusted,) = (project.folder / "store" / TRUSTED).iterdir()
    assert trusted.name == hash_folder(project.folder / "data/raw/elmo/module")
    record = json.loads((project.folder / "downloads.lock").read_text(encoding="utf-8"))
    assert list(record) == [f"{server.address}/elmo?format=tar"]


def test_a_second_download_finds_the_archive_in_the_store(project, server):
    """And replaces the folder."""
    server.serve("/elmo", archive(MODEL))
    describe(project, urls=[f"{server.address}/elmo"], unpack=True)
    downloaded(project)
    project.write("data/raw/elmo/module/old", b"old")
    assert downloaded(project)[0] == module(MODEL) and server.asked == [("/elmo", None)]


def test_a_full_disk_costs_no_second_download(project, server):
    """The archive is whole: it is kept, though it could not be unpacked."""
    server.serve("/elmo", archive(MODEL | {"zeros": bytes(3_000_000)}))
    describe(project, urls=[f"{server.address}/elmo"], unpack=True)
    limit = ["sh", "-c", 'ulimit -f 1000 && exec "$@"', "sh"]
    done = project.run("download", "elmo", before=limit)
    expected = "error: data/raw/elmo/module: File too large; raise the file size limit"
    assert done.returncode == 1 and done.stderr.splitlines()[-1].startswith(expected)
    assert raw(project) == {}
    assert "module/zeros" in downloaded(project)[0] and server.asked == [("/elmo", None)]


def test_an_archive_may_be_on_a_disk(project):
    """Or in a folder that holds it; local files are not recorded."""
    project.write("mine/elmo.tar.gz", archive(MODEL))
    for url in ["mine", "mine/elmo.tar.gz"]:
        describe(project, urls=[url], unpack=True)
        assert downloaded(project)[0] == module(MODEL)
    assert not (project.folder / "downloads.lock").exists()


def test_a_model_may_be_a_folder(project):
    """It is copied: the user's own stays as it is."""
    for name, content in MODEL.items():
        project.write(f"mine/elmo/{name}", content)
    describe(project, urls=["absent", "mine/elmo"], unpack=True)
    assert downloaded(project)[0] == module(MODEL)
    copy = project.folder / "data/raw/elmo/module/saved_model.pb"
    assert not copy.samefile(project.folder / "mine/elmo/saved_model.pb")


@pytest.mark.parametrize("leads_to", ["/etc", "/etc/hostname", "saved_model.pb", "absent"])
def test_a_folder_with_a_link_is_refused(project, leads_to):
    """Whatever it leads to."""
    project.write("mine/elmo/saved_model.pb", b"graph")
    (project.folder / "mine/elmo/odd").symlink_to(leads_to)
    describe(project, urls=["mine/elmo"], unpack=True)
    assert "odd: expected a file or a folder, got a link" in refusal(project)
    assert not list(project.folder.glob("data/raw/elmo/*"))


def test_a_folder_is_not_taken_for_an_archive_of_a_known_hash(project):
    """It has none that could be compared."""
    project.write("mine/elmo/saved_model.pb", b"graph")
    describe(project, urls=["mine/elmo"], unpack=True, hash=f"sha256:{'0' * 64}")
    assert "mine/elmo: a folder has no hash" in refusal(project)


def test_files_that_belong_together_are_fetched_together(project, server):
    """The line says how large they are together."""
    server.serve("/w", bytes(2_000_000))
    project.write("mine/options.json", b" " * 400_000)
    options = {"file": "options.json", "urls": ["mine"], "hash": None}
    describe(project, file="weights.hdf5", urls=[f"{server.address}/w"], beside=[options])
    files, line = downloaded(project)
    assert {name: len(content) for name, content in files.items()} == {
        "weights.hdf5": 2_000_000,
        "options.json": 400_000,
    }
    assert line.endswith("elmo: 2.4 MB")


def test_a_model_may_have_files_beside_its_folder(project):
    """Each with addresses of its own."""
    project.write("mine/elmo.tar.gz", archive(MODEL))
    project.write("mine/words.txt", b"words")
    words = {"file": "words.txt", "urls": ["mine"], "hash": None}
    describe(project, urls=["mine"], unpack=True, beside=[words])
    assert downloaded(project)[0] == module(MODEL) | {"words.txt": b"words"}


@pytest.mark.parametrize("content", [archive(MODEL)[:-20], b"no archive", b""])
def test_a_corrupt_archive_is_refused_and_asked_for_anew(project, server, content):
    """Nothing of it is left, unpacked, recorded or in the store."""
    server.serve("/elmo", content)
    describe(project, urls=[f"{server.address}/elmo"], unpack=True)
    message = refusal(project)
    assert "elmo.tar.gz: expected a whole archive" in message
    assert not list(project.folder.glob("data/raw/elmo/*"))
    assert all(path.startswith("store/locks/") for path in project.outputs())
    server.serve("/elmo", archive(MODEL))
    assert downloaded(project)[0] == module(MODEL)


def test_a_changed_content_is_refused_and_the_older_folder_stays(project, server):
    """The record is committed: it holds on another machine, whose store is empty."""
    server.serve("/elmo", archive(MODEL))
    describe(project, urls=[f"{server.address}/elmo"], unpack=True)
    downloaded(project)
    (project.folder / "store").rename(project.folder / "another machine's")
    server.serve("/elmo", archive(MODEL | {"saved_model.pb": b"other"}))
    message = refusal(project)
    assert message.startswith(f"{server.address}/elmo: ") and "downloads.lock" in message
    assert raw(project) == module(MODEL)


def test_without_a_network_the_error_says_what_is_missing_and_where_it_goes(
    project, server, monkeypatch
):
    """Placed there, it is found."""
    monkeypatch.setenv("BAKEOFF_OFFLINE", "1")
    url = server.serve("/elmo", archive(MODEL))
    describe(project, urls=[url], unpack=True)
    message = refusal(project)
    place = re.search("place it at (.*?elmo.tar.gz)", message)[1]
    assert message.startswith("elmo.tar.gz: ") and f"{url}: BAKEOFF_OFFLINE is set" in message
    project.write(place, archive(MODEL))
    assert downloaded(project)[0] == module(MODEL) and server.asked == []


def test_a_repository_is_fetched_from_the_mirror_that_the_environment_names(
    project, server, monkeypatch
):
    """Its files keep their paths; the record has the addresses of the hub."""
    monkeypatch.setenv("HF_ENDPOINT", server.address)
    files = {"onnx/model.onnx": b"graph", "config.json": b"{}"}
    for path, content in files.items():
        server.serve(f"/owner/name/resolve/main/{path}", content)
    source = {"repository": "owner/name", "revision": "main", "files": [*files]}
    project.params["sources"]["elmo"] = source
    assert downloaded(project)[0] == files
    record = json.loads((project.folder / "downloads.lock").read_text(encoding="utf-8"))
    assert [*record] == [
        f"https://huggingface.co/owner/name/resolve/main/{p}" for p in sorted(files)
    ]


@pytest.mark.parametrize("file", ["module", "same.txt"])
def test_two_files_in_one_place_are_refused(project, file):
    """Before anything is fetched."""
    beside = [{"file": name, "urls": ["mine"], "hash": None} for name in (file, "same.txt")]
    describe(project, urls=["mine"], unpack=True, beside=beside)
    message = refusal(project)
    assert message.startswith("params.yaml: sources.elmo: beside: expected files of diff")


def test_the_first_download_without_a_hash_says_that_nothing_was_checked(project, server):
    """And that the record should be committed; a second one says nothing about it."""
    server.serve("/elmo", archive(MODEL))
    describe(project, urls=[f"{server.address}/elmo"], unpack=True)
    first, second = (project.run("download", "elmo").stderr.splitlines() for _ in range(2))
    assert first[0].startswith("elmo.tar.gz: not checked, because no hash is known; recorded sha25")
    assert "downloads.lock: commit that file" in first[0]
    assert first[1:] == second == ["elmo: 0.0 MB"]


@pytest.mark.parametrize(
    ("name", "change", "expected"),
    [
        ("glove", {"make": "elmo"}, "sources.glove.make: expected one of ['messages', 'toy', "),
        ("spam", {"rows": 0}, "sources.spam.rows: Input should be greater than or equal to 1"),
        ("sentences", {"table": {}}, "sources.sentences.table: there is no such key"),
    ],
)
def test_a_wrong_source_is_refused(project, name, change, expected):
    """With the key that is wrong."""
    project.params["sources"][name] |= change
    done = project.run("download", name)
    assert done.returncode == 1 and done.stderr.startswith(f"error: params.yaml: {expected}")
    assert done.stderr.count("\n") == 1 and project.outputs() == []


def test_the_samples_sentences_are_a_text_of_one_sentence_per_line(project):
    """As `pretrain` reads them."""
    project.params["sources"]["sentences"]["sentences"] = 40
    done = project.run("download", "sentences")
    assert done.returncode == 0 and done.stderr == "sentences: 0.0 MB\n"
    text = (project.folder / "data/raw/sentences/sentences.txt").read_text(encoding="utf-8")
    assert text.count("\n") == 40


def test_no_download_loads_tensorflow():
    """It would take longer than the download."""
    script = (
        "import sys, stages.download, bakeoff.sources.sample.vectors;"
        "sys.exit('tensorflow' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
