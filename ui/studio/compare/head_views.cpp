#include "ui/studio/compare/head_views.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "engine/api/budget.h"
#include "ui/controls/appearance.h"
#include "ui/state/detections.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr double kLikeBar = 122;  // where the bars begin

constexpr double HeadStatistics::* kFields[] = {&HeadStatistics::entropy, &HeadStatistics::distance, &HeadStatistics::on_self, &HeadStatistics::on_previous,
                                                &HeadStatistics::on_next, &HeadStatistics::on_first, &HeadStatistics::on_separator};
constexpr const char* kColumns[] = {"entropy", "distance", "on self", "on previous", "on next", "on first", "on separators"};

bool is(const CompareModel::Place& place, int site, int head) { return place.site != nullptr && place.site->id == site && place.head == head; }

double largest(const CompareModel& model) {
  double most = 0;
  for (const auto& head : model.heads()) most = std::max(most, head.divergence);
  return most;
}

}  // namespace

LikeTable::LikeTable(Context context, CompareModel& model, QWidget* parent) : HeadTable(context, tr("Heads most like A"), parent), model_(model) {
  connect(&model_, &CompareModel::changed, this, &LikeTable::take);
}

void LikeTable::choose(int row, int) { model_.choose(like(row).head); }

QString LikeTable::text(int row, int) const {
  const QString words = model_.between() ? tr("%1: head %2, %3 bits from A to B") : tr("%1: head %2, %3 bits from A");
  return words.arg(row + 1).arg(row_label(row), divergence_text(like(row).divergence));
}

std::optional<FigureTable::Place> LikeTable::chosen() const {
  const CompareModel::Place one = model_.between() ? model_.a() : model_.b();
  for (int row = 0; one.run == model_.a().run && row < rows(); ++row) {
    if (is(one, like(row).head.site, like(row).head.head)) return Place{row, 0};
  }
  return std::nullopt;
}

void LikeTable::paint_column_heads(QPainter& painter) const {
  const Face small(11);
  small.draw_centred(painter, {kLikeBar, head_height() / 2.0}, small.elided(model_.between() ? tr("distance from A to B") : tr("distance to A"), width() - kSide - 40 - kLikeBar));
  small.draw_centred(painter, {width() - kSide, head_height() / 2.0}, tr("bits"), Anchor::end);
}

void LikeTable::paint_values(QPainter& painter, int row, double middle, bool chosen) {
  const double wide = std::max(30.0, width() - kSide - 56 - kLikeBar), bits = like(row).divergence;
  if (kLikeBar + wide < width() - kSide - 44) paint_bar(painter, QRectF(kLikeBar, middle - 4.5, wide, 9), bits / std::max(1e-9, largest(model_)), colour("text3"));
  painter.setPen(colour("text"));
  Face(12, chosen ? 600 : 400).draw_centred(painter, {width() - kSide, middle}, divergence_text(bits), Anchor::end);
  if (chosen && !model_.between()) paint_side_mark(painter, {kLikeBar - 10, middle}, true, 4);
}

HeadScatter::HeadScatter(Context context, CompareModel& model, QWidget* parent) : HeadPlot(context, tr("All heads by two statistics"), parent), model_(model), of_b_(context.client, "studio.compare.statistics", this) {
  for (const ViewLoader* loader : {&context_.feed.statistics, &of_b_}) connect(loader, &ViewLoader::changed, this, &HeadScatter::take);
  connect(&model_, &CompareModel::changed, this, &HeadScatter::ask);
}

QStringList HeadScatter::statistic_names() {
  return {tr("entropy of the rows (bits)"), tr("mean distance"), tr("on itself"), tr("on previous"), tr("on next"), tr("on first"), tr("on separators")};
}

void HeadScatter::set_axes(int x, int y) {
  x_ = x;
  y_ = y;
  take();
}

bool HeadScatter::other_run() const {
  const CompareModel::Place a = model_.a(), b = model_.b();
  return a.site != nullptr && b.site != nullptr && a.run != b.run;
}

void HeadScatter::ask() {
  const CompareModel::Place b = model_.b();
  if (other_run()) of_b_.request(b.run->trace->id, StatisticsRequest{b.site->stream, is_deformable(*b.site) ? 0 : most_exact_cells});
  else of_b_.clear();
  take();
}

const StatisticsResult* HeadScatter::statistics(bool of_b) const {
  const TraceInfo* trace = !of_b ? context_.store.trace() : other_run() ? model_.b().run->trace.get() : nullptr;
  const ViewLoader& loader = of_b ? of_b_ : context_.feed.statistics;
  return trace != nullptr && loader.has(trace->id) ? loader.get<StatisticsResult>() : nullptr;
}

int HeadScatter::rows() const { return int(figure_.content().dots.size()); }

QString HeadScatter::text(int row, int) const {
  const auto& dot = figure_.content().dots[std::size_t(row)];
  return tr("head %1: %2 %3, %4 %5").arg(row_label(row), figure_.content().x_name, format_value(dot.x, 2), figure_.content().y_name, format_value(dot.y, 2));
}

std::optional<FigureTable::Place> HeadScatter::chosen() const {
  const int b = figure_.content().b;
  return b < 0 ? std::nullopt : std::optional(Place{b, 0});
}

void HeadScatter::choose(int row, int) {
  const HeadPlace chosen = head(row);
  if (figure_.content().dots[std::size_t(row)].of_b && !model_.between()) return model_.set_b(chosen.layer, chosen.head);
  model_.choose(chosen);
}

ScatterContent HeadScatter::content() const {
  ScatterContent content;
  content.x_name = statistic_names()[x_];
  content.y_name = statistic_names()[y_];
  content.x_column = QLatin1String(kColumns[x_]);
  content.y_column = QLatin1String(kColumns[y_]);
  add_dots(content, false);
  if (!content.dots.empty()) add_dots(content, true);
  return content;
}

void HeadScatter::add_dots(ScatterContent& content, bool of_b) const {
  const StatisticsResult* result = statistics(of_b);
  if (result == nullptr) return;
  const CompareModel::Place a = model_.a(), b = model_.b();
  for (const HeadStatistics& of : result->heads) {
    if (!of_b && is(a, of.site, of.head)) content.a = int(content.dots.size());
    if (of_b == other_run() && is(b, of.site, of.head)) content.b = int(content.dots.size());
    content.dots.push_back({of.site, of.layer, of.head, of.*kFields[x_], of.*kFields[y_], of_b});
  }
}

// Heads of B's run are named as its own: their numbers may be those of others in A's.
QString HeadScatter::row_label(int row) const {
  const auto& dot = figure_.content().dots[std::size_t(row)];
  return other_run() ? QStringLiteral("%1 · %2").arg(dot.of_b ? QStringLiteral("B") : QStringLiteral("A"), name_of(head(row))) : name_of(head(row));
}

void HeadScatter::row_pointed(int row) {
  if (row < 0 || !figure_.content().dots[std::size_t(row)].of_b) return HeadPlot::row_pointed(row);
  context_.store.hover({});  // the other views show A's
}

FigureStyle HeadScatter::style() {
  FigureStyle style = screen_style(current_theme());
  style.titles = false;
  return style;
}

void HeadScatter::take() {
  figure_ = ScatterFigure(content());
  update();
  Q_EMIT changed();
}

const std::optional<Error>& HeadScatter::error() const {
  const ViewLoader& of_a = context_.feed.statistics;
  return other_run() && of_b_.error() ? of_b_.error() : of_a.error();
}

void HeadScatter::retry() {
  if (context_.feed.statistics.error()) context_.feed.retry();
  if (of_b_.error()) of_b_.clear();
  ask();
}

QPointF HeadScatter::place(int row) const { return figure_.place(std::size_t(row), rect(), style()); }

void HeadScatter::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), colour("ground"));
  figure_.paint(painter, rect(), style());
}

HeadPlace HeadScatter::head(int row) const {
  const auto& dot = figure_.content().dots[std::size_t(row)];
  return {dot.site, dot.layer, dot.head};
}

int HeadScatter::row_at(QPointF point) const { return figure_.dot_at(point, rect(), style()); }

}  // namespace headlight::ui
