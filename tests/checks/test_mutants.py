"""Mutants: which tests are tried first."""

from pathlib import Path

from checks.mutants import order_tests


def test_the_tests_of_a_mutant_s_own_file_come_first():
    """Each file of tests is run once, also those of modules without tests of their own."""
    tests = ["tests/evaluation", "tests/stages/test_evaluate.py"]
    nested = order_tests(Path("bakeoff/evaluation/scoring/scores.py"), tests)
    assert nested[0] == "tests/evaluation/scoring/test_scores.py"
    assert nested[-1] == tests[-1]
    assert len(nested) == len(set(nested))
    assert set(order_tests(Path("bakeoff/evaluation/question.py"), tests)) == set(nested)
