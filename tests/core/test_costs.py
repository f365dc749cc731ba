"""What a process cost."""

import time

from bakeoff.core.costs import measure_costs, measure_latency


def test_costs_tell_time_memory_and_what_it_ran_on():
    """What time decides stands apart from results."""
    costs = measure_costs()
    assert costs["cpu_seconds"] > 0
    assert costs["peak_memory_mb"] > 10
    assert costs["environment"]["python"]


def test_latency_is_per_text_alone_and_among_a_thousand():
    """Of a function that takes a millisecond per call, whatever the number of texts."""
    sizes = []

    def classify(texts):
        sizes.append(len(texts))
        end = time.process_time() + 0.001
        while time.process_time() < end:
            pass

    latency = measure_latency(classify, ["a", "b", "c"])
    assert sizes == [1, 1000, *[1] * 20, 1000]
    assert latency["ms_one"] >= 1 and 0.001 <= latency["ms_thousand"] < 0.1
