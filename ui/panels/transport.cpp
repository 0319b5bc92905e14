#include "ui/panels/transport.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>
#include <QToolButton>
#include <algorithm>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/controls/icon.h"
#include "ui/figures/scale.h"
#include "ui/panels/centre_panels.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr int kHeight = 40, kTool = 28;
constexpr int kLongestOverMs = 500;  // a raw frame stays at most so long after its attention came
constexpr int kEvery[] = {1, 2, 3, 5, 10, 25};

}  // namespace

void ScrubSlider::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && maximum() > minimum()) {
    const double room = std::max(1, width() - 12);
    const double share = std::clamp((event->position().x() - 6) / room, 0.0, 1.0);
    setSliderPosition(minimum() + int(std::lround(share * (maximum() - minimum()))));
  }
  QSlider::mousePressEvent(event);
}

QString clock_text(double seconds) {
  const auto tenths = std::int64_t(std::floor(std::max(0.0, seconds) * 10 + 1e-6));
  const QString rest = QStringLiteral("%1.%2").arg(tenths / 10 % 60, 2, 10, QLatin1Char('0')).arg(tenths % 10);
  const auto minutes = tenths / 600;
  if (minutes < 60) return QStringLiteral("%1:%2").arg(minutes).arg(rest);
  return QStringLiteral("%1:%2:%3").arg(minutes / 60).arg(minutes % 60, 2, 10, QLatin1Char('0')).arg(rest);
}

Transport::Transport(Playback& playback, QWidget* parent) : QWidget(parent), playback_(playback) {
  setObjectName(QStringLiteral("panel"));
  setAttribute(Qt::WA_StyledBackground);
  setFixedHeight(kHeight);
  back_ = tool(QStringLiteral("left"), tr("One frame back"));
  play_ = tool(QStringLiteral("play"), tr("Play"));
  next_ = tool(QStringLiteral("right"), tr("One frame on"));
  loop_ = tool(QStringLiteral("loop"), tr("Again from the beginning"));
  loop_->setCheckable(true);
  keep_ = tool(QStringLiteral("pin"), tr("Keep this frame as a run of its own, to compare it"));
  slider_ = new ScrubSlider(this);
  slider_->setAccessibleName(tr("Frame"));
  slider_->setPageStep(25);
  every_ = new Choice(tr("Frames that are played"), this);
  for (const int n : kEvery) every_->addItem(n == 1 ? tr("Every frame") : tr("1 frame in %1").arg(n), n);
  frame_ = new ElidedLabel("text", 12, 500, this);
  time_ = new ElidedLabel("text3", 11, 400, this);
  frame_->setFixedWidth(144);
  time_->setFixedWidth(112);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(8, 0, 12, 0);
  row->setSpacing(4);
  for (QWidget* part : std::initializer_list<QWidget*>{back_, play_, next_}) row->addWidget(part);
  row->addSpacing(8);
  row->addWidget(slider_, 1);
  row->addSpacing(12);
  row->addWidget(frame_);
  row->addWidget(time_);
  row->addWidget(keep_);
  row->addWidget(loop_);
  row->addSpacing(4);
  row->addWidget(every_);
  connect(back_, &QToolButton::clicked, this, [this] { playback_.step(-1); });
  connect(next_, &QToolButton::clicked, this, [this] { playback_.step(1); });
  connect(keep_, &QToolButton::clicked, this, [this] { playback_.keep_frame(); });
  connect(play_, &QToolButton::clicked, this, [this] { playback_.set_playing(!playback_.playing()); });
  connect(loop_, &QToolButton::toggled, this, [this](bool on) { playback_.set_loop(on); });
  connect(slider_, &QSlider::valueChanged, this, [this](int frame) { playback_.seek(frame); });
  connect(every_, &QComboBox::activated, this, [this](int at) { playback_.set_every(every_->itemData(at).toInt()); });
  connect(&playback_, &Playback::changed, this, &Transport::refresh);
  refresh();
}

QToolButton* Transport::tool(const QString& icon_name, const QString& name) {
  auto* button = new QToolButton(this);
  button->setObjectName(QStringLiteral("icon"));
  button->setIcon(icon(icon_name));
  button->setFixedSize(kTool, kTool);
  button->setToolTip(name);
  button->setAccessibleName(name);
  return button;
}

QString Transport::time_text() const {
  const VideoInfo* video = playback_.video();
  if (video == nullptr || video->frames_per_second <= 0) return {};
  return clock_text(double(playback_.frame()) / video->frames_per_second) + QStringLiteral(" / ") +
         clock_text(double(video->frames) / video->frames_per_second);
}

void Transport::refresh() {
  const VideoInfo* video = playback_.video();
  setVisible(video != nullptr);
  if (video == nullptr) return;
  const bool playing = playback_.playing();
  play_->setIcon(icon(playing ? QStringLiteral("pause") : QStringLiteral("play")));
  play_->setToolTip((playing ? tr("Pause") : tr("Play")) + QStringLiteral("  K"));
  play_->setAccessibleName(playing ? tr("Pause") : tr("Play"));
  const QSignalBlocker quiet(slider_);
  slider_->setRange(0, int(std::min<std::int64_t>(video->frames - 1, 1 << 30)));
  slider_->setValue(int(playback_.frame()));
  keep_->setEnabled(!playback_.kept());
  const QSignalBlocker still(loop_);
  loop_->setChecked(playback_.loop());
  frame_->set_text(tr("Frame %1 · %2 in all").arg(format_count(playback_.frame()), format_count(video->frames)));
  time_->set_text(time_text());
}

RawFrame::RawFrame(Playback& playback, QWidget* over, std::function<Below()> below) : QWidget(over), playback_(playback), below_(std::move(below)) {
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setAccessibleName(tr("Frame without attention"));
  hide();
  late_.setSingleShot(true);
  late_.setInterval(kLongestOverMs);
  over->installEventFilter(this);
  connect(&late_, &QTimer::timeout, this, &QWidget::hide);
  connect(&playback_, &Playback::raw_changed, this, &RawFrame::refresh);
}

void RawFrame::give_way() {
  if (playback_.raw() == nullptr) hide();
}

void RawFrame::refresh() {
  if (playback_.raw() == nullptr) return late_.start();
  late_.stop();
  image_ = image_of(*playback_.raw());
  setGeometry(parentWidget()->rect());
  raise();
  show();
  update();
}

bool RawFrame::eventFilter(QObject* object, QEvent* event) {
  if (object == parentWidget() && event->type() == QEvent::Resize) setGeometry(parentWidget()->rect());
  return QWidget::eventFilter(object, event);
}

QRectF RawFrame::place() const {
  const Below below = below_();
  if (below.place) return below.place->transform().mapRect(QRectF(QPointF(0, 0), below.picture));
  const QSizeF size = QSizeF(image_.size()).scaled(QSizeF(rect().size()), Qt::KeepAspectRatio);
  return {QPointF((width() - size.width()) / 2, (height() - size.height()) / 2), size};
}

void RawFrame::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), colour("ground"));
  const Below below = below_();
  if (below.place) painter.setClipRect(below.place->rect);
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.drawImage(place(), image_);
  painter.fillRect(place(), QColor(0, 0, 0, int(std::lround(255 * below.dim))));
}

}  // namespace headlight::ui
