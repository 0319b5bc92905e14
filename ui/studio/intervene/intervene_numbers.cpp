#include "ui/studio/intervene/intervene_numbers.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <limits>
#include <map>
#include <string>
#include <utility>

#include "ui/panels/placed_text.h"
#include "ui/state/detections.h"
#include "ui/state/view_state.h"
#include "ui/theme/face.h"
#include "ui/studio/compare/compare_numbers.h"

namespace headlight::ui {

namespace {

struct InterveneNumbersWords {
  Q_DECLARE_TR_FUNCTIONS(Interventions)
};

QString place_of(const Intervention& change) {
  if (change.layer < 0 && change.head < 0) return InterveneNumbersWords::tr("every layer");
  if (change.layer < 0) return InterveneNumbersWords::tr("head %1 of every layer").arg(change.head);
  return change.head < 0 ? InterveneNumbersWords::tr("layer %1").arg(change.layer) : InterveneNumbersWords::tr("head %1.%2").arg(change.layer).arg(change.head);
}

QString token(const Intervention& change, const TraceInfo& trace, std::int64_t position, bool as_query) {
  if (position < 0) return as_query ? InterveneNumbersWords::tr("every query") : InterveneNumbersWords::tr("every key");
  for (const SiteInfo& site : trace.sites) {
    if (!change.stream.empty() && site.stream != change.stream) continue;
    const Axis& axis = as_query ? query_axis(trace, site) : key_axis(trace, site);
    SideOptions options;
    options.written = as_query && site.kind == SiteKind::cross;
    if (axis.kind == AxisKind::tokens && position < axis.size()) return placed_label(side_of(axis, options), position);
    return QString::fromStdString(shown_label(axis, position, options.written));
  }
  return QString::number(position);
}

QString moved_words(const Intervention& change) {
  if (change.level >= 0 && change.point >= 0) return InterveneNumbersWords::tr("point %1 of level %2 moved").arg(change.point).arg(change.level);
  if (change.level >= 0) return InterveneNumbersWords::tr("points of level %1 moved").arg(change.level);
  return change.point < 0 ? InterveneNumbersWords::tr("points moved") : InterveneNumbersWords::tr("point %1 of every level moved").arg(change.point);
}

}  // namespace

StepWords words_of(const Intervention& change, const TraceInfo& trace) {
  const QString place = place_of(change), query = token(change, trace, change.query, true), key = token(change, trace, change.key, false);
  const QString from = quoted_sign(query), to = quoted_sign(key);
  const bool layer = change.head < 0;
  switch (change.kind) {
    case Intervention::Kind::head_off: return {InterveneNumbersWords::tr("%1 off").arg(place), InterveneNumbersWords::tr("output is zero"), layer ? QStringLiteral("grid") : QStringLiteral("stop")};
    case Intervention::Kind::head_mean: return {InterveneNumbersWords::tr("%1 at its mean").arg(place), InterveneNumbersWords::tr("mean over the input"), QStringLiteral("stop")};
    case Intervention::Kind::hide:
      if (change.query < 0) return {InterveneNumbersWords::tr("“%1” hidden").arg(key), InterveneNumbersWords::tr("as key, %1").arg(place), QStringLiteral("x")};
      return {InterveneNumbersWords::tr("%1 → %2 cut").arg(from, to), InterveneNumbersWords::tr("%1, rescaled").arg(place), QStringLiteral("link")};
    case Intervention::Kind::even: return {InterveneNumbersWords::tr("row of %1 even").arg(change.query < 0 ? query : QStringLiteral("“%1”").arg(query)), place, QStringLiteral("bars")};
    case Intervention::Kind::only: return {InterveneNumbersWords::tr("%1 → %2 alone").arg(from, to), place, QStringLiteral("link")};
    case Intervention::Kind::move: return {moved_words(change), InterveneNumbersWords::tr("%1 %, %2 % · %3").arg(std::round(change.dx * 100)).arg(std::round(change.dy * 100)).arg(place), QStringLiteral("target")};
  }
  return {};
}

std::vector<Intervention> made(const std::vector<Step>& steps) {
  std::vector<Intervention> out;
  for (const Step& step : steps) {
    if (step.on) out.push_back(step.change);
  }
  return out;
}

QString as_text(const std::vector<Step>& steps) {
  QStringList lines;
  for (const Step& step : steps) lines += (step.on ? QString() : QStringLiteral("# ")) + QString::fromStdString(to_text(step.change));
  return lines.join(QLatin1Char('\n'));
}

namespace {

bool is_of(const Intervention& change, const SiteInfo& site, int head) {
  return (change.stream.empty() || change.stream == site.stream) && (change.layer < 0 || change.layer == site.layer) && (change.head < 0 || change.head == head);
}

}  // namespace

bool is_off(const std::vector<Intervention>& changes, const SiteInfo& site, int head) {
  return std::ranges::any_of(changes, [&](const Intervention& change) {
    return is_of(change, site, head) && (change.kind == Intervention::Kind::head_off || change.kind == Intervention::Kind::head_mean);
  });
}

QString off_words(const std::vector<Intervention>& changes, const SiteInfo& site, int head) {
  QString words;  // the later of two counts
  for (const Intervention& change : changes) {
    if (!is_of(change, site, head)) continue;
    if (change.kind == Intervention::Kind::head_off) words = InterveneNumbersWords::tr("off");
    if (change.kind == Intervention::Kind::head_mean) words = InterveneNumbersWords::tr("at mean");
  }
  return words;
}

ChangedCells changed_cells(const std::vector<Intervention>& changes, const SiteInfo& site, int head, std::int64_t rows, std::int64_t columns) {
  using Kind = Intervention::Kind;
  ChangedCells out;
  const auto hide = [&](std::int64_t row, std::int64_t column) {
    if (out.hidden.empty()) out.hidden.resize(std::size_t(rows * columns));
    out.hidden[std::size_t(row * columns + column)] = true;
  };
  for (const Intervention& change : changes) {
    const bool keyed = change.kind == Kind::hide || change.kind == Kind::only;
    if (!is_of(change, site, head) || (!keyed && change.kind != Kind::even) || change.query >= rows || (keyed && (change.key < 0 || change.key >= columns))) continue;
    if (change.kind == Kind::hide && change.query < 0) out.marks.hidden.push_back(change.key);
    for (std::int64_t row = std::max<std::int64_t>(0, change.query); row < (change.query < 0 ? rows : change.query + 1); ++row) {
      if (change.kind == Kind::hide) hide(row, change.key);
      const bool forced = std::ranges::find(out.marks.forced, row, &Cell::query) != out.marks.forced.end();
      if (change.kind == Kind::even && !forced) out.marks.even.push_back(row);  // one key alone is even already
      if (change.kind != Kind::only) continue;
      std::erase(out.marks.even, row);
      std::erase_if(out.marks.forced, [row](const Cell& cell) { return cell.query == row; });
      out.marks.forced.push_back({row, change.key});
    }
  }
  return out;
}

std::vector<std::int64_t> predicted_positions(const TraceInfo& trace) {
  std::vector<std::int64_t> out;
  for (const Prediction& one : trace.predictions) {
    if (std::ranges::find(out, one.position) == out.end()) out.push_back(one.position);
  }
  std::ranges::sort(out);
  return out;
}

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

QString query_key(const Detection& detection) { return QStringLiteral("query %1").arg(detection.query); }

// What the other run reads this query as where it reports nothing of it: its score counts on.
void add_unreported(OutputRow& row, const Detection& old, const TraceInfo& after) {
  const ObjectWords now = object_words(after, old.query);
  if (now.score < 0) return;
  row.after = now.score;
  if (now.label != old.label) row.name += QStringLiteral(" → ") + QString::fromStdString(now.label);
}

// Detections that are the same query's; called as the list of detections calls them: "3 person".
std::vector<OutputRow> detections_of(const TraceInfo& before, const TraceInfo& after, const Numbering& number) {
  std::vector<OutputRow> out;
  std::map<std::int64_t, std::size_t> row_of_query;
  for (const Detection& one : before.detections) {
    const auto place = std::int64_t(out.size());
    const int called = number ? number(one.query, place) : int(place);
    const QString label = QString::fromStdString(one.label);
    row_of_query[one.query] = out.size();
    out.push_back({called < 0 ? label : QStringLiteral("%1 %2").arg(called).arg(label), one.score, unknown, -1, query_key(one), one.query});
  }
  for (const Detection& one : after.detections) {
    const QString label = QString::fromStdString(one.label);
    const auto known = row_of_query.find(one.query);
    if (known == row_of_query.end()) {
      out.push_back({InterveneNumbersWords::tr("new: %1").arg(label), unknown, one.score, -1, query_key(one), one.query});
      continue;
    }
    OutputRow& row = out[known->second];
    row.after = one.score;
    if (const Detection& old = before.detections[known->second]; old.label != one.label) row.name += QStringLiteral(" → ") + label;
  }
  for (std::size_t at = 0; at < before.detections.size(); ++at) {
    if (std::isnan(out[at].after)) add_unreported(out[at], before.detections[at], after);
  }
  return out;
}

// What is not reported counts as nothing.
double change_of(const OutputRow& row) {
  return std::abs((std::isnan(row.after) ? 0 : row.after) - (std::isnan(row.before) ? 0 : row.before));
}

std::vector<OutputRow> named_of(const std::vector<Ablation::Named>& named, std::int64_t position) {
  std::vector<OutputRow> out;
  for (const Ablation::Named& one : named) {
    const QString name = QString::fromStdString(one.label);
    if (one.position == position) out.push_back({name, one.before, one.after, -1, QStringLiteral("%1 %2 %3").arg(position).arg(one.index).arg(name)});
  }
  return out;
}

// Predictions by name, of several that read alike the first with the first.
std::vector<OutputRow> predictions_of(const TraceInfo& before, const TraceInfo& after, std::int64_t position) {
  std::vector<OutputRow> out;
  std::map<std::pair<std::string, int>, std::size_t> row_of;
  for (const bool first : {true, false}) {
    std::map<std::string, int> count;
    for (const Prediction& one : (first ? before : after).predictions) {
      if (one.position != position) continue;
      const int twin = count[one.label]++;
      const auto [at, fresh] = row_of.try_emplace({one.label, twin}, out.size());
      if (fresh) out.push_back({QString::fromStdString(one.label), unknown, unknown, -1, QStringLiteral("%1 %2 %3").arg(position).arg(twin).arg(QString::fromStdString(one.label))});
      (first ? out[at->second].before : out[at->second].after) = one.probability;
    }
  }
  return out;
}

}  // namespace

std::vector<OutputRow> outputs_of(const TraceInfo& before, const TraceInfo& after, std::int64_t position, const Numbering& number, const std::vector<Ablation::Named>& named) {
  auto out = named.empty() ? predictions_of(before, after, position) : named_of(named, position);
  std::ranges::stable_sort(out, std::greater{}, [](const OutputRow& row) { return std::fmax(row.before, row.after); });
  auto objects = detections_of(before, after, number);
  std::ranges::stable_sort(objects, std::greater{}, change_of);
  std::ranges::move(objects, std::back_inserter(out));
  return out;
}

QString value_or_none(double value) { return std::isfinite(value) ? format_value(value) : QStringLiteral("–"); }

const Axis* writing_axis(const TraceInfo& trace) {
  const auto writes = std::ranges::find_if(trace.axes, [](const Axis& axis) { return !axis.writes.empty() && axis.ids.size() == axis.writes.size(); });
  return writes == trace.axes.end() ? nullptr : &*writes;
}

namespace {

std::vector<double> probabilities(const Array& logits, std::int64_t row) {
  const auto count = std::size_t(logits.shape.back());
  const auto first = logits.values.begin() + std::ptrdiff_t(std::size_t(row) * count), last = first + std::ptrdiff_t(count);
  const double most = *std::max_element(first, last);
  std::vector<double> out;
  double sum = 0;
  for (auto at = first; at != last; ++at) sum += out.emplace_back(std::exp(double(*at) - most));
  for (double& value : out) value /= sum;
  return out;
}

bool fits(const Axis* axis, const Array& logits) {
  return axis != nullptr && !logits.shape.empty() && logits.shape.back() > 0 && std::ssize(logits.values) == axis->size() * logits.shape.back();
}

}  // namespace

std::vector<OutputRow> written_words(const TraceInfo& before, const Array& logits_before, const TraceInfo& after, const Array& logits_after, std::stop_token stop) {
  const Axis *a = writing_axis(before), *b = writing_axis(after);
  if (!fits(a, logits_before) || !fits(b, logits_after) || logits_before.shape.back() != logits_after.shape.back()) return {};
  std::vector<OutputRow> out;
  for (std::int64_t step = 0; step + 1 < std::min(a->size(), b->size()) && !stop.stop_requested(); ++step) {  // what is read next was written
    const auto at = std::size_t(step);
    const auto p = probabilities(logits_before, step), q = probabilities(logits_after, step);
    const auto token = std::size_t(a->ids[at + 1]);
    if (token >= p.size()) return {};
    OutputRow row{QString::fromStdString(a->written(step)), p[token], q[token], 0, QStringLiteral("step %1").arg(step)};
    if (a->ids[at + 1] != b->ids[at + 1]) row.name += QStringLiteral(" → ") + QString::fromStdString(b->written(step));
    for (std::size_t i = 0; i < p.size(); ++i) row.moved += std::abs(p[i] - q[i]) / 2;
    out.push_back(std::move(row));
  }
  return out;
}

std::pair<std::vector<SaidWord>, std::vector<SaidWord>> said(const QString& before, const QString& after) {
  const auto words = [](const QString& text) {
    const QStringList parts = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::vector<QString>(parts.begin(), parts.end());
  };
  const auto a = words(before), b = words(after);
  std::pair<std::vector<SaidWord>, std::vector<SaidWord>> out;
  for (const Aligned& at : align(a, b)) {
    if (at.a >= 0) out.first.push_back({a[std::size_t(at.a)], at.b < 0});
    if (at.b >= 0) out.second.push_back({b[std::size_t(at.b)], at.a < 0});
  }
  return out;
}

}  // namespace headlight::ui
