"""ELECTRA: discriminator and generator, tables narrower than the layers or as wide."""

import torch
from transformers import (
    ElectraConfig,
    ElectraForCausalLM,
    ElectraForMaskedLM,
    ElectraForMultipleChoice,
    ElectraForPreTraining,
    ElectraForQuestionAnswering,
    ElectraForSequenceClassification,
    ElectraForTokenClassification,
    ElectraModel,
)

from .common import BFLOAT, Case, Run, decoder_sites, one_choice, random_ids, text_runs


def config(table=8, hidden=15, heads=3, layers=2, **other):
    return ElectraConfig(vocab_size=43, embedding_size=table, hidden_size=hidden, num_attention_heads=heads,
                         num_hidden_layers=layers, intermediate_size=24, max_position_embeddings=17, **other)


def causal_runs(generator, settings):
    return [Run("plain", {"ids": random_ids(generator, settings.vocab_size, 9)})]


CASES = [
    Case("electra-base", ElectraModel, config(), text_runs(9), seed=301),
    Case("electra-same-width", ElectraModel, config(24, 24, 2), text_runs(8), seed=302),
    Case("electra-discriminator", ElectraForPreTraining, config(hidden_act="relu"), text_runs(8), seed=303),
    Case("electra-generator", ElectraForMaskedLM, config(layers=3), text_runs(8), seed=304),
    Case("electra-generator-decoder", ElectraForCausalLM, config(is_decoder=True), causal_runs, decoder_sites,
         seed=305),
    Case("electra-sequence", ElectraForSequenceClassification, config(num_labels=3), text_runs(7), seed=306),
    Case("electra-choice", ElectraForMultipleChoice, config(), text_runs(7), seed=310, feed=one_choice),
    Case("electra-choice-mean", ElectraForMultipleChoice,
         config(layers=1, summary_type="mean", summary_activation="tanh"), text_runs(6), seed=311, feed=one_choice),
    Case("electra-choice-last", ElectraForMultipleChoice,
         config(layers=1, summary_type="last", summary_use_proj=False, summary_activation="relu"), text_runs(6),
         seed=312, feed=one_choice),
    Case("electra-tokens", ElectraForTokenClassification, config(num_labels=4), text_runs(7), seed=307),
    Case("electra-question", ElectraForQuestionAnswering, config(), text_runs(7), seed=308, stored=torch.float16),
    Case("electra-runs-bfloat16", ElectraForPreTraining, config(), text_runs(7), seed=309, dtype="bfloat16", factor=1.2,
         tolerance=BFLOAT),
]
