"""Compares headlight_process with transformers' image processors on random pictures.

Usage: compare.py TOOL [--pictures N] [--settings N] [--seed N]

Settings: those of generate.py, then N random ones of every detector and classifier. Pictures: N sizes, some with very
long sides. Both must refuse the same pictures; else the shape, the part that is not padding and every value must agree:
exactly where nothing is normalised, within 1e-6 (of values up to 3) where something is. Exit status 1 when not.
"""
import argparse
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image
from transformers import AutoImageProcessor

import generate

TYPES = ("ViT", "DeiT", "Bit", "Detr", "DeformableDetr", "ConditionalDetr", "RTDetr", "Yolos")


def random_size(choose, detector):
    shortest = choose.randint(16, 300)
    forms = [{"height": choose.randint(1, 300), "width": choose.randint(1, 300)},
             {"max_height": choose.randint(20, 300), "max_width": choose.randint(20, 300)},
             {"shortest_edge": shortest, "longest_edge": shortest + choose.randint(0, 300)}]
    if detector:
        return {"size": choose.choice(forms)}
    return {"size": choose.choice([*forms, {"shortest_edge": shortest}, shortest])}


def random_setting(choose):
    kind = choose.choice(TYPES)
    detector = "Detr" in kind or kind == "Yolos"
    made = {"image_processor_type": kind + "ImageProcessor", **random_size(choose, detector)}
    if detector and kind != "RTDetr" and choose.random() < 0.4:
        made |= {"size": choose.randint(16, 300), "max_size": choose.randint(300, 500)}
    if choose.random() < 0.4:
        made |= {"do_pad": True, "pad_size": {"height": choose.randint(300, 700), "width": choose.randint(300, 700)}}
    made["resample"] = choose.choice([0, 1, 2, 2, 3])
    made["do_normalize"] = choose.random() < 0.7
    if choose.random() < 0.2:
        made["rescale_factor"] = 1 / 127.5
    return made


def pictures(choose, count, folder):
    noise = np.random.default_rng(choose.randrange(1 << 30))
    paths = []
    for number in range(count):
        height, width = (choose.choice([choose.randint(1, 40), choose.randint(1, 700), choose.randint(200, 1400)])
                         for _ in range(2))
        rough = noise.integers(0, 256, (max(1, height // 9), max(1, width // 9), 3), dtype=np.uint8)
        picture = Image.fromarray(rough).resize((width, height), Image.BICUBIC)
        grain = noise.integers(0, 40, (height, width, 3), dtype=np.uint8)
        paths.append(folder / f"{number}.png")
        Image.fromarray(np.asarray(picture) // 2 + grain).save(paths[-1], compress_level=1)
    return paths


def expected(processor, path):
    try:
        made = processor(Image.open(path).convert("RGB"), return_tensors="np")
    except (RuntimeError, ValueError):
        return None
    pixels = np.asarray(made["pixel_values"][0]).astype(np.float32)
    mask = made.get("pixel_mask")  # classifiers pad without one
    return pixels, None if mask is None else [int(mask[0, :, 0].sum()), int(mask[0, 0].sum())]


def difference(answer, out, wanted, exact):
    """A line that says what differs, or None."""
    if wanted is None or "error" in answer:
        return None if wanted is None and "error" in answer else f"{answer} against {wanted and wanted[0].shape}"
    pixels, visible = wanted
    if answer["shape"] != list(pixels.shape) or (visible and answer["visible"] != visible):
        return f"{answer} against {pixels.shape}, {visible}"
    off = np.abs(np.load(out) - pixels).max()
    return None if off <= (0 if exact else 1e-6) else f"values differ by {off}"


def compare(tool, config, paths, folder):
    (folder / "preprocessor_config.json").write_text(json.dumps(config))
    processor = AutoImageProcessor.from_pretrained(folder)
    out = folder / "out.npy"
    failures, refused = [], 0
    with subprocess.Popen([tool, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as run:
        for path in paths:
            run.stdin.write(json.dumps({"image": str(path), "out": str(out)}) + "\n")
            run.stdin.flush()
            answer, wanted = json.loads(run.stdout.readline()), expected(processor, path)
            refused += wanted is None
            told = difference(answer, out, wanted, not processor.do_normalize)
            if told:
                failures.append(f"  {Image.open(path).size}: {told}")
        run.stdin.close()
    print(f"{len(failures)} of {len(paths)} differ ({refused} refused by both): {json.dumps(config)}", flush=True)
    print("\n".join(failures[:3]), end="\n" if failures else "", flush=True)
    return len(failures)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tool")
    parser.add_argument("--pictures", type=int, default=40)
    parser.add_argument("--settings", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    choose = random.Random(options.seed)
    settings = generate.CONFIGS + [random_setting(choose) for _ in range(options.settings)]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        paths = pictures(choose, options.pictures, folder)
        failures = sum(compare(options.tool, config, paths, folder) for config in settings)
    print(f"{len(settings)} settings × {len(paths)} pictures, {failures} differ")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
