"""Draft."""
import sys, time
from pathlib import Path
import numpy as np
from benchmarks.refits import World, draw_data_set, FOLDS, REPEATS, NOISE
from bakeoff.evaluation.training_variance import decompose, outer

TWINS = (0.04,) * 10
KINDS = {
    "embeddings": {},
    "equal": {"noise": TWINS, "resample": True, "shared": True},
    "twins": {"noise": TWINS},
    "chance": {"resample": True},
}

def summarise(data, n):
    parts = decompose(data.values, data.rounds, np.arange(n))
    scores = data.values.mean(axis=3)
    means = np.stack([np.stack([data.values[:, :, r, data.rounds[r] == FOLDS * r + k].mean(axis=2) for k in range(FOLDS)], axis=2) for r in range(REPEATS)], axis=2)
    rounds = means.reshape(*means.shape[:2], -1)
    rounds = rounds - rounds.mean(axis=2, keepdims=True)
    row = {"truth": data.truth, "scores": scores, "texts": parts.texts, "rounds": parts.rounds, "persistent": parts.persistent, "passing": parts.passing, "folds": outer(rounds) / (rounds.shape[-1] - 1)}
    if data.inner is not None:
        gap = (data.inner - means).reshape(*means.shape[:2], -1)
        inside = 0
        for r in range(REPEATS):
            for k in range(FOLDS):
                own = data.values[:, :, r, data.rounds[r] == FOLDS * r + k]
                own = own - own.mean(axis=2, keepdims=True)
                inside = inside + outer(own) / own.shape[2] / (own.shape[2] - 1)
        row["nested"] = (outer(gap) - inside) / gap.shape[-1]
    return row

def simulate(world, worlds):
    lean = world.lean()
    rows = []
    for number in range(worlds):
        data = draw_data_set(world, lean, np.random.default_rng([number, world.n, round(100 * world.share)]))
        rows.append(summarise(data, world.n))
    return {name: np.stack([row[name] for row in rows]).astype(np.float32) for name in rows[0]}

if __name__ == "__main__":
    folder, worlds = Path(sys.argv[1]), int(sys.argv[2])
    for kind, n in [(k, n) for n in (500, 2000) for k in ("embeddings", "equal", "twins")] + [("chance", 500), ("chance", 2000)]:
        for share in (0.13, 0.5):
            path = folder / f"{kind}_{n}_{share}.npz"
            if path.exists(): continue
            start = time.process_time()
            world = World(n, share, nested=(n == 500 and kind == "embeddings"), **KINDS[kind])
            np.savez(path, **simulate(world, worlds))
            print(kind, n, share, round(time.process_time() - start), time.ctime(), flush=True)
