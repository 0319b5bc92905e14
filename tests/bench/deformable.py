"""Multi-scale deformable attention: headlight::ms_deform_attn beside transformers' composition of grid_sample, in one run.

Checks both against the composition in float64, then alternates them on one thread (processor time) and on all
threads (wall time), as many turns of one as of the other, so that each finds its own data in the caches. Writes a table to standard output and adds the figures to --out under "deformable".
"""
import argparse
import statistics
import sys
import time
from pathlib import Path

import torch
from transformers.models.deformable_detr.modeling_deformable_detr import MultiScaleDeformableAttention

from kept import keep

HEADS, WIDTH, POINTS = 8, 32, 4
SHAPES = {
    "Deformable-DETR encoder": ([(100, 167), (50, 84), (25, 42), (13, 21)], 22223),
    "RT-DETR decoder": ([(80, 80), (40, 40), (20, 20)], 300),
}
AGREEMENT = 1e-5


def centres(levels):
    """(x, y) of every pixel of every level, 0…1."""
    maps = []
    for rows, columns in levels:
        y, x = torch.meshgrid((torch.arange(rows) + 0.5) / rows, (torch.arange(columns) + 0.5) / columns, indexing="ij")
        maps.append(torch.stack([x.flatten(), y.flatten()], -1))
    return torch.cat(maps)


def problem(levels, queries, spread):
    """Points a few pixels around a query's own place ("near"), or anywhere in the maps ("anywhere")."""
    torch.manual_seed(7)
    positions = sum(rows * columns for rows, columns in levels)
    shape = (1, queries, HEADS, len(levels), POINTS)
    if spread == "near":
        place = centres(levels) if queries == positions else torch.rand(queries, 2)
        sizes = torch.tensor([[columns, rows] for rows, columns in levels], dtype=torch.float32)
        points = place[None, :, None, None, None] + 2 * torch.randn(*shape, 2) / sizes[None, None, None, :, None]
    else:
        points = torch.rand(*shape, 2)
    weights = torch.randn(*shape[:3], len(levels) * POINTS).softmax(-1).view(shape)
    return torch.randn(1, positions, HEADS, WIDTH), points, weights


def composition(levels, value, points, weights):
    return MultiScaleDeformableAttention()(value, None, levels, None, points, weights, 64)


def operator(levels, value, points, weights):
    rows, columns = [size[0] for size in levels], [size[1] for size in levels]
    return torch.ops.headlight.ms_deform_attn(value, points.flatten(3, 4), weights.flatten(3), rows, columns,
                                              [POINTS] * len(levels), "bilinear")


def reading(levels, value, points, weights):
    """What no operator is faster than by much: everything that is read, read once and in order."""
    return value.sum() + points.sum() + weights.sum()


def differences(levels, value, points, weights):
    """Largest difference of each side from the composition in float64, over at most about 3,000 queries."""
    step = max(1, points.shape[1] // 3000)
    points, weights = points[:, ::step], weights[:, ::step]
    exact = composition(levels, value.double(), points.double(), weights.double())
    return [float((side(levels, value, points, weights) - exact).abs().max()) for side in (operator, composition)]


def seconds_of(body, clock):
    begin = clock()
    body()
    return clock() - begin


def alternate(levels, inputs, threads, rounds, turns):
    torch.set_num_threads(threads)
    clock = time.process_time if threads == 1 else time.perf_counter
    ours, theirs, read, ratios = [], [], [], []
    for _ in range(rounds):
        sides = [[seconds_of(lambda: side(levels, *inputs), clock) for _ in range(turns)] for side in (composition, operator, reading)]
        theirs += sides[0]
        ours += sides[1]
        read += sides[2]
        ratios.append(statistics.median(sides[0]) / statistics.median(sides[1]))
    return {"threads": threads, "ours": ours, "theirs": theirs, "read": read, "ratios": ratios}


def measure(name, spread, rounds):
    levels, queries = SHAPES[name]
    inputs = problem(levels, queries, spread)
    ours, theirs = differences(levels, *inputs)
    if not ours <= AGREEMENT:
        sys.exit(f"bench: {name}, {spread}: the operator differs by {ours:.2e} from float64, expected at most {AGREEMENT:.0e}")
    turns = 3 if queries > 1000 else 20
    runs = [alternate(levels, inputs, threads, rounds, turns) for threads in dict.fromkeys([1, torch.get_num_threads()])]
    return {"shape": name, "points": spread, "difference": ours, "composition_difference": theirs, "runs": runs}


def table(results):
    lines = ["| shape, points | threads | operator, least and median | composition, least and median | least ÷ least | "
             "median ratio | inputs read once | from float64: ours, theirs |", "|---|---|---|---|---|---|---|---|"]
    for row in results:
        for run in row["runs"]:
            ours, theirs = run["ours"], run["theirs"]
            lines.append(f"| {row['shape']}, {row['points']} | {run['threads']} "
                         f"| {min(ours) * 1e3:.2f}, {statistics.median(ours) * 1e3:.2f} ms "
                         f"| {min(theirs) * 1e3:.1f}, {statistics.median(theirs) * 1e3:.1f} ms "
                         f"| {min(theirs) / min(ours):.0f} | {statistics.median(run['ratios']):.0f} "
                         f"| {statistics.median(run['read']) * 1e3:.2f} ms "
                         f"| {row['difference']:.1e}, {row['composition_difference']:.1e} |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    torch.ops.load_library(str(options.library.resolve()))
    with torch.no_grad():
        results = [measure(name, spread, options.rounds) for name in SHAPES for spread in ("near", "anywhere")]
    print(table(results))
    keep(options.out, deformable=results)


if __name__ == "__main__":
    main()
