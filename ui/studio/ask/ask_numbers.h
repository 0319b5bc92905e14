// What a question means for an axis, and what its answer is compared with. Pure functions.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "engine/api/trace_info.h"
#include "engine/api/view_result.h"
#include "ui/figures/side.h"
#include "ui/state/studio_state.h"

namespace headlight::ui {

// The mass that evenly spread weights would put from the queries on the keys (each query over the keys that it sees);
// empty lists mean all positions.
// NaN for layers cut into windows or areas: which keys a query sees there is not told.
[[nodiscard]] double evenly_spread(const SiteInfo& site, std::int64_t queries, std::int64_t keys, const Question& question);
// Share of a picture that a box covers.
[[nodiscard]] double share_of(const std::array<double, 4>& box, const Axis& picture);

// "box:X0,Y0,X1,Y1", as `positions` reads it, whatever the locale.
[[nodiscard]] std::string box_words(const std::array<double, 4>& box);

// Every position of the entry that holds `position`: a word's tokens.
[[nodiscard]] std::vector<std::int64_t> whole_word(const Side& side, std::int64_t position);
// "it", "wrench", "the black cat", "5 tokens".
[[nodiscard]] QString words_of(const Side& side, const std::vector<std::int64_t>& positions);

inline constexpr std::size_t most_winners = 6;  // heads that are shown large

// The same within a sentence: words in quotation marks, with their positions where a text has many.
[[nodiscard]] QString said_of(const Side& side, const std::vector<std::int64_t>& positions);

// Rows in falling mass, and what they say together.
struct Answer {
  std::vector<RankedHead> heads;
  double even = 0, mean = 0;
  std::size_t above = 0;  // heads above evenly spread
  std::size_t winners = 0;  // of the first heads: those with any mass, at most `most_winners`
  int decimals = 3;         // that tell the winners apart
  [[nodiscard]] bool stands_out(std::size_t rank) const;  // a winner that puts more there than evenly spread weights would
};
// Of the mass that lands on the keys, how much comes from some of the queries: by both rankings over the same keys.
// `part`: how many of all queries those are, 0…1.
[[nodiscard]] RankingResult share_from(const RankingResult& some, const RankingResult& all, double part);

[[nodiscard]] Answer answer_of(const RankingResult& result, double even);

}  // namespace headlight::ui
