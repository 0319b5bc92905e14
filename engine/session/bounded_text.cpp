#include "engine/session/bounded_text.h"

#include <algorithm>
#include <cmath>

#include "engine/session/memory.h"

namespace headlight::session {
namespace {

constexpr std::int64_t most_without_limit = std::int64_t{1} << 20;

// At most `bytes` of the text, cut where a character begins.
std::string_view beginning(std::string_view text, std::size_t bytes) {
  if (bytes >= text.size()) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
  return text.substr(0, bytes);
}

// How many tokens of a beginning stay what they are however the text goes on: those of all words but the last, which
// may be cut. Where nothing cuts the text into words, half of them.
std::int64_t settled(const text::Encoding& encoding) {
  if (encoding.words.empty() || encoding.words.back() == 0) return static_cast<std::int64_t>(encoding.ids.size()) / 2;
  return std::count_if(encoding.words.begin(), encoding.words.end(),
                       [&](std::int64_t word) { return word != encoding.words.back(); });
}

Error too_many(const std::string& option, const std::string& found, std::int64_t most) {
  return unusable("too many tokens for this model", option, found + " tokens", "at most " + std::to_string(most));
}

// "about 7900": as many in the whole text as there would be at the rate of its beginning, in two digits.
std::string about(std::size_t tokens, std::size_t bytes, std::size_t whole) {
  const double all = static_cast<double>(tokens) * static_cast<double>(whole) / static_cast<double>(bytes);
  const double unit = std::pow(10, std::max(0.0, std::floor(std::log10(std::max(1.0, all))) - 1));
  return "about " + std::to_string(static_cast<std::int64_t>(std::round(all / unit) * unit));
}

// Refuses a text that has too many tokens for certain: longer and longer beginnings are tried.
Result<Done> check_beginning(const text::Tokenizer& tokenizer, std::string_view text, const std::string& option,
                             std::int64_t most) {
  if (most <= 0) return Done{};
  for (auto bytes = static_cast<std::size_t>(16 * most + 4096); bytes < text.size() / 2; bytes *= 2) {
    const auto part = tokenizer.encode(beginning(text, bytes), std::nullopt, false);
    if (!part) return part.error();
    if (settled(part.value()) > most)
      return too_many(option, about(part->ids.size(), bytes, text.size()), most);
  }
  return Done{};
}

// The tokenizer knows its texts as "text" and "pair".
Error by_option(Error error, const TextLimit& limit) {
  if (error.where == "text") error.where = limit.text;
  if (error.where == "pair") error.where = limit.pair;
  return error;
}

}  // namespace

std::int64_t most_tokens(const ModelInfo& info, std::int64_t free) {
  if (info.longest > 0) return info.longest;
  return free < 0 ? most_without_limit : std::min(most_without_limit, std::max<std::int64_t>(1, fitting_positions(info, {0, {}, thriftiest(info)}, free)));
}

Result<text::Encoding> encode_within(const text::Tokenizer& tokenizer, std::string_view text,
                                     std::optional<std::string_view> pair, const TextLimit& limit) {
  auto fits = check_beginning(tokenizer, text, "text", limit.most);
  if (fits && pair) fits = check_beginning(tokenizer, *pair, "pair", limit.most);
  if (!fits) return by_option(fits.error(), limit);
  auto encoding = tokenizer.encode(text, pair);
  if (!encoding) return by_option(encoding.error(), limit);
  const auto count = static_cast<std::int64_t>(encoding->ids.size());
  if (limit.most <= 0 || count <= limit.most) return encoding;
  return too_many(limit.text + (pair ? " and " + limit.pair : ""), std::to_string(count), limit.most);
}

}  // namespace headlight::session
