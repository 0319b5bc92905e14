#include "engine/models/unread.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "engine/models/labels.h"

namespace headlight::models {
namespace {

constexpr std::size_t most_named = 4;

// Buffers, and copies of tensors that are tied to another.
bool ignored(const std::string& name) {
  static constexpr std::array endings{"position_ids", "token_type_ids", "num_batches_tracked", "attn.bias", "attn.masked_bias",
                                      "embed_positions.weight", "embed_tokens.weight", "lm_head.weight", "lm_head.bias",
                                      "lm_head.decoder.weight", "lm_head.decoder.bias", "predictions.bias",
                                      "predictions.decoder.weight", "predictions.decoder.bias",
                                      "generator_lm_head.weight", "vocab_projector.weight", "final_logits_bias", "mask_token",
                                      "shared.weight", "denoising_class_embed.weight"};
  if (name.find("backbone.") != std::string::npos) return true;  // its later stages, where earlier maps are read
  return std::any_of(endings.begin(), endings.end(), [&](const char* ending) { return name.ends_with(ending); });
}

std::string scope_of(const std::string& name) {
  for (std::size_t from = 0; from < name.size();) {
    const auto end = std::min(name.find('.', from), name.size());
    if (is_number(name.substr(from, end - from))) return name.substr(0, end);
    from = end + 1;
  }
  const auto last = name.rfind('.');
  return last == std::string::npos ? name : name.substr(0, last);
}

// "xlm-roberta" → "xlmroberta"
std::string letters_of(const std::string& text) {
  std::string letters;
  for (const char c : text)
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return letters;
}

// What follows the family's name in a class of it: "formaskedlm"; nothing where it is no class of the family.
std::string task_of(const std::string& architecture, const std::string& family) {
  const auto name = letters_of(architecture), prefix = letters_of(family);
  return name.starts_with(prefix) ? name.substr(prefix.size()) : std::string();
}

bool is_known(const std::string& task) {
  static constexpr std::array tasks{"model", "formaskedlm", "lmheadmodel", "forpretraining", "fornextsentenceprediction",
                                    "forsequenceclassification", "formultiplechoice", "fortokenclassification",
                                    "forquestionanswering", "forcausallm", "forconditionalgeneration", "mtmodel",
                                    "doubleheadsmodel", "forimageclassification", "forimageclassificationwithteacher",
                                    "formaskedimagemodeling", "forobjectdetection", "forsegmentation", "backbone"};
  return std::any_of(tasks.begin(), tasks.end(), [&](const char* known) { return task == known; });
}

std::string architecture_note(const io::Fields& config, const std::string& task) {
  const auto kind = architecture(config);
  const auto wanted = task_of(kind, config.text("model_type"));
  if (kind.empty()) return {};
  if (!is_known(wanted)) return "the architecture " + kind + " of config.json is not known: the model runs as its tensors say";
  const bool bare = wanted == "model" || wanted == "backbone";
  const bool headless = task == "encoder" || task == "decoder" || task == "encoder-decoder";
  return bare || !headless ? std::string() : "the weights hold no head for " + kind + ": the model runs without one";
}

std::string unread_note(const Weights& weights) {
  auto names = weights.unread();
  std::erase_if(names, ignored);
  if (names.empty()) return {};
  const auto scopes = scopes_of(names);
  std::string note = std::to_string(names.size()) + " tensors of the weights are not used:";
  for (std::size_t i = 0; i < std::min(most_named, scopes.size()); ++i) note += (i == 0 ? " " : ", ") + scopes[i];
  if (scopes.size() > most_named) note += " and " + std::to_string(scopes.size() - most_named) + " more";
  return note;
}

}  // namespace

bool is_number(const std::string& part) {
  return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<std::string> scopes_of(const std::vector<std::string>& tensors) {
  std::vector<std::string> scopes;
  for (const auto& name : tensors) {
    auto scope = scope_of(name);
    if (std::find(scopes.begin(), scopes.end(), scope) == scopes.end()) scopes.push_back(std::move(scope));
  }
  return scopes;
}

std::string left_aside(const io::Fields& config, const Weights& weights, const std::string& task) {
  const auto kind = architecture_note(config, task), unread = unread_note(weights);
  return kind + (kind.empty() || unread.empty() ? "" : "; ") + unread;
}

}  // namespace headlight::models
