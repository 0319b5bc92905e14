#include "engine/text/unicode/graphemes.h"

#include "engine/text/unicode/properties.h"
#include "engine/text/utf8.h"

namespace headlight::text {
namespace {

constexpr char32_t joiner = 0x200D;

bool is(std::uint16_t flags, Property property) { return (flags & static_cast<std::uint16_t>(property)) != 0; }

// What decides about the next boundary.
struct State {
  char32_t last;
  std::uint16_t flags;       // of `last`
  bool pictograph = false;   // pictograph, extenders …
  bool conjunct = false;     // consonant, then only linkers and extenders …
  bool linked = false;       // … with a linker among them

  explicit State(char32_t first) : last(first), flags(properties(first)) { restart(); }

  void restart() {
    pictograph = is(flags, Property::pictograph);
    conjunct = is(flags, Property::conjunct_consonant);
    linked = false;
  }

  void follow(char32_t next) {
    last = next;
    flags = properties(next);
    const bool extends = is(flags, Property::extender);
    if (!extends) return restart();
    linked = conjunct && (linked || is(flags, Property::conjunct_linker));
    conjunct = conjunct && (is(flags, Property::conjunct_linker) || is(flags, Property::conjunct_extender));
  }
};

bool joins(const State& state, char32_t next) {
  const std::uint16_t flags = properties(next);
  if (state.last == '\r' && next == '\n') return true;
  if (is(state.flags, Property::breaker) || is(flags, Property::breaker)) return false;
  if (is(flags, Property::extender) || is(state.flags, Property::prepender)) return true;
  if (state.pictograph && state.last == joiner && is(flags, Property::pictograph)) return true;
  return state.conjunct && state.linked && is(flags, Property::conjunct_consonant);
}

}  // namespace

std::size_t cluster_end(std::string_view text, std::size_t position) {
  State state(next_point(text, position));
  while (position < text.size()) {
    std::size_t after = position;
    const char32_t next = next_point(text, after);
    if (!joins(state, next)) break;
    state.follow(next);
    position = after;
  }
  return position;
}

}  // namespace headlight::text
