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

}  // namespace headlight
