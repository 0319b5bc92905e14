#include "ui/studio/intervene/output_view.h"

#include <QPainter>
#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "ui/controls/appearance.h"
#include "ui/panels/scene.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr double kOutputViewSide = 12;

// The colour of before or after, of bars and of what names them, in every theme that of the maps below.
void fill_share(QPainter& painter, const QRectF& rect, bool second) { painter.fillRect(rect, current_theme().head(second ? 1 : 0)); }

}  // namespace

OutputView::OutputView(InterveneModel& model, QWidget* parent) : TableView(tr("Output before and after"), parent), model_(model) {
  set_own_arrows(true);
  connect(&model_, &InterveneModel::changed, this, &OutputView::take);
}

void OutputView::take() {
  shown_ = model_.outputs();
  late_ = model_.outputs_late();
  for (OutputRow& row : shown_) {
    if (late_) row.after = std::numeric_limits<double>::quiet_NaN();
  }
  said_ = {};
  if (model_.result() != nullptr) {
    const auto [before, after] = model_.texts();
    const bool awaited = model_.writing() || late_;
    said_ = said(before, awaited ? before : after);
    if (awaited && !said_.first.empty()) said_.second = {{QStringLiteral("…"), false}};
  }
  rows_changed();
}

int OutputView::header_height() const { return said_.first.empty() && said_.second.empty() ? kRow : 4 * kRow; }

QString OutputView::text(int row, int) const {
  const OutputRow& of = shown_[std::size_t(row)];
  return tr("%1: before %2, after %3").arg(of.name, value_or_none(of.before), value_or_none(of.after));
}

std::optional<FigureTable::Place> OutputView::chosen() const {
  const auto watched = model_.watched();
  const auto at = watched && model_.is_chosen(*watched) ? std::ranges::find(shown_, watched->key, &OutputRow::key) : shown_.end();
  if (at == shown_.end()) return std::nullopt;
  return Place{int(at - shown_.begin()), 0};
}

void OutputView::choose(int row, int) { model_.watch(shown_[std::size_t(row)]); }

void OutputView::paint_texts(QPainter& painter) const {
  const Face plain(13), bold(13, 600), small(11);
  double y = 22;
  for (const auto& [words, second] : {std::pair{&said_.first, false}, std::pair{&said_.second, true}}) {
    paint_side_mark(painter, {kOutputViewSide + 6, y}, second, 4);
    painter.setPen(colour("text2"));
    small.draw_centred(painter, {kOutputViewSide + 18, y}, second ? tr("after") : tr("before"));
    double x = kOutputViewSide + 76;
    for (const SaidWord& word : *words) {
      const Face& face = word.changed ? bold : plain;
      const double wide = face.width(word.text);
      if (x + wide > width() - kOutputViewSide) break;
      painter.setPen(colour("text"));
      face.draw_centred(painter, {x, y}, word.text);
      if (word.changed) fill_share(painter, QRectF(x, y + 10, wide, 2), second);
      x += wide + 8;
    }
    y += 28;
  }
}

OutputView::Columns OutputView::columns_now() const {
  Columns at;
  at.words = shown_.front().moved >= 0;
  at.moved = !at.words && model_.result()->before->predictions.empty() && model_.result()->before->detections.empty();
  at.change = width() - kOutputViewSide;
  at.after = at.change - 76;
  at.before = at.after - 64;
  at.bar = kOutputViewSide + std::clamp(width() * 0.26, 90.0, 220.0);
  at.wide = std::max(30.0, at.before - 56 - at.bar);
  for (const OutputRow& of : shown_) at.most = std::max(at.most, std::isfinite(of.after) ? of.after : 0);
  return at;
}

void OutputView::paint_header(QPainter& painter, const Columns& at) const {
  const Face small(11);
  const double top = header_height() - kRow / 2.0;
  painter.setPen(colour("text3"));
  const QString place = model_.position_words();
  const QString named = place.isEmpty() ? tr("output") : tr("tokens %1").arg(place);
  small.draw_centred(painter, {kOutputViewSide, top}, at.moved ? tr("output, most changed number") : at.words ? tr("probability of each written word") : small.elided(named, at.bar - kOutputViewSide));
  if (!at.moved) small.draw_centred(painter, {at.before, top}, tr("before"), Anchor::end);
  small.draw_centred(painter, {at.after, top}, at.moved ? tr("by") : tr("after"), Anchor::end);
  for (const bool second : {false, true}) {  // which bar is which
    const double wide = small.width(second ? tr("after") : tr("before"));
    if (at.moved) continue;
    const double mark = (second ? at.after : at.before) - wide - 12;
    paint_side_mark(painter, {mark + 4, top}, second, 4);
  }
  painter.setPen(colour("text3"));
  if (!at.moved) small.draw_centred(painter, {at.change, top}, at.words ? tr("moved") : tr("change"), Anchor::end);
}

void OutputView::paint_change(QPainter& painter, const OutputRow& of, const Columns& at, double middle) const {
  if (late_) {
    painter.setPen(colour("text2"));
    return Face(12).draw_centred(painter, {at.change, middle}, QStringLiteral("–"), Anchor::end);
  }
  if (at.words) {  // how far the step's whole distribution moved
    painter.setPen(colour(of.moved > 0.01 ? "text" : "text2"));
    return Face(12, of.moved > 0.5 ? 600 : 400).draw_centred(painter, {at.change, middle}, format_value(of.moved), Anchor::end);
  }
  const double by = of.after - of.before;
  const bool seen = std::abs(by) >= 0.0005;  // of three digits
  painter.setPen(!seen ? colour("text2") : by < 0 ? current_theme().head(0) : current_theme().head(1));
  const QString text = !std::isfinite(by) ? QStringLiteral("–") : !seen ? format_value(0) : format_signed(by);
  Face(12).draw_centred(painter, {at.change, middle}, text, Anchor::end);
}

// Before above after. In high contrast they stand further apart.
void OutputView::paint_pair(QPainter& painter, const OutputRow& of, const Columns& at, double middle) const {
  const double before = std::isfinite(of.before) ? of.before : 0, after = std::isfinite(of.after) ? of.after / at.most : 0;
  const bool apart = high_contrast();
  const QRectF above(at.bar, apart ? std::round(middle) - 8 : middle - 7, at.wide, 6), below = above.translated(0, apart ? 10 : 8);
  for (const auto& [track, share, second] : {std::tuple{above, before, false}, std::tuple{below, after, true}}) {
    paint_bar(painter, track, 0, {});
    fill_share(painter, QRectF(track.topLeft(), QSizeF(std::clamp(share, 0.0, 1.0) * track.width(), track.height())), second);
  }
}

void OutputView::paint_row(QPainter& painter, int row, const Columns& at) const {
  const OutputRow& of = shown_[std::size_t(row)];
  const Face face(12);
  const double middle = row_rect(row).center().y();
  if (const auto now = chosen(); now && now->row == row && rows() > 1) paint_soft(painter, row_rect(row).adjusted(4, 1, -4, -1), Soft::selected, 3);
  painter.setPen(colour("text"));
  face.draw_centred(painter, {kOutputViewSide, middle}, face.elided(of.name, at.bar - kOutputViewSide - 10));
  if (at.moved) paint_bar(painter, QRectF(at.bar, middle - 3, at.wide, 6), std::isfinite(of.after) ? of.after / at.most : 0, current_theme().head(1));
  else paint_pair(painter, of, at, middle);
  painter.setPen(colour("text"));
  if (!at.moved) face.draw_centred(painter, {at.before, middle}, value_or_none(of.before), Anchor::end);
  face.draw_centred(painter, {at.after, middle}, value_or_none(of.after), Anchor::end);
  if (!at.moved) paint_change(painter, of, at, middle);
}

void OutputView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(rect(), colour("ground"));
  if (model_.result() == nullptr) return;
  if (!said_.first.empty() || !said_.second.empty()) paint_texts(painter);
  if (rows() == 0) return;
  const Columns at = columns_now();
  paint_header(painter, at);
  for (int row = 0; row < rows(); ++row) paint_row(painter, row, at);
}

}  // namespace headlight::ui
