"""Long texts through the engine's session: 32,768 tokens on a small model, 16,384 on one of BERT-base's size. Runs
headlight_bench_long, its figures kept in --out."""
import argparse
import json
import statistics
import subprocess
from pathlib import Path

from kept import keep


def make_model(folder, positions, layers, width):
    import torch
    from transformers import BertConfig, BertModel
    if (folder / "model.safetensors").exists():
        return
    torch.manual_seed(7)
    config = BertConfig(vocab_size=1000, hidden_size=width, num_hidden_layers=layers, num_attention_heads=width // 64, intermediate_size=4 * width,
                        max_position_embeddings=positions)
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def table(results):
    lines = ["| model, positions, kept as | forward | grid of all heads (sampled) | overview: one head, mean of all (sampled) | "
             "pyramid | viewport, median and p95 by zoom (before the pyramid) | peak memory |", "|---|---|---|---|---|---|---|"]
    for row in results:
        before = row["viewport before the pyramid"]
        views = ", ".join(f"1 : {zoom} {statistics.median(s) * 1e3:.0f}, {percentile(s, 0.95) * 1e3:.0f} ms ({percentile(before[zoom], 0.95) * 1e3:.0f})"
                          for zoom, s in row["viewport"].items())
        lines.append(f"| {row['model']}, {row['positions']}, {row['keep']} | {row['run']:.1f} s | {row['heads']:.2f} s "
                     f"| {row['overview']['one']:.2f}, {row['overview']['mean, sampled']:.2f} s | {row['pyramid']:.2f} s | {views} | {row['peak_bytes'] / 2**20:.0f} MiB |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    results = []
    for layers, width, tokens in ((4, 256, 32768), (12, 768, 16384)):
        folder = options.work / f"bench-long-{layers}x{width}"
        folder.mkdir(parents=True, exist_ok=True)
        make_model(folder, tokens, layers, width)
        for way in ("float32", "bfloat16", "inputs"):
            if width > 256 and way == "bfloat16":
                continue
            done = subprocess.run([options.bin / "headlight_bench_long", folder, str(tokens), way], check=True, capture_output=True, text=True)
            results.append({**json.loads(done.stdout.strip().splitlines()[-1]), "model": f"{layers} layers × {width}", "keep": way})
    print(table(results))
    keep(options.out, long_input=results)


if __name__ == "__main__":
    main()
