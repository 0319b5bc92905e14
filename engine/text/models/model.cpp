#include "engine/text/models/model.h"

#include <functional>
#include <map>

namespace headlight::text {
namespace {

// Old files leave the type out; the fields tell the models apart.
std::string type_of(const JsonNode& node) {
  if (node.has("type")) return node.at("type").text();
  if (node.has("merges")) return "BPE";
  if (node.has("continuing_subword_prefix")) return "WordPiece";
  return node.at("vocab").json().is_array() ? "Unigram" : "WordLevel";
}

}  // namespace

std::unique_ptr<const Model> make_model(const JsonNode& node) {
  using Make = std::unique_ptr<const Model> (*)(const JsonNode&);
  static const std::map<std::string, Make, std::less<>> kinds{{"WordPiece", make_word_piece},
                                                             {"WordLevel", make_word_level},
                                                             {"BPE", make_byte_pair},
                                                             {"Unigram", make_unigram}};
  const auto kind = kinds.find(type_of(node));
  if (kind == kinds.end()) throw node.at("type").wrong("WordPiece, WordLevel, BPE or Unigram");
  return kind->second(node);
}

}  // namespace headlight::text
