// What the rows and columns of an attention map are. No Torch, no Qt.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace headlight {

enum class AxisKind { tokens, patches, queries };

// Maps model-input pixels to original-image pixels: x' = a·x + b·y + c, y' = d·x + e·y + f.
using Affine = std::array<double, 6>;

struct Box {
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;  // original-image pixels
};

struct Axis {
  int id = 0;
  AxisKind kind = AxisKind::tokens;

  // tokens: one label a position. patches: the leading tokens only ("[CLS]", registers). queries: class names.
  std::vector<std::string> labels;
  std::vector<std::string> shown;  // tokens: `labels` as a person reads them ("Ġthe" → "the"); empty: as labels

  // tokens
  std::vector<std::array<std::int64_t, 2>> offsets;  // character (code point) ranges of the text
  std::vector<std::int64_t> ids;
  std::vector<std::string> writes;    // decoder: the token that each row produces; else empty
  std::vector<std::string> writes_shown;  // `writes` as a person reads them; empty: as `writes`
  std::vector<std::uint8_t> special;  // 1 where the tokenizer added a special token
  std::vector<std::int64_t> words;    // word number of each token, −1 for none; equal numbers are one word
  std::vector<std::int64_t> sequence; // 0 first text, 1 second, −1 special
  std::string text;                   // what was tokenized; empty for raw ids
  std::string pair;

  // patches, row-major after the leading tokens
  std::int64_t leading = 0;
  // Names of the tokens after the grid, one a position. A detector that reads its queries from them ("[DET0]", …) has
  // one for every query of the trace's queries axis, in its order (TraceInfo::row_of_query).
  std::vector<std::string> trailing;
  std::array<std::int64_t, 2> grid{0, 0};        // rows, columns; the first level's where there are levels
  std::array<std::int64_t, 2> patch{0, 0};       // height, width in model-input pixels; likewise
  // Feature pyramid: every level's rows and columns, one after the other along the axis; empty: `grid` is all.
  std::vector<std::array<std::int64_t, 2>> levels;
  std::array<std::int64_t, 2> input{0, 0};       // height, width of the model's input
  std::array<std::int64_t, 2> image{0, 0};       // height, width of the original image
  Affine to_image{1, 0, 0, 0, 1, 0};

  // queries: one box and score a query, its likeliest class in `labels`
  std::vector<Box> boxes;
  std::vector<double> scores;

  // Number of positions along the axis.
  [[nodiscard]] std::int64_t size() const;
  // patches: positions of the grid, of every level's where there are levels.
  [[nodiscard]] std::int64_t cells() const;
  // Whether position `i` is a patch, not a leading or trailing token.
  [[nodiscard]] bool is_cell(std::int64_t i) const;
  // Readable text for position `i`: a token as shown, "[CLS]", "r,c" for a patch ("level:r,c" of a pyramid), a
  // detection's class.
  [[nodiscard]] std::string label(std::int64_t i) const;
  // Readable text of what row `i` of a decoder produces; empty where nothing is known of it.
  [[nodiscard]] std::string written(std::int64_t i) const;
  // Where patch position `i` (is_cell) lies. A pyramid's cells divide the whole input evenly, as sampling does.
  struct Cell {
    std::size_t level = 0;
    std::int64_t row = 0, column = 0;
    std::array<std::int64_t, 2> grid{0, 0};   // of its level
    std::array<double, 2> patch{0, 0};        // height, width in model-input pixels
  };
  [[nodiscard]] Cell cell(std::int64_t i) const;
};

}  // namespace headlight
