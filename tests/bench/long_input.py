"""A 32,768-token text on a small model through the engine's session: headlight_bench_long, its figures kept in --out."""
import argparse
import json
import statistics
import subprocess
from pathlib import Path

from kept import keep


def make_model(folder, positions):
    import torch
    from transformers import BertConfig, BertModel
    if (folder / "model.safetensors").exists():
        return
    torch.manual_seed(7)
    config = BertConfig(vocab_size=1000, hidden_size=256, num_hidden_layers=4, num_attention_heads=4, intermediate_size=1024,
                        max_position_embeddings=positions)
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def table(results):
    lines = ["| positions, kept as | forward | grid of all heads (sampled) | overview: one head, mean of all (sampled) | "
             "viewport, median and p95 by zoom | peak memory |", "|---|---|---|---|---|---|"]
    for row in results:
        views = ", ".join(f"1 : {zoom} {statistics.median(s) * 1e3:.0f}, {percentile(s, 0.95) * 1e3:.0f} ms" for zoom, s in row["viewport"].items())
        lines.append(f"| {row['positions']}, {row['keep']} | {row['run']:.1f} s | {row['heads']:.2f} s "
                     f"| {row['overview']['one']:.2f}, {row['overview']['mean, sampled']:.2f} s | {views} | {row['peak_bytes'] / 2**20:.0f} MiB |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--tokens", type=int, nargs="*", default=[32768])
    options = parser.parse_args()
    folder = options.work / "bench-long"
    folder.mkdir(parents=True, exist_ok=True)
    make_model(folder, max(options.tokens))
    results = []
    for tokens in options.tokens:
        for keep in ("float32", "bfloat16"):
            done = subprocess.run([options.bin / "headlight_bench_long", folder, str(tokens), keep], check=True, capture_output=True, text=True)
            results.append({**json.loads(done.stdout.strip().splitlines()[-1]), "keep": keep})
    print(table(results))
    keep(options.out, long_input=results)


if __name__ == "__main__":
    main()
