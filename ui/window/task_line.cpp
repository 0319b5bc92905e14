#include "ui/window/task_line.h"

#include <QHBoxLayout>
#include <QProgressBar>

namespace headlight::ui {

namespace {

constexpr int kBar = 80, kWidest = 360;

}  // namespace

TaskLine::TaskLine(QWidget* parent)
    : QWidget(parent), words_(new ElidedLabel("text", 11, 400, this)), bar_(new QProgressBar(this)), stop_(icon_button(QStringLiteral("x"), tr("Stop (Esc)"), this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(6);
  bar_->setTextVisible(false);
  bar_->setFixedSize(kBar, 4);
  stop_->setFixedSize(20, 20);
  words_->setMaximumWidth(kWidest);
  row->addWidget(words_);
  row->addWidget(bar_);
  row->addWidget(stop_);
  connect(stop_, &QToolButton::clicked, this, &TaskLine::stop_wanted);
  hide();
}

void TaskLine::say(const QString& words, std::size_t done, std::size_t all) {
  words_->set_text(words);
  words_->setMinimumWidth(std::min(kWidest, words_->sizeHint().width()));
  bar_->setAccessibleName(words);
  bar_->setRange(0, int(all));
  bar_->setValue(int(done));
  show();
}

}  // namespace headlight::ui
