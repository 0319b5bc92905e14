"""RT-DETR and RT-DETRv2: backbones of both block types, pyramids of several depths, both ways of sampling."""

import contextlib

import torch
from transformers import (RTDetrConfig, RTDetrForObjectDetection, RTDetrImageProcessor, RTDetrModel,
                          RTDetrResNetConfig, RTDetrV2Config, RTDetrV2ForObjectDetection, RTDetrV2Model, ResNetConfig)
from transformers.models.rt_detr_v2 import modeling_rt_detr_v2

from .common import HALF, Case, Site
from .detection import LABELS, detections, image_runs, randomise_statistics, sampling_calls, sampling_sites, tensors

# Every tensor of the reference's output that is no list of layers.
OUTPUTS = ("logits", "last_hidden_state", "intermediate_hidden_states", "intermediate_logits",
           "intermediate_reference_points", "init_reference_points", "enc_topk_logits", "enc_topk_bboxes",
           "enc_outputs_class", "enc_outputs_coord_logits")


def backbone(widths=(4, 6, 8, 8), stem=4, depths=(1, 1, 1, 1), **other):
    settings = {"layer_type": "basic", "out_indices": [2, 3, 4], **other}
    return RTDetrResNetConfig(embedding_size=stem, hidden_sizes=list(widths), depths=list(depths), **settings)


def config(made=RTDetrConfig, body=None, width=8, levels=3, **other):
    body = body or backbone()
    maps = len(body.out_indices)
    settings = {"encoder_hidden_dim": width, "encoder_in_channels": [1] * maps, "encoder_ffn_dim": 10,
                "encoder_attention_heads": 2, "d_model": width, "decoder_in_channels": [width] * maps,
                "decoder_ffn_dim": 10, "decoder_attention_heads": 2, "decoder_layers": 2, "decoder_n_points": 2,
                "num_queries": 6, "num_feature_levels": levels, "num_denoising": 4, "hidden_expansion": 0.5,
                "encode_proj_layers": [maps - 1], "backbone_config": body, "id2label": LABELS,
                "label2id": {name: number for number, name in LABELS.items()}, **other}
    if made is RTDetrV2Config:
        settings["decoder_n_levels"] = levels
    return made(**settings)


def widen(model, factor):
    """Sharp attention, points well away from their reference, and boxes that every layer moves."""
    randomise_statistics(model)
    for name, parameter in model.named_parameters():
        if any(f".{part}." in name for part in ("q_proj", "k_proj", "attention_weights")):
            parameter.data.mul_(factor if "decoder" in name else 0.2 * factor)  # the maps themselves are wide
        if "sampling_offsets" in name:
            parameter.data.mul_(2 * factor)


@contextlib.contextmanager
def second_calls(model):
    """The same as detection.sampling_calls for the second version, whose sampling is a function."""
    plain, calls = modeling_rt_detr_v2.multi_scale_deformable_attention_v2, {}

    def keep(value, shapes, points, weights, counts, method="default"):
        by_level = (len(counts), counts[0])
        calls[f"decoder.layers.{len(calls)}.encoder_attn"] = (points.unflatten(3, by_level), weights.unflatten(3, by_level))
        return plain(value, shapes, points, weights, counts, method)

    modeling_rt_detr_v2.multi_scale_deformable_attention_v2 = keep
    try:
        yield calls
    finally:
        modeling_rt_detr_v2.multi_scale_deformable_attention_v2 = plain


def sites(outputs, calls):
    made = [Site("encoder", i, "self", w[0]) for i, w in enumerate(outputs.encoder_attentions)]
    made += [Site("decoder", i, "self", w[0]) for i, w in enumerate(outputs.decoder_attentions)]
    return made + sampling_sites(calls)


def kept(outputs):
    return tensors(outputs, *(name for name in OUTPUTS if torch.is_tensor(outputs.get(name))))


def case(name, model, settings, runs, **other):
    second = isinstance(settings, RTDetrV2Config)
    processor = RTDetrImageProcessor()
    found = {} if model in (RTDetrModel, RTDetrV2Model) else {"detections": lambda o, run: detections(processor, o)}
    return Case(name, model, settings, runs, sites=sites, probe=second_calls if second else sampling_calls,
                widen=widen, outputs=kept, **{**found, **other})


def older_names(name):
    """The heads at the top level, as some checkpoints of the second version have them."""
    return name.replace("model.decoder.class_embed", "class_embed").replace("model.decoder.bbox_embed", "bbox_embed")


def newer_names(name):
    """The names that transformers uses in memory."""
    for old, new in (("encoder.encoder.", "encoder.aifi."), ("out_proj", "o_proj"), (".fc1", ".mlp.fc1"),
                     (".fc2", ".mlp.fc2")):
        name = name.replace(old, new)
    return name


BOTTLENECK = {"layer_type": "bottleneck", "widths": (8, 8, 12, 16), "depths": (1, 2, 1, 2)}
TWO = backbone(stem=6, widths=(4, 6, 8), depths=(2, 1, 2), downsample_in_first_stage=True, out_indices=[2, 3])
FOUR = backbone(out_features=["stage1", "stage2", "stage3", "stage4"], out_indices=None, hidden_act="gelu")
PLAIN = ResNetConfig(embedding_size=4, hidden_sizes=[8, 8, 12], depths=[1, 1, 2], layer_type="bottleneck",
                     out_indices=[2, 3], downsample_in_first_stage=True)
SIZES = image_runs((32, 64), (64, 32))
SECOND = image_runs((64, 32))

CASES = [
    case("rt-detr", RTDetrForObjectDetection, config(), SIZES, seed=801),
    case("rt-detr-bottleneck", RTDetrForObjectDetection,
         config(body=backbone(**BOTTLENECK), decoder_n_points=3, encoder_layers=2, normalize_before=True,
                hidden_expansion=1.0, activation_function="relu", encoder_activation_function="relu"),
         image_runs((32, 96)), seed=802),
    case("rt-detr-uneven", RTDetrForObjectDetection,
         config(body=TWO, width=12, levels=3, decoder_attention_heads=3, decoder_layers=3, encode_proj_layers=[0, 1],
                positional_encoding_temperature=200, num_denoising=0, num_queries=9,
                batch_norm_eps=1e-3, layer_norm_eps=1e-3, decoder_activation_function="gelu"),
         image_runs((32, 64), (64, 32)), seed=803),
    case("rt-detr-four-maps", RTDetrForObjectDetection,
         config(body=FOUR, levels=4, eval_size=64, freeze_backbone_batch_norms=False, decoder_n_points=1,
                hidden_expansion=0.75, anchor_image_size=[64, 32], feat_strides=[4, 8, 16, 32]),
         image_runs((64, 32), (32, 64)), seed=804),
    case("rt-detr-without-attention", RTDetrForObjectDetection,
         config(body=backbone(downsample_in_bottleneck=True, **BOTTLENECK), encoder_layers=0), SECOND, seed=805),
    case("rt-detr-bare", RTDetrModel, config(levels=5), SECOND, seed=806),
    case("rt-detr-resnet", RTDetrForObjectDetection, config(body=PLAIN), SECOND, seed=809),
    case("rt-detr-newer-names", RTDetrForObjectDetection, config(), SECOND, seed=807, rename=newer_names),
    case("rt-detr-runs-float16", RTDetrForObjectDetection, config(), image_runs((32, 64)), seed=808, dtype="float16",
         stored=torch.float16, factor=1.0, tolerance=HALF),
    case("rt-detr-v2", RTDetrV2ForObjectDetection, config(RTDetrV2Config), SIZES, seed=811),
    case("rt-detr-v2-discrete", RTDetrV2ForObjectDetection,
         config(RTDetrV2Config, decoder_method="discrete", decoder_n_points=3, decoder_offset_scale=0.9), SECOND,
         seed=812),
    case("rt-detr-v2-heads-above", RTDetrV2ForObjectDetection, config(RTDetrV2Config, levels=4), SECOND, seed=813,
         rename=older_names),
    case("rt-detr-v2-bare", RTDetrV2Model, config(RTDetrV2Config, decoder_method="discrete"), SECOND, seed=814,
         factor=1),  # more would pass the tolerance on some processors
]
