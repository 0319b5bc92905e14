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

#include "ui/controls/button.h"
#include "ui/controls/frames.h"
#include "ui/controls/icon.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr const char* kSlot = "grid";
constexpr int kWidth = 232, kMargin = 8;
constexpr double kAround = 1.6;  // a chosen box and what lies around it

}  // namespace

GridTool::GridTool(Context context, FigureCanvas& canvas, PictureZoom& zoom)
    : QFrame(&canvas),
      context_(context),
      canvas_(canvas),
      zoom_(zoom),
      action_(new QAction(icon(QStringLiteral("grid")), tr("Run over a grid of tiles"), this)),
      title_(new QLabel(this)),
      words_(new QLabel(this)),
      bar_(new QProgressBar(this)),
      list_(new QListWidget(this)),
      stop_(new Button(Button::Kind::normal, tr("Stop"), this)) {
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
  for (QWidget* each : std::initializer_list<QWidget*>{words_, bar_, stop_, list_}) column->addWidget(each);
  connect(away, &QAbstractButton::clicked, this, &GridTool::close_list);
  connect(stop_, &QAbstractButton::clicked, this, &GridTool::stop);
  connect(action_, &QAction::triggered, this, &GridTool::offer);
  connect(list_, &QListWidget::currentRowChanged, this, [this](int row) {
    if (row >= 0) choose(row);
  });
  connect(&context_.store, &Store::run_changed, this, &GridTool::run_changed);
  canvas_.installEventFilter(this);
  hide();
  run_changed();
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
  if (!can) return close_list();
  InputSpec whole = run->input, asked = request_.run.input;
  whole.region.reset();
  asked.region.reset();
  if (found_ && (whole != asked || run->model != request_.run.model)) return close_list();
  take_chosen();
}

void GridTool::offer() {
  QMenu menu(&canvas_);
  for (const std::int64_t edge : edges(image_size(*context_.store.trace(), QImage())))
    connect(menu.addAction(tr("Tiles of %1 pixels").arg(format_count(edge))), &QAction::triggered, this, [this, edge] { start(edge); });
  menu.exec(QCursor::pos());
}

bool GridTool::running() const { return context_.client.busy(kSlot); }

void GridTool::start(std::int64_t tile) {
  const Run* run = context_.store.run();
  if (run == nullptr || run->model.empty()) return;
  request_ = {RunRequest{run->model, run->input, {}}, tile, tile / 8};
  request_.run.options.trust_code = holds_code(run->model);  // it ran with consent, and is what is shown
  request_.run.input.region.reset();
  close_list();
  title_->setText(tr("Grid of tiles"));
  for (QWidget* each : std::initializer_list<QWidget*>{words_, bar_, stop_}) each->show();
  list_->hide();
  bar_->setRange(0, 0);
  words_->clear();
  show();
  place();
  context_.client.submit({.slot = kSlot,
                          .request = request_,
                          .receiver = this,
                          .done = [this](Result<Reply> reply) { arrived(std::move(reply)); },
                          .progress = [this](const Progress& progress) { show_progress(progress); },
                          .stopped = [this] { close_list(); }});
}

void GridTool::stop() { context_.client.cancel(kSlot); }

void GridTool::close_list() {
  if (running()) stop();
  release_parts();
  found_.reset();
  wanted_ = -1;
  list_->clear();
  hide();
}

// Tiles that no run of the list shows are forgotten with it.
void GridTool::release_parts() {
  if (!found_) return;
  for (const auto& part : found_->parts) {
    const auto& runs = context_.store.runs();
    const bool shown = std::ranges::any_of(runs, [&](const Run& run) { return run.trace->id == part.trace->id; });
    if (!shown) context_.client.release(part.trace->id);
  }
}

void GridTool::show_progress(const Progress& progress) {
  words_->setText(from_utf8(progress.step));
  bar_->setRange(0, 1000);
  bar_->setValue(int(progress.fraction * 1000));
}

void GridTool::arrived(Result<Reply> reply) {
  bar_->hide();
  stop_->hide();
  auto* run = reply.ok() ? std::get_if<TiledRun>(&reply.value()) : nullptr;
  if (run == nullptr) {
    words_->setText(reply.ok() ? QString() : from_utf8(reply.error().line()));
    return place();
  }
  found_ = std::move(*run);
  fill_list();
}

void GridTool::fill_list() {
  title_->setText(tr("%1 found in %2 tiles").arg(format_count(std::int64_t(found_->detections.size())), format_count(std::int64_t(found_->parts.size()))));
  words_->hide();
  {
    const QSignalBlocker quiet(list_);
    for (std::size_t i = 0; i < found_->detections.size(); ++i) {
      const Detection& one = found_->detections[i].detection;
      list_->addItem(QStringLiteral("%1   %2   %3").arg(i).arg(from_utf8(one.label), format_value(one.score, 2)));
    }
    list_->setCurrentRow(-1);
  }
  list_->show();
  place();
}

// A tile is a run like any other: kept, or run again.
void GridTool::choose(int number) {
  if (!found_ || number < 0 || std::size_t(number) >= found_->detections.size()) return;
  wanted_ = number;
  const auto& part = found_->parts[found_->detections[std::size_t(number)].part];
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
  const auto& one = found_->detections[std::size_t(wanted_)];
  if (trace->id != found_->parts[one.part].trace->id) return;
  wanted_ = -1;
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
  const int wanted = found_ ? 96 + 24 * std::max(1, list_->count()) : sizeHint().height();
  setGeometry(canvas_.width() - width - kMargin, kMargin, width, std::clamp(wanted, 60, std::max(60, room)));
  raise();
}

}  // namespace headlight::ui
