"""GPT-2: causal attention, weights kept as [in, out], the scales that its config.json can ask for."""

import torch
from transformers import (
    GPT2Config,
    GPT2DoubleHeadsModel,
    GPT2ForQuestionAnswering,
    GPT2ForSequenceClassification,
    GPT2ForTokenClassification,
    GPT2LMHeadModel,
    GPT2Model,
)

from .common import HALF, Case, Run, decoder_sites, random_ids


def config(width=15, heads=3, layers=2, **other):
    other.setdefault("bos_token_id", 0)
    other.setdefault("eos_token_id", 0)
    return GPT2Config(vocab_size=43, n_embd=width, n_head=heads, n_layer=layers, n_positions=18, **other)


def widen(model, factor):
    for name, parameter in model.named_parameters():
        if "attn.c_attn" in name:
            parameter.data[..., : parameter.shape[-1] * 2 // 3].mul_(factor)


def runs(longest, padding=None):
    def made(generator, settings):
        ids = random_ids(generator, settings.vocab_size, longest)
        end, middle = torch.ones_like(ids), torch.ones_like(ids)
        end[0, -3:] = 0
        middle[0, 2:4] = 0
        padded = random_ids(generator, settings.vocab_size, longest)
        if padding is not None:
            padded[0, -3:] = padding
        start = torch.ones_like(ids)
        start[0, :2] = 0
        return [Run("plain", {"ids": ids}), Run("single", {"ids": ids[:, :1]}),
                Run("padded-start", {"ids": ids, "mask": start}, notes={"first_row": 2}),
                Run("padded-end", {"ids": padded, "mask": end}), Run("padded-middle", {"ids": ids, "mask": middle})]

    return made


def case(name, model, settings, made, seed, **other):
    return Case(name, model, settings, made, decoder_sites, widen, seed=seed, **other)


def without_prefix(name):
    return name.removeprefix("transformer.")


CASES = [
    case("gpt2-base", GPT2Model, config(), runs(11), 401),
    case("gpt2-lm", GPT2LMHeadModel, config(24, 2), runs(10), 402),
    case("gpt2-lm-without-prefix", GPT2LMHeadModel, config(n_inner=19), runs(6), 403, rename=without_prefix),
    case("gpt2-lm-untied", GPT2LMHeadModel, config(tie_word_embeddings=False), runs(6), 404),
    case("gpt2-scaled-by-layer", GPT2LMHeadModel,
         config(layers=3, scale_attn_by_inverse_layer_idx=True, reorder_and_upcast_attn=True), runs(8), 405),
    case("gpt2-unscaled", GPT2Model, config(scale_attn_weights=False, activation_function="relu"), runs(8), 406,
         factor=1.2),
    case("gpt2-sequence", GPT2ForSequenceClassification, config(num_labels=3, pad_token_id=2), runs(8, 2), 407),
    case("gpt2-tokens", GPT2ForTokenClassification, config(num_labels=4), runs(7), 408),
    case("gpt2-question", GPT2ForQuestionAnswering, config(), runs(7), 409),
    case("gpt2-double-heads", GPT2DoubleHeadsModel, config(), runs(7), 412),
    case("gpt2-double-heads-wide", GPT2DoubleHeadsModel,
         config(layers=1, summary_type="last", summary_proj_to_labels=False, summary_activation="tanh"), runs(6), 413),
    case("gpt2-sequence-unpadded", GPT2ForSequenceClassification, config(layers=1), runs(6), 414),
    case("gpt2-sharded-bfloat16", GPT2LMHeadModel, config(), runs(7), 410, stored=torch.bfloat16, shard="6KB"),
    case("gpt2-runs-float16", GPT2LMHeadModel, config(), runs(7), 411, stored=torch.float16, dtype="float16",
         factor=1.2, tolerance=HALF),
]
