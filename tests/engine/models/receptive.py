#!/usr/bin/env python3
"""Writes what autograd makes of a place's effective receptive field in transformers' own models.

    python tests/engine/models/receptive.py [--out tests/fixtures/receptive]

Needs torch 2.11 and transformers 5.23, and the parity checkpoints (tests/parity/generate.py). For every checkpoint one
file with `pixels` [1, 3, 32, 64] and, for the place PLACE (x, y), `LEVEL` [3, 32, 64]: the gradient to the pixels of the
feature of that level at that place, summed over its channels.
"""

import argparse
import pathlib

import torch
from safetensors.torch import save_file
from transformers import DetrForObjectDetection, RTDetrForObjectDetection

FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "fixtures"
PLACE = (40, 20)


def rt_detr(model, pixels):
    body = model.model
    maps = body.backbone(pixels, torch.ones(pixels.shape[0], *pixels.shape[2:]))
    maps = [level for level, _ in maps]
    fused = body.encoder([project(level) for project, level in zip(body.encoder_input_proj, maps)])
    fused = getattr(fused, "last_hidden_state", fused)
    fused = fused[0] if isinstance(fused[0], (list, tuple)) else fused
    named = {f"backbone stage {i + 2}": level for i, level in enumerate(maps)}
    named.update({f"encoder level {i}": project(level) for i, (project, level) in
                  enumerate(zip(body.decoder_input_proj, fused))})
    return named


def detr(model, pixels):
    maps = model.model.backbone(pixels, torch.ones(pixels.shape[0], *pixels.shape[2:], dtype=torch.bool))
    maps = maps[0] if isinstance(maps[0], list) else maps
    return {"backbone stage 4": maps[-1][0]}


MODELS = {"rt-detr": (RTDetrForObjectDetection, rt_detr), "detr-base": (DetrForObjectDetection, detr)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=pathlib.Path, default=FIXTURES / "receptive")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for name, (kind, levels) in MODELS.items():
        model = kind.from_pretrained(FIXTURES / "parity" / name).float().eval()
        pixels = torch.randn(1, 3, 32, 64, generator=torch.Generator().manual_seed(5)).requires_grad_(True)
        arrays = {"pixels": pixels.detach()}
        for level, features in levels(model, pixels).items():
            row, column = (place * features.shape[2 + axis] // pixels.shape[2 + axis] for axis, place in enumerate(reversed(PLACE)))
            (gradient,) = torch.autograd.grad(features[0, :, row, column].sum(), pixels, retain_graph=True)
            arrays[level] = gradient[0].contiguous()
        save_file(arrays, options.out / f"{name}.safetensors")
        print(name, ", ".join(f"{key} {float(value.abs().sum()):.3g}" for key, value in arrays.items()))


if __name__ == "__main__":
    main()
