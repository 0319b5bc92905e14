// Rows and columns of the chosen map, its subwords joined into words where the look wants it, and what that makes of values.
#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "ui/figures/side.h"
#include "ui/state/feed.h"

namespace headlight::ui {

// Whether subwords of one word are shown as one.
[[nodiscard]] bool merges_words(const Store& store);
[[nodiscard]] QString why_no_joined_words(const Store& store);  // empty where they can be

// Rows and columns as the look wants them: written tokens in decoders, merged words.
[[nodiscard]] SideOptions side_options(const Store& store, bool as_query);
[[nodiscard]] Side query_side(const Store& store);
[[nodiscard]] Side key_side(const Store& store);
[[nodiscard]] Side entry_of(const Side& side, std::int64_t entry);  // one row or column of it
// Whether a special token stands at each position as the window names it (what a decoder row writes, in cross attention).
[[nodiscard]] std::vector<bool> special_queries(const Store& store);
// "14 × 14": rows and columns of the chosen map, of words where they are joined.
[[nodiscard]] QString size_words(const Store& store);
// As position_text; the whole word while words are shown whole.
[[nodiscard]] QString word_text(const Store& store, std::int64_t position, bool as_query);

// What words are joined from, in the quantity that is shown: linked_map, or all scores; null until it has arrived.
[[nodiscard]] const Plane* word_map(const Feed& feed);
// Rows and columns of it joined as the sides say, by the rule of the quantity that is shown.
[[nodiscard]] Plane words_of(const Store& store, const Plane& map, const Side& queries, const Side& keys);

// The chosen query and key among the words that are shown.
struct ChosenWords {
  const Plane* map = nullptr;        // word_map
  Side queries, keys;                // all words
  std::int64_t query = -1, key = -1;  // entries of them; no key: −1
};
// Nothing while words are not joined, no query is chosen, or the map is on its way.
[[nodiscard]] std::optional<ChosenWords> chosen_words(const Feed& feed);
// From the query's word to every key's.
[[nodiscard]] Plane word_row(const Store& store, const ChosenWords& words);
// From the query's word to the key's, where either has several tokens.
[[nodiscard]] std::optional<double> word_value(const Feed& feed);

}  // namespace headlight::ui
