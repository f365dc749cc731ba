"""Passwords and tokens of addresses: params.yaml names them, the environment has them.

DVC copies params.yaml into dvc.lock, which Git tracks. So an address names an environment variable,
`{env:NAME}`, whose value is inserted when the file is requested, and hidden in what is shown.
"""

import os
import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, quote, unquote, urlsplit

PLACE = re.compile(r"\{env:([A-Za-z_][A-Za-z0-9_]*)\}")
SECRET = (
    r"(?:token|key|keyid|secret|passw(?:or)?d|passphrase|pwd|auth|sig|signature|credentials?|jwt)"
)
# of an address, also where a path has one slash of two
USER = re.compile(r"(://|\bhttps?:/(?!/))(?:[^/\s]*|[^\s@]*:[^\s@]*)@", re.IGNORECASE)
QUERY = re.compile(rf"([?&;][^=&?#\s]*{SECRET}=)((?!\{{env:)[^&#\s'\")]+)", re.IGNORECASE)
FEWEST = 3  # characters of a value that is hidden wherever it stands


def refuse_plain(url: str) -> str:
    """Refuse an address that holds a password, token or signature; give it if it does not.

    Raises:
        ValueError: it does. The message names its kind, not its value.
    """
    found = _find_plain(PLACE.sub("", url)) if "://" in url else None
    if found:
        raise ValueError(
            f"expected no {found} in an address, because dvc.lock copies it; put it into the "
            "environment, such as DATA_TOKEN, and write {env:DATA_TOKEN} in its place"
        )
    return url


def _find_plain(url: str) -> str | None:
    """Name what an address without its places holds that should not be known."""
    try:
        parts = urlsplit(url)
        user, separator, password = parts.netloc.rpartition("@")[0].partition(":")
        _ = parts.port  # a password with a slash makes a port that is no number
    except ValueError:
        return "password" if "@" in url else None
    if password or (user and not separator):
        return "password" if password else "user name or token"
    queries = f"{parts.query}&{parts.fragment}".replace(";", "&")
    for key, value in parse_qsl(queries):
        if value and re.search(rf"{SECRET}$", key, re.IGNORECASE):
            return f"value of {key}"
    return None


def insert(url: str) -> str:
    """Insert the values of the environment variables that an address names, as they are.

    Raises:
        ValueError: there is no such variable.
    """
    for name in PLACE.findall(url):
        if not os.environ.get(name):
            raise ValueError(
                f"expected the environment variable {name}, which it names, got none; set it"
            )
    return PLACE.sub(lambda match: os.environ[match[1]], url)


def hide(text: str, urls: Iterable[str] = ()) -> str:
    """Write *** for passwords, tokens and signatures of addresses in a text.

    Args:
        text: what will be shown.
        urls: addresses whose variables may have been inserted; they may stand anywhere in it.
    """
    values = {os.environ.get(name, "") for url in urls for name in PLACE.findall(url)}
    forms = {form for value in values for form in (value, quote(value, ""), unquote(value))}
    for form in sorted(forms, key=len, reverse=True):
        if len(form) >= FEWEST:
            text = text.replace(form, "***")
    text = USER.sub(lambda match: match[0] if "{env:" in match[0] else f"{match[1]}***@", text)
    return QUERY.sub(r"\1***", text)
