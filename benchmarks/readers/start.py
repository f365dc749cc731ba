"""Python and NumPy alone: what every side takes before it does anything."""

import numpy as np  # noqa: F401
