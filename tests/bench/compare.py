"""Forward passes with captured attention: Headlight beside transformers and ONNX Runtime, in one run.

Makes a random BERT and a random ViT of 12 layers, 768 wide, checks that both sides compute the same attention, then
alternates the sides, a process each, and reports medians, spread and peak memory: with one thread the processor's time,
with all threads the clock's. Writes tables to standard output and all figures to --out.
"""
import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from pathlib import Path

from kept import keep

HERE = Path(__file__).resolve().parent
# What is measured: picture sides of 16-pixel patches, so 197 and 530 positions.
SIZES = {"text": [128, 512, 4096], "image": [224, 368]}
LONG = 1024  # positions from which one call is a measurement, eager stands for all of transformers and ONNX is left out


def run(command, threads):
    environment = {**os.environ, "OMP_NUM_THREADS": str(threads), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, env=environment)
    if done.returncode != 0:
        sys.exit(f"bench: {' '.join(map(str, command))}\n{done.stderr}")
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


def make_model(folder, kind):
    import torch
    from transformers import BertConfig, BertModel, ViTConfig, ViTModel
    if (folder / "model.safetensors").exists():
        return
    torch.manual_seed(7)
    if kind == "text":
        config = BertConfig(vocab_size=1000, hidden_size=768, num_hidden_layers=12, num_attention_heads=12,
                            intermediate_size=3072, max_position_embeddings=16384)
        model = BertModel(config, add_pooling_layer=False)
    else:
        model = ViTModel(ViTConfig(), add_pooling_layer=False)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name.endswith(("query.weight", "key.weight", "q_proj.weight", "k_proj.weight")):
                parameter.mul_(2)
    model.save_pretrained(folder)


def check_same(binary, folder, kind, work):
    """Both sides' weights on a small input; a timing of two different computations would say nothing."""
    import numpy
    import reference
    import torch
    size = 224 if kind == "image" else 40
    x = reference.given(kind, size)
    if kind == "image":
        numpy.save(work / "pixels.npy", x[0].numpy())
        what = ["--pixels", work / "pixels.npy"]
    else:
        what = ["--ids", ",".join(map(str, x[0].tolist()))]
    out = work / f"check-{kind}"
    run([binary / "headlight", "dump", "--model", folder, *what, "--out", out, "--quiet"], os.cpu_count())
    with torch.no_grad():
        expected = reference.load(folder, kind, "eager")(x, output_attentions=True).attentions
    worst = max(float(numpy.abs(numpy.load(out / f"{i:03}.weights.npy") - a[0].numpy()).max()) for i, a in enumerate(expected))
    if not worst <= 2e-5:
        sys.exit(f"bench: the two sides differ by {worst:.2e} in a weight, expected at most 2e-5")
    return worst


def positions_of(kind, size):
    return size if kind == "text" else (size // 16) ** 2 + 1


def sides_of(kind, size):
    return ["sdpa", "eager"] if positions_of(kind, size) > LONG else ["sdpa", "onnx", "eager"]


def onnx_file(folder, kind, size, work):
    path = work / (f"{kind}-{size}.onnx" if kind == "image" else "text.onnx")
    if not path.exists():
        run([sys.executable, HERE / "reference.py", folder, kind, min(size, 128) if kind == "text" else size, 1, "export", path], os.cpu_count())
    return path


def measure(options, folder, kind, size, threads):
    forward = options.bin / "headlight_bench_forward"
    repeats = 1 if positions_of(kind, size) > LONG else 5
    seconds, memory = {}, {}

    def keep(name, line):
        for side, values in line.items():
            if isinstance(values, dict):
                seconds.setdefault(side, []).extend(values["processor" if threads == 1 else "wall"])
        memory[name] = max(memory.get(name, 0), line["peak_bytes"] - line["before_bytes"])

    onnx = onnx_file(folder, kind, size, options.work) if "onnx" in sides_of(kind, size) else ""
    for _ in range(options.repeats):
        keep("both", json.loads(run([forward, folder, size, repeats, "both"], threads)))
        for how in sides_of(kind, size):
            keep(how, json.loads(run([sys.executable, HERE / "reference.py", folder, kind, size, repeats, how, *([onnx] if how == "onnx" else [])], threads)))
    alone = json.loads(run([forward, folder, size, 1, "capture"], threads))
    memory["capture"] = alone["peak_bytes"] - alone["before_bytes"]
    memory["trace"] = alone["trace_bytes"]
    return {"model": "BERT-base size" if kind == "text" else "ViT-B size", "positions": positions_of(kind, size), "threads": threads,
            "seconds": seconds, "extra_bytes": memory}


def median(values):
    return statistics.median(values)


def table(results):
    lines = ["| model, positions, threads | with capture | ÷ plain | ÷ ONNX Runtime, no capture | ÷ transformers fused, no capture | "
             "transformers eager, all maps ÷ ours | extra memory: ours, eager, ratio |", "|---|---|---|---|---|---|---|"]
    for row in results:
        s = {name: median(values) for name, values in row["seconds"].items()}
        m = row["extra_bytes"]
        ours = s["capture"]
        # The median of ratios of neighbours in time is steadier on a busy machine than the ratio of medians.
        cost = median([c / p for c, p in zip(row["seconds"]["capture"], row["seconds"]["plain"])])
        onnx = f"{ours / s['onnx']:.2f}" if "onnx" in s else "–"
        lines.append(f"| {row['model']}, {row['positions']}, {row['threads']} | {ours * 1e3:.0f} ms | {cost:.2f} | {onnx} | {ours / s['sdpa']:.2f} "
                     f"| {s['eager'] / ours:.1f} | {m['capture'] / 2**20:.0f} MiB, {m['eager'] / 2**20:.0f} MiB, 1 : {m['eager'] / max(1, m['capture']):.1f} |")
    return "\n".join(lines)


def machine():
    with open("/proc/cpuinfo") as file:
        lines = list(file)
    name = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "")
    flags = next((line.split(":")[1].split() for line in lines if line.startswith("flags")), [])
    vectors = "AVX-512" if "avx512f" in flags else "AVX2" if "avx2" in flags else "neither AVX2 nor AVX-512"
    return {"cpu": name or platform.processor(), "vectors": vectors, "cores": os.cpu_count(), "system": platform.platform()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--kinds", nargs="*", default=list(SIZES))
    parser.add_argument("--threads", type=int, nargs="*", default=sorted({1, os.cpu_count()}))
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--longest", type=int, default=4096)
    options = parser.parse_args()
    results, worst = [], {}
    for kind in options.kinds:
        folder = options.work / f"bench-{kind}"
        folder.mkdir(parents=True, exist_ok=True)
        make_model(folder, kind)
        worst[kind] = check_same(options.bin, folder, kind, options.work)
        print(f"{kind}: both sides agree, largest difference of a weight {worst[kind]:.1e}", flush=True)
        for size in SIZES[kind]:
            if positions_of(kind, size) <= options.longest:
                results += [measure(options, folder, kind, size, threads) for threads in options.threads]
    print(table(results))
    keep(options.out, machine=machine(), largest_difference=worst, results=results)


if __name__ == "__main__":
    main()
