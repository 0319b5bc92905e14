// The words behind the numbers of a matrix's rulers, listed under it on paper.
#pragma once

#include <vector>

#include "ui/figures/matrix.h"

namespace headlight::ui {

// Where one word of a list stands: its number's right end and its own left end (mirrored for right-to-left sides),
// counted from the list's top left corner; both on the line's base.
struct KeyEntry {
  std::int64_t index = 0;  // of the side
  QPointF number, word;
};

struct KeyList {
  QStringList heading;  // its lines, the last one just above the entries
  const Side* side = nullptr;
  double top = 0;  // of its first line, counted from the key's top
  std::vector<KeyEntry> entries;
};

// A list for each side whose words are not beside the map, one for both where they are the same. Entries run down the
// columns. What is too much for the page is chosen by the largest values, and the heading says so.
struct WordKey {
  std::vector<KeyList> lists;
  double width = 0, height = 0;  // 0: no key

  void draw(QPainter& painter, QPointF top_left, const FigureStyle& style) const;
};

// For a figure `width` units wide. On the screen hovering tells the words: there it is empty.
WordKey word_key(const MatrixContent& content, const MatrixLayout& layout, const FigureStyle& style, double width);

}  // namespace headlight::ui
