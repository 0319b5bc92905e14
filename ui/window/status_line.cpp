#include "ui/window/status_line.h"

#include <QHBoxLayout>
#include <QPainter>
#include <thread>
#include <utility>

#include "ui/controls/appearance.h"
#include "ui/panels/pointer.h"
#include "ui/panels/scene.h"
#include "ui/state/engine_words.h"
#include "ui/theme/face.h"
#include "ui/window/changes_line.h"
#include "ui/window/task_line.h"

namespace headlight::ui {

namespace {

constexpr int kSteadyMs = 150;

QString bytes_text(std::int64_t bytes) {
  const double mega = double(bytes) / 1e6;
  if (mega >= 1000) return QStringLiteral("%1 GB").arg(mega / 1000, 0, 'f', 2);
  return QStringLiteral("%1 MB").arg(mega, 0, 'f', mega < 10 ? 2 : 0);
}

QString time_text(double seconds) {
  if (seconds < 1) return QStringLiteral("%1 ms").arg(seconds * 1000, 0, 'f', seconds < 0.1 ? 1 : 0);
  return QStringLiteral("%1 s").arg(seconds, 0, 'f', 2);
}

QPixmap dot(const char* role) {
  QPixmap image(12, 12);
  image.fill(Qt::transparent);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour(role));
  painter.drawEllipse(QRectF(3, 3, 6, 6));
  return image;
}

}  // namespace

StatusLine::StatusLine(Context context, QWidget* parent)
    : QStatusBar(parent),
      context_(context),
      dot_(new QLabel(this)),
      task_(new TaskLine(this)),
      changes_(new ChangesLine(context, this)),
      state_(new ElidedLabel("text2", 11, 400, this)),
      facts_(new ElidedLabel("text3", 11, 400, this)),
      right_(new ElidedLabel("text2", 11, 400, this)),
      memory_(new ElidedLabel("text3", 11, 400, this)) {
  setSizeGripEnabled(false);
  setFixedHeight(24);
  auto* inside = new QWidget(this);
  auto* row = new QHBoxLayout(inside);
  row->setContentsMargins(12, 0, 12, 0);
  row->setSpacing(6);
  row->addWidget(dot_);
  row->addWidget(state_);
  row->addSpacing(10);
  row->addWidget(task_);
  row->addWidget(changes_);
  row->addWidget(facts_, 1);
  row->addWidget(memory_);
  row->addSpacing(10);
  row->addWidget(right_);
  state_->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
  memory_->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
  memory_->setToolTip(tr("What the engine holds in memory: loaded models, the traces of all runs in the list, and the views made of them"));
  right_->set_anchor_end(true);
  addWidget(inside, 1);
  connect(&context_.runs, &RunController::state_changed, this, &StatusLine::refresh);
  connect(&context_.store, &Store::run_changed, this, &StatusLine::refresh);
  connect(&context_.store, &Store::view_changed, this, &StatusLine::refresh_pointer);
  connect(&context_.store, &Store::view_changed, this, [this] { tell({}); });
  connect(&context_.pointer, &Pointer::text_changed, this, &StatusLine::refresh_pointer);
  connect(&context_.client, &SessionClient::busy_changed, this, &StatusLine::follow_models);
  steady_.setSingleShot(true);
  steady_.setInterval(kSteadyMs);
  connect(&steady_, &QTimer::timeout, this, [this] {
    busy_ = context_.client.runs_model();
    refresh();
  });
  refresh();
}

// Runs with changes, over many inputs, of every head: one after the other, with short gaps.
void StatusLine::follow_models() {
  if (context_.client.runs_model() != busy_) {
    if (!steady_.isActive()) steady_.start();
  } else {
    steady_.stop();
  }
  refresh();
}

void StatusLine::tell(const QString& words) {
  if (std::exchange(told_, words) != words) refresh();
}

QString StatusLine::cpu_words() {
  const auto threads = std::thread::hardware_concurrency();
  return tr("CPU · %1 threads", nullptr, int(threads)).arg(threads);
}

void StatusLine::refresh() {
  const bool running = context_.runs.running();
  const bool failed = context_.runs.error().has_value();
  dot_->setPixmap(dot(failed ? "error" : running || busy_ ? "accent" : "ok"));
  const Progress& progress = context_.runs.progress();
  QString state = failed ? tr("Failed") : running || busy_ ? tr("Running") : tr("Ready");
  if (running && !progress.step.empty()) state = engine_words(progress.step);
  if (running && progress.fraction >= 0) state += QStringLiteral(" %1 %").arg(int(progress.fraction * 100));
  state_->set_text(state);
  const TraceInfo* trace = context_.store.trace();
  QStringList facts;
  if (trace != nullptr) {
    const bool cpu = trace->device.empty() || trace->device == "cpu";
    facts += cpu ? cpu_words() : from_utf8(trace->device);
    if (!trace->model.dtype.empty()) facts.back() += QStringLiteral(" · ") + from_utf8(trace->model.dtype);
    if (trace->forward_seconds > 0) facts += tr("forward with capture %1").arg(time_text(trace->forward_seconds));
    if (trace->load_seconds > 0) facts += tr("load %1").arg(time_text(trace->load_seconds));
    facts += tr("trace %1").arg(bytes_text(trace->bytes));
  } else {
    facts += cpu_words();
  }
  memory_->set_text(tr("models, traces, views: %1 in memory").arg(bytes_text(context_.client.bytes_held())));
  facts_->set_role(told_.isEmpty() ? "text3" : "text2");
  facts_->set_text(told_.isEmpty() ? facts.join(QStringLiteral("     ")) : told_);
  refresh_pointer();
}

void StatusLine::refresh_pointer() {
  const Store& store = context_.store;
  QString text = context_.pointer.text();
  if (text.isEmpty() && store.site() != nullptr) {
    text = from_utf8(head_text(store.selection())) + QStringLiteral(" · ") + size_words(store);
  }
  if (store.pinned()) text = tr("pinned") + QStringLiteral(" · ") + text;
  right_->set_role(store.pinned() ? "accent" : "text2");
  right_->set_text(text);
}

}  // namespace headlight::ui
