"""Writes the small TorchScript files of the tap's tests, each with what Python itself saw beside it.

    python generate.py FOLDER    (torch 2.11, torchvision)

FOLDER/NAME.torchscript, FOLDER/NAME.input.npy, and what hooks around softmax, attention and grid_sample saw, in the
order in which they ran: FOLDER/NAME.I.weights.npy [windows · heads, queries, keys] and, of deformable layers,
FOLDER/NAME.I.points.npy [heads, queries, levels, points, 2].
"""

import sys
import zipfile
from pathlib import Path

import numpy as np
import torch

from picture_models import (Area, Bare, Cut, Deformable, Padded, Plain, Spread, Suppressed, Tokens, Windows)
from seen import seen
from text_models import (Biased, Capped, Channels, Chunked, Columns, Differential, DividedLater, Eager, Einsum, Fast, FastMasked,
                         Fused, FusedCausal, Gated, HeadsLast, InPlace, Logarithmic, LogSumExp, Mixed, NoQuery, OneColumn,
                         OneQuery, Pooled, Silenced, Sinks, Slots, Strongest, Talking, TextModel, Torch, Wide, WrittenOut)


def without_debugging(path):
    """Takes away the source positions, which are most of a small file."""
    with zipfile.ZipFile(path) as archive:
        entries = [(entry, archive.read(entry)) for entry in archive.infolist() if not entry.filename.endswith(".debug_pkl")]
    with zipfile.ZipFile(path, "w") as archive:
        for entry, data in entries:
            archive.writestr(entry.filename, data, entry.compress_type)


def write(folder, name, model, *inputs):
    torch.manual_seed(len(name))
    model.eval()
    seen.__init__()
    with torch.no_grad():
        model(*inputs)
        traced = torch.jit.trace(model, inputs, check_trace=False)
    torch.jit.save(traced, str(folder / f"{name}.torchscript"))
    without_debugging(folder / f"{name}.torchscript")
    np.save(folder / f"{name}.input.npy", inputs[0][0].float().numpy())
    for i, weights in enumerate(seen.weights):
        np.save(folder / f"{name}.{i}.weights.npy", weights)
        if i in seen.points:
            np.save(folder / f"{name}.{i}.points.npy", seen.points[i])


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(7)
    ids = torch.tensor([[1, 7, 3, 9, 2, 30]])
    mask = torch.tensor([[1, 1, 1, 1, 0, 0]])
    picture = torch.rand(1, 3, 16, 32)
    for name, attention in [("fused", Fused), ("fused_causal", FusedCausal), ("eager", Eager), ("wide", Wide), ("biased", Biased),
                            ("capped", Capped), ("einsum", Einsum), ("written_out", WrittenOut), ("torch", Torch)]:
        write(folder, name, TextModel(attention), ids)
    for name, attention in [("mixed", Mixed), ("columns", Columns), ("logarithmic", Logarithmic), ("fast", Fast),
                            ("fast_masked", FastMasked)]:
        write(folder, name, TextModel(attention), ids)
    for name, attention in [("fused_mask", Fused), ("eager_mask", Eager)]:
        write(folder, name, TextModel(attention, True), ids, mask)
    write(folder, "area", Area(), picture)
    write(folder, "windows", Windows(), picture)
    write(folder, "spread", Spread(), picture)
    write(folder, "tokens", Tokens(), picture)
    write(folder, "bfloat16", Spread().bfloat16(), picture.bfloat16())
    write(folder, "deformable", Deformable(), picture)
    write(folder, "plain", Plain(), picture)
    write(folder, "pooled", Pooled(), ids)
    write(folder, "talking", TextModel(Talking), ids)
    write(folder, "padded", Padded(), picture)
    write(folder, "cut", Cut(), picture)
    write(folder, "bare", Bare(), picture)
    write(folder, "suppressed", Suppressed(), picture)
    write(folder, "sinks", TextModel(Sinks), ids)
    for name, attention in [("in_place", InPlace), ("heads_last", HeadsLast), ("divided_later", DividedLater),
                            ("log_sum_exp", LogSumExp), ("strongest", Strongest), ("silenced", Silenced), ("gated", Gated), ("slots", Slots),
                            ("differential", Differential), ("channels", Channels), ("one_query", OneQuery), ("no_query", NoQuery),
                            ("one_column", OneColumn), ("chunked", Chunked)]:
        write(folder, name, TextModel(attention), ids)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
