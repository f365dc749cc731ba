"""What a process cost, and what it ran on."""

import resource
import time
from typing import Any

from bakeoff.environment import describe_environment


def measure_costs() -> dict[str, Any]:
    """Measure this process so far: CPU seconds, peak memory in MB; and name what it ran on."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 2),
        "peak_memory_mb": round(usage.ru_maxrss / 1024, 1),
        "finished": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "environment": describe_environment(),
    }
