"""What a process cost."""

from bakeoff.costs import measure_costs


def test_costs_tell_time_memory_and_what_it_ran_on():
    """What time decides stands apart from results."""
    costs = measure_costs()
    assert costs["cpu_seconds"] > 0
    assert costs["peak_memory_mb"] > 10
    assert costs["environment"]["python"]
