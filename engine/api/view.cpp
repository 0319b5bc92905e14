#include "engine/api/view.h"

namespace headlight {

std::string to_string(Pattern pattern) {
  switch (pattern) {
    case Pattern::self:
      return "self";
    case Pattern::previous:
      return "previous token";
    case Pattern::next:
      return "next token";
    case Pattern::first:
      return "first token";
    case Pattern::delimiter:
      return "delimiter";
    case Pattern::word:
      return "same word";
    case Pattern::copy:
      return "same token";
    case Pattern::induction:
      return "induction";
    case Pattern::block:
      return "block";
    case Pattern::positional:
      return "positional";
  }
  return "self";
}

double above_chance(const HeadPattern& head, Pattern pattern) {
  const auto at = static_cast<std::size_t>(pattern);
  if (head.queries.at(at) < 2 || head.chance.at(at) >= 1) return 0;
  return (head.mass.at(at) - head.chance.at(at)) / (1 - head.chance.at(at));
}

}  // namespace headlight
