"""DETR: both spellings of its backbone, dilation, learned positions, padded images, heads or none."""

import torch
from transformers import (DetrConfig, DetrForObjectDetection, DetrForSegmentation, DetrImageProcessor, DetrModel,
                          ResNetConfig)

from . import timm_names  # noqa: F401
from .common import BFLOAT, HALF, Case, Site, widen_query_and_key
from .detection import LABELS, detections, image_runs, on_input, randomise_statistics, tensors


def resnet(**other):
    settings = {"embedding_size": 6, "hidden_sizes": [6, 8, 8, 12], "depths": [1, 1, 2, 1], "layer_type": "basic",
                "out_features": ["stage4"]}
    return ResNetConfig(**{**settings, **other})


def config(**other):
    settings = {"d_model": 16, "num_queries": 5, "encoder_layers": 2, "decoder_layers": 2,
                "encoder_attention_heads": 2, "decoder_attention_heads": 4, "encoder_ffn_dim": 20,
                "decoder_ffn_dim": 12, "id2label": LABELS, "label2id": {name: key for key, name in LABELS.items()}}
    if not any(name in other for name in ("backbone", "backbone_config")):
        settings |= {"use_timm_backbone": False, "backbone_config": resnet()}
    return DetrConfig(**{**settings, **other})


def sites(outputs):
    kinds = (("encoder", "self", "encoder_attentions"), ("decoder", "self", "decoder_attentions"),
             ("cross", "cross", "cross_attentions"))
    return [Site(stream, i, kind, w[0]) for stream, kind, name in kinds for i, w in enumerate(outputs[name])]


def widen(model, factor):
    widen_query_and_key(model, factor)
    randomise_statistics(model)
    detector = getattr(model, "detr", model)
    base = getattr(detector, "model", detector)
    base.input_projection.weight.data.mul_(0.2)  # features of the size of positions
    if hasattr(detector, "class_labels_classifier"):
        detector.class_labels_classifier.weight.data.mul_(2.5)


def outputs(found):
    return tensors(found, "logits", "last_hidden_state", "encoder_last_hidden_state",
                   "intermediate_hidden_states", "pred_masks")


def newer_names(name):
    """The names that transformers uses in memory, which a checkpoint may have too."""
    for old, new in (("backbone.conv_encoder.", "backbone."), ("out_proj", "o_proj"), (".fc1", ".mlp.fc1"),
                     (".fc2", ".mlp.fc2")):
        name = name.replace(old, new)
    return name


def case(name, model, settings, runs, **other):
    if model is not DetrModel:
        other.setdefault("detections", on_input(lambda found: detections(DetrImageProcessor(), found)))
    return Case(name, model, settings, runs, sites=sites, outputs=outputs, widen=widen, **other)


SIZES = image_runs((64, 96), (65, 33), padded=((96, 64, 70, 64), (33, 96, 33, 65)))
SMALL = image_runs((40, 64), padded=((64, 48, 50, 40),))
FEW = image_runs((66, 64), padded=((64, 96, 64, 50),))

CASES = [
    case("detr-base", DetrForObjectDetection, config(), SIZES, seed=601),
    case("detr-bare", DetrModel, config(auxiliary_loss=True), FEW, seed=602),
    case("detr-bottleneck", DetrForObjectDetection,
         config(use_timm_backbone=False,
                backbone_config=resnet(hidden_sizes=[8, 8, 12, 16], layer_type="bottleneck", hidden_act="gelu",
                                       downsample_in_first_stage=True, downsample_in_bottleneck=True)),
         image_runs((130, 66), padded=((128, 64, 70, 64),)), seed=603),
    case("detr-learned", DetrForObjectDetection, config(position_embedding_type="learned"), FEW, seed=604),
    case("detr-newer-names", DetrForObjectDetection, config(activation_function="gelu"), FEW, seed=605,
         rename=newer_names),
    case("detr-timm-basic", DetrForObjectDetection, config(backbone="resnet_tiny_basic"), SMALL, seed=606),
    case("detr-timm-dilated", DetrForObjectDetection, config(backbone="resnet_tiny_bottleneck", dilation=True), SMALL,
         seed=607),
    case("detr-timm-deep", DetrForObjectDetection, config(backbone="resnet_tiny_deep"), SMALL, seed=608),
    case("detr-segmentation", DetrForSegmentation,
         config(encoder_attention_heads=8, decoder_attention_heads=2, d_model=32, encoder_layers=1, decoder_layers=1,
                backbone_config=resnet(out_features=["stage1", "stage2", "stage3", "stage4"]),
                use_timm_backbone=False), SMALL, seed=611, stored=torch.float16),
    case("detr-runs-float16", DetrForObjectDetection, config(), FEW, seed=609, stored=torch.float16, dtype="float16",
         factor=1.2, tolerance=HALF, detections=None),
    case("detr-runs-bfloat16", DetrForObjectDetection, config(), FEW, seed=610, dtype="bfloat16", factor=1.2,
         tolerance=BFLOAT, detections=None),
]
