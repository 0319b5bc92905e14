"""DINOv2 with and without registers: layer scale, SwiGLU, interpolated positions, the classifier over two means."""

import torch
from transformers import (
    Dinov2Backbone,
    Dinov2Config,
    Dinov2ForImageClassification,
    Dinov2Model,
    Dinov2WithRegistersBackbone,
    Dinov2WithRegistersConfig,
    Dinov2WithRegistersForImageClassification,
    Dinov2WithRegistersModel,
)

from .common import BFLOAT, HALF, Case
from .vision import size_runs, tensors


def config(kind=Dinov2Config, hidden=15, heads=3, layers=2, image=12, patch=4, **other):
    other.setdefault("mlp_ratio", 2)
    return kind(hidden_size=hidden, num_attention_heads=heads, num_hidden_layers=layers, image_size=image,
                patch_size=patch, **other)


def registers(**other):
    return config(Dinov2WithRegistersConfig, **other)


def sizes(native, *others):
    return size_runs(native, *others, interpolates=False)


def newer_attention(name):
    for old, new in (("attention.attention.query", "attention.q_proj"), ("attention.attention.key", "attention.k_proj"),
                     ("attention.attention.value", "attention.v_proj"),
                     ("attention.output.dense", "attention.o_proj")):
        name = name.replace(old, new)
    return name


def case(name, model, settings, runs, **other):
    return Case(name, model, settings, runs, outputs=tensors, **other)


def feature_maps(outputs):
    return {f"feature_maps.{index}": value for index, value in enumerate(outputs.feature_maps)}


def backbone(name, model, settings, runs, **other):
    return Case(name, model, settings, runs, outputs=feature_maps, **other)


ODD = sizes((12, 12), (20, 12), (13, 13), (17, 14), (8, 24))
PLAIN = sizes((12, 12), (12, 16))

CASES = [
    case("dinov2-base", Dinov2Model, config(), ODD, seed=451),
    case("dinov2-patch-14", Dinov2Model, config(hidden=12, heads=2, image=28, patch=14, mlp_ratio=4),
         sizes((28, 28), (30, 45)), seed=452),
    case("dinov2-swiglu", Dinov2Model, config(hidden=18, use_swiglu_ffn=True, mlp_ratio=3), PLAIN, seed=453),
    case("dinov2-no-mask-token", Dinov2Model, config(use_mask_token=False, qkv_bias=False), PLAIN, seed=454),
    case("dinov2-classifier", Dinov2ForImageClassification, config(num_labels=5, hidden_act="gelu_new"), ODD, seed=455),
    backbone("dinov2-backbone", Dinov2Backbone, config(layers=3, out_features=["stem", "stage2"]), ODD, seed=457),
    backbone("dinov2-backbone-raw", Dinov2Backbone,
             config(layers=1, apply_layernorm=False, reshape_hidden_states=False), PLAIN, seed=459),
    backbone("dinov2-registers-backbone", Dinov2WithRegistersBackbone,
             registers(num_register_tokens=2, out_indices=[1, 2]), PLAIN, seed=467),
    case("dinov2-newer-names", Dinov2ForImageClassification, config(), PLAIN, seed=456, rename=newer_attention),
    case("dinov2-runs-bfloat16", Dinov2Model, config(hidden=16, heads=2), PLAIN, seed=458, dtype="bfloat16",
         factor=1.2, tolerance=BFLOAT),
    case("dinov2-registers-base", Dinov2WithRegistersModel, registers(num_register_tokens=4), ODD, seed=461),
    case("dinov2-registers-patch-14", Dinov2WithRegistersModel,
         registers(hidden=12, heads=2, image=42, patch=14, num_register_tokens=1), sizes((42, 42), (28, 14)), seed=462),
    case("dinov2-registers-swiglu", Dinov2WithRegistersModel,
         registers(hidden=16, heads=4, use_swiglu_ffn=True, num_register_tokens=2), PLAIN, seed=463),
    case("dinov2-registers-classifier", Dinov2WithRegistersForImageClassification,
         registers(num_labels=3, num_register_tokens=3), ODD, seed=464),
    case("dinov2-registers-none", Dinov2WithRegistersForImageClassification, registers(num_register_tokens=0), PLAIN,
         seed=465),
    case("dinov2-registers-runs-float16", Dinov2WithRegistersForImageClassification, registers(hidden=16, heads=2),
         PLAIN, seed=466, stored=torch.float16, dtype="float16", factor=1.2, tolerance=HALF),
]
