// One question of many inputs, and what it asks of each of them. Pure functions but for mask files, which are read.
#pragma once

#include <QString>
#include <string>
#include <vector>

#include "ui/figures/side.h"
#include "ui/studio/ask/ask_region.h"

namespace headlight::ui {

// Descriptions as `positions` reads them, several apart by ";"; besides those of the engine
//   part:x0,y0,x1,y1   a box in shares of each picture
//   region             from_region or to_region, at the same place of every picture
//   mask:PATH          what is white in that picture, or in the folder's picture of the input's own name
struct BatchQuestion {
  std::string stream;
  QString from = QStringLiteral("all"), to = QStringLiteral("all");
  Region from_region{}, to_region{};  // in shares of each picture
  bool reverse = false;               // as in Question
  bool operator==(const BatchQuestion&) const = default;
};

// What to ask of one input's trace.
struct BatchAsk {
  std::vector<ViewRequest> views;  // a ranking; reversed two; with `region` the points of every layer
  Region region{};
  std::vector<std::int64_t> from{};  // of `region`: the queries; empty: all
  bool reverse = false;
  double part = 1;  // of all queries, those asked from
};
// An Error where the input has no such place. `file` is the input's picture, empty for texts.
[[nodiscard]] Result<BatchAsk> batch_ask(const TraceInfo& trace, const BatchQuestion& question, const QString& file);
// Whether such a model has these places: its stream, and on both sides words or parts of a picture. What is no description
// fits everywhere: each input says what is wrong with it.
[[nodiscard]] bool fits(const TraceInfo& trace, const BatchQuestion& question);
// From one answer a view.
[[nodiscard]] Result<RankingResult> batch_answer(const TraceInfo& trace, const BatchAsk& ask, const std::vector<ViewPtr>& answers);

// The positions of an axis for other inputs: words by themselves, all objects of a class and single ones by their class,
// patches as "region" with their places in `shares`.
[[nodiscard]] QString described_positions(const TraceInfo& trace, const Axis& axis, const Side& words, const std::vector<std::int64_t>& positions, Region& shares);

}  // namespace headlight::ui
