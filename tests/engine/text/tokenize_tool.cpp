// headlight_tokenize FOLDER < lines > lines
//
// A line is a JSON text, a pair [text, text], {"text": …, "pair": …, "add_special": …} or {"decode": [ids],
// "skip_special": …}; the answer is the encoding as one JSON line, {"error": line} or the decoded text.
#include <iostream>
#include <nlohmann/json.hpp>

#include "engine/text/tokenizer.h"

namespace {

using Json = nlohmann::json;
using headlight::text::Tokenizer;

Json answer(const Tokenizer& tokenizer, const Json& line) {
  if (line.contains("decode"))
    return tokenizer.decode(line["decode"].get<std::vector<std::int64_t>>(), line.value("skip_special", true));
  std::string text, pair;
  bool has_pair = false, add_special = true;
  if (line.is_string()) {
    text = line.get<std::string>();
  } else if (line.is_array()) {
    text = line.at(0).get<std::string>();
    pair = line.at(1).get<std::string>();
    has_pair = true;
  } else {
    text = line.at("text").get<std::string>();
    has_pair = line.contains("pair") && !line["pair"].is_null();
    if (has_pair) pair = line["pair"].get<std::string>();
    add_special = line.value("add_special", true);
  }
  const auto encoded =
      tokenizer.encode(text, has_pair ? std::optional<std::string_view>(pair) : std::nullopt, add_special);
  if (!encoded.ok()) return {{"error", encoded.error().line()}};
  const auto& e = encoded.value();
  return {{"ids", e.ids},         {"offsets", e.offsets}, {"type_ids", e.type_ids}, {"tokens", e.tokens},
          {"special", e.special}, {"words", e.words},     {"sequence", e.sequence}};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: headlight_tokenize FOLDER < lines\n";
    return 2;
  }
  const auto tokenizer = Tokenizer::open(argv[1]);
  if (!tokenizer.ok()) {
    std::cerr << "headlight_tokenize: " << tokenizer.error().line() << '\n';
    return 3;
  }
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);)
    std::cout << answer(*tokenizer.value(), Json::parse(line)).dump(-1, ' ', false, Json::error_handler_t::replace)
              << '\n';
  return 0;
}
