"""DistilBERT: no token types, no pooler, its own names and heads."""

import torch
from transformers import (
    DistilBertConfig,
    DistilBertForMaskedLM,
    DistilBertForMultipleChoice,
    DistilBertForQuestionAnswering,
    DistilBertForSequenceClassification,
    DistilBertForTokenClassification,
    DistilBertModel,
)

from .common import HALF, Case, one_choice, text_runs


def config(dim=15, heads=3, layers=2, **other):
    return DistilBertConfig(vocab_size=41, dim=dim, n_heads=heads, n_layers=layers, hidden_dim=26,
                            max_position_embeddings=18, **other)


def runs(longest):
    return text_runs(longest, pair=False)


CASES = [
    Case("distilbert-base", DistilBertModel, config(), runs(11), seed=201),
    Case("distilbert-sinusoidal", DistilBertModel, config(24, 2, 3, sinusoidal_pos_embds=True), runs(7), seed=202),
    Case("distilbert-masked-lm", DistilBertForMaskedLM, config(activation="relu"), runs(8), seed=203),
    Case("distilbert-sequence", DistilBertForSequenceClassification, config(num_labels=4), runs(8), seed=204),
    Case("distilbert-choice", DistilBertForMultipleChoice, config(), runs(7), seed=208, feed=one_choice),
    Case("distilbert-tokens", DistilBertForTokenClassification, config(num_labels=3), runs(7), seed=205, shard="8KB"),
    Case("distilbert-question", DistilBertForQuestionAnswering, config(), runs(7), seed=206),
    Case("distilbert-runs-float16", DistilBertForMaskedLM, config(), runs(7), seed=207, stored=torch.float16,
         dtype="float16", factor=1.2, tolerance=HALF),
]
