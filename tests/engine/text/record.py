"""Writes tests/fixtures/text: small tokenizers and what the reference makes of some texts.

Usage: record.py FIXTURES [KIND…]

FIXTURES/KIND/tokenizer.json (or older files), cases.jsonl with one encoding a line, and points.txt: for every block
of 4,096 code points below 0x20000 the FNV-1a hash over ids and offsets of each code point alone and within "ab?cd".
"""
import json
import shutil
import sys
import tempfile
from pathlib import Path

from tokenizers import Tokenizer
from transformers import AutoTokenizer

import compare
import kinds

KINDS = ["bert_cased", "gpt2", "roberta", "llama3", "llama2", "suffix_bpe", "prefix_bpe", "word_level", "unigram_t5",
         "unigram_xlmr", "unigram_bytes", "view_nfc", "view_nfkd", "view_lowercase", "view_bert", "view_split",
         "view_metaspace", "view_raw_strip_accents", "view_white_space", "view_replace",
         "view_scripts"]
TEXTS = ["", " ", "a", "\u0301", "The robot's  wrench, it's heavy. 12345", "안녕하세요 \u1112\u1161\u11ab 나무",
         "日本語の文章です。ｶﾞ 中文句子 𠀀", "العربية لُغَةٌ ﷺ", "हिन्दी क्षत्रिय", "ภาษาไทย",
         "👩‍👩‍👧‍👦 👍🏽 ©\u200d® ❤️",
         "e\u0301 a\u0323\u0307 q\u0307\u0323 İ ß ﬁ Å ½", "\u0000 \u0085\u200b\ufeff\ufffd\r\n\t", "  \u3000 x \u00a0 ",
         "[CLS] a <mask>  b<x> c</s> Rob Robot eet <|begin|> <0x41>", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]
PAIRS = [("the cat", "한국어 문장"), ("", "x"), ("a b", "")]
LEGACY = {
    "legacy_bert": ("bert_cased", {"config.json": {"model_type": "bert"}}),
    "legacy_bert_settings": ("bert_cased", {"config.json": {"model_type": "bert"}, "tokenizer_config.json": {
        "do_lower_case": False, "tokenize_chinese_chars": False, "strip_accents": True,
        "added_tokens_decoder": {"900": {"content": "Rob", "lstrip": False, "rstrip": True, "normalized": False,
                                         "single_word": True, "special": False}}}}),
    "legacy_gpt2": ("gpt2", {"config.json": {"model_type": "gpt2"},
                             "tokenizer_config.json": {"add_prefix_space": True, "add_bos_token": True}}),
    "legacy_roberta": ("roberta", {"config.json": {"model_type": "roberta"}}),
    "legacy_bart": ("roberta", {"config.json": {"model_type": "bart"}, "added_tokens.json": {"eet": 801},
                                "special_tokens_map.json": {"mask_token": {
                                    "content": "<mask>", "lstrip": True, "rstrip": False, "normalized": False,
                                    "single_word": False}}}),
}


def make_legacy(made, name):
    kind, files = LEGACY[name]
    folder = made / name
    folder.mkdir()
    Tokenizer.from_file(str(made / kind / "tokenizer.json")).model.save(str(folder))
    for file, content in files.items():
        (folder / file).write_text(json.dumps(content))


def shrink(path):
    """Without white space, and with SentencePiece's large rules in one of the fixtures only."""
    data = json.loads(path.read_text())
    if path.parent.name == "unigram_xlmr":
        data["normalizer"]["normalizers"][0] = {"type": "NFKC"}
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def reference(folder):
    if (folder / "tokenizer.json").exists():
        return Tokenizer.from_file(str(folder / "tokenizer.json"))
    return AutoTokenizer.from_pretrained(str(folder)).backend_tokenizer


def case(tokenizer, request, view):
    answer = compare.expected(tokenizer, request)
    if view:  # single bytes: the offsets tell all
        answer = {key: answer[key] for key in ("ids", "offsets")}
    return {**request, **answer, "decoded": tokenizer.decode(answer["ids"], skip_special_tokens=True)}


def cases(tokenizer, view):
    mixed = [t for t in compare.mixed_strings(400, seed=23)[20:] if len(t) < 60][:22]
    requests = [{"text": t} for t in TEXTS + mixed] + [{"text": a, "pair": b} for a, b in PAIRS]
    requests.append({"text": TEXTS[4], "pair": TEXTS[5], "add_special": False})
    return [case(tokenizer, r, view) for r in requests if compare.expected(tokenizer, r)]


def fnv(value, numbers):
    for number in numbers:
        for byte in (number & 0xFFFFFFFF).to_bytes(4, "little"):
            value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


def point_hashes(tokenizer):
    for block in range(0, 0x20000, 0x1000):
        value = 0xCBF29CE484222325
        texts = [text for c in range(block, block + 0x1000) if not 0xD800 <= c < 0xE000
                 for text in (chr(c), "ab" + chr(c) + "cd")]
        for e in tokenizer.encode_batch(texts):
            value = fnv(value, e.ids + [n for o in e.offsets for n in o])
        yield f"{value:016x}"


def main():
    root = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        kinds.make_all(made)
        for name in LEGACY:
            make_legacy(made, name)
        for name in sys.argv[2:] or KINDS + list(LEGACY):
            shutil.rmtree(root / name, ignore_errors=True)
            shutil.copytree(made / name, root / name)
            if name in KINDS:
                shrink(root / name / "tokenizer.json")
            tokenizer = reference(root / name)
            tokenizer.no_padding()
            tokenizer.no_truncation()
            lines = [json.dumps(c, ensure_ascii=False, separators=(",", ":")) for c in
                     cases(tokenizer, name.startswith("view"))]
            (root / name / "cases.jsonl").write_text("\n".join(lines) + "\n")
            if not name.startswith("legacy"):
                (root / name / "points.txt").write_text("\n".join(point_hashes(tokenizer)) + "\n")
            print(name, len(lines))


if __name__ == "__main__":
    main()
