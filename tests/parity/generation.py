#!/usr/bin/env python3
"""Compares what `headlight dump` generates with transformers' generate(), token for token.

    python tests/parity/generation.py PROGRAM [--models N] [--seed N]

Needs torch 2.11 and transformers 5.23. N tiny random Marian and BART checkpoints, each with a random choice of every
field of generation_config.json that changes what greedy and beam search write; three sources each, greedy and beams.
Exit status 1 when one differs.
"""

import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

import torch
from transformers import BartConfig, BartForConditionalGeneration, MarianConfig, MarianMTModel
from transformers.utils import logging

VOCABULARY, LONGEST, END = 40, 24, 2
SHAPE = {"vocab_size": VOCABULARY, "d_model": 12, "encoder_layers": 1, "decoder_layers": 2, "encoder_attention_heads": 3,
         "decoder_attention_heads": 3, "encoder_ffn_dim": 16, "decoder_ffn_dim": 16, "max_position_embeddings": LONGEST,
         "pad_token_id": 1, "bos_token_id": 0, "eos_token_id": END, "decoder_start_token_id": 2, "forced_eos_token_id": None}


def some_ids(choose, most):
    return [choose.randrange(3, VOCABULARY) for _ in range(choose.randint(1, most))]


def random_rules(choose):
    """Each field with its own chance."""
    made = {
        "exponential_decay_length_penalty": (choose.randint(0, 6), choose.choice([1.05, 1.4, 2.0, 0.7])),
        "sequence_bias": [[some_ids(choose, 3), choose.uniform(-4, 4)] for _ in range(choose.randint(1, 30))],
        "encoder_repetition_penalty": choose.choice([0.6, 1.5, 2.5]),
        "repetition_penalty": choose.choice([0.7, 1.3, 2.0]),
        "no_repeat_ngram_size": choose.randint(1, 3),
        "encoder_no_repeat_ngram_size": choose.randint(1, 3),
        "bad_words_ids": [some_ids(choose, 2) for _ in range(choose.randint(1, 6))],
        "min_length": choose.randint(2, 8),
        "min_new_tokens": choose.randint(2, 8),
        "forced_bos_token_id": choose.randrange(3, VOCABULARY),
        "forced_eos_token_id": choose.choice([END, [END, 7]]),
        "remove_invalid_values": True,
        "suppress_tokens": some_ids(choose, 5),
        "begin_suppress_tokens": some_ids(choose, 5),
        "renormalize_logits": True,
        "early_stopping": choose.choice([True, "never"]),
        "length_penalty": choose.choice([-0.5, 0.0, 0.6, 2.0]),
        "eos_token_id": [END, 11],
        # Fields that a search of this kind does not heed.
        "use_cache": False,
        "guidance_scale": 1.0,
        "output_hidden_states": False,
    }
    made = {key: value for key, value in made.items() if choose.random() < 0.3}
    if made.get("forced_bos_token_id") in made.get("suppress_tokens", []):
        del made["suppress_tokens"]  # transformers refuses the two together
    return made


def make_model(choose, number):
    torch.manual_seed(choose.randrange(1 << 30))
    model = (MarianMTModel(MarianConfig(**SHAPE)) if number % 2 else BartForConditionalGeneration(BartConfig(**SHAPE))).eval()
    for name, weight in model.named_parameters():
        if weight.dim() == 2 and "positions" not in name:
            weight.data *= 6
    model.final_logits_bias.copy_(torch.randn(1, VOCABULARY))
    model.final_logits_bias[0, END] += choose.uniform(-1, 3)
    return model


def compare(program, model, choose, folder):
    failures = 0
    for _ in range(3):
        ids = some_ids(choose, 9)
        for beams in (1, choose.randint(2, 5)):
            new = choose.randint(2, 14)
            with torch.no_grad():
                wanted = model.generate(torch.tensor([ids]), num_beams=beams, do_sample=False, max_new_tokens=new,
                                        max_length=None, return_dict_in_generate=False)[0].tolist()
            out = folder / "out"
            run = subprocess.run([program, "dump", "--model", str(folder / "model"), "--ids", ",".join(map(str, ids)),
                                  "--max-new", str(new), "--beams", str(beams), "--out", str(out), "--quiet"],
                                 capture_output=True, text=True, env={**os.environ, "OMP_NUM_THREADS": "1"})
            got = run.stderr
            if run.returncode == 0:
                axis = json.loads((out / "trace.json").read_text())["axes"][1]
                got = [int(label) for label in axis["labels"]] + [int(axis["writes"][-1])]
            while len(wanted) > 1 and wanted[-1] == 1 and 1 not in wanted[:-1]:
                wanted.pop()  # padding behind the end
            if got != wanted:
                failures += 1
                print(f"  {ids}, {beams} beams, {new} new: {got} against {wanted}")
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--models", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    choose, failures, used = random.Random(options.seed), 0, {}
    for number in range(options.models):
        model, rules = make_model(choose, number), random_rules(choose)
        for name, value in rules.items():
            setattr(model.generation_config, name, value)
            used[name] = used.get(name, 0) + 1
        model.generation_config.num_beams = 2  # transformers saves the beam rules only beside it; each run sets its own
        with tempfile.TemporaryDirectory() as made:
            folder = pathlib.Path(made)
            model.save_pretrained(folder / "model")
            # save_pretrained leaves out what it finds pointless beside greedy search.
            config = json.loads((folder / "model" / "generation_config.json").read_text())
            (folder / "model" / "generation_config.json").write_text(json.dumps({**config, **rules}))
            found = compare(options.program, model, choose, folder)
        if found:
            print(f"{type(model).__name__} {number}: {found} differ with {rules}", flush=True)
        failures += found
    print(f"{options.models} models, {6 * options.models} texts, {failures} differ; fields: {used}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
