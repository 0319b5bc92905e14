"""RoBERTa, XLM-RoBERTa and CamemBERT: positions that skip padding tokens, and their heads."""

import torch
from transformers import (
    CamembertConfig,
    CamembertForCausalLM,
    CamembertForMaskedLM,
    CamembertForMultipleChoice,
    CamembertForTokenClassification,
    RobertaConfig,
    RobertaForCausalLM,
    RobertaForMaskedLM,
    RobertaForMultipleChoice,
    RobertaForQuestionAnswering,
    RobertaForSequenceClassification,
    RobertaForTokenClassification,
    RobertaModel,
    XLMRobertaConfig,
    XLMRobertaForCausalLM,
    XLMRobertaForMaskedLM,
    XLMRobertaForMultipleChoice,
    XLMRobertaForQuestionAnswering,
    XLMRobertaForSequenceClassification,
    XLMRobertaModel,
)

from .common import HALF, Case, Run, decoder_sites, one_choice, random_ids, text_runs


def config(kind=RobertaConfig, hidden=15, heads=3, layers=2, **other):
    other.setdefault("pad_token_id", 1)
    return kind(vocab_size=41, hidden_size=hidden, num_attention_heads=heads, num_hidden_layers=layers,
                intermediate_size=22, max_position_embeddings=20, type_vocab_size=1, layer_norm_eps=1e-5, **other)


def padded_runs(longest):
    """Padding tokens at the end with and without a mask, and one in the middle of the text."""

    def runs(generator, settings):
        made = text_runs(longest, pair=False)(generator, settings)
        ids = random_ids(generator, settings.vocab_size, longest)
        ids[0, -2:] = settings.pad_token_id
        made.append(Run("padding-ids", {"ids": ids}))
        made.append(Run("padding-ids-masked", {"ids": ids, "mask": ids.ne(settings.pad_token_id).long()}))
        inside = random_ids(generator, settings.vocab_size, longest)
        inside[0, 3] = settings.pad_token_id
        made.append(Run("padding-id-inside", {"ids": inside}))
        return made

    return runs


def causal_runs(generator, settings):
    return [Run("plain", {"ids": random_ids(generator, settings.vocab_size, 9)})]


CASES = [
    Case("roberta-base", RobertaModel, config(), padded_runs(9), seed=101),
    Case("roberta-masked-lm", RobertaForMaskedLM, config(hidden=24, heads=2), padded_runs(8), seed=102),
    Case("roberta-padding-3", RobertaForMaskedLM, config(pad_token_id=3, hidden_act="relu"), padded_runs(7), seed=103),
    Case("roberta-sequence", RobertaForSequenceClassification, config(num_labels=5), padded_runs(7), seed=104),
    Case("roberta-tokens", RobertaForTokenClassification, config(num_labels=3), padded_runs(6), seed=105),
    Case("roberta-question", RobertaForQuestionAnswering, config(), padded_runs(6), seed=106),
    Case("roberta-decoder", RobertaForCausalLM, config(is_decoder=True), causal_runs, decoder_sites, seed=107),
    Case("xlm-roberta-base", XLMRobertaModel, config(XLMRobertaConfig, 20, 4), padded_runs(8), seed=108),
    Case("xlm-roberta-masked-lm", XLMRobertaForMaskedLM, config(XLMRobertaConfig, layers=3), padded_runs(7), seed=109,
         stored=torch.bfloat16),
    Case("camembert-masked-lm", CamembertForMaskedLM, config(CamembertConfig), padded_runs(8), seed=110),
    Case("roberta-choice", RobertaForMultipleChoice, config(layers=1), padded_runs(6), seed=112, feed=one_choice),
    Case("xlm-roberta-choice", XLMRobertaForMultipleChoice, config(XLMRobertaConfig, layers=1), padded_runs(5),
         seed=113, feed=one_choice),
    Case("xlm-roberta-decoder", XLMRobertaForCausalLM, config(XLMRobertaConfig, layers=1, is_decoder=True), causal_runs,
         decoder_sites, seed=114),
    Case("xlm-roberta-sequence", XLMRobertaForSequenceClassification, config(XLMRobertaConfig, layers=1, num_labels=3),
         padded_runs(5), seed=115),
    Case("xlm-roberta-question", XLMRobertaForQuestionAnswering, config(XLMRobertaConfig, layers=1), padded_runs(5),
         seed=116),
    Case("camembert-choice", CamembertForMultipleChoice, config(CamembertConfig, layers=1), padded_runs(5), seed=117,
         feed=one_choice),
    Case("camembert-decoder", CamembertForCausalLM, config(CamembertConfig, layers=1, is_decoder=True), causal_runs,
         decoder_sites, seed=118),
    Case("camembert-tokens", CamembertForTokenClassification, config(CamembertConfig, layers=1, num_labels=3),
         padded_runs(5), seed=119),
    Case("roberta-runs-float16", RobertaForMaskedLM, config(), padded_runs(7), seed=111, stored=torch.float16,
         dtype="float16", factor=1.2, tolerance=HALF),
]
