// The four Unicode normal forms, each character with its relation to the text before.
#pragma once

#include <string_view>
#include <vector>

namespace headlight::text {

// One character of a new text: change 0 replaces the next old character, 1 is inserted, −n replaces the next
// one and swallows n more.
struct Change {
  char32_t point = 0;
  std::ptrdiff_t change = 0;
};

enum class NormalForm { nfc, nfd, nfkc, nfkd };

[[nodiscard]] std::vector<Change> normalized(std::string_view text, NormalForm form);

}  // namespace headlight::text
