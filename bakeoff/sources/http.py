"""Download from one address: resume what was interrupted, check the whole, then name the file.

requests and urllib3 neither resume a file nor give up on a slow server; this module does.
"""

import logging
import time
from collections.abc import Iterator
from pathlib import Path

import requests
from tqdm import tqdm
from urllib3.exceptions import ProtocolError, ReadTimeoutError, SSLError

from bakeoff.core.files import WrongHash, expect_hash
from bakeoff.sources import answers
from bakeoff.sources import session as sessions
from bakeoff.sources.partial import Partial
from bakeoff.sources.session import Session, Stalled, request_file

FLOOR = 1000  # bytes per second, over SILENCE; a slower server counts as silent
BLOCK = 1 << 18  # bytes per read, at most
MAX_BYTES = 64 << 30  # of a file; no published one is larger


def download(url: str, stored: Path, known_hash: str | None) -> None:
    """Download a file, or the rest of it, to `stored`.

    Only one process at a time may do so: see `store.file_lock`. Without a known hash, neither the
    address nor its redirects may be plain http.

    Raises:
        Stalled: the server is too slow; another call resumes where this one ended.
        WrongHash: the whole file arrived, but with another hash.
        OSError, ValueError, urllib3.exceptions.HTTPError: anything else that went wrong.
    """
    partial, is_checked = Partial(stored), known_hash is not None
    with Session() as session:
        for is_last in (False, True):
            is_one_piece = _complete(session, url, partial, is_checked=is_checked)
            try:
                _check(partial, known_hash)
                return partial.finish()
            except ValueError:
                partial.drop()
                if is_one_piece or is_last:
                    raise
            logging.info("%s: its parts do not fit together; starting over", stored.name)


def _check(partial: Partial, known_hash: str | None) -> None:
    """Check a whole file before it gets its name; a known hash is better evidence than content."""
    if known_hash is None:
        return answers.check_content(partial.path, partial.stored.name)
    try:
        expect_hash(partial.path, known_hash)
    except WrongHash:
        answers.check_content(partial.path, partial.stored.name)  # the clearer error
        raise


def _complete(session: Session, url: str, partial: Partial, *, is_checked: bool) -> bool:
    """Receive until the file is whole; tell whether it arrived in one piece.

    A broken connection is retried as long as more of the file arrives.
    """
    fresh = sessions.RETRY.new(read=None, other=None)
    retry, reached = fresh, partial.size
    while True:
        try:
            return _receive(session, url, partial, is_checked=is_checked)
        except (ProtocolError, SSLError) as error:
            received = partial.size
            if isinstance(error, answers.Unfit):
                partial.drop()
            if received >= reached + FLOOR * sessions.SILENCE:
                retry, reached = fresh, received
            retry = retry.increment("GET", url, error=error)
            logging.info("%s: interrupted at byte %d; retrying", partial.stored.name, received)
            retry.sleep()


def _receive(session: Session, url: str, partial: Partial, *, is_checked: bool) -> bool:
    """Request what is missing once and keep it; tell whether that was the whole file."""
    note = partial.note() if partial.fits(url, is_checked=is_checked) else None
    start = partial.size
    if note and note.size == start:
        return False
    headers = answers.request_headers(url, note, start)
    with request_file(session, url, headers, is_checked=is_checked) as response:
        note = answers.check_rest(response, url, note, start)
        if note is None:
            note, start = answers.describe(response, url), 0
            answers.check_headers(response, partial.stored, is_checked=is_checked)
            partial.begin(note)
        _keep(response, partial, note.size)
    if note.size not in (None, partial.size):
        raise ProtocolError(f"expected {note.size} bytes in all, got {partial.size}")
    return start == 0


def _keep(response: requests.Response, partial: Partial, size: int | None) -> None:
    """Append what arrives to the partial file, block by block."""
    with (
        partial.path.open("ab") as file,
        tqdm(
            desc=partial.stored.name,
            initial=partial.size,
            total=size,
            unit="B",
            unit_scale=True,
            disable=None,
        ) as bar,
    ):
        for block in _blocks(response):
            if file.tell() + len(block) > MAX_BYTES:
                partial.drop()
                raise ValueError(f"it sends more than {MAX_BYTES} bytes")
            file.write(block)
            file.flush()
            bar.update(len(block))


def _blocks(response: requests.Response) -> Iterator[bytes]:
    """Yield what arrives, at once; give up on a server that is too slow."""
    start, received = time.monotonic(), 0
    try:
        while block := response.raw.read1(BLOCK, decode_content=False):
            yield block
            received += len(block)
            seconds = time.monotonic() - start
            if seconds > sessions.SILENCE:
                if received < FLOOR * seconds:
                    raise Stalled(f"only {received} bytes in {seconds:.0f} seconds")
                start, received = time.monotonic(), 0
    except ReadTimeoutError:
        raise Stalled(f"silent for {sessions.SILENCE} seconds") from None
