#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/controls/button.h"
#include "ui/controls/icon.h"
#include "ui/figures/scale.h"
#include "ui/figures/source_line.h"
#include "ui/panels/input_rail.h"
#include "ui/panels/run_row.h"
#include "ui/panels/scene.h"
#include "ui/theme/face.h"
#include "ui/theme/text_pieces.h"

namespace headlight::ui {

namespace {

constexpr int kThumbnail = 28, kMostShown = 5;  // the output below stays in sight

QString size_words(const TraceInfo& trace) {
  if (trace.axes.empty()) return {};
  const Axis& axis = trace.axes.front();
  if (!trace.detections.empty()) return RunsSection::tr("%1 found").arg(trace.detections.size());
  if (axis.kind == AxisKind::tokens) return RunsSection::tr("%1 tokens", nullptr, int(axis.size())).arg(format_count(axis.size()));
  return RunsSection::tr("%1 × %2 patches").arg(axis.grid[0]).arg(axis.grid[1]);
}

// With the values that are black and white, where they were chosen.
QString second_line(const TraceInfo& trace) {
  if (!trace.image_window) return size_words(trace);
  return size_words(trace) + QStringLiteral(" · %1–%2").arg(std::lround(trace.image_window->at(0))).arg(std::lround(trace.image_window->at(1)));
}

QImage picture_of(const RunMaps::Map* map) {
  if (map == nullptr) return {};
  Scale scale;
  scale.transform = Transform::root;
  scale.low = map->plane.low;
  scale.high = std::max(map->plane.high, map->plane.low + 1e-6F);
  return headlight::ui::image_of(map->plane, scale);
}

QString title_of(const TraceInfo& trace) {
  if (trace.image_frame >= 0) return source_of(trace).input;  // "cars.mp4, frame 3" in the window's language
  const QString input = from_utf8(trace.input);
  return trace.image_path.empty() ? input : input.section(QLatin1Char('/'), -1);
}

}  // namespace

RunRow::RunRow(QString title, QString second, QImage picture, QWidget* parent)
    : QAbstractButton(parent), second_(std::move(second)), picture_(std::move(picture)) {
  setText(title);
  setAccessibleName(title);
  setAccessibleDescription(second_);
  setCheckable(true);
  setAttribute(Qt::WA_Hover);
  setFocusPolicy(Qt::StrongFocus);
  setFixedHeight(36);
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void RunRow::set_picture(const QImage& picture) {
  picture_ = picture;
  update();
}

void RunRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  if (isChecked()) {
    paint_soft(painter, rect(), Soft::selected);
    painter.fillRect(QRect(0, 0, 2, height()), colour("accent"));
  } else if (underMouse()) {
    paint_soft(painter, rect(), Soft::pointed);
  }
  const QRectF frame(12, (height() - kThumbnail) / 2.0, kThumbnail, kThumbnail);
  if (picture_.isNull()) {
    painter.fillRect(frame, colour("track"));
  } else {
    painter.drawImage(frame, picture_);
  }
  const double left = frame.right() + 8, room = width() - left - 12;
  const Face face(12), small(11);
  painter.setPen(colour("text"));
  face.draw_centred(painter, {left, 11}, face.elided(text(), room));
  painter.setPen(colour(isChecked() || underMouse() ? "text2" : "text3"));
  small.draw_centred(painter, {left, 26}, small.elided(second_, room));
}

RunsSection::RunsSection(Context context, QWidget* parent) : Section(tr("Runs"), parent), context_(context) {
  body()->setContentsMargins(0, 0, 0, 8);
  body()->setSpacing(0);
  connect(&context_.store, &Store::runs_changed, this, &RunsSection::rebuild);
  connect(&context_.store, &Store::run_changed, this, &RunsSection::rebuild);
  connect(&context_.feed.run_maps, &RunMaps::changed, this, &RunsSection::rebuild);
  rebuild();
}

void RunsSection::rebuild() {
  clear_layout(body());
  const auto& runs = context_.store.runs();
  set_note(int(runs.size()) > kMostShown && !all_ ? tr("newest %1 of %2").arg(kMostShown).arg(runs.size()) : QString());
  int shown = 0;
  const int most = all_ ? int(runs.size()) : kMostShown;
  for (auto run = runs.rbegin(); run != runs.rend() && shown < most; ++run, ++shown) {
    const bool current = context_.store.run() != nullptr && context_.store.run()->number == run->number;
    QString second = second_line(*run->trace);
    if (run->model != context_.runs.model()) second += QStringLiteral(" · ") + from_utf8(run->trace->model.name);
    if (run->kept) second += QStringLiteral(" · ") + tr("kept");
    if (current) second += QStringLiteral(" · ") + tr("this run");
    const RunMaps::Map* map = context_.feed.run_maps.find(run->trace->id);
    auto* row = new RunRow(title_of(*run->trace), second, picture_of(map), this);
    if (map != nullptr) row->setToolTip(title_of(*run->trace) + QLatin1Char('\n') + tr("The picture: weights of head %1, square root scale").arg(map->head));
    row->setChecked(current);
    row->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto* forget = new QAction(tr("Forget this run"), row);
    row->addAction(forget);
    connect(row, &QAbstractButton::clicked, this, [this, row, number = run->number] {
      row->setChecked(true);
      context_.store.show_run(number);
    });
    connect(forget, &QAction::triggered, this, [this, number = run->number] { context_.store.forget_run(number); }, Qt::QueuedConnection);
    body()->addWidget(row);
  }
  if (int(runs.size()) > kMostShown) add_all_button();
  if (absent_ > 0) add_absent();
  setVisible(!runs.empty());
}

void RunsSection::set_absent(std::ptrdiff_t absent, std::ptrdiff_t missing) {
  if (std::exchange(absent_, absent) == absent && missing_ == missing) return;
  missing_ = missing;
  rebuild();
}

void RunsSection::add_absent() {
  auto* words = new QLabel(missing_ > 0 ? tr("Not open: %1 of the session; files are missing for %2").arg(absent_).arg(missing_) : tr("Not open: %1 of the session").arg(absent_), this);
  words->setProperty("role", "raised");
  words->setWordWrap(true);
  auto* buttons = new QHBoxLayout;
  const auto add = [&](const QString& name, void (RunsSection::*wanted)()) {
    auto* button = new Button(Button::Kind::normal, name, this);
    connect(button, &QPushButton::clicked, this, wanted, Qt::QueuedConnection);
    buttons->addWidget(button);
  };
  if (missing_ < absent_) add(tr("Open the rest"), &RunsSection::rest_wanted);
  if (missing_ > 0) add(tr("Find…"), &RunsSection::missing_wanted);
  if (missing_ > 0) add(tr("Leave out"), &RunsSection::drop_wanted);
  auto* column = new QVBoxLayout;
  column->setContentsMargins(12, 8, 12, 0);
  column->setSpacing(6);
  column->addWidget(words);
  column->addLayout(buttons);
  body()->addLayout(column);
}

void RunsSection::add_all_button() {
  auto* button = new Button(Button::Kind::normal, all_ ? tr("Show the newest %1").arg(kMostShown) : tr("Show all %1 runs").arg(context_.store.runs().size()), this);
  connect(button, &QPushButton::clicked, this, [this] {
    all_ = !all_;
    rebuild();
  }, Qt::QueuedConnection);
  auto* row = new QHBoxLayout;
  row->setContentsMargins(12, 8, 12, 0);
  row->addWidget(button);
  body()->addLayout(row);
}

// --- output

OutputSection::OutputSection(Context context, QWidget* parent) : Section(tr("Output"), parent), context_(context) {
  body()->setSpacing(4);
  connect(&context_.store, &Store::run_changed, this, &OutputSection::rebuild);
  rebuild();
}

void OutputSection::rebuild() {
  clear_layout(body());
  const TraceInfo* trace = context_.store.trace();
  setVisible(trace != nullptr && (!trace->text.empty() || !trace->predictions.empty() || !trace->outputs.empty()));
  if (trace == nullptr) return;
  set_note({});
  if (!trace->text.empty()) {
    set_note(trace->streams().size() > 1 ? tr("translation") : tr("continuation"));
    const QString written = from_utf8(trace->text), broken = breakable(written);
    auto* text = new QLabel(broken, this);
    text->setWordWrap(true);
    text->setTextFormat(Qt::PlainText);
    if (broken == written) text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);  // else a copy would hold the breaks
    text->setAccessibleName(tr("Output text"));
    body()->addWidget(text);
  }
  int shown = 0;
  for (const Prediction& prediction : trace->predictions) {
    if (++shown > 5) break;
    auto* bar = new ShareRow(from_utf8(prediction.label), prediction.probability, this);
    body()->addWidget(bar);
  }
  if (!trace->text.empty() || !trace->predictions.empty()) return;
  for (const auto& [name, shape] : trace->outputs) {
    QStringList sizes;
    for (const auto size : shape) sizes += QString::number(size);
    auto* row = new ValueRow(from_utf8(name), this);
    row->set(sizes.join(QStringLiteral(" × ")));
    body()->addWidget(row);
  }
}

ShareRow::ShareRow(QString name, double share, QWidget* parent) : QWidget(parent), name_(std::move(name)), share_(share) {
  setFixedHeight(20);
  setAccessibleName(name_ + QLatin1Char(' ') + format_value(share));
}

void ShareRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Face face(12);
  const double middle = height() / 2.0, number = 40, names = width() * 0.42;
  painter.setPen(colour("text2"));
  face.draw_centred(painter, {0, middle}, face.elided(name_, names - 8));
  const QRectF track(names, std::round(middle - 4), std::max(8.0, width() - names - number - 4), 8);
  paint_bar(painter, track, share_, colour("borderStrong"));
  painter.setPen(colour("text"));
  face.draw_centred(painter, {double(width()), middle}, format_value(share_), Anchor::end);
}

void clear_layout(QLayout* layout) {
  while (QLayoutItem* item = layout->takeAt(0)) {
    if (QWidget* widget = item->widget()) {
      widget->hide();
      widget->deleteLater();
    }
    if (QLayout* inner = item->layout()) clear_layout(inner);
    delete item;
  }
}

}  // namespace headlight::ui
