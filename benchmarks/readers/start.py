"""Python and NumPy alone: the least that every side takes."""

import numpy as np  # noqa: F401
