"""Filter TensorFlow's log."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def errors_only() -> Iterator[None]:
    """Drop what TensorFlow and its Hub log while a model is loaded or saved, except for errors."""
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
