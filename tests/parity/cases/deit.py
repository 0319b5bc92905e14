"""DeiT: class and distillation token, one head or two."""

import torch
from transformers import (
    DeiTConfig,
    DeiTForImageClassification,
    DeiTForImageClassificationWithTeacher,
    DeiTForMaskedImageModeling,
    DeiTModel,
)

from .common import HALF, Case
from .vision import newer_names, size_runs, tensors


def config(hidden=15, heads=3, layers=2, image=12, patch=4, **other):
    return DeiTConfig(hidden_size=hidden, num_attention_heads=heads, num_hidden_layers=layers, intermediate_size=22,
                      image_size=image, patch_size=patch, **other)


def without_pooler(settings):
    return DeiTModel(settings, add_pooling_layer=False)


def case(name, model, settings, runs, **other):
    return Case(name, model, settings, runs, outputs=tensors, **other)


ODD = size_runs((12, 12), (20, 12), (13, 13), (17, 14))
PLAIN = size_runs((12, 12), (12, 16))

CASES = [
    case("deit-base", DeiTModel, config(), ODD, seed=431),
    case("deit-no-pooler", without_pooler, config(20, 4, 3, qkv_bias=False), PLAIN, seed=432),
    case("deit-classifier", DeiTForImageClassification, config(num_labels=5), ODD, seed=433),
    case("deit-teacher", DeiTForImageClassificationWithTeacher, config(num_labels=4, hidden_act="gelu_new"), ODD,
         seed=434),
    case("deit-masked-image", DeiTForMaskedImageModeling, config(encoder_stride=4), size_runs((12, 12), (16, 16)),
         seed=437),
    case("deit-newer-names", DeiTForImageClassificationWithTeacher, config(), PLAIN, seed=435, rename=newer_names),
    case("deit-runs-float16", DeiTForImageClassificationWithTeacher, config(16, 2), PLAIN, seed=436,
         stored=torch.float16, dtype="float16", factor=1.2, tolerance=HALF),
]
