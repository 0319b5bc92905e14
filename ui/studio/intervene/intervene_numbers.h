// What changes of attention are called, and what they changed. Pure functions.
#pragma once

#include <QString>
#include <functional>
#include <stop_token>
#include <vector>

#include "engine/api/session.h"
#include "ui/figures/matrix.h"
#include "ui/state/studio_state.h"

namespace headlight::ui {

struct StepWords {
  QString name, second;  // "Head 5.7 off", "its output is zero"
  QString icon;
};
// Positions are called by the trace's tokens.
[[nodiscard]] StepWords words_of(const Intervention& change, const TraceInfo& trace);
[[nodiscard]] std::vector<Intervention> made(const std::vector<Step>& steps);  // those that are on, in order
[[nodiscard]] QString as_text(const std::vector<Step>& steps);                 // a line each; steps that are off as comments

// Whether a head's output is switched off by these changes.
[[nodiscard]] bool is_off(const std::vector<Intervention>& changes, const SiteInfo& site, int head);

// The same in a word for heads that something was done to as a whole: "off", "at mean"; empty for others.
[[nodiscard]] QString off_words(const std::vector<Intervention>& changes, const SiteInfo& site, int head);

// What they did to the map of a head, in the order in which they are made: `rows` queries, `columns` keys.
struct ChangedCells {
  MapChanges marks;           // rows and columns are positions
  std::vector<bool> hidden;   // cells that no longer count; empty: none
};
[[nodiscard]] ChangedCells changed_cells(const std::vector<Intervention>& changes, const SiteInfo& site, int head, std::int64_t rows, std::int64_t columns);

// What the model said, before and after: next tokens or classes by name, falling probability; detections by query, in the
// order before.
struct OutputRow {
  QString name;
  double before = 0, after = 0;  // NaN: not among what the run names
  double moved = -1;  // of written words: total variation of the step's distribution, 0…1; −1: not known
  QString key{};      // the same of every run of an input: by which a row is watched from step to step
  std::int64_t query = -1;  // whose detection it is; −1: no detection
};
// Detections are called by their place, or by the number that `number` has for a query and its place (−1: by none).
using Numbering = std::function<int(std::int64_t query, std::int64_t place)>;
// `named`: of both runs, as Ablation::named; without it a prediction's probability is known where the run lists it.
[[nodiscard]] std::vector<OutputRow> outputs_of(const TraceInfo& before, const TraceInfo& after, std::int64_t position, const Numbering& number = {},
                                                const std::vector<Ablation::Named>& named = {});
// A number, "–" for NaN.
[[nodiscard]] QString value_or_none(double value);
// The decoder's axis whose rows write tokens, null where there is none.
[[nodiscard]] const Axis* writing_axis(const TraceInfo& trace);
// Every word that was written before, with its probability at its step before and after ("elle → il" where another one is
// written there now), from the logits of both runs, [rows, vocabulary] each. Empty where those do not fit the axes.
[[nodiscard]] std::vector<OutputRow> written_words(const TraceInfo& before, const Array& logits_before, const TraceInfo& after, const Array& logits_after, std::stop_token stop = {});
// Positions that have predictions of their own; {−1} where they are of the whole input.
[[nodiscard]] std::vector<std::int64_t> predicted_positions(const TraceInfo& trace);

// The words of two texts, each with whether the other has it too (in its place).
struct SaidWord {
  QString text;
  bool changed = false;
};
[[nodiscard]] std::pair<std::vector<SaidWord>, std::vector<SaidWord>> said(const QString& before, const QString& after);

}  // namespace headlight::ui
