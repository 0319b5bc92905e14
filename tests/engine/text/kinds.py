"""Small tokenizers of every kind, trained here: each a folder with a tokenizer.json (see make_all)."""
import base64
import io
import json
import random
from pathlib import Path

import sentencepiece
from tokenizers import (AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors,
                        trainers)

GPT4 = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+"
        r"|\s+(?!\S)|\s+")


def corpus(lines=3000):
    """Sentences in many scripts, the same on every run."""
    words = ("the robot picked up a wrench because it was heavy black cat street light don't we're 2024 3.14 "
             "naïve café Übermaß Ελληνικά русский язык 한국어 문장 나무 사람 日本語 です 中文 句子 ไทย ภาษา हिन्दी भाषा "
             "العربية لغة עברית 👍🏽 👩‍👩‍👧 ½ ﬁne Ａｂｃ ㎏ e\u0301 \u1112\u1161\u11ab").split()
    choose = random.Random(5)
    return [" ".join(choose.choice(words) + choose.choice(["", "", "", ",", ".", "!", "s", "ing"])
                     for _ in range(choose.randint(3, 12))) for _ in range(lines)]


def save(tokenizer, folder):
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))


def template(tokenizer, first, last):
    return processors.TemplateProcessing(
        single=f"{first}:0 $A:0 {last}:0", pair=f"{first}:0 $A:0 {last}:0 $B:1 {last}:1",
        special_tokens=[(x, tokenizer.token_to_id(x)) for x in (first, last)])


def bert_cased(folder, texts):
    t = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    t.normalizer = normalizers.BertNormalizer(lowercase=False, strip_accents=False)
    t.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    t.decoder = decoders.WordPiece()
    t.train_from_iterator(texts, trainers.WordPieceTrainer(
        vocab_size=900, special_tokens=["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"], show_progress=False))
    t.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    save(t, folder)


def byte_level(folder, texts, roberta):
    t = Tokenizer(models.BPE())
    t.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=roberta)
    t.decoder = decoders.ByteLevel()
    special = ["<s>", "<pad>", "</s>", "<unk>"] if roberta else ["<|endoftext|>"]
    t.train_from_iterator(texts, trainers.BpeTrainer(
        vocab_size=800, special_tokens=special, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False))
    if roberta:
        t.add_special_tokens([AddedToken("<mask>", lstrip=True, normalized=False, special=True)])
        t.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), True, True)
    else:
        t.post_processor = processors.ByteLevel(trim_offsets=False)
    save(t, folder)


def llama3(folder, texts):
    t = Tokenizer(models.BPE(ignore_merges=True))
    t.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(GPT4), "isolated"), pre_tokenizers.ByteLevel(False, use_regex=False)])
    t.decoder = decoders.ByteLevel()
    t.train_from_iterator(texts, trainers.BpeTrainer(
        vocab_size=800, special_tokens=["<|begin|>"], initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False))
    t.post_processor = processors.Sequence([
        processors.ByteLevel(trim_offsets=True),
        processors.TemplateProcessing(single="<|begin|> $A", pair="<|begin|> $A <|begin|>:1 $B:1",
                                      special_tokens=[("<|begin|>", 0)])])
    save(t, folder)


def llama2(folder, texts):
    t = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    t.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    t.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(),
                                   decoders.Strip(" ", 1, 0)])
    t.train_from_iterator(texts, trainers.BpeTrainer(
        vocab_size=700, limit_alphabet=120, max_token_length=8, show_progress=False,
        special_tokens=["<unk>", "<s>", "</s>"] + [f"<0x{b:02X}>" for b in range(256)]))
    t.post_processor = template(t, "<s>", "</s>")
    data = json.loads(t.to_str())
    for token in data["added_tokens"][3:]:
        token["special"] = False
    data["added_tokens"] = data["added_tokens"][:3]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tokenizer.json").write_text(json.dumps(data, ensure_ascii=False))


def affix_bpe(folder, texts, **options):
    t = Tokenizer(models.BPE(unk_token="<unk>", **options))
    t.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Lowercase()])
    t.pre_tokenizer = pre_tokenizers.Whitespace()
    t.decoder = decoders.BPEDecoder(options.get("end_of_word_suffix", "</w>"))
    t.train_from_iterator(texts, trainers.BpeTrainer(
        vocab_size=600, special_tokens=["<unk>"], limit_alphabet=80, show_progress=False,
        **{k: v for k, v in options.items() if k != "fuse_unk"}))
    save(t, folder)


def word_level(folder, texts):
    t = Tokenizer(models.WordLevel(unk_token="[UNK]"))
    t.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.StripAccents(), normalizers.Strip()])
    t.pre_tokenizer = pre_tokenizers.Whitespace()
    t.train_from_iterator(texts, trainers.WordLevelTrainer(
        vocab_size=100, special_tokens=["[UNK]", "[CLS]", "[SEP]"], show_progress=False))
    t.add_tokens([AddedToken("Rob", single_word=True, normalized=True), AddedToken("eet", single_word=False),
                  AddedToken("<x>", lstrip=True, rstrip=True, normalized=False), AddedToken("Éa"),
                  AddedToken("new one", rstrip=True)])
    t.post_processor = template(t, "[CLS]", "[SEP]")
    save(t, folder)


def sentence_piece(texts, **options):
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts), model_writer=model, vocab_size=500, hard_vocab_limit=False,
        minloglevel=2, **options)
    from sentencepiece import sentencepiece_model_pb2
    proto = sentencepiece_model_pb2.ModelProto()
    proto.ParseFromString(model.getvalue())
    return proto


def unigram(folder, texts, kind):
    """As transformers' converters make them from a SentencePiece model."""
    proto = sentence_piece(texts, normalization_rule_name="nmt_nfkc_cf" if kind == "cased" else "nmt_nfkc",
                           byte_fallback=kind == "bytes", character_coverage=0.98)
    pieces = [(p.piece, p.score) for p in proto.pieces]
    if kind == "xlmr":
        pieces = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)] + pieces[3:] + [("<mask>", 0.0)]
    unknown = [p for p, _ in pieces].index("<unk>")
    t = Tokenizer(models.Unigram(pieces, unknown, byte_fallback=kind == "bytes"))
    charsmap = (normalizers.NFKC() if kind == "bytes" else
                normalizers.Precompiled(proto.normalizer_spec.precompiled_charsmap))
    collapse = normalizers.Replace(Regex(" {2,}"), "▁" if kind != "t5" else " ")
    if kind == "t5":
        t.normalizer = normalizers.Sequence([charsmap, normalizers.Strip(left=False, right=True), collapse])
    else:
        t.normalizer = normalizers.Sequence([charsmap, collapse])
    scheme = {"t5": "always", "xlmr": "first", "cased": "never", "bytes": "always", "marian": "first"}[kind]
    metaspace = pre_tokenizers.Metaspace(prepend_scheme=scheme, split=kind != "bytes")
    t.pre_tokenizer = (pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), metaspace])
                       if kind == "xlmr" else metaspace)
    t.decoder = decoders.Metaspace(prepend_scheme=scheme)
    if kind == "bytes":
        t.decoder = decoders.Sequence([decoders.ByteFallback(), decoders.Metaspace(prepend_scheme=scheme)])
    if kind == "xlmr":
        t.post_processor = template(t, "<s>", "</s>")
        t.add_special_tokens([AddedToken(x, lstrip=x == "<mask>", normalized=False, special=True)
                              for x in ("<s>", "<pad>", "</s>", "<unk>", "<mask>")])
    else:
        t.post_processor = processors.TemplateProcessing(single="$A </s>", pair="$A </s> $B </s>",
                                                         special_tokens=[("</s>", t.token_to_id("</s>"))])
        t.add_special_tokens(["<unk>", "</s>"])
    save(t, folder)


def byte_view(folder, normalizer=None, pre_tokenizer=None):
    """Shows every byte of the normalized text with its offsets: what a normalizer or a pre-tokenizer does."""
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    t = Tokenizer(models.BPE({c: i for i, c in enumerate(alphabet)}, []))
    bytes_ = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    if normalizer is not None:
        t.normalizer = normalizer
    t.pre_tokenizer = bytes_ if pre_tokenizer is None else pre_tokenizers.Sequence([pre_tokenizer, bytes_])
    save(t, folder)


def views():
    split = pre_tokenizers.Split
    n = normalizers
    nmt = base64.b64decode(json.loads(n.Sequence([n.Precompiled(sentence_piece(
        corpus(), normalization_rule_name="nmt_nfkc").normalizer_spec.precompiled_charsmap)]).__getstate__()
    )["normalizers"][0]["precompiled_charsmap"])
    return {
        "nfc": (n.NFC(), None), "nfd": (n.NFD(), None), "nfkc": (n.NFKC(), None), "nfkd": (n.NFKD(), None),
        "lowercase": (n.Lowercase(), None), "strip_accents": (n.Sequence([n.NFD(), n.StripAccents()]), None),
        "raw_strip_accents": (n.StripAccents(), None), "strip": (n.Strip(), None), "nmt": (n.Nmt(), None),
        "left_strip": (n.Strip(left=True, right=False), None),
        "precompiled": (n.Precompiled(nmt), None), "bert": (n.BertNormalizer(), None),
        "bert_accents": (n.BertNormalizer(clean_text=False, lowercase=False, strip_accents=True), None),
        "replace": (n.Replace(Regex(r"\p{L}{3}|\d+"), "<é>"), None), "replace_text": (n.Replace("a", ""), None),
        "prepend": (n.Sequence([n.Prepend("▁x"), n.Lowercase(), n.NFD()]), None),
        "byte_level_normalizer": (n.Sequence([n.NFC(), n.ByteLevel()]), None),
        "digits": (None, pre_tokenizers.Digits(False)), "single_digits": (n.NFKC(), pre_tokenizers.Digits(True)),
        "punctuation": (None, pre_tokenizers.Punctuation("merged_with_next")),
        "punctuation_before": (None, pre_tokenizers.Punctuation("merged_with_previous")),
        "contiguous": (None, pre_tokenizers.Punctuation("contiguous")),
        "white_space": (n.NFKD(), pre_tokenizers.Whitespace()),
        "white_space_split": (None, pre_tokenizers.WhitespaceSplit()),
        "split": (None, split(Regex(r"\p{Lu}\p{Ll}*|\p{M}+|\p{S}|\p{Han}"), "isolated")),
        "split_not": (None, split(Regex(r"[\p{L}\p{N}_]+"), "removed", invert=True)),
        "split_next": (None, split(" ", "merged_with_next")),
        "gpt2": (None, pre_tokenizers.ByteLevel(True)),
        "delimiter": (n.Lowercase(), pre_tokenizers.CharDelimiterSplit("e")),
        "scripts": (None, pre_tokenizers.UnicodeScripts()),
        "scripts_nfkc": (n.NFKC(), pre_tokenizers.Sequence([pre_tokenizers.UnicodeScripts(),
                                                            pre_tokenizers.Digits(True)])),
        "fixed": (n.NFD(), pre_tokenizers.FixedLength(3)),
        "metaspace": (None, pre_tokenizers.Metaspace(prepend_scheme="first", split=True)),
    }


def make_all(root):
    root, texts = Path(root), corpus()
    bert_cased(root / "bert_cased", texts)
    byte_level(root / "gpt2", texts, roberta=False)
    byte_level(root / "roberta", texts, roberta=True)
    llama3(root / "llama3", texts)
    llama2(root / "llama2", texts)
    affix_bpe(root / "suffix_bpe", texts, end_of_word_suffix="</w>", fuse_unk=True)
    affix_bpe(root / "prefix_bpe", texts, continuing_subword_prefix="##")
    word_level(root / "word_level", texts)
    for kind in ("t5", "xlmr", "cased", "bytes", "marian"):
        unigram(root / f"unigram_{kind}", texts, kind)
    for name, (normalizer, pre_tokenizer) in views().items():
        byte_view(root / f"view_{name}", normalizer, pre_tokenizer)


if __name__ == "__main__":
    import sys
    make_all(sys.argv[1])
