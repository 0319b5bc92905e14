"""The map kernels beside compositions of framework operators, in one process, side after side.

Checks first that both sides compute the same, then times them with one thread (processor time) and with all (wall time)
and keeps every measurement in --out.
"""
import argparse
import statistics
import sys
import time
from pathlib import Path

import torch

from kept import keep

HEADS, WIDTH, SCALE = 12, 64, 0.125
AGREEMENT = 2e-6


def layer(positions, heads=HEADS):
    """q, k [heads, positions, width] as views of what a linear layer gives, and the log-sum-exp of every row."""
    q, k = (torch.randn(1, positions, heads * WIDTH).unflatten(-1, (heads, WIDTH)).transpose(1, 2)[0] for _ in range(2))
    lse = torch.stack([torch.logsumexp(q[h] @ k[h].T * SCALE, -1) for h in range(heads)])
    return q, k, lse


def weights(q, k, lse):
    return torch.exp(torch.addmm(lse.neg().unsqueeze(-1), q, k.T, alpha=SCALE))


def tile(q, k, lse, extent, out, head="0"):
    return torch.ops.headlight.attention_tile(q, k, lse, SCALE, False, None, None, head, "weight", extent, out, "mean")


def overview_by_composition(q, k, lse, out):
    """A block of rows at a time, pooled by the framework: the map never stands in memory."""
    size = q.shape[0]
    blocks = [torch.nn.functional.avg_pool2d(weights(q[i:i + 256], k, lse[i:i + 256])[None], size // out)[0]
              for i in range(0, size, 256)]
    return torch.cat(blocks)


def rollout(layers, rows):
    for q, k, lse in reversed(layers):
        rows = torch.ops.headlight.rollout_layer(q, k, lse, SCALE, False, None, None, rows)
    return rows


def rollout_by_products(layers):
    """The usual way: every layer's mean map, and the product of all of them."""
    whole = None
    for q, k, lse in layers:
        mean = sum(weights(q[h], k[h], lse[h]) for h in range(q.shape[0])) / q.shape[0]
        mean = mean.mul_(0.5)
        mean.diagonal().add_(0.5)
        whole = mean if whole is None else mean @ whole
    return whole


def seconds_of(call, clock, turns):
    begin = clock()
    for _ in range(turns):
        call()
    return (clock() - begin) / turns


def alternate(sides, threads, rounds, turns):
    """Every side once a round, after one turn to warm up: {name: [seconds]}."""
    torch.set_num_threads(threads)
    clock = time.process_time if threads == 1 else time.perf_counter
    seconds = {name: [] for name in sides}
    for call in sides.values():
        call()
    for _ in range(rounds):
        for name, call in sides.items():
            seconds[name].append(seconds_of(call, clock, turns))
    return {"threads": threads, "seconds": seconds}


def require_equal(name, ours, theirs):
    apart = float((ours - theirs).abs().max())
    if not apart <= AGREEMENT:
        sys.exit(f"bench: {name}: the sides differ by {apart:.1e}, expected at most {AGREEMENT:.0e}")
    return apart


def measure(name, sides, all_threads, rounds, turns=1, alone=(), cells=0):
    """`alone`: sides that give something else and are only timed."""
    results = [call() for side, call in sides.items() if side not in alone]
    apart = require_equal(name, *results) if len(results) == 2 else 0.0
    runs = [alternate(sides, threads, rounds, turns) for threads in dict.fromkeys([1, all_threads])]
    return {"name": name, "largest_difference": apart, "cells": cells, "runs": runs}


def measure_all(rounds):
    threads, positions = torch.get_num_threads(), 4096
    layers = [layer(positions) for _ in range(3)]
    q, k, lse = (part[0] for part in layers[0])
    one = (q[None], k[None], lse[None])
    small = [1024, 1280, 512, 768]
    results = [measure("tile of 256 × 256 cells",
                       {"ours": lambda: tile(*one, small, [256, 256]),
                        "composition": lambda: weights(q[1024:1280], k[512:768], lse[1024:1280])}, threads, 3 * rounds, 20, cells=256 * 256)]
    whole = [0, positions, 0, positions]
    for out in (1024, 256):
        results.append(measure(f"overview of {positions} × {positions} cells at {out} × {out}",
                               {"ours": lambda: tile(*one, whole, [out, out]),
                                "composition": lambda: overview_by_composition(q, k, lse, out)}, threads, rounds, cells=positions ** 2))
    eye = torch.eye(positions)
    results.append(measure(f"rollout, 3 layers of 12 heads, {positions} positions",
                           {"ours": lambda: rollout(layers, eye[5:6]), "64 rows": lambda: rollout(layers, eye[:64]),
                            "composition": lambda: rollout_by_products(layers)[5:6]}, threads, rounds, alone=("64 rows",)))
    return results


def table(results):
    lines = ["| kernel | threads | ours | composition | composition ÷ ours | cells a second |", "|---|---|---|---|---|---|"]
    for row in results:
        for run in row["runs"]:
            middle = {name: statistics.median(values) for name, values in run["seconds"].items()}
            more = f" (64 rows {middle['64 rows'] / middle['ours']:.2f} × one)" if "64 rows" in middle else ""
            rate = f"{row['cells'] / middle['ours'] / 1e9:.2f} G" if row["cells"] else "–"
            lines.append(f"| {row['name']} | {run['threads']} | {middle['ours'] * 1e3:.2f} ms{more} | {middle['composition'] * 1e3:.2f} ms "
                         f"| {middle['composition'] / middle['ours']:.2f} | {rate} |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    torch.ops.load_library(str(options.library.resolve()))
    torch.manual_seed(0)
    with torch.no_grad():
        results = measure_all(options.rounds)
    print(table(results))
    keep(options.out, maps=results)


if __name__ == "__main__":
    main()
