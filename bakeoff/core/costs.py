"""What a process cost, and what it ran on."""

import resource
import time
from collections.abc import Callable
from statistics import median
from typing import Any, NotRequired, TypedDict

from bakeoff.core.environment import describe_environment
from bakeoff.core.files import write_json
from bakeoff.core.paths import cost_path

SINGLE, THOUSAND = 20, 1000  # texts that are timed one by one, and together


class Latency(TypedDict):
    """CPU-milliseconds per text: of texts one at a time, and of a thousand together."""

    ms_one: float
    ms_thousand: float


class CostRecord(TypedDict):
    """What one process of a stage cost; `finished` is in UTC."""

    cpu_seconds: float  # user and system time
    peak_memory_mb: float  # largest resident size, in units of 2^20 bytes
    finished: str
    environment: dict[str, Any]  # see `describe_environment`
    source_bytes: NotRequired[int]  # of the downloaded files that it read
    model_bytes: NotRequired[int]  # of one saved model
    ms_one: NotRequired[float]
    ms_thousand: NotRequired[float]


def measure_costs() -> CostRecord:
    """Measure this process so far."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 2),
        "peak_memory_mb": round(usage.ru_maxrss / 1024, 1),
        "finished": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "environment": describe_environment(),
    }


def measure_latency(classify: Callable[[list[str]], object], texts: list[str]) -> Latency:
    """Measure the CPU time per text of a function of raw texts.

    `ms_one` is the median over texts given one at a time; `ms_thousand` is for a thousand together,
    repeated if there are fewer.
    """
    many = (texts * (THOUSAND // len(texts) + 1))[:THOUSAND]
    classify(many[:1]), classify(many)  # traces the graph
    single = []
    for text in many[:SINGLE]:
        start = time.process_time()
        classify([text])
        single.append(time.process_time() - start)
    start = time.process_time()
    classify(many)
    together = time.process_time() - start
    return {
        "ms_one": round(1000 * median(single), 3),
        "ms_thousand": round(1000 * together / THOUSAND, 4),
    }


def write_costs(stage: str, entry: str, record: CostRecord) -> None:
    """Write what an entry of a stage cost."""
    write_json(cost_path(stage, entry), record)
