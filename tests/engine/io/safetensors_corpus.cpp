#include "tests/engine/io/safetensors_corpus.h"

namespace headlight::testing {
namespace {

using namespace std::string_literals;

std::string length_bytes(std::uint64_t length) {
  std::string bytes;
  for (unsigned i = 0; i < 8; ++i) bytes += static_cast<char>(length >> (8 * i) & 0xFFU);
  return bytes;
}

std::string entry(const std::string& dtype, const std::string& shape, const std::string& offsets) {
  return R"({"dtype":")" + dtype + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}";
}

// One tensor "a" in `size` bytes of data.
std::string one(const std::string& dtype, const std::string& shape, const std::string& offsets, std::size_t size) {
  return safetensors_bytes(R"({"a":)" + entry(dtype, shape, offsets) + "}", std::string(size, 'x'));
}

std::string raw(const std::string& header, std::size_t size) {
  return safetensors_bytes(header, std::string(size, 'x'));
}

const std::string f32_4 = entry("F32", "[1]", "[0,4]");

std::vector<CorpusFile> bad_lengths() {
  return {{"empty file", ""},
          {"seven bytes", "1234567"},
          {"length only, header missing", length_bytes(10)},
          {"length past the end", length_bytes(100) + "{}"},
          {"length of 2^64 - 1", length_bytes(~std::uint64_t{0}) + "{}"},
          {"length of 2^63", length_bytes(std::uint64_t{1} << 63U) + "{}"},
          {"length above the limit", length_bytes(100'000'001) + "{}"},
          {"big-endian length", "\0\0\0\0\0\0\0\2{}"s},
          {"length one short", length_bytes(1) + "{}"},
          {"length zero", length_bytes(0)}};
}

std::vector<CorpusFile> bad_json() {
  const std::string deep = R"({"a":)" + std::string(200, '[') + std::string(200, ']') + "}";
  return {{"array as header", raw("[]", 0)},
          {"number as header", raw("1", 0)},
          {"null as header", raw("null", 0)},
          {"not JSON", raw("hello", 0)},
          {"unclosed object", raw(R"({"a":)" + f32_4, 4)},
          {"text after the object", raw("{} x", 0)},
          {"zero byte after the object", raw("{}\0\0"s, 0)},
          {"byte order mark", raw("\xEF\xBB\xBF{}", 0)},
          {"invalid UTF-8 in a name", raw("{\"\xFF\":" + f32_4 + "}", 4)},
          {"lone surrogate in a name", raw(R"({"\ud800":)" + f32_4 + "}", 4)},
          {"single quotes", raw("{'a':1}", 0)},
          {"comment", raw("{/* x */}", 0)},
          {"trailing comma", raw(R"({"a":)" + f32_4 + ",}", 4)},
          {"not a number", raw(R"({"a":NaN})", 0)},
          {"deep nesting", raw(deep, 0)},
          {"very deep nesting", raw(R"({"a":)" + std::string(1 << 20, '['), 0)},
          {"duplicate tensor", raw(R"({"a":)" + f32_4 + R"(,"a":)" + f32_4 + "}", 4)},
          {"duplicate field", raw(R"({"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}})", 4)}};
}

std::vector<CorpusFile> bad_fields() {
  return {{"tensor is null", raw(R"({"a":null})", 0)},
          {"tensor is a string", raw(R"({"a":"F32"})", 0)},
          {"tensor is an array", raw(R"({"a":["F32",[1],[0,4]]})", 4)},
          {"empty tensor object", raw(R"({"a":{}})", 0)},
          {"dtype missing", raw(R"({"a":{"shape":[1],"data_offsets":[0,4]}})", 4)},
          {"shape missing", raw(R"({"a":{"dtype":"F32","data_offsets":[0,4]}})", 4)},
          {"offsets missing", raw(R"({"a":{"dtype":"F32","shape":[1]}})", 4)},
          {"unknown dtype", one("F33", "[1]", "[0,4]", 4)},
          {"lower-case dtype", one("f32", "[1]", "[0,4]", 4)},
          {"empty dtype", one("", "[1]", "[0,4]", 4)},
          {"dtype is a number", raw(R"({"a":{"dtype":32,"shape":[1],"data_offsets":[0,4]}})", 4)},
          {"negative size", one("F32", "[-1]", "[0,4]", 4)},
          {"minus zero size", one("F32", "[-0]", "[0,0]", 0)},
          {"fractional size", one("F32", "[1.0]", "[0,4]", 4)},
          {"exponent size", one("F32", "[1e0]", "[0,4]", 4)},
          {"size as text", one("F32", R"(["1"])", "[0,4]", 4)},
          {"shape is a number", one("F32", "1", "[0,4]", 4)},
          {"nested shape", one("F32", "[[1]]", "[0,4]", 4)},
          {"size past 64 bits", one("F32", "[18446744073709551616]", "[0,4]", 4)},
          {"one offset", one("F32", "[1]", "[0]", 4)},
          {"three offsets", one("F32", "[1]", "[0,4,4]", 4)},
          {"fractional offset", one("F32", "[1]", "[0,4.0]", 4)},
          {"negative offset", one("F32", "[1]", "[-4,0]", 4)},
          {"metadata with a number", raw(R"({"__metadata__":{"a":1}})", 0)},
          {"metadata with an object", raw(R"({"__metadata__":{"a":{}}})", 0)},
          {"metadata is an array", raw(R"({"__metadata__":[]})", 0)}};
}

std::vector<CorpusFile> bad_layout() {
  const auto two = [](const std::string& first, const std::string& second, std::size_t size) {
    return raw(R"({"a":)" + first + R"(,"b":)" + second + "}", size);
  };
  return {{"data cut off", one("F32", "[2]", "[0,8]", 4)},
          {"data missing", one("F32", "[1]", "[0,4]", 0)},
          {"bytes after the tensors", one("F32", "[1]", "[0,4]", 5)},
          {"bytes without a tensor", raw("{}", 1)},
          {"size and shape differ", one("F32", "[2]", "[0,4]", 4)},
          {"scalar of the wrong size", one("F32", "[]", "[0,8]", 8)},
          {"zero-size tensor with bytes", one("F32", "[0]", "[0,4]", 4)},
          {"offsets reversed", one("F32", "[1]", "[4,0]", 4)},
          {"hole at the start", one("F32", "[1]", "[4,8]", 8)},
          {"hole between tensors", two(f32_4, entry("F32", "[1]", "[8,12]"), 12)},
          {"overlap", two(entry("F32", "[2]", "[0,8]"), entry("F32", "[1]", "[4,8]"), 8)},
          {"same bytes twice", two(f32_4, f32_4, 4)},
          {"zero-size tensor past the end", two(f32_4, entry("F32", "[0]", "[8,8]"), 4)},
          {"shape that overflows", one("F32", "[4294967296,4294967296,2]", "[0,4]", 4)},
          {"shape that overflows to zero", one("F32", "[9223372036854775807,4]", "[0,0]", 0)},
          {"overflow before a zero", one("F32", "[9223372036854775807,9223372036854775807,0]", "[0,0]", 0)},
          {"half a byte", one("F4", "[1]", "[0,1]", 1)},
          {"bits that fill no byte", one("F6_E2M3", "[3]", "[0,3]", 3)},
          {"offset past 64 bits", one("F32", "[1]", "[0,18446744073709551620]", 4)}};
}

}  // namespace

std::string safetensors_bytes(std::string_view header, std::string_view data) {
  return length_bytes(header.size()) + std::string(header) + std::string(data);
}

std::vector<CorpusFile> good_safetensors() {
  const std::string zero_between =
      R"({"c":)" + entry("F32", "[]", "[4,8]") + R"(,"b":)" + entry("F32", "[3,0]", "[4,4]") + R"(,"a":)" + f32_4 + "}";
  return {{"no tensors", raw("{}", 0)},
          {"one tensor", one("F32", "[1]", "[0,4]", 4)},
          {"scalar", one("F64", "[]", "[0,8]", 8)},
          {"zero-size", one("BF16", "[0,18]", "[0,0]", 0)},
          {"huge axes beside a zero", one("F32", "[0,9223372036854775807,9223372036854775807]", "[0,0]", 0)},
          {"zero-size between others, any order", raw(zero_between, 8)},
          {"unaligned",
           raw(R"({"a":)" + entry("U8", "[3]", "[0,3]") + R"(,"b":)" + entry("F64", "[1]", "[3,11]") + "}", 11)},
          {"spaces around the header", raw(" \n{} \t ", 0)},
          {"unknown field", raw(R"({"a":{"x":[1],"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", 4)},
          {"metadata null", raw(R"({"__metadata__":null})", 0)},
          {"metadata after a tensor", raw(R"({"a":)" + f32_4 + R"(,"__metadata__":{"format":"pt"}})", 4)},
          {"packed four bits", one("F4", "[2]", "[0,1]", 1)},
          {"packed six bits", one("F6_E3M2", "[4]", "[0,3]", 3)},
          {"complex", one("C64", "[1]", "[0,8]", 8)},
          {"escaped name", raw(R"({"\u00e9\n":)" + f32_4 + "}", 4)}};
}

std::vector<CorpusFile> bad_safetensors() {
  std::vector<CorpusFile> all;
  for (const auto& part : {bad_lengths(), bad_json(), bad_fields(), bad_layout()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace headlight::testing
