"""BERT: every head, with and without the pooler, other activations, older parameter names, shards, half precision."""

import torch
from transformers import (
    BertConfig,
    BertForMaskedLM,
    BertForMultipleChoice,
    BertForNextSentencePrediction,
    BertForPreTraining,
    BertForQuestionAnswering,
    BertForSequenceClassification,
    BertForTokenClassification,
    BertLMHeadModel,
    BertModel,
)

from .common import BFLOAT, HALF, Case, Run, decoder_sites, one_choice, random_ids, text_runs

LABELS = {0: "noise", 1: "voice", 2: "silence"}


def config(hidden=15, heads=3, layers=2, **other):
    return BertConfig(vocab_size=43, hidden_size=hidden, num_attention_heads=heads, num_hidden_layers=layers,
                      intermediate_size=27, max_position_embeddings=19, type_vocab_size=2, **other)


def without_pooler(settings):
    return BertModel(settings, add_pooling_layer=False)


def older_names(name):
    return name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta")


def without_prefix(name):
    return name.removeprefix("bert.")


def causal_runs(generator, settings):
    return [Run("plain", {"ids": random_ids(generator, settings.vocab_size, 11)})]


def longest_run(generator, settings):
    return [Run("longest", {"ids": random_ids(generator, settings.vocab_size, settings.max_position_embeddings)})]


def labelled(**other):
    return config(id2label=LABELS, label2id={name: index for index, name in LABELS.items()}, **other)


CASES = [
    Case("bert-base", BertModel, config(), text_runs(), seed=1),
    Case("bert-base-12-wide", BertModel, config(24, 2, 3, hidden_act="gelu_new"), text_runs(7), seed=2),
    Case("bert-longest", BertModel, config(14, 2, layer_norm_eps=1e-5), longest_run, seed=3),
    Case("bert-no-pooler", without_pooler, config(hidden_act="relu"), text_runs(9), seed=4),
    Case("bert-older-names", BertModel, config(hidden_act="silu"), text_runs(6), seed=5, rename=older_names),
    Case("bert-masked-lm", BertForMaskedLM, config(), text_runs(10), seed=6),
    Case("bert-masked-lm-untied", BertForMaskedLM, config(tie_word_embeddings=False), text_runs(5), seed=7),
    Case("bert-head-without-prefix", BertForMaskedLM, config(), text_runs(5), seed=8, rename=without_prefix),
    Case("bert-pretraining", BertForPreTraining, config(hidden_act="quick_gelu"), text_runs(8), seed=9),
    Case("bert-next-sentence", BertForNextSentencePrediction, config(), text_runs(8), seed=10),
    Case("bert-sequence", BertForSequenceClassification, labelled(), text_runs(8), seed=11),
    Case("bert-choice", BertForMultipleChoice, config(), text_runs(8), seed=21, feed=one_choice),
    Case("bert-lm-both-ways", BertLMHeadModel, config(layers=1), causal_runs, seed=22),
    Case("bert-tokens", BertForTokenClassification, labelled(hidden_act="gelu_pytorch_tanh"), text_runs(8), seed=12),
    Case("bert-question", BertForQuestionAnswering, config(), text_runs(8), seed=13),
    Case("bert-decoder", BertLMHeadModel, config(is_decoder=True), causal_runs, decoder_sites, seed=14),
    Case("bert-sharded", BertForMaskedLM, config(), text_runs(6), seed=15, shard="8KB"),
    Case("bert-stored-float16", BertForMaskedLM, config(), text_runs(6), seed=16, stored=torch.float16),
    Case("bert-stored-bfloat16", BertModel, config(), text_runs(6), seed=17, stored=torch.bfloat16, shard="9KB"),
    Case("bert-runs-float16", BertForMaskedLM, config(20, 4), text_runs(9), seed=18, stored=torch.float16,
         dtype="float16", factor=1.2, tolerance=HALF),
    Case("bert-runs-bfloat16", BertForMaskedLM, config(20, 4), text_runs(9), seed=19, dtype="bfloat16", factor=1.2,
         tolerance=BFLOAT),
]
