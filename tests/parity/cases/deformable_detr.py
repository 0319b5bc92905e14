"""Deformable DETR: plain, with refined boxes, in two stages; one to many levels, padded images, both spellings."""

import torch
from transformers import (DeformableDetrConfig, DeformableDetrForObjectDetection, DeformableDetrImageProcessor,
                          DeformableDetrModel, ResNetConfig)

from . import timm_names  # noqa: F401
from .common import BFLOAT, HALF, Case, Site, widen_query_and_key
from .detection import (LABELS, detections, image_runs, on_input, randomise_statistics, sampling_calls,
                        sampling_sites, tensors)
from .detr import newer_names


def resnet(*stages, **other):
    settings = {"embedding_size": 4, "hidden_sizes": [4, 6, 6, 8], "depths": [1, 1, 1, 1], "layer_type": "basic",
                "out_features": [f"stage{stage}" for stage in stages or (2, 3, 4)]}
    return ResNetConfig(**{**settings, **other})


def config(**other):
    settings = {"d_model": 32, "num_queries": 5, "encoder_layers": 1, "decoder_layers": 2,
                "encoder_attention_heads": 2, "decoder_attention_heads": 4, "encoder_ffn_dim": 12,
                "decoder_ffn_dim": 10, "encoder_n_points": 2, "decoder_n_points": 2, "num_feature_levels": 3,
                "id2label": LABELS, "label2id": {name: key for key, name in LABELS.items()}}
    if not any(name in other for name in ("backbone", "backbone_config")):
        settings |= {"use_timm_backbone": False, "backbone_config": resnet()}
    return DeformableDetrConfig(**{**settings, **other})


def sites(outputs, calls):
    return sampling_sites(calls) + [Site("decoder", i, "self", w[0]) for i, w in enumerate(outputs.decoder_attentions)]


def widen(model, factor):
    widen_query_and_key(model, factor)
    randomise_statistics(model)
    for name, parameter in model.named_parameters():
        if ".attention_weights." in name or ".sampling_offsets." in name:
            parameter.data.mul_(factor)
        elif "class_embed" in name and name.endswith("weight"):
            parameter.data.mul_(0.8)


def outputs(found):
    return tensors(found, "logits", "last_hidden_state", "encoder_last_hidden_state", "init_reference_points",
                   "intermediate_reference_points")


def two_stage_outputs(found):
    return {**outputs(found), "enc_outputs_class": found["enc_outputs_class"]}


def case(name, model, settings, runs, **other):
    if model is DeformableDetrForObjectDetection:
        other.setdefault("detections", on_input(lambda found: detections(DeformableDetrImageProcessor(), found)))
    return Case(name, model, settings, runs, probe=sampling_calls, widen=widen,
                **{"sites": sites, "outputs": outputs, "stored": torch.float16, **other})


FEW = image_runs((34, 48), padded=((48, 64, 40, 64), (32, 48, 32, 33)))
LEAST = image_runs((33, 40), padded=((48, 40, 35, 40),))
WIDE = image_runs((33, 70), padded=((40, 72, 40, 50),))  # two cells at least on the coarsest level

FACTOR_OF_TWO_STAGES = 0.8  # proposals feed the decoder, and so does their rounding: more would pass the tolerance on some processors

CASES = [
    case("deformable-detr-base", DeformableDetrForObjectDetection, config(decoder_n_points=3), FEW, seed=651),
    case("deformable-detr-bare", DeformableDetrModel, config(), LEAST, seed=652),
    case("deformable-detr-refine", DeformableDetrForObjectDetection, config(with_box_refine=True), LEAST, seed=653),
    case("deformable-detr-two-stage", DeformableDetrForObjectDetection,
         config(with_box_refine=True, two_stage=True, two_stage_num_proposals=6), LEAST, seed=654,
         outputs=two_stage_outputs, factor=FACTOR_OF_TWO_STAGES),
    case("deformable-detr-untied", DeformableDetrForObjectDetection,
         config(with_box_refine=True, two_stage=True, two_stage_num_proposals=4, tie_word_embeddings=False), LEAST,
         seed=655, outputs=two_stage_outputs, factor=FACTOR_OF_TWO_STAGES),
    case("deformable-detr-more-levels", DeformableDetrForObjectDetection,
         config(use_timm_backbone=False, backbone_config=resnet(3), decoder_n_points=1),
         WIDE, seed=656),
    case("deformable-detr-one-level", DeformableDetrForObjectDetection,
         config(num_feature_levels=1, use_timm_backbone=False, backbone_config=resnet(4)),
         image_runs((70, 64), padded=((64, 96, 64, 60),)), seed=657),
    case("deformable-detr-learned", DeformableDetrForObjectDetection, config(position_embedding_type="learned"), LEAST,
         seed=658, rename=newer_names),
    case("deformable-detr-timm", DeformableDetrForObjectDetection,
         config(backbone="resnet_tiny_deep", num_feature_levels=4), WIDE, seed=659),
    case("deformable-detr-timm-dilated", DeformableDetrForObjectDetection,
         config(backbone="resnet_tiny_bottleneck", num_feature_levels=1, dilation=True),
         image_runs((48, 40), padded=((48, 64, 48, 40),)), seed=660),
    case("deformable-detr-runs-float16", DeformableDetrForObjectDetection, config(with_box_refine=True), LEAST,
         seed=661, dtype="float16", factor=0.5, tolerance=HALF, detections=None),
    case("deformable-detr-runs-bfloat16", DeformableDetrForObjectDetection, config(), LEAST, seed=662,
         dtype="bfloat16", factor=0.5, tolerance=BFLOAT, detections=None),
]
