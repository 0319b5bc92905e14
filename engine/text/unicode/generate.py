"""Writes tables.cpp: character properties as the PyPI package `tokenizers` (0.23) sees them.

Usage: python generate.py > tables.cpp

Every value is read off the package's own behaviour, code point by code point, because its Unicode data differ in
version and in rules from ICU's and from Python's. unicodedata only supplies one example a combining class.
"""
import struct
import sys
import unicodedata

from tokenizers import Regex, normalizers, pre_tokenizers

POINTS = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]
GENERAL = ["Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po",
           "Sm", "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Co"]
FLAGS = ["white_space", "word", "numeric", "punctuation", "nonspacing_mark", "other", "combining_mark", "extender",
         "prepender", "breaker", "pictograph", "conjunct_consonant", "conjunct_linker", "conjunct_extender"]


def replaced(pattern):
    """The code points that a regular expression of the reference matches."""
    changed = normalizers.Replace(Regex(pattern), "\ue000").normalize_str("".join(map(chr, POINTS)))
    assert len(changed) == len(POINTS)
    return {c for c, out in zip(POINTS, changed) if out == "\ue000" and c != 0xE000}


def removed_by(normalizer):
    return {c for c in POINTS if normalizer.normalize_str(chr(c)) == ""}


def separate(pre_tokenizer):
    """The code points that a pre-tokenizer cuts out of the middle of a word."""
    return {c for c in POINTS if len(pre_tokenizer.pre_tokenize_str("a" + chr(c) + "a")) > 1}


def charsmap(key, value):
    """A SentencePiece charsmap with one rule, as one chain of double-array units."""
    units = [0] * (256 * (len(key) + 2))
    position, label = 0, 0
    for level, byte in enumerate(key):
        base = 256 * (level + 1)
        units[position] = label | ((position ^ base) if level else base) << 10
        position, label = base ^ byte, byte
    leaf = 256 * (len(key) + 1)
    units[position] = label | 1 << 8 | (position ^ leaf) << 10
    units[leaf] = 1 << 31
    trie = b"".join(struct.pack("<I", unit) for unit in units)
    return normalizers.Precompiled(struct.pack("<I", len(trie)) + trie + value + b"\0")


def joined(samples, key):
    """Which samples lose what follows `key`: the reference replaces a whole grapheme (under 6 bytes) at once."""
    rule = charsmap(key.encode(), b"#")
    return [rule.normalize_str(sample) for sample in samples]


def graphemes():
    plain = POINTS
    mark = "\u0300"
    extender = {c for c, out in zip(plain, joined(["a" + chr(c) for c in plain], "a")) if out == "#"}
    prepender = {c for c, out in zip(plain, joined([chr(c) + "a" + mark for c in plain], "a"))
                 if out == chr(c) + "#" + mark}
    breaker = {c for c, out in zip(plain, joined([chr(c) + mark * 2 for c in plain], mark))
               if not out.endswith("##")}
    pictograph = {c for c, out in zip(plain, joined(["\u00a9\u200d" + chr(c) for c in plain], "\u00a9"))
                  if out == "#\u200d" + chr(c)} - extender
    ka, virama, ta = "\u0915", "\u094d", "\u0924"
    wide = [c for c in plain if c >= 0x800]
    consonant = {c for c in wide if c < 0x10000 and c not in extender and c not in breaker and
                 charsmap(chr(c).encode(), b"#").normalize_str(ka + virama + chr(c) + mark).endswith("#" + mark)}
    rule = charsmap(ta.encode(), b"#")
    linker = {c for c in extender if rule.normalize_str(ka + chr(c) + ta + mark).endswith("#" + mark)}
    between = {c for c in extender if rule.normalize_str(ka + virama + chr(c) + ta + mark).endswith("#" + mark)} - linker
    return [extender, prepender, breaker, pictograph, consonant, linker, between]


def flag_sets():
    bert = dict(clean_text=False, handle_chinese_chars=False, strip_accents=False, lowercase=False)
    clean = normalizers.BertNormalizer(**{**bert, "clean_text": True})
    accents = normalizers.BertNormalizer(**{**bert, "strip_accents": True})
    word = pre_tokenizers.Whitespace()
    white = separate(pre_tokenizers.WhitespaceSplit())
    assert white == replaced(r"\s"), "white space of the expressions differs"
    return [white,
            {c for c in POINTS if len(word.pre_tokenize_str("a" + chr(c) + "a")) == 1},
            separate(pre_tokenizers.Digits(individual_digits=True)),
            separate(pre_tokenizers.Punctuation()),
            removed_by(accents), removed_by(clean),
            removed_by(normalizers.StripAccents())] + graphemes()


def scripts():
    """A number a script: 0 for what goes with any script, else the order of the scripts' first code points."""
    pieces = pre_tokenizers.UnicodeScripts().pre_tokenize_str
    examples, numbers, last = [], {}, None
    for c in POINTS:
        if not pieces(chr(c)):
            numbers[c] = 0
            continue
        if last is None or len(pieces(chr(last) + chr(c))) > 1:
            same = [i for i, example in enumerate(examples) if len(pieces(example + chr(c))) == 1]
            assert len(same) <= 1, hex(c)
            if not same:
                examples.append(chr(c))
            number = 1 + (same[0] if same else len(examples) - 1)
        numbers[c], last = number, c
    return numbers


def runs(value_of):
    """[start, value] wherever the value changes."""
    out, last = [], None
    for c in range(0x110000):
        value = value_of(c)
        if value != last:
            out += [c, value]
            last = value
    return out


def mappings(normalizer, skip):
    """[code point, length, code points…] for every code point that changes."""
    out = []
    for c in POINTS:
        text = normalizer.normalize_str(chr(c))
        if text != chr(c) and not skip(c):
            out += [c, len(text)] + [ord(x) for x in text]
    return out


def hangul(c):
    return 0xAC00 <= c <= 0xD7A3


def combining_classes():
    """Ranks in the order of the canonical combining classes, found by which of two marks moves to the front."""
    nfd = normalizers.NFD()

    def moves(first, second):
        text = "a" + chr(first) + chr(second)
        return nfd.normalize_str(text) == "a" + chr(second) + chr(first) and first != second

    examples = {}
    for c in POINTS:
        if unicodedata.combining(chr(c)) and nfd.normalize_str(chr(c)) == chr(c):
            if moves(c, 0x334) or moves(0x345, c):
                examples.setdefault(unicodedata.combining(chr(c)), c)
    ordered = [examples[k] for k in sorted(examples)]
    ranks = {}
    for c in POINTS:
        if nfd.normalize_str(chr(c)) != chr(c) or not (moves(c, 0x334) or moves(0x345, c)):
            continue
        same = [r for r, e in enumerate(ordered) if not moves(c, e) and not moves(e, c)]
        assert len(same) == 1, hex(c)
        ranks[c] = 1 + same[0]
    return ranks


def compositions():
    """[first, second, composed] for every pair that NFC joins, Hangul left out."""
    nfd, nfc = normalizers.NFD(), normalizers.NFC()
    out = []
    for c in POINTS:
        parts = nfd.normalize_str(chr(c))
        if parts == chr(c) or hangul(c) or nfc.normalize_str(chr(c)) != chr(c):
            continue
        first = nfc.normalize_str(parts[:-1])
        assert len(first) == 1 and nfc.normalize_str(first + parts[-1]) == chr(c), hex(c)
        out.append((ord(first), ord(parts[-1]), c))
    return [x for entry in sorted(out) for x in entry]


def write(name, values):
    print(f"const std::vector<std::uint32_t>& {name}() {{")
    print("  static const std::vector<std::uint32_t> values{")
    line = "      "
    for value in values:
        text = f"{value}," if value < 0x1000 else f"0x{value:X},"
        if len(line) + len(text) > 118:
            print(line)
            line = "      "
        line += text
    print(line.rstrip(",") + "};")
    print("  return values;\n}\n")


def main():
    sets = flag_sets()
    category = {c: GENERAL.index(name) + 1 for name in GENERAL for c in replaced(r"\p{%s}" % name)}
    canonical, ranks = mappings(normalizers.NFD(), hangul), combining_classes()
    full = mappings(normalizers.NFKD(), lambda c: hangul(c) or
                    normalizers.NFKD().normalize_str(chr(c)) == normalizers.NFD().normalize_str(chr(c)))
    print("// Written by generate.py from the reference tokenizer library; not to be edited by hand.")
    print('#include "engine/text/unicode/tables.h"\n')
    print("namespace headlight::text::tables {\n")
    write("flag_runs", runs(lambda c: sum(1 << i for i, members in enumerate(sets) if c in members)))
    write("category_runs", runs(lambda c: category.get(c, 0)))
    write("script_runs", runs(lambda c, numbers=scripts(): numbers.get(c, 0)))
    write("combining_runs", runs(lambda c: ranks.get(c, 0)))
    write("canonical_decompositions", canonical)
    write("compatibility_decompositions", full)
    write("compositions", compositions())
    write("lower_case", mappings(normalizers.Lowercase(), lambda c: False))
    print("}  // namespace headlight::text::tables")
    print({n: len(s) for n, s in zip(FLAGS, sets)}, file=sys.stderr)


if __name__ == "__main__":
    main()
