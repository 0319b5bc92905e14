"""Forward passes with captured attention: Headlight beside transformers, in one run.

Makes a random BERT of 12 layers, 768 wide, checks that both sides compute the same attention, then alternates the
sides and reports medians, spread and peak memory. Writes a table to standard output and all figures to --out.
"""
import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from pathlib import Path

REFERENCE = r'''
import json, resource, sys, time, torch
from transformers import BertModel
folder, tokens, repeats, how = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
def resident():
    with open("/proc/self/statm") as f: return int(f.read().split()[1]) * resource.getpagesize()
model = BertModel.from_pretrained(folder, attn_implementation=how, add_pooling_layer=False).eval()
ids = (torch.arange(tokens) * 7919 % 997 + 1).unsqueeze(0)
with torch.no_grad():
    model(ids[:, :64])
    before, seconds = resident(), []
    for _ in range(repeats):
        begin = time.perf_counter()
        out = model(ids, output_attentions=how == "eager")
        seconds.append(time.perf_counter() - begin)
        del out
print(json.dumps({"seconds": seconds, "before_bytes": before, "threads": torch.get_num_threads(),
                  "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}))
'''


def run(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"bench: {' '.join(map(str, command))}\n{done.stderr}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def make_model(folder, layers, width, positions):
    import torch
    from transformers import BertConfig, BertModel
    if (folder / "model.safetensors").exists():
        return
    torch.manual_seed(7)
    config = BertConfig(vocab_size=1000, hidden_size=width, num_hidden_layers=layers, num_attention_heads=width // 64,
                        intermediate_size=4 * width, max_position_embeddings=positions)
    model = BertModel(config, add_pooling_layer=False).eval()
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name.endswith(("query.weight", "key.weight")):
                parameter.mul_(2)
    model.save_pretrained(folder)


def check_same(binary, folder, work):
    """Both sides' weights on 40 tokens; a timing of two different computations would say nothing."""
    import numpy
    import torch
    from transformers import BertModel
    ids = [i * 7919 % 997 + 1 for i in range(40)]
    out = work / "check"
    subprocess.run([binary / "headlight", "dump", "--model", folder, "--ids", ",".join(map(str, ids)), "--out", out,
                    "--quiet"], check=True, stdout=subprocess.DEVNULL, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    model = BertModel.from_pretrained(folder, attn_implementation="eager", add_pooling_layer=False).eval()
    with torch.no_grad():
        expected = model(torch.tensor([ids]), output_attentions=True).attentions
    worst = max(float(numpy.abs(numpy.load(out / f"{i:03}.weights.npy") - a[0].numpy()).max())
                for i, a in enumerate(expected))
    if not worst <= 2e-5:
        sys.exit(f"bench: the two sides differ by {worst:.2e} in a weight, expected at most 2e-5")
    return worst


def median(values):
    return statistics.median(values)


def measure(binary, folder, tokens, repeats):
    forward = binary / "headlight_bench_forward"
    rows = {"fused": [], "eager": [], "capture": [], "plain": []}
    memory = {}
    for _ in range(repeats):
        ours = run([forward, folder, str(tokens), "3", "both"])
        rows["capture"] += ours["capture"]
        rows["plain"] += ours["plain"]
        for how, name in (("sdpa", "fused"), ("eager", "eager")):
            theirs = run([sys.executable, "-c", REFERENCE, folder, str(tokens), "3" if tokens <= 1024 else "1", how])
            rows[name] += theirs["seconds"]
            memory[name] = max(memory.get(name, 0), theirs["peak_bytes"] - theirs["before_bytes"])
        alone = run([forward, folder, str(tokens), "1", "capture"])
        memory["capture"] = max(memory.get("capture", 0), alone["peak_bytes"] - alone["before_bytes"])
        memory["trace"] = alone["trace_bytes"]
    return {"tokens": tokens, "seconds": rows, "extra_bytes": memory}


def table(results):
    lines = ["| tokens | plain forward | with capture | transformers fused, no capture | transformers eager, all maps | "
             "capture ÷ plain | capture ÷ eager | extra memory: ours, eager, ratio |", "|---|---|---|---|---|---|---|---|"]
    for row in results:
        s = {name: median(values) for name, values in row["seconds"].items()}
        m = row["extra_bytes"]
        # The median of ratios of neighbours in time is steadier on a busy machine than the ratio of medians.
        cost = median([c / p for c, p in zip(row["seconds"]["capture"], row["seconds"]["plain"])])
        lines.append(f"| {row['tokens']} | {s['plain']:.3f} s | {s['capture']:.3f} s | {s['fused']:.3f} s | {s['eager']:.3f} s "
                     f"| {cost:.2f} | {s['capture'] / s['eager']:.2f} "
                     f"| {m['capture'] / 2**20:.0f} MiB, {m['eager'] / 2**20:.0f} MiB, 1 : {m['eager'] / max(1, m['capture']):.1f} |")
    return "\n".join(lines)


def machine():
    name = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "")
    return {"cpu": name or platform.processor(), "cores": os.cpu_count(), "system": platform.platform()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--tokens", type=int, nargs="*", default=[128, 512, 4096])
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    folder = options.work / "bert-base"
    folder.mkdir(parents=True, exist_ok=True)
    make_model(folder, 12, 768, 4096)
    worst = check_same(options.bin, folder, options.work)
    print(f"both sides agree: largest difference of a weight {worst:.1e}\n", flush=True)
    results = [measure(options.bin, folder, tokens, options.repeats) for tokens in options.tokens]
    print(table(results))
    options.out.write_text(json.dumps({"machine": machine(), "largest_difference": worst, "results": results}, indent=1) + "\n")


if __name__ == "__main__":
    main()
