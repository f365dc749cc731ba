"""TensorFlow's chatter, left out."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet() -> Iterator[None]:
    """Leave out what TensorFlow and its Hub say whenever a model is loaded or saved, but errors."""
    loggers = [logging.getLogger(name) for name in ("absl", "tensorflow")]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for logger in loggers:
            logger.addFilter(_is_error)
        try:
            yield
        finally:
            for logger in loggers:
                logger.removeFilter(_is_error)


def _is_error(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.ERROR
