"""Marian: shared and separate tables, scaled embeddings, odd widths, and generation as generate() does it."""

import torch
from transformers import MarianConfig, MarianForCausalLM, MarianModel, MarianMTModel

from .common import BFLOAT, HALF, Case, decoder_sites
from .seq2seq import (
    causal_runs,
    end_bias,
    exact_positions,
    generating,
    generation_runs,
    note_generation,
    seq2seq_sites,
    target_runs,
    tensors,
)


def config(width=12, heads=3, layers=2, vocabulary=37, **other):
    settings = {
        "vocab_size": vocabulary, "d_model": width, "encoder_layers": layers, "decoder_layers": layers,
        "encoder_attention_heads": heads, "decoder_attention_heads": heads, "encoder_ffn_dim": 19,
        "decoder_ffn_dim": 17, "max_position_embeddings": 31, "pad_token_id": vocabulary - 1,
        "decoder_start_token_id": vocabulary - 1, "eos_token_id": 0, "forced_eos_token_id": 0,
        "activation_function": "swish", "scale_embedding": True,
    }
    return MarianConfig(**{**settings, **other})


def separate(**other):
    return config(share_encoder_decoder_embeddings=False, decoder_vocab_size=41, **other)


def case(name, model, settings, runs, end=0.0, **other):
    return Case(name, model, settings, runs, seq2seq_sites, widen=end_bias(end), outputs=tensors,
                finish=note_generation, **other)


BAD_PADDING = {"bad_words_ids": [[36]]}
SEARCHES = ((12, 1), (12, 3))

CASES = [
    case("marian-base", MarianModel, config(), target_runs(), seed=501),
    case("marian-mt", MarianMTModel, config(), target_runs(), seed=502),
    case("marian-odd-width", MarianMTModel, config(15, 5, activation_function="relu", scale_embedding=False),
         target_runs(7, 5), seed=503),
    case("marian-layers", MarianMTModel, config(encoder_layers=1, decoder_layers=3, encoder_attention_heads=2,
                                                decoder_attention_heads=4), target_runs(7, 5), seed=504),
    case("marian-separate", MarianMTModel, separate(), target_runs(7, 5, 41), seed=505),
    case("marian-separate-untied", MarianMTModel, separate(tie_word_embeddings=False), target_runs(6, 4, 41),
         seed=506),
    Case("marian-decoder", MarianForCausalLM, config(), causal_runs(9), decoder_sites, widen=end_bias(0), seed=510),
    Case("marian-decoder-untied", MarianForCausalLM, config(15, 5, tie_word_embeddings=False), causal_runs(6),
         decoder_sites, widen=end_bias(0), seed=511),
    case("marian-stored-float16", MarianMTModel, config(), exact_positions(target_runs(6, 4)), seed=507,
         stored=torch.float16),
    case("marian-runs-float16", MarianMTModel, config(16, 2), target_runs(6, 4), seed=508, stored=torch.float16,
         dtype="float16", factor=1.2, tolerance=HALF),
    case("marian-runs-bfloat16", MarianMTModel, config(16, 2), target_runs(6, 4), seed=509, dtype="bfloat16",
         factor=1.2, tolerance=BFLOAT),
    case("marian-generate", generating(MarianMTModel, **BAD_PADDING), config(scale_embedding=False),
         generation_runs(*SEARCHES, count=1), 2.0, seed=911),
    case("marian-generate-long", generating(MarianMTModel, **BAD_PADDING, num_beams=4),
         config(layers=1, scale_embedding=False),
         generation_runs((30, 1), (17, 4), (1, 1), (1, 3), count=1, padded=False), 2.5, seed=554),
    case("marian-generate-renormalised", generating(MarianMTModel, **BAD_PADDING, renormalize_logits=True),
         config(layers=1, scale_embedding=False), generation_runs((9, 3), (9, 2)), 2.0, seed=913),
    case("marian-generate-separate", MarianMTModel, separate(scale_embedding=False, tie_word_embeddings=False),
         generation_runs(*SEARCHES, count=1), 2.0, seed=614),
]
