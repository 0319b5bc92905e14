#include "ui/panels/grid_tool.h"

#include <QAction>
#include <QCursor>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QProgressBar>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/controls/button.h"
#include "ui/controls/frames.h"
#include "ui/controls/icon.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/state/engine_words.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr int kWidth = 232, kMargin = 8;
constexpr double kAround = 1.6;  // a chosen box and what lies around it

}  // namespace

GridTool::GridTool(Context context, FigureCanvas& canvas, PictureZoom& zoom, const PictureSource& picture, const std::string& name)
    : QFrame(&canvas),
      context_(context),
      slot_("grid." + name),
      canvas_(canvas),
      zoom_(zoom),
      action_(new QAction(icon(QStringLiteral("grid")), tr("Run over a grid of tiles"), this)),
      title_(new QLabel(this)),
      words_(new QLabel(this)),
      bar_(new QProgressBar(this)),
      list_(new QListWidget(this)),
      stop_(new Button(Button::Kind::normal, tr("Stop"), this)),
      all_(new Button(Button::Kind::normal, tr("Show all on the picture"), this)),
      joined_(new JoinedBoxes(context, canvas, zoom, picture)) {
  setObjectName(QStringLiteral("overlayBar"));
  setAutoFillBackground(true);
  setFrameShape(QFrame::StyledPanel);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
  auto* head = new QHBoxLayout;
  auto* away = icon_button(QStringLiteral("x"), tr("Close"), this);
  head->addWidget(title_, 1);
  head->addWidget(away);
  column->addLayout(head);
  words_->setWordWrap(true);
  bar_->setTextVisible(false);
  bar_->setFixedHeight(4);
  list_->setFrameShape(QFrame::NoFrame);
  list_->setAccessibleName(tr("Found in all tiles"));
  for (QWidget* each : std::initializer_list<QWidget*>{words_, bar_, stop_, list_, all_}) column->addWidget(each);
  all_->hide();
  connect(away, &QAbstractButton::clicked, this, &GridTool::put_away);
  connect(all_, &QAbstractButton::clicked, this, &GridTool::show_join);
  connect(joined_, &JoinedBoxes::chosen, this, [this](int number) { list_->setCurrentRow(number); });
  connect(stop_, &QAbstractButton::clicked, this, &GridTool::stop);
  connect(action_, &QAction::triggered, this, &GridTool::offer);
  connect(list_, &QListWidget::currentRowChanged, this, [this](int row) {
    if (row >= 0) choose(row);
  });
  connect(&context_.store, &Store::run_changed, this, &GridTool::run_changed);
  connect(&context_.store, &Store::view_changed, this, &GridTool::view_changed);
  canvas_.installEventFilter(this);
  hide();
  run_changed();
  context_.client.hold(this, [this](TraceId trace) {
    return found_ && std::ranges::any_of(found_->parts, [trace](const auto& part) { return part.trace->id == trace; });
  });
}

void GridTool::add_to(PanelFrame& panel) { panel.add_tool(action_); }

std::vector<std::int64_t> GridTool::edges(QSizeF picture) {
  std::vector<std::int64_t> out;
  const double longest = std::max(picture.width(), picture.height());
  for (std::int64_t edge = 256; edge <= 4096; edge *= 2) {
    const double along = longest / double(edge);
    if (along > 1 && along <= 24) out.push_back(edge);
  }
  return out;
}

void GridTool::run_changed() {
  const Run* run = context_.store.run();
  const bool can = run != nullptr && !run->model.empty() && !run->input.image.empty();
  action_->setEnabled(can && !edges(image_size(*run->trace, QImage())).empty());
  if (!can) return forget();
  InputSpec whole = run->input, asked = request_.run.input;
  whole.region.reset();
  asked.region.reset();
  if (found_ && (whole != asked || run->model != request_.run.model)) return forget();
  leave_join();  // another part of the picture is shown
  take_chosen();
}

// Whoever chooses an object of the run below wants to see it.
void GridTool::view_changed() {
  if (context_.store.selection().detection != beside_) leave_join();
}

void GridTool::offer() {
  QMenu menu(&canvas_);
  if (found_) {
    connect(menu.addAction(tr("Show again: %1").arg(title_->text())), &QAction::triggered, this, &GridTool::show_join);
    menu.addSeparator();
  }
  for (const std::int64_t edge : edges(image_size(*context_.store.trace(), QImage())))
    connect(menu.addAction(tr("Tiles of %1 pixels").arg(format_count(edge))), &QAction::triggered, this, [this, edge] { start(edge); });
  QWidget& panel = *canvas_.parentWidget();  // by a button under the pointer, or by a key
  const bool pointed = panel.rect().contains(panel.mapFromGlobal(QCursor::pos()));
  menu.exec(pointed ? QCursor::pos() : canvas_.mapToGlobal(canvas_.rect().center()));
}

bool GridTool::running() const { return context_.client.busy(slot_); }

void GridTool::start(std::int64_t tile) {
  const Run* run = context_.store.run();
  if (run == nullptr || run->model.empty()) return;
  request_ = {RunRequest{run->model, run->input, context_.runs.options_of(*run)}, tile, tile / 8};
  request_.run.input.region.reset();
  forget();
  title_->setText(tr("Grid of tiles"));
  for (QWidget* each : std::initializer_list<QWidget*>{words_, bar_, stop_}) each->show();
  for (QWidget* each : std::initializer_list<QWidget*>{list_, all_}) each->hide();
  bar_->setRange(0, 0);
  progress_ = {};
  words_->clear();
  show();
  place();
  context_.client.submit({.slot = slot_,
                          .request = request_,
                          .receiver = this,
                          .done = [this](Result<Reply> reply) { arrived(std::move(reply)); },
                          .progress = [this](const Progress& progress) { show_progress(progress); },
                          .stopped = [this] { forget(); }});
}

void GridTool::stop() { context_.client.cancel(slot_); }

void GridTool::put_away() {
  if (running()) return stop();
  wanted_ = -1;
  leave_join();
  hide();
}

void GridTool::forget() {
  if (running()) stop();
  release_parts();
  wanted_ = -1;
  list_->clear();
  leave_join();
  hide();
}

void GridTool::show_join() {
  if (!found_) return;
  wanted_ = -1;
  beside_ = context_.store.selection().detection;
  const QSignalBlocker quiet(list_);
  list_->setCurrentRow(-1);
  joined_->show();
  zoom_.fit();
  all_->hide();
  show();
  place();
}

void GridTool::leave_join() {
  if (!shows_join()) return;
  joined_->hide();
  all_->show();
  place();
}

// Tiles that no run of the list shows are forgotten with it.
void GridTool::release_parts() {
  if (!found_) return;
  const auto gone = std::exchange(found_, std::nullopt);
  for (const auto& part : gone->parts) context_.client.let_go(part.trace->id);
}

void GridTool::show_progress(const Progress& progress) {
  progress_ = advanced(progress_, progress);
  words_->setText(engine_words(progress_.step));
  bar_->setRange(0, progress_.fraction < 0 ? 0 : 1000);
  bar_->setValue(int(progress_.fraction * 1000));
}

void GridTool::arrived(Result<Reply> reply) {
  bar_->hide();
  stop_->hide();
  auto* run = reply.ok() ? std::get_if<TiledRun>(&reply.value()) : nullptr;
  if (run == nullptr) {
    words_->setText(reply.ok() ? QString() : engine_line(reply.error()));
    return place();
  }
  found_ = std::move(*run);
  fill_list();
}

void GridTool::fill_list() {
  const QString parts = format_count(std::int64_t(found_->parts.size())), found = format_count(std::int64_t(found_->detections.size()));
  const TraceInfo* first = found_->parts.empty() ? nullptr : found_->parts.front().trace.get();
  title_->setText(first != nullptr && object_axis(*first) != nullptr ? tr("%1 found in %2 tiles").arg(found, parts) : tr("%1 tiles").arg(parts));
  words_->hide();
  {
    const QSignalBlocker quiet(list_);
    list_->addItems(entries());
    list_->setCurrentRow(-1);
  }
  list_->show();
  fill_boxes();
  show_join();
}

void GridTool::fill_boxes() {
  const auto rect_of = [](const std::array<double, 4>& at) { return QRectF(QPointF(at[0], at[1]), QPointF(at[2], at[3])); };
  std::vector<QRectF> tiles;
  for (const auto& part : found_->parts) tiles.push_back(rect_of(part.region));
  std::vector<JoinedBoxes::Box> boxes;
  for (const auto& [part, found] : found_->detections)
    boxes.push_back({rect_of({found.box.x0, found.box.y0, found.box.x1, found.box.y1}), from_utf8(found.label) + QLatin1Char(' ') + format_value(found.score, 2)});
  for (const auto& part : found_->parts) {
    if (!found_->detections.empty()) break;
    const auto& said = part.trace->predictions;
    boxes.push_back({rect_of(part.region), said.empty() ? QString() : from_utf8(said.front().label) + QLatin1Char(' ') + format_value(said.front().probability, 2)});
  }
  joined_->set(std::move(boxes), std::move(tiles));
}

// What was found; of a model that finds nothing, because it is no detector or nothing is there, the tiles.
QStringList GridTool::entries() const {
  QStringList out;
  for (const auto& found : found_->detections)
    out += QStringLiteral("%1   %2   %3").arg(out.size()).arg(from_utf8(found.detection.label), format_value(found.detection.score, 2));
  if (!out.isEmpty()) return out;
  for (const auto& part : found_->parts) {
    const QString at = tr("tile %1   at %2, %3").arg(out.size()).arg(std::lround(part.region[0])).arg(std::lround(part.region[1]));
    const auto& said = part.trace->predictions;
    out += said.empty() ? at : at + QStringLiteral("   %1 %2").arg(from_utf8(said.front().label), format_value(said.front().probability, 2));
  }
  return out;
}

std::size_t GridTool::part_of(int number) const {
  return found_->detections.empty() ? std::size_t(number) : found_->detections[std::size_t(number)].part;
}

// A tile is a run like any other: kept, or run again.
void GridTool::choose(int number) {
  if (!found_ || number < 0 || number >= list_->count()) return;
  wanted_ = number;
  const auto& part = found_->parts[part_of(number)];
  const Run* shown = context_.store.run();
  if (shown != nullptr && shown->trace->id == part.trace->id) return take_chosen();
  InputSpec input = request_.run.input;
  input.region = part.region;
  context_.runs.set_model(request_.run.model);
  context_.runs.set_input(input);
  context_.runs.run();
}

void GridTool::take_chosen() {
  const TraceInfo* trace = context_.store.trace();
  if (wanted_ < 0 || !found_ || trace == nullptr) return;
  const auto& part = found_->parts[part_of(wanted_)];
  if (trace->id != part.trace->id) return;
  leave_join();
  const auto chosen = std::size_t(std::exchange(wanted_, -1));
  if (found_->detections.empty())
    return zoom_.show(QRectF(QPointF(part.region[0], part.region[1]), QPointF(part.region[2], part.region[3])));
  const auto& one = found_->detections[chosen];
  context_.store.select(with_object(*trace, context_.store.selection(), one.detection.query));
  const headlight::Box& box = one.detection.box;
  const QPointF middle((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2);
  const QSizeF size = QSizeF(box.x1 - box.x0, box.y1 - box.y0) * kAround;
  zoom_.show(QRectF(middle - QPointF(size.width(), size.height()) / 2, size));
}

bool GridTool::eventFilter(QObject* object, QEvent* event) {
  if (event->type() == QEvent::Resize) place();
  return QFrame::eventFilter(object, event);
}

void GridTool::place() {
  const int width = std::min(kWidth, canvas_.width() - 2 * kMargin);
  const int room = canvas_.height() - 2 * kMargin;
  const int wanted = found_ ? (all_->isVisibleTo(this) ? 136 : 96) + 24 * std::max(1, list_->count()) : sizeHint().height();
  setGeometry(canvas_.width() - width - kMargin, kMargin, width, std::clamp(wanted, 60, std::max(60, room)));
  raise();
}

}  // namespace headlight::ui
