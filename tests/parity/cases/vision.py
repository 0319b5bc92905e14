"""What the vision cases share: random pixels of several sizes, and outputs that keep last_hidden_state normalised."""

import torch

from .common import Run


def pixels(generator, height, width):
    return torch.randn(1, 3, height, width, generator=generator)


def size_runs(native, *others, interpolates=True):
    """The native size (height, width), then others; a rest at the edges is part of some."""

    def runs(generator, config):
        made = [Run("native", {"pixels": pixels(generator, *native)})]
        for height, width in others:
            extra = {"interpolate_pos_encoding": True} if interpolates else {}
            made.append(Run(f"{height}x{width}", {"pixels": pixels(generator, height, width)}, extra))
        return made

    return runs


def tensors(outputs):
    return {name: value for name, value in outputs.items() if torch.is_tensor(value)}


def newer_names(name):
    """The names that transformers uses in memory, which a checkpoint may have too."""
    for old, new in (("encoder.layer.", "layers."), ("attention.attention.query", "attention.q_proj"),
                     ("attention.attention.key", "attention.k_proj"), ("attention.attention.value", "attention.v_proj"),
                     ("attention.output.dense", "attention.o_proj"), ("intermediate.dense", "mlp.fc1"),
                     ("output.dense", "mlp.fc2")):
        name = name.replace(old, new)
    return name
