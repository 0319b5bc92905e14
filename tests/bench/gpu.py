"""A GPU's column: its roofs, the map kernels and deformable attention beside compositions of framework operators, and forward
passes with capture beside transformers, in one run on one device.

Checks first that both sides compute the same. Times are medians between device synchronisations; every figure goes to --out
under "gpu". Called by ./run bench where there is a GPU.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import torch

from kept import keep

HERE = Path(__file__).resolve().parent
HEADS, WIDTH, SCALE = 12, 64, 0.125
TYPES = {"float32": torch.float32, "tf32": torch.float32, "float16": torch.float16, "bfloat16": torch.bfloat16}
AGREEMENT = {torch.float32: 2e-6, torch.float16: 2e-6, torch.bfloat16: 2e-6}


def seconds(call, least=0.1, warm=3):
    """Median over several times of what a call takes, by the clock, with a synchronisation before and after: short calls by the
    dozen, as a user's program would ask for them one after the other."""
    for _ in range(warm):
        call()
    torch.cuda.synchronize()
    start = time.perf_counter()
    call()
    torch.cuda.synchronize()
    once = time.perf_counter() - start
    turns = max(1, min(50, int(2e-3 / once)))
    found, begin = [], time.perf_counter()
    while len(found) < 5 or (time.perf_counter() - begin < least and len(found) < 200):
        torch.cuda.synchronize()
        start = time.perf_counter()
        for _ in range(turns):
            call()
        torch.cuda.synchronize()
        found.append((time.perf_counter() - start) / turns)
    return statistics.median(found)


def latency(call, warm=5, rounds=30):
    """Median of single calls, each waited for."""
    for _ in range(warm):
        call()
    found = []
    for _ in range(rounds):
        torch.cuda.synchronize()
        start = time.perf_counter()
        call()
        torch.cuda.synchronize()
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def extra_bytes(call):
    torch.cuda.empty_cache()
    torch.cuda.reset_peak_memory_stats()
    before = torch.cuda.memory_allocated()
    result = call()
    torch.cuda.synchronize()
    del result
    return torch.cuda.max_memory_allocated() - before


def roofs():
    """What the device can do at most: copied bytes (read and written), products and exponentials a second."""
    found = {"device": torch.cuda.get_device_name(), "torch": torch.__version__}
    block = torch.empty(1 << 30, dtype=torch.uint8, device="cuda").random_()
    to = torch.empty_like(block)
    found["copy bytes/s"] = 2 * block.numel() / seconds(lambda: to.copy_(block))
    numbers = torch.rand(1 << 28, device="cuda")
    out = torch.empty_like(numbers)
    found["exp of memory/s"] = numbers.numel() / seconds(lambda: torch.exp(numbers, out=out))
    for name, dtype in TYPES.items():
        torch.backends.cuda.matmul.allow_tf32 = name == "tf32"
        a, b = (torch.randn(8192, 8192, device="cuda", dtype=dtype) for _ in range(2))
        found[f"products {name} flop/s"] = 2 * 8192 ** 3 / seconds(lambda: a @ b)
    torch.backends.cuda.matmul.allow_tf32 = False
    return found


def layer(positions, dtype, heads=HEADS):
    """q, k [heads, positions, width] as views of what a linear layer gives, and the log-sum-exp of every row."""
    q, k = (torch.randn(1, positions, heads * WIDTH, device="cuda", dtype=dtype).unflatten(-1, (heads, WIDTH)).transpose(1, 2)[0]
            for _ in range(2))
    lse = torch.empty(heads, positions, device="cuda")
    for begin in range(0, positions, 1024):
        lse[:, begin:begin + 1024] = torch.logsumexp(q[:, begin:begin + 1024].float() @ k.float().transpose(1, 2) * SCALE, -1)
    return q, k, lse


def weights(q, k, lse):
    """float32 [heads, rows, keys]; products of half types in the type itself would round the scores."""
    return torch.exp(torch.baddbmm(lse.neg().unsqueeze(-1), q.float(), k.float().transpose(1, 2), alpha=SCALE))


def fast_weights(q, k, lse):
    """The same in the type of q, as a framework does it fastest."""
    scores = torch.bmm(q, k.transpose(1, 2)).mul_(SCALE)
    return scores.sub_(lse.unsqueeze(-1).to(scores.dtype)).exp_()


def tile(q, k, lse, extent, out, head):
    return torch.ops.headlight.attention_tile(q, k, lse, SCALE, False, None, None, head, "weight", extent, out, "mean")


def overview(q, k, lse, out, made=weights, rows=256):
    size = q.shape[1]
    blocks = [torch.nn.functional.avg_pool2d(made(q[:, i:i + rows], k, lse[:, i:i + rows]).mean(0)[None], size // out)[0]
              for i in range(0, size, rows)]
    return torch.cat(blocks)


def pair(name, ours, theirs, cells, dtype, fast=None):
    apart = float((ours().float() - theirs().float()).abs().max())
    row = {"name": name, "largest_difference": apart, "cells": cells, "ours": seconds(ours), "composition": seconds(theirs),
           "extra_bytes": extra_bytes(ours), "composition_bytes": extra_bytes(theirs)}
    if fast is not None:
        row["composition in its type"] = seconds(fast)
    if not apart <= AGREEMENT[dtype]:
        row["disagree"] = True
    ratio = min(row["composition"], row.get("composition in its type", row["composition"])) / row["ours"]
    print(f"{name}: ours {row['ours'] * 1e3:.3f} ms, composition {row['composition'] * 1e3:.3f} ms, ratio to the faster {ratio:.1f}, "
          f"{cells / row['ours'] / 1e9:.0f} Gcells/s, extra {row['extra_bytes'] / 2**20:.1f} MiB, differ {apart:.1e}", flush=True)
    return row


def maps(positions):
    rows = []
    for dtype in (torch.bfloat16, torch.float16, torch.float32):
        kind = str(dtype).split(".")[1]
        q, k, lse = layer(positions, dtype)
        whole = [0, positions, 0, positions]
        rows.append(pair(f"overview 1024² of 12 heads, {positions} tokens, {kind}", lambda: tile(q, k, lse, whole, [1024, 1024], "mean"),
                         lambda: overview(q, k, lse, 1024), HEADS * positions ** 2, dtype, lambda: overview(q, k, lse, 1024, fast_weights)))
        one = (q[:1], k[:1], lse[:1])
        rows.append(pair(f"overview 1024² of one head, {positions} tokens, {kind}", lambda: tile(*one, whole, [1024, 1024], "0"),
                         lambda: overview(*one, 1024), positions ** 2, dtype, lambda: overview(*one, 1024, fast_weights)))
        corner = [positions // 2, positions // 2 + 256, positions // 4, positions // 4 + 256]
        rows.append(pair(f"tile 256², {kind}", lambda: tile(*one, corner, [256, 256], "0"),
                         lambda: weights(q[:1, corner[0]:corner[1]], k[:1, corner[2]:corner[3]], lse[:1, corner[0]:corner[1]])[0], 65536, dtype))
    return rows


def questions(positions):
    """Statistics, mass between two sets, rows and rollout of one layer; timed alone, compared in the tests."""
    q, k, lse = layer(positions, torch.bfloat16)
    places = torch.rand(positions, 3, device="cuda")
    separator = torch.zeros(positions, device="cuda")
    some = list(range(0, positions, positions // 64))
    eye = torch.eye(64, positions, device="cuda")
    common = (q, k, lse, SCALE, False, None, None)
    ops = torch.ops.headlight
    calls = {"statistics": lambda: ops.attention_stats(*common, places, places, separator, True),
             "mass": lambda: ops.attention_mass(*common, some, some), "64 rows": lambda: ops.attention_rows(*common, "mean", "weight", some),
             "rollout of one row": lambda: ops.rollout_layer(*common, eye[:1]), "rollout of 64 rows": lambda: ops.rollout_layer(*common, eye)}
    found = {name: seconds(call) for name, call in calls.items()}
    print(f"{positions} tokens, bfloat16, 12 heads:", ", ".join(f"{name} {value * 1e3:.2f} ms" for name, value in found.items()), flush=True)
    return {"positions": positions, **found}


def deformable_attention():
    import deformable
    rows = []
    for name, (levels, queries) in deformable.SHAPES.items():
        for spread in ("near", "anywhere"):
            exact = [x.cuda() for x in deformable.problem(levels, queries, spread)]
            for dtype in (torch.float32, torch.float16):
                value = exact[0].to(dtype)
                given = [value, *exact[1:]]
                theirs = [value, exact[1].to(dtype), exact[2].to(dtype)]
                whole = deformable.composition(levels, *(x.double() for x in (value, *exact[1:])))
                apart, their_apart = (float((side.double() - whole).abs().max()) for side in
                                      (deformable.operator(levels, *given), deformable.composition(levels, *theirs)))
                row = {"shape": name, "points": spread, "dtype": str(dtype), "largest_difference": apart, "composition_difference": their_apart,
                       "ours": seconds(lambda: deformable.operator(levels, *given)), "composition": seconds(lambda: deformable.composition(levels, *theirs))}
                print(f"{name}, {spread}, {dtype}: ours {row['ours'] * 1e6:.0f} us, composition {row['composition'] * 1e6:.0f} us, "
                      f"ratio {row['composition'] / row['ours']:.1f}, from float64: {apart:.1e}, theirs {their_apart:.1e}", flush=True)
                rows.append(row)
    return rows


def gather_bound():
    """Of the encoder's shape, beside which its times stand in "deformable"."""
    import deformable
    import gather
    levels, queries = deformable.SHAPES["Deformable-DETR encoder"]
    rows = []
    for dtype in (torch.float32, torch.float16):
        for spread in ("near", "anywhere"):
            found = gather.bound(seconds, queries, deformable.HEADS, deformable.WIDTH, len(levels) * deformable.POINTS, dtype, spread)
            rows.append({"points": spread, "dtype": str(dtype), "gathered": found})
            print(f"gather bound of the encoder, {spread}, {dtype}: {found * 1e6:.0f} us", flush=True)
    return rows


def beside(binary, work):
    """Views of the session alone and while runs are computed beside them."""
    from compare import make_model
    folder = work / "bench-text"
    folder.mkdir(parents=True, exist_ok=True)
    make_model(folder, "text")
    rows = []
    for tokens in (4096, 16384):
        line = subprocess.run([binary / "headlight_bench_beside", folder, str(tokens), "6", "cuda"], capture_output=True, text=True, check=False)
        if line.returncode != 0:
            sys.exit(f"bench: headlight_bench_beside: {line.stderr}")
        found = json.loads(line.stdout.strip().splitlines()[-1])
        row = {"tokens": tokens, "run": statistics.median(found["runs beside"]), "run alone": found["run alone"], "view alone": statistics.median(found["alone"]),
               "view beside": statistics.median(found["beside"]), "longest": sorted(found["beside"])[-6:], "views": len(found["beside"])}
        print(json.dumps(row), flush=True)
        rows.append(row)
    return rows


def theirs(folder, kind, size, name, how):
    """transformers with its hidden states alone (sdpa) or every map (eager)."""
    import reference
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = name == "tf32"
    model = reference.load(folder, kind, how).cuda().to(TYPES[name])
    x = reference.given(kind, size).cuda()
    x = x.to(TYPES[name]) if kind == "image" else x
    more = {"interpolate_pos_encoding": True} if kind == "image" else {}
    return latency(lambda: model(x, output_attentions=how == "eager", **more), rounds=8 if size > 1024 else 30)


def ours(binary, folder, size, name, repeats):
    line = subprocess.run([binary / "headlight_bench_forward", folder, str(size), str(repeats), "both", "cuda", name], capture_output=True,
                          text=True, check=False, env={**os.environ, "OMP_NUM_THREADS": "8"})
    if line.returncode != 0:
        sys.exit(f"bench: headlight_bench_forward: {line.stderr}")
    found = json.loads(line.stdout.strip().splitlines()[-1])
    return {side: statistics.median(found[side]["wall"][3:]) for side in found if isinstance(found[side], dict)}


def forwards(binary, work, names):
    from compare import make_model
    rows = []
    for kind, sizes in {"text": [128, 512, 4096], "image": [224]}.items():
        folder = work / f"bench-{kind}"
        folder.mkdir(parents=True, exist_ok=True)
        make_model(folder, kind)
        for size in sizes:
            for name in names:
                row = {"model": kind, "size": size, "dtype": name, **ours(binary, folder, size, name, 8 if size > 1024 else 30)}
                with torch.no_grad():
                    row["transformers fused"] = theirs(folder, kind, size, name, "sdpa")
                    if size <= 4096 and name == "float32":
                        row["transformers eager"] = theirs(folder, kind, size, name, "eager")
                rows.append(row)
                print(json.dumps({key: round(value * 1e3, 3) if isinstance(value, float) else value for key, value in row.items()}), flush=True)
    return rows


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--libraries", type=Path, nargs="+", required=True, help="libheadlight_operators.so libheadlight_cuda.so")
    parser.add_argument("--bin", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/bench-data"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--positions", type=int, default=32768)
    parser.add_argument("--types", nargs="*", default=list(TYPES))
    parser.add_argument("--parts", nargs="*", default=["roofs", "maps", "questions", "deformable", "gather", "beside", "forwards"])
    options = parser.parse_args()
    for library in options.libraries:
        torch.ops.load_library(str(library.resolve()))
    torch.manual_seed(0)
    steps = {"roofs": roofs, "maps": lambda: maps(options.positions), "questions": lambda: questions(options.positions),
             "deformable": deformable_attention, "gather": gather_bound, "beside": lambda: beside(options.bin, options.work),
             "forwards": lambda: forwards(options.bin, options.work, options.types)}
    found = {}
    with torch.no_grad():
        for part in options.parts:
            begin = time.perf_counter()
            found[part] = steps[part]()
            keep(options.out, gpu=found)
            print(f"{part}: {time.perf_counter() - begin:.0f} s", flush=True)
    print(json.dumps(found.get("roofs", {}), indent=1))


if __name__ == "__main__":
    main()
