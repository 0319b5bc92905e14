"""YOLOS: detection tokens, positions of another grid than the image's, with and without those between the layers."""

import torch
from transformers import YolosConfig, YolosForObjectDetection, YolosImageProcessor, YolosModel

from .common import BFLOAT, HALF, Case
from .detection import LABELS, detections, image_runs, tensors
from .vision import newer_names


def config(hidden=15, heads=3, layers=3, image=(12, 20), patch=4, queries=5, **other):
    return YolosConfig(hidden_size=hidden, num_attention_heads=heads, num_hidden_layers=layers, intermediate_size=22,
                       image_size=list(image), patch_size=patch, num_detection_tokens=queries, id2label=LABELS,
                       label2id={name: index for index, name in LABELS.items()}, **other)


def without_pooler(settings):
    return YolosModel(settings, add_pooling_layer=False)


def older_middle(name):
    return name.replace("interpolation.mid_position_embeddings", "mid_position_embeddings")


def newer_middle(name):
    return name.replace("encoder.mid_position_embeddings", "encoder.interpolation.mid_position_embeddings")


def found(outputs):
    return detections(YolosImageProcessor(), outputs, threshold=0.5)


def kept(outputs):
    return tensors(outputs, "logits", "last_hidden_state", "pooler_output")


def case(name, settings, runs, model=YolosForObjectDetection, **other):
    detects = {"detections": found} if model is YolosForObjectDetection else {}
    return Case(name, model, settings, runs, outputs=kept, **detects, **other)


SIZES = image_runs((12, 20), (20, 12), (13, 23), (8, 28), (4, 4), padded=((16, 16, 10, 16),))
PLAIN = image_runs((12, 20), (18, 13))

CASES = [
    case("yolos-middle", config(), SIZES, seed=601, rename=older_middle),
    case("yolos-plain", config(use_mid_position_embeddings=False, queries=7), SIZES, seed=602),
    case("yolos-two-layers", config(layers=2, patch=2, image=(6, 8), qkv_bias=False, hidden_act="gelu_new"),
         image_runs((6, 8), (9, 6)), seed=603, rename=newer_middle),
    case("yolos-one-layer", config(layers=1, use_mid_position_embeddings=False), PLAIN, seed=604),
    case("yolos-base", config(), PLAIN, YolosModel, seed=605),
    case("yolos-no-pooler", config(hidden=16, heads=4), PLAIN, without_pooler, seed=606),
    case("yolos-newer-names", config(), PLAIN, seed=607, rename=newer_names),
    case("yolos-runs-float16", config(16, 2), PLAIN, seed=608, stored=torch.float16, dtype="float16", factor=1.2,
         tolerance=HALF),
    case("yolos-runs-bfloat16", config(16, 2), PLAIN, seed=609, dtype="bfloat16", factor=1.2, tolerance=BFLOAT),
]
