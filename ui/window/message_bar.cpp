#include "ui/window/message_bar.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QEvent>
#include <QPainter>
#include <QProgressBar>
#include <algorithm>
#include <utility>

#include "ui/controls/appearance.h"
#include "ui/controls/icon.h"
#include "ui/panels/figure_panel.h"
#include "ui/panels/scene.h"
#include "ui/state/engine_words.h"

namespace headlight::ui {

namespace {

constexpr int kPatienceMs = 150;
constexpr int kReadMs = 5000;  // good news goes by itself
constexpr int kWidest = 760, kProgressWidth = 420, kAway = 12;

}  // namespace

MessageBar::MessageBar(Context context, QWidget* parent)
    : QWidget(parent),
      context_(context),
      picture_(new QLabel(this)),
      words_(new QLabel(this)),
      bold_(new ElidedLabel("text", 12, 600, this)),
      choose_(new Button(Button::Kind::normal, tr("Choose another"), this)),
      second_(new Button(Button::Kind::normal, tr("Choose another"), this)),
      copy_(new Button(Button::Kind::normal, tr("Copy the message"), this)),
      close_(new Button(Button::Kind::normal, {}, this)),
      bar_(new QProgressBar(this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(12, 8, 12, 8);
  row->setSpacing(8);
  auto* column = new QVBoxLayout;
  column->setSpacing(4);
  words_->setWordWrap(true);
  words_->setTextFormat(Qt::PlainText);
  words_->setProperty("role", "second");
  words_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  bar_->setTextVisible(false);
  column->addWidget(bold_);
  column->addWidget(words_);
  column->addWidget(bar_);
  row->addWidget(picture_, 0, Qt::AlignTop);
  row->addLayout(column, 1);
  row->addWidget(choose_);
  row->addWidget(second_);
  row->addWidget(copy_);
  row->addWidget(close_);
  close_->set_icon_name(QStringLiteral("x"));
  close_->setAccessibleName(tr("Close the message"));
  close_->setToolTip(close_->accessibleName());
  patience_.setSingleShot(true);
  patience_.setInterval(kPatienceMs);
  connect(&patience_, &QTimer::timeout, this, &MessageBar::refresh);
  connect(choose_, &QPushButton::clicked, this, [this] {
    if (!offered_) return Q_EMIT choose_wanted();
    take_offer(offered_);
  });
  connect(second_, &QPushButton::clicked, this, [this] { take_offer(second_offered_); });
  connect(copy_, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(line_); });
  connect(close_, &QPushButton::clicked, this, &MessageBar::clear);
  connect(&context_.runs, &RunController::state_changed, this, &MessageBar::refresh);
  if (parent != nullptr) parent->installEventFilter(this);
  hide();
}

QString MessageBar::text() const { return bold_->text() + QLatin1Char('\n') + words_->text(); }

void MessageBar::come() {
  place();
  show();
  raise();
  update();
}

// Where it begins, being so high.
int MessageBar::lowest_for(int high) const {
  const QWidget* area = parentWidget();
  const QWidget* spared = spared_ ? spared_() : nullptr;
  const int end = area->height() - high - kAway;
  if (spared == nullptr || !spared->isVisible() || !area->isAncestorOf(spared)) return std::max(0, end);
  const int above = spared->mapTo(area, QPoint(0, 0)).y() - high - kAway;
  return std::max(0, above > area->height() / 3 ? std::min(above, end) : end);
}

void MessageBar::place() {
  const QWidget* area = parentWidget();
  if (area == nullptr) return;
  const int wide = std::min(bar_->isHidden() ? kWidest : kProgressWidth, area->width() - 2 * kAway);
  layout()->activate();
  const int high = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(wide) : layout()->totalSizeHint().height();
  setGeometry((area->width() - wide) / 2, lowest_for(high), wide, high);
}

bool MessageBar::eventFilter(QObject* object, QEvent* event) {
  if (object == parentWidget() && event->type() == QEvent::Resize && !isHidden()) place();
  return QWidget::eventFilter(object, event);
}

void MessageBar::clear() {
  said_ = false;
  if (context_.runs.error()) return context_.runs.clear_error();
  if (context_.runs.running()) return context_.runs.stop();
  hide();
}

void MessageBar::offer(const QString& bold, const QString& words, const QString& button, std::function<void()> act, bool error) {
  say(bold, words, true);
  error_ = error;
  if (!error) picture_->hide();
  choose_->setText(button);
  choose_->show();
  copy_->hide();
  offered_ = std::move(act);
  come();
}

void MessageBar::offer_second(const QString& button, std::function<void()> act) {
  second_->setText(button);
  second_->show();
  second_offered_ = std::move(act);
  come();
}

void MessageBar::take_offer(std::function<void()> act) {
  clear();
  offered_ = second_offered_ = nullptr;
  act();
}

// A path that the reason names is not said twice.
void MessageBar::say(const QString& bold, const QString& more, bool error) {
  const QString words = bold.contains(more) ? QString() : more;
  said_ = true;
  offered_ = second_offered_ = nullptr;
  error_ = error;
  bold_->set_text(bold);
  words_->setText(words);
  line_ = words.isEmpty() ? bold : bold + QStringLiteral(" — ") + words;
  words_->setVisible(!words.isEmpty());
  picture_->setPixmap(icon(error ? QStringLiteral("warn") : QStringLiteral("check"), error ? "error" : "ok").pixmap(16, 16));
  picture_->show();
  choose_->hide();
  second_->hide();
  copy_->setVisible(error);
  bar_->hide();
  come();
  if (error) return;
  QTimer::singleShot(kReadMs, this, [this, line = line_] {
    if (!said_ || line_ != line) return;
    said_ = false;
    refresh();
  });
}

void MessageBar::refresh() {
  if (context_.runs.running()) offered_ = second_offered_ = nullptr;
  const bool offers = said_ && offered_ != nullptr;  // it says more than the failure that led to it
  if (context_.runs.error() && (offers || (told_ && told_()))) return setVisible(said_);
  if (context_.runs.error()) {
    const PanelFrame::Words words = error_words(*context_.runs.error());
    say(words.bold, QString(words.sentence).replace(QLatin1Char('\n'), QStringLiteral(" · ")), true);
    line_ = engine_line(*context_.runs.error());
    choose_->setText(tr("Choose another"));
    choose_->show();
    said_ = false;
    return come();
  }
  if (!context_.runs.running()) {
    patience_.stop();
    setVisible(said_);
    return;
  }
  said_ = false;
  const Progress& progress = context_.runs.progress();
  if (!patience_.isActive() && isHidden()) patience_.start();
  error_ = false;
  bold_->set_text(progress.step.empty() ? tr("Running") : engine_words(progress.step));
  words_->hide();
  picture_->hide();
  choose_->hide();
  second_->hide();
  copy_->hide();
  bar_->setRange(0, progress.fraction < 0 ? 0 : 1000);
  bar_->setValue(int(progress.fraction * 1000));
  bar_->show();
  if (sender() == &patience_ || !isHidden()) come();
}

void MessageBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF edge = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
  painter.setPen(QPen(colour(error_ ? "error" : "borderStrong"), 1));
  painter.setBrush(colour("tooltip"));
  painter.drawRoundedRect(edge, 6, 6);
  if (error_) paint_soft(painter, edge.adjusted(1, 1, -1, -1), Soft::failed, 5);
}

}  // namespace headlight::ui
