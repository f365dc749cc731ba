"""Request a file from a server, wherever redirects lead; retry temporary errors."""

import logging
import os
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.exceptions import InvalidSchema
from urllib3.exceptions import ProtocolError
from urllib3.util import Retry

from bakeoff.sources.secrets import insert

CONNECT = 10  # seconds
SILENCE = 30  # seconds without a byte
REDIRECTS = 10
MIRROR = "HF_ENDPOINT"  # names a mirror of the Hugging Face hub
LOOPBACK = ("127.0.0.1", "::1", "localhost")
RETRY = Retry(
    total=5,
    read=False,  # http.py handles an answer that breaks off
    other=0,
    status_forcelist=(429, 500, 502, 503, 504),
    raise_on_status=False,
    backoff_factor=0.5,  # pauses of 0, 1, 2, 4 and 8 seconds, or as the server asks
    retry_after_max=60,
)


class Stalled(OSError):
    """The server is silent or too slow; what has arrived is kept."""


class Session(requests.Session):
    """A session that retries temporary errors, and leaves redirects to `request_file`."""

    def __init__(self) -> None:
        """Use the proxies and certificates of the environment."""
        super().__init__()
        logging.getLogger("urllib3").setLevel(logging.ERROR)  # its warnings quote whole addresses
        for scheme in ("http://", "https://"):
            self.mount(scheme, HTTPAdapter(max_retries=RETRY))

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Give none: requests would follow to plain http, and read a redirect's content."""


def request_file(
    session: Session, url: str, headers: dict[str, str], *, is_checked: bool
) -> requests.Response:
    """Request a file, following redirects; the content remains to be read.

    Its address may name variables of the environment (`secrets.insert`). Plain http is refused
    unless the file's hash is known (`is_checked`).

    Raises:
        Stalled: the server is silent.
        OSError, ValueError, urllib3.exceptions.HTTPError: anything else that went wrong.
    """
    url = insert(url)
    for _ in range(REDIRECTS + 1):
        _check_address(url, is_checked=is_checked)
        try:
            response = session.get(url, headers=headers, stream=True, timeout=(CONNECT, SILENCE))
        except requests.ReadTimeout:
            raise Stalled(f"silent for {SILENCE} seconds") from None
        except requests.ConnectionError as error:
            if error.args and isinstance(error.args[0], ProtocolError):
                raise error.args[0] from None
            raise
        target = requests.Session.get_redirect_target(session, response)
        if target is None:
            return response
        response.close()
        url = urljoin(url, target)
    raise requests.TooManyRedirects(f"more than {REDIRECTS} redirects, the last one to {url}")


def _check_address(url: str, *, is_checked: bool) -> None:
    """Refuse other schemes than https and, for checked files or a mirror on loopback, http."""
    scheme = urlsplit(url).scheme
    if scheme not in ("http", "https"):
        raise InvalidSchema(f"leads to {url}, which is neither http nor https")
    if scheme == "http" and not (is_checked or _is_own_mirror(url)):
        raise InvalidSchema(
            f"{url} is plain http, which others can alter in transit: "
            "name an https address, or state the file's hash in params.yaml"
        )


def _is_own_mirror(url: str) -> bool:
    """Tell whether an address is on this machine, and HF_ENDPOINT names a mirror there by http."""
    mirror = urlsplit(os.environ.get(MIRROR, ""))
    hosts = {urlsplit(url).hostname, mirror.hostname}
    return mirror.scheme == "http" and hosts <= {*LOOPBACK}
