"""BART: the bare model, the language model with every generation rule that is read, the sentence classifier."""

import torch
from transformers import (
    BartConfig,
    BartForCausalLM,
    BartForConditionalGeneration,
    BartForQuestionAnswering,
    BartForSequenceClassification,
    BartModel,
)

from .common import HALF, Case, Run, decoder_sites, random_ids
from .seq2seq import (
    causal_runs,
    end_bias,
    generating,
    generation_runs,
    note_generation,
    seq2seq_sites,
    source_mask,
    target_runs,
    tensors,
)


def config(width=12, heads=3, layers=2, vocabulary=39, **other):
    settings = {
        "vocab_size": vocabulary, "d_model": width, "encoder_layers": layers, "decoder_layers": layers,
        "encoder_attention_heads": heads, "decoder_attention_heads": heads, "encoder_ffn_dim": 19,
        "decoder_ffn_dim": 17, "max_position_embeddings": 23,
    }
    return BartConfig(**{**settings, **other})


def shifted_runs(generator, settings):
    """No target: the source, shifted, is what the decoder reads."""
    ids = random_ids(generator, settings.vocab_size, 8)
    padded = {"ids": random_ids(generator, settings.vocab_size, 8), "mask": source_mask(8, (6, 7))}
    return [Run("shifted", {"ids": ids}), Run("shifted-padded", padded)] + target_runs(7, 5)(generator, settings)


def classified_runs(generator, settings):
    made = []
    for name, places in (("one-end", (7,)), ("two-ends", (3, 7)), ("end-inside", (4,))):
        ids = random_ids(generator, settings.vocab_size, 8)
        ids[0, list(places)] = settings.eos_token_id
        made.append(Run(name, {"ids": ids}))
    ids = ids.clone()
    made.append(Run("padded", {"ids": ids, "mask": source_mask(8, (6, 7))}))
    return made


def case(name, model, settings, runs, end=0.0, **other):
    return Case(name, model, settings, runs, seq2seq_sites, widen=end_bias(end), outputs=tensors,
                finish=note_generation, **other)


def generation(name, seed, *settings, end=1.5, layers=1, count=2, padded=False, **rules):
    rules.setdefault("num_beams", 4)  # transformers saves the beam rules only beside it; each run sets its own
    return case(name, generating(BartForConditionalGeneration, **rules), config(layers=layers),
                generation_runs(*settings, count=count, padded=padded), end, seed=seed)


CASES = [
    case("bart-base", BartModel, config(), shifted_runs, seed=531),
    case("bart-lm", BartForConditionalGeneration, config(scale_embedding=True), target_runs(), seed=532),
    case("bart-odd-width", BartForConditionalGeneration, config(15, 5, activation_function="gelu_new"),
         target_runs(7, 5), seed=533),
    case("bart-classifier", BartForSequenceClassification, config(num_labels=4), classified_runs, seed=534),
    case("bart-question", BartForQuestionAnswering, config(), shifted_runs, seed=550),
    Case("bart-decoder", BartForCausalLM, config(scale_embedding=True), causal_runs(9), decoder_sites,
         widen=end_bias(0), seed=551),
    Case("bart-decoder-untied", BartForCausalLM, config(15, 5, 1, tie_word_embeddings=False), causal_runs(6),
         decoder_sites, widen=end_bias(0), seed=552),
    case("bart-untied", BartForConditionalGeneration, config(tie_word_embeddings=False), target_runs(6, 4), seed=535),
    case("bart-runs-float16", BartForConditionalGeneration, config(16, 2), target_runs(6, 4), seed=536,
         stored=torch.float16, dtype="float16", factor=1.2, tolerance=HALF),
    generation("bart-generate", 1241, (10, 1), (10, 3), end=2.0, layers=2, count=1, padded=True),
    generation("bart-generate-ngrams", 542, (14, 1), (14, 3), no_repeat_ngram_size=2, end=0.0),
    generation("bart-generate-early", 843, (12, 3), (12, 2), early_stopping=True, length_penalty=2.0, end=1.2),
    generation("bart-generate-never", 1444, (12, 3), (12, 5), early_stopping="never", length_penalty=-0.5, end=1.2),
    generation("bart-generate-never-long", 545, (12, 3), early_stopping="never", length_penalty=1.3, end=1.2),
    generation("bart-generate-lengths", 546, (9, 1), (9, 3), min_length=5, forced_bos_token_id=7, end=4.0),
    generation("bart-generate-repetition", 547, (9, 1), (9, 3), repetition_penalty=1.7, min_new_tokens=3, end=2.5),
    generation("bart-generate-bad-words", 548, (12, 1), (12, 3), end=0.5,
               bad_words_ids=[[5], [2], [9, 11], [30, 31, 32], [14, 14]], suppress_tokens=[8, 12],
               begin_suppress_tokens=[20, 21]),
    generation("bart-generate-two-ends", 549, (12, 1), (12, 3), eos_token_id=[2, 17], forced_eos_token_id=[2],
               encoder_no_repeat_ngram_size=1),
]
