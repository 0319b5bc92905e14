"""ViT and DINO's ViTs: native and other resolutions, rectangular images and patches, with and without heads."""

import torch
from transformers import ViTConfig, ViTForImageClassification, ViTForMaskedImageModeling, ViTModel

from .common import BFLOAT, HALF, Case
from .vision import newer_names, size_runs, tensors

LABELS = {0: "car", 1: "bus", 2: "tree", 3: "nobody"}


def config(hidden=15, heads=3, layers=2, image=12, patch=4, **other):
    return ViTConfig(hidden_size=hidden, num_attention_heads=heads, num_hidden_layers=layers, intermediate_size=22,
                     image_size=image, patch_size=patch, **other)


def labelled(**other):
    return config(id2label=LABELS, label2id={name: index for index, name in LABELS.items()}, **other)


def without_pooler(settings):
    return ViTModel(settings, add_pooling_layer=False)


def case(name, model, settings, runs, **other):
    return Case(name, model, settings, runs, outputs=tensors, **other)


ODD = size_runs((12, 12), (20, 12), (13, 13), (17, 14), (8, 24), (4, 4))
PLAIN = size_runs((12, 12), (16, 12))

CASES = [
    case("vit-base", ViTModel, config(), ODD, seed=401),
    case("vit-patch-8", ViTModel, config(16, 2, 3, image=24, patch=8, hidden_act="gelu_new"),
         size_runs((24, 24), (40, 16)), seed=402),
    case("vit-dino", without_pooler, config(18, 6, layer_norm_eps=1e-6), ODD, seed=403),
    case("vit-no-bias", ViTModel, config(qkv_bias=False, hidden_act="relu"), PLAIN, seed=404),
    case("vit-pooler", ViTModel, config(pooler_output_size=7, pooler_act="sigmoid"), PLAIN, seed=405),
    case("vit-rectangle", ViTModel, config(image=[8, 20], patch=4), size_runs((8, 20)), seed=406),
    case("vit-rectangular-patch", ViTModel, config(image=[12, 6], patch=[4, 2]), size_runs((12, 6)), seed=407),
    case("vit-classifier", ViTForImageClassification, labelled(), ODD, seed=408),
    case("vit-classifier-two", ViTForImageClassification, config(hidden_act="quick_gelu"), PLAIN, seed=409),
    case("vit-masked-image", ViTForMaskedImageModeling, config(encoder_stride=4),
         size_runs((12, 12), (16, 16), (9, 11)), seed=414),
    case("vit-masked-image-stride", ViTForMaskedImageModeling, config(layers=1, encoder_stride=6, num_channels=3),
         size_runs((12, 12)), seed=415),
    case("vit-newer-names", ViTForImageClassification, labelled(), PLAIN, seed=410, rename=newer_names),
    case("vit-stored-bfloat16", ViTForImageClassification, config(), PLAIN, seed=411, stored=torch.bfloat16),
    case("vit-runs-float16", ViTForImageClassification, config(16, 2), PLAIN, seed=412, stored=torch.float16,
         dtype="float16", factor=1.2, tolerance=HALF),
    case("vit-runs-bfloat16", ViTModel, config(16, 2), PLAIN, seed=413, dtype="bfloat16", factor=1.2,
         tolerance=BFLOAT),
]
