// What two maps, or two heads among all, have to do with each other. Pure functions.
#pragma once

#include <QString>
#include <cstdint>
#include <stop_token>
#include <vector>

#include "engine/api/trace_info.h"
#include "engine/api/view_result.h"
#include "ui/figures/side.h"

namespace headlight::ui {

// One row of an alignment: positions of both texts, −1 where the other text has a token more.
struct Aligned {
  std::int64_t a = -1, b = -1;
  bool operator==(const Aligned&) const = default;
};
// The longest common subsequence of the two sides' labels; insertions of B stand before deletions of A where both fit.
[[nodiscard]] std::vector<Aligned> align(const std::vector<QString>& a, const std::vector<QString>& b);
[[nodiscard]] bool is_identity(const std::vector<Aligned>& alignment);

// A map on the aligned rows and columns; NaN where its own text has no token. `first`: it is A's.
[[nodiscard]] Plane spread(const Plane& exact, const std::vector<Aligned>& rows, const std::vector<Aligned>& columns, bool first);
// a − b, NaN where either is.
[[nodiscard]] Plane difference(const Plane& a, const Plane& b);

struct Whole {
  double mean_size = 0;    // mean |a − b|
  double correlation = 0;  // of all cells that both have; 0 where one is constant
  double divergence = 0;   // Jensen–Shannon of the rows that both have, renormalised, bits
};
[[nodiscard]] Whole whole_difference(const Plane& a, const Plane& b);

// How far a map lies from the same head's in another run: mean Jensen–Shannon divergence of its rows, bits. The site is the
// first run's.
struct MapChange {
  int site = 0, layer = 0, head = 0;
  double bits = 0;
};
// Of the aligned rows and columns, where there are such; maps of other sizes are left out.
[[nodiscard]] std::vector<MapChange> changes_of(const HeadsResult& before, const HeadsResult& after, const std::vector<Aligned>& queries = {},
                                                const std::vector<Aligned>& keys = {}, std::stop_token stop = {});

struct Pair {
  std::int64_t row = 0, column = 0;  // of the aligned map
  double a = 0, b = 0;
};
// Cells of the largest a − b (falling), or with `in_b` of the largest b − a; those that do not read as 0.000.
[[nodiscard]] std::vector<Pair> most_apart(const Plane& a, const Plane& b, bool in_b, std::size_t most);

// The detection of another run that lies where `query`'s lies: of the same class if there is one, at least half of the two
// boxes' common area shared (intersection over union); −1: none, or pictures of different sizes.
[[nodiscard]] std::int64_t same_object(const TraceInfo& from, std::int64_t query, const TraceInfo& to);

// Decimals that show two digits of a small number, three at least.
[[nodiscard]] int decimals_of(double small);
// A divergence between 0 and 1: with so many decimals that it is not rounded to either end.
[[nodiscard]] QString divergence_text(double bits);

// What tells a run from another one: its model, its input, its frame, what it wrote of the same input; the input where
// none of them does.
[[nodiscard]] QString told_from(const TraceInfo& run, const TraceInfo& other);

// Groups of like heads: average-linkage clustering of their distances, cut into at most `groups`; a group number each,
// largest group first.
[[nodiscard]] std::vector<int> clusters(const std::vector<float>& distances, std::size_t heads, std::size_t groups);

}  // namespace headlight::ui
