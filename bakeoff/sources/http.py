"""Download one address: go on where it broke, check the whole, and only then give it its name.

requests and urllib3 connect, ask again after an error and make the pauses; proxies and certificates
are those of the environment. Neither resumes a file nor leaves a server that trickles: this does.
"""

import logging
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.exceptions import InvalidSchema
from tqdm import tqdm
from urllib3.exceptions import ProtocolError, ReadTimeoutError, SSLError
from urllib3.util import Retry

from bakeoff.sources.answers import Unfit, ask_for, check_headers, check_page, describe, rest_of
from bakeoff.sources.hashes import WrongHash, expect_hash
from bakeoff.sources.partial import Partial

CONNECT = 10  # seconds
SILENCE = 30  # seconds without a byte
FLOOR = 1000  # bytes a second, over SILENCE; below that a server is as good as silent
BLOCK = 1 << 18  # the most bytes of a read
MAX_BYTES = 64 << 30  # of a file; more than anything that is published
REDIRECTS = 10
RETRY = Retry(
    total=5,
    read=False,  # an answer that breaks off is for _complete
    other=0,
    status_forcelist=(429, 500, 502, 503, 504),
    raise_on_status=False,
    backoff_factor=0.5,  # pauses of 0, 1, 2, 4 and 8 seconds, or what the server asks for ...
    retry_after_max=60,  # up to a minute
)


class Stalled(OSError):
    """The server fell silent or trickles; what came is kept."""


class Session(requests.Session):
    """A session that leaves redirects to `_ask`: requests would read their content first."""

    def resolve_redirects(
        self, *arguments: Any, **settings: Any
    ) -> Generator[requests.Response, None, None]:
        """Follow none."""
        yield from ()


def download(url: str, stored: Path, known_hash: str | None) -> None:
    """Download a file, or what is missing of it, to `stored`.

    One process at a time may do so: see bakeoff/lock.py.

    Args:
        url: of http or https. Without a known hash, neither it nor where it leads may be http.
        stored: where the file stands once it is whole.
        known_hash: "sha256:..." or "md5:...", or None to take what comes.

    Raises:
        Stalled: the server is too slow; another call goes on where this one ended.
        WrongHash: the whole came, and is another.
        OSError, ValueError, urllib3.exceptions.HTTPError: what else went wrong, in words.
    """
    partial, is_checked = Partial(stored), known_hash is not None
    with Session() as session:
        session.mount("http://", HTTPAdapter(max_retries=RETRY))
        session.mount("https://", HTTPAdapter(max_retries=RETRY))
        for is_last in (False, True):
            is_of_one_piece = _complete(session, url, partial, is_checked=is_checked)
            try:
                _check(partial, known_hash)
                return partial.finish()
            except ValueError:
                partial.drop()
                if is_of_one_piece or is_last:
                    raise
            logging.info("%s: its parts do not fit together; from the start", stored.name)


def _check(partial: Partial, known_hash: str | None) -> None:
    """Check a whole file before it gets its name; its hash knows better than its looks."""
    if known_hash is None:
        return check_page(partial.path, partial.stored.name)
    try:
        expect_hash(partial.path, known_hash)
    except WrongHash:
        check_page(partial.path, partial.stored.name)  # a clearer word, if it is one
        raise


def _complete(session: requests.Session, url: str, partial: Partial, *, is_checked: bool) -> bool:
    """Receive until the file is whole; tell whether it is of one piece.

    A connection that breaks is made anew as long as that leads further.
    """
    fresh = RETRY.new(read=None, other=None)
    retry, reached = fresh, partial.size
    while True:
        try:
            return _receive(session, url, partial, is_checked=is_checked)
        except (ProtocolError, SSLError) as error:
            came = partial.size
            if isinstance(error, Unfit):
                partial.drop()
            if came >= reached + FLOOR * SILENCE:
                retry, reached = fresh, came
            retry = retry.increment("GET", url, error=error)
            logging.info("%s: broke off at byte %d; asking again", partial.stored.name, came)
            retry.sleep()


def _receive(session: requests.Session, url: str, partial: Partial, *, is_checked: bool) -> bool:
    """Ask once for what is missing and keep what comes; tell whether it is the whole file."""
    note = partial.note() if partial.fits(url, is_checked=is_checked) else None
    start = partial.size
    if note and note.size == start:
        return False
    with _ask(session, url, ask_for(url, note, start), is_checked=is_checked) as response:
        note = rest_of(response, url, note, start)
        if note is None:
            note, start = describe(response, url), 0
            check_headers(response, partial.stored, is_checked=is_checked)
            partial.begin(note)
        _keep(response, partial, note.size)
    if note.size not in (None, partial.size):
        raise ProtocolError(f"expected {note.size} bytes in all, got {partial.size}")
    return start == 0


def _ask(
    session: requests.Session, url: str, headers: dict[str, str], *, is_checked: bool
) -> requests.Response:
    """Ask for a file wherever its address leads; the content is still to be read."""
    for _ in range(REDIRECTS + 1):
        _check_address(url, is_checked=is_checked)
        try:
            response = session.get(
                url,
                headers=headers,
                stream=True,
                timeout=(CONNECT, SILENCE),
                allow_redirects=False,  # requests would follow to plain http
            )
        except requests.ReadTimeout:
            raise Stalled(f"silent for {SILENCE} seconds") from None
        except requests.ConnectionError as error:
            if error.args and isinstance(error.args[0], ProtocolError):
                raise error.args[0] from None
            raise
        target = session.get_redirect_target(response)
        if target is None:
            return response
        response.close()
        url = urljoin(url, target)
    raise requests.TooManyRedirects(f"more than {REDIRECTS} redirects, the last one to {url}")


def _check_address(url: str, *, is_checked: bool) -> None:
    scheme = urlsplit(url).scheme
    if scheme not in ("http", "https"):
        raise InvalidSchema(f"leads to {url}, which is neither http nor https")
    if scheme == "http" and not is_checked:
        raise InvalidSchema(
            f"{url} is plain http, which others can change on the way: "
            "name an https address, or state the file's hash in params.yaml"
        )


def _keep(response: requests.Response, partial: Partial, size: int | None) -> None:
    """Append what comes to the partial file, each block at once."""
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
    """Yield what comes, as soon as it comes; leave a server that is too slow."""
    since, came = time.monotonic(), 0
    try:
        while block := response.raw.read1(BLOCK, decode_content=False):
            yield block
            came += len(block)
            passed = time.monotonic() - since
            if passed > SILENCE:
                if came < FLOOR * passed:
                    raise Stalled(f"only {came} bytes in {passed:.0f} seconds")
                since, came = time.monotonic(), 0
    except ReadTimeoutError:
        raise Stalled(f"silent for {SILENCE} seconds") from None
