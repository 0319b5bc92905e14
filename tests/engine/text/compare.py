"""Compares headlight_tokenize with the PyPI package `tokenizers` in ids, offsets and everything else of an encoding.

Usage: compare.py TOOL [FOLDER…] [--strings N] [--points all|assigned|some] [--only NAME]

Without folders, the kinds of kinds.py are trained into a temporary folder. Texts: every assigned code point alone
and in a word, N mixed strings (10,000), some pairs, long runs. Exit status 1 when anything differs.
"""
import argparse
import json
import random
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

from tokenizers import Tokenizer

PARTS = {
    "latin": "the cat Rob robot's don't we'll wrench it's 12 345 naïve café Straße ﬁ İstanbul ǅ ß ſ new one eet Éa",
    "korean": "안녕하세요 한국어 문장을 읽는다 나무 \u1112\u1161\u11ab\u1100\u116e\u11a8 ㄱㅏ",
    "japanese": "日本語の文章です。カタカナ ｶﾞｷﾞ ー、「」", "chinese": "中文句子，没有空格。𠀀𪜀",
    "arabic": "العربية لُغَةٌ جميلة ﷺ ﻻ ٣٤",
    "hindi": "हिन्दी क्षत्रिय भाषा क\u094dत\u0300 १२", "thai": "ภาษาไทยเขียนติดกัน ำ",
    "hebrew": "שָׁלוֹם עולם", "russian": "русский Й Ё ѣ", "greek": "Ὀδυσσεύς ΣΑΣ ς",
    "emoji": "👍🏽 👩‍👩‍👧‍👦 🇰🇷 ❤️ 😀 ©\u200d® 1️⃣ 🏴\U000e0067\U000e0062\U000e007f",
    "marks": "e\u0301 a\u0323\u0307 \u0344 q\u0307\u0323 o\u0302\u0301 \u0b47\u0b56 \u0300 x\u0315\u0300\u05ae",
    "controls": "\u0000 \u0007 \u001b \u007f \u0085 \u200b \u200e \ufeff \ufffd \u2028 \r\n \t \u00ad \u0600a",
    "spaces": " \u00a0 \u3000 \u2003 \u1680   \n\n ", "symbols": "½ ㎏ ℃ ① ﬃ Ａｂ ™ … — “” «» ▁ Ġ ␣ $+<>^`|~ _-_",
    "special": "[CLS] [MASK] [SEP]<mask> <s> </s> <x>  <|endoftext|> <|begin|> <0x41> <unk>[UNK]",
}


def mixed_strings(count, seed=11):
    choose = random.Random(seed)
    words = {name: text.split(" ") for name, text in PARTS.items()}
    out = ["", " ", "   ", "\n", "a", "\u0301", "\u200d", "a" * 10000, "한" * 3000, " " * 5000, "é" * 1000,
           "e\u0301" * 2000, "\u0301" * 3000, "ab" * 5000, "1" * 3000, "!" * 3000, "👍🏽" * 500, "\u0000" * 100]
    while len(out) < count:
        kind = choose.random()
        if kind < 0.75:
            length = choose.randint(1, 14)
            out.append("".join(choose.choice(words[choose.choice(list(words))]) + choose.choice(["", " ", " ", "  "])
                               for _ in range(length)))
        elif kind < 0.9:
            pool = "".join(PARTS.values())
            out.append("".join(choose.choice(pool) for _ in range(choose.randint(1, 40))))
        elif kind < 0.95:
            out.append(choose.choice("".join(PARTS.values())) * choose.randint(2, 300))
        else:
            out.append("".join(chr(choose.choice([choose.randrange(0x300), choose.randrange(0xD800),
                                                  choose.randrange(0xE000, 0x110000)])) for _ in range(8)))
    return out[:count]


def point_strings(which):
    out = []
    for c in range(0x110000):
        if 0xD800 <= c < 0xE000:
            continue
        category = unicodedata.category(chr(c))
        if which != "all" and category in ("Cn", "Co"):
            continue
        if which == "some" and c % 97 and (0x3400 <= c <= 0x9FFF or 0xAC00 <= c <= 0xD7FF or c > 0x1FFFF):
            continue
        out += [chr(c), "ab" + chr(c) + "cd"]
    return out


def requests(options):
    texts = mixed_strings(options.strings)
    choose = random.Random(3)
    pairs = [{"text": choose.choice(texts[20:]), "pair": choose.choice(texts[20:])} for _ in range(500)]
    bare = [{"text": t, "add_special": False} for t in texts[20:120]]
    return ([{"text": t} for t in texts] + pairs + bare + [{"text": t} for t in point_strings(options.points)])


def none_to_minus(values):
    return [-1 if v is None else v for v in values]


def expected(tokenizer, request):
    add = request.get("add_special", True)
    try:
        e = tokenizer.encode(request["text"], request.get("pair"), add_special_tokens=add)
    except BaseException as error:  # the reference panics, for which PyO3 has no exception class to import
        if type(error).__name__ != "PanicException":
            raise
        return {}
    return {"ids": e.ids, "offsets": [list(o) for o in e.offsets], "tokens": e.tokens, "type_ids": e.type_ids,
            "special": e.special_tokens_mask, "words": none_to_minus(e.word_ids)}


def differences(tool, folder, requested):
    tokenizer = Tokenizer.from_file(str(Path(folder) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    lines = "\n".join(json.dumps(r) for r in requested) + "\n"
    run = subprocess.run([tool, str(folder)], input=lines.encode(), capture_output=True, check=True)
    answers = run.stdout.decode().split("\n")
    found = []
    for request, line in zip(requested, answers):
        answer, wanted = json.loads(line), expected(tokenizer, request)
        if {k: answer.get(k) for k in wanted} != wanted:
            found.append((request, answer, wanted))
    ids = [json.loads(line).get("ids", []) for line in answers[:400]]
    decoded = subprocess.run([tool, str(folder)], input="\n".join(json.dumps({"decode": i}) for i in ids).encode(),
                             capture_output=True, check=True).stdout.decode().split("\n")
    for i, line in zip(ids, decoded):
        wanted = tokenizer.decode(i, skip_special_tokens=True)
        if json.loads(line) != wanted:
            found.append(({"decode": i}, json.loads(line), wanted))
    return found


def show(found):
    for request, answer, wanted in found[:4]:
        if "decode" in request:
            print("   ", json.dumps(request)[:200])
            print("      has ", repr(answer)[:200], "\n      want", repr(wanted)[:200])
            continue
        fields = [k for k in wanted if answer.get(k) != wanted[k]]
        print("   ", json.dumps(request)[:200], "differs in", fields)
        for key in fields[:2]:
            print("      has ", str(answer.get(key, answer))[:300], "\n      want", str(wanted[key])[:300])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tool")
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--strings", type=int, default=10000)
    parser.add_argument("--points", choices=["all", "assigned", "some"], default="assigned")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    requested = requests(options)
    total = 0
    with tempfile.TemporaryDirectory() as made:
        folders = [Path(f) for f in options.folders]
        if not folders:
            import kinds
            kinds.make_all(made)
            folders = sorted(Path(made).iterdir())
        for folder in [f for f in folders if options.only in f.name]:
            try:
                found = differences(options.tool, folder, requested)
            except subprocess.CalledProcessError as error:
                found = [({"decode": []}, error.stderr.decode(), "")]
            total += len(found)
            print(f"{folder.name}: {len(requested)} texts, {len(found)} differ", flush=True)
            show(found)
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
