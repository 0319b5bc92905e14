// What stands along one side of a map: tokens, merged words, patches or detections, as a person reads them.
#pragma once

#include <QString>
#include <array>
#include <cstdint>
#include <vector>

#include "engine/api/axis.h"
#include "engine/api/view.h"

namespace headlight::ui {

struct SideOptions {
  bool written = false;       // decoder rows labelled by the token they write instead of the one they read
  bool merge_words = false;   // subwords of one word become one row or column
  bool drop_special = false;  // leave out tokens that the tokenizer added
};

struct Side {
  AxisKind kind = AxisKind::tokens;
  std::vector<QString> labels;                       // one a row or column
  std::vector<std::vector<std::int64_t>> positions;  // the trace's positions behind each, rising; of detections in their own order
  std::vector<std::uint8_t> special;                 // 1 where a special token or a leading or trailing patch token stands
  std::vector<std::int64_t> dropped;                 // positions left out
  std::vector<QString> dropped_labels;               // their distinct labels
  std::int64_t leading = 0;                          // patches
  std::array<std::int64_t, 2> grid{0, 0};
  bool right_to_left = false;
  bool merged = false;  // some entry stands for several positions

  [[nodiscard]] std::int64_t size() const { return static_cast<std::int64_t>(labels.size()); }
  // Entry that holds a position of the trace, −1 for none.
  [[nodiscard]] std::int64_t find(std::int64_t position) const;
  // First position of entry `index`, −1 outside.
  [[nodiscard]] std::int64_t position(std::int64_t index) const;
  [[nodiscard]] QString label(std::int64_t index) const;
};

Side side_of(const Axis& axis, const SideOptions& options);

// A label within a line that is read from left to right, whatever its own direction.
QString isolated(const QString& label);

// A token that is punctuation alone in quotation marks, so that running text does not take it for its own; others as they are.
QString quoted_sign(const QString& label);

// "it → wrench", from left to right whatever the labels' own direction; "it → “.”".
QString pair_text(const QString& query, const QString& key);

// Variation selectors and the keycap: normalisers drop them, so a token's offsets end before them; with them the
// character before is an emoji.
bool is_style_mark(char32_t c);

// True if the first strong letter of the text reads from right to left.
bool reads_right_to_left(const QString& text);

// Joins rows and columns of an exact plane (one cell a position) as the sides say: a word's weight as a key is the
// sum over its tokens, as a query the mean over them. Positions in no entry are left out.
Plane merged(const Plane& exact, const Side& queries, const Side& keys);

// The same of scores: a word's score as a key is the log-sum-exp of its tokens', the score of the sum of their weights;
// as a query the mean over its tokens. −∞ where all of them are masked.
Plane merged_scores(const Plane& exact, const Side& queries, const Side& keys);

// Mean over the shown queries of the weight on dropped keys; `query` ≥ 0: of that entry's row only.
double dropped_weight(const Plane& exact, const Side& queries, const Side& keys, std::int64_t query = -1);

// Sets low and high from the finite values.
void find_range(Plane& plane);

}  // namespace headlight::ui
