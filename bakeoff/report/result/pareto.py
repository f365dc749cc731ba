"""The models whose cost buys something."""

from collections.abc import Callable, Mapping


def pareto(
    costs: Mapping[str, float],
    scores: Mapping[str, float],
    is_better: Callable[[str, str], bool],
    alike: float = 1.0,
) -> list[str]:
    """Find the models whose cost buys something, the cheapest first.

    A model is on the front if it is shown to be better than every model on the front that costs no
    more than it; costs that are `alike` count as equal. Of models with equal costs the one
    with the best score comes first. The cheapest model is always on the front.

    Args:
        costs: of each model.
        scores: of each model; higher is better.
        is_better: whether the first model is shown to be better than the second.
        alike: the ratio up to which a cost counts as equal to the cheapest of a group.
    """
    front: list[str] = []
    waiting = sorted(costs, key=lambda name: costs[name])
    while waiting:
        equal = [name for name in waiting if costs[name] <= costs[waiting[0]] * alike]
        best = max(equal, key=lambda name: scores[name])
        if all(is_better(best, name) for name in front):
            front.append(best)
        waiting = [name for name in waiting if name not in equal]
    return front
