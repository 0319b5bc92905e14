#include "ui/controls/frames.h"

#include <QAbstractButton>
#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QProgressBar>
#include <QStackedLayout>
#include <algorithm>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/controls/button.h"
#include "ui/controls/icon.h"
#include "ui/controls/tool_row.h"
#include "ui/controls/tips.h"
#include "ui/theme/face.h"

namespace headlight::ui {

ElidedLabel::ElidedLabel(const char* colour_role, double size, int weight, QWidget* parent)
    : QWidget(parent), role_(colour_role), size_(size), weight_(weight) {
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::set_text(const QString& text) {
  if (text == text_) return;
  text_ = text;
  setAccessibleName(text);
  update_tip();
  updateGeometry();
  update();
}

void ElidedLabel::set_role(const char* role) {
  role_ = role;
  update();
}

QSize ElidedLabel::sizeHint() const {
  return {int(std::ceil(Face(size_, weight_).width(text_))) + 1, size_ >= 20 ? 28 : size_ >= 13 ? 20 : 16};
}

void ElidedLabel::set_meaning(const QString& meaning) {
  meaning_ = meaning;
  update_tip();
}

void ElidedLabel::update_tip() {
  const QString whole = width() < sizeHint().width() ? text_ : QString();
  setToolTip(meaning_.isEmpty() ? whole : tip_of({whole, meaning_}));
}
void ElidedLabel::resizeEvent(QResizeEvent*) { update_tip(); }

namespace {

// The window's words read from the left where one of a text that reads from the right comes first.
QString from_the_left(const QString& text) {
  const bool mixed = text.isRightToLeft() && std::ranges::any_of(text, [](QChar letter) { return letter.direction() == QChar::DirL; });
  return mixed ? QChar(0x200E) + text : text;
}

}  // namespace

void ElidedLabel::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setPen(colour(isEnabled() ? role_ : "disabled"));
  const Face face(size_, weight_);
  QString shown = face.elided(text_, width());
  if (middle_ && shown != text_) shown = QFontMetricsF(widget_font(size_, weight_)).elidedText(text_, Qt::ElideMiddle, width());
  face.draw_centred(painter, {end_ ? double(width()) : 0.0, height() / 2.0}, from_the_left(shown), end_ ? Anchor::end : Anchor::start);
}

ValueRow::ValueRow(const QString& name, QWidget* parent)
    : QWidget(parent), name_(new ElidedLabel("text2", 12, 400, this)), value_(new ElidedLabel("text", 12, 500, this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  row->addWidget(name_, 1);
  row->addWidget(value_, 0);
  value_->set_anchor_end(true);
  value_->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
  set_name(name);
}

void ValueRow::set(const QString& value) {
  value_->set_text(value);
  value_->setMinimumWidth(value_->sizeHint().width());
}

QString ValueRow::text() const { return value_->text(); }

void ValueRow::set_name(const QString& name) { name_->set_text(name); }

// Its header says the window title from then on, where one is set.
Section::Section(const QString& title, QWidget* parent)
    : QWidget(parent),
      title_(new QToolButton(this)),
      note_(new ElidedLabel("text3", 11, 400, this)),
      content_(new QWidget(this)),
      body_(new QVBoxLayout(content_)),
      header_(new QWidget(this)) {
  build_header(title);
  body_->setContentsMargins(12, 0, 12, 12);
  body_->setSpacing(8);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(header_);
  column->addWidget(content_);
  auto* line = new QWidget(this);
  line->setObjectName(QStringLiteral("rule"));
  line->setFixedHeight(1);
  line->setAttribute(Qt::WA_StyledBackground);
  column->addWidget(line);
  connect(title_, &QToolButton::clicked, this, [this](bool open) {
    set_open(open);
    Q_EMIT folded_by_hand(open);
  });
  connect(this, &QWidget::windowTitleChanged, title_, &QToolButton::setText);
  set_open(true);
}

void Section::build_header(const QString& title) {
  title_->setText(title);
  title_->setAccessibleName(title);
  title_->setCheckable(true);
  title_->setChecked(true);
  press_by_return(title_);
  title_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  title_->setIconSize({12, 12});
  title_->setFont(widget_font(12, 600));
  title_->setStyleSheet(QStringLiteral("QToolButton { border: none; background: transparent; padding: 0; font-weight: 600; }"));
  note_->set_anchor_end(true);
  auto* row = new QHBoxLayout(header_);
  row->setContentsMargins(8, 0, 12, 0);
  row->setSpacing(6);
  row->addWidget(title_);
  row->addWidget(note_, 1);
  header_->setFixedHeight(32);
}

void Section::set_open(bool open) {
  title_->setChecked(open);
  title_->setIcon(icon(open ? QStringLiteral("down") : QStringLiteral("right")));
  content_->setVisible(open);
}

void Section::set_note(const QString& note, const QString& meaning) {
  note_->set_text(note);
  note_->set_meaning(meaning);
}

void Section::add_header_widget(QWidget* widget) { header_->layout()->addWidget(widget); }

QToolButton* icon_button(const QString& icon_name, const QString& name, QWidget* parent) {
  auto* button = new QToolButton(parent);
  button->setObjectName(QStringLiteral("icon"));
  button->setIcon(icon(icon_name));
  button->setIconSize({16, 16});
  button->setFixedSize(24, 24);
  button->setToolTip(name);
  button->setAccessibleName(name);
  return button;
}

PanelFrame::PanelFrame(const QString& title, QWidget* content, QWidget* parent)
    : QWidget(parent),
      title_(new ElidedLabel("text", 12, 600, this)),
      subtitle_(new ElidedLabel("text3", 11, 400, this)),
      tools_(new QHBoxLayout),
      tool_row_(new ToolRow(this)),
      header_(new QWidget(this)),
      content_(content),
      stack_(new QStackedLayout),
      bar_(new QProgressBar(this)) {
  setObjectName(QStringLiteral("ground"));
  setAttribute(Qt::WA_StyledBackground);
  header_->setObjectName(QStringLiteral("header"));
  header_->setAttribute(Qt::WA_StyledBackground);
  header_->setFixedHeight(28);
  header_->installEventFilter(this);
  auto* row = new QHBoxLayout(header_);
  row->setContentsMargins(12, 0, 4, 1);
  row->setSpacing(8);
  title_->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
  row->addWidget(title_);
  row->addWidget(subtitle_, 1);
  tools_->setSpacing(2);
  row->addLayout(tools_);
  bar_->setTextVisible(false);
  bar_->setRange(0, 0);
  bar_->setFixedHeight(2);
  bar_->hide();
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(header_);
  column->addLayout(stack_, 1);
  stack_->addWidget(content_);
  setMinimumSize(160, 120);
  set_title(title);
}

void PanelFrame::set_title(const QString& title) {
  title_text_ = title;
  title_->set_text(title);
  setAccessibleName(title);
  content_->setAccessibleName(title);
}

void PanelFrame::set_subtitle(const QString& subtitle) { subtitle_->set_text(subtitle); }

void PanelFrame::add_tool(QAction* action) {
  auto* button = icon_button(QString(), action->text(), header_);
  button->setDefaultAction(action);
  button->setToolTip(action->toolTip());
  tools_->addWidget(button);
  button->setVisible(action->isVisible());
  tool_row_->add(button);
  connect(action, &QAction::changed, button, [button, action] { button->setVisible(action->isVisible()); });
}

void PanelFrame::add_control(QWidget* control) {
  control->setFixedHeight(24);
  for (auto* part : control->findChildren<QAbstractButton*>()) {  // segments would stick out below
    part->setProperty("low", true);
    part->setFixedHeight(24);
  }
  tools_->insertWidget(0, control);
}

void PanelFrame::show_content() { stack_->setCurrentWidget(content_); }
void PanelFrame::show_empty(const Words& words) { show_words(words, "text3"); }
void PanelFrame::show_error(const Words& words) { show_words(words, "error"); }

void PanelFrame::set_busy(bool busy) {
  bar_->setVisible(busy);
  bar_->setGeometry(0, header_->height(), width(), 2);
  bar_->raise();
}

void PanelFrame::show_words(const Words& words, const char* tint) {
  if (words_ != nullptr && said_ == words && tinted_ == colour(tint)) return stack_->setCurrentWidget(words_);
  said_ = words;
  tinted_ = colour(tint);
  if (words_ != nullptr) words_->deleteLater();
  words_ = new QWidget(this);
  auto* column = new QVBoxLayout(words_);
  column->setContentsMargins(24, 12, 24, 12);
  column->setSpacing(8);
  column->addStretch(2);
  auto* picture = new QLabel(words_);
  picture->setPixmap(icon(words.icon, tint).pixmap(24, 24));
  picture->setAlignment(Qt::AlignCenter);
  auto* bold = new QLabel(words.bold, words_);
  bold->setProperty("role", "strong");
  auto* sentence = new QLabel(words.sentence, words_);
  sentence->setProperty("role", "second");
  sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
  for (QLabel* label : {bold, sentence}) {
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
  }
  column->addWidget(picture);
  column->addWidget(bold);
  column->addWidget(sentence);
  auto* row = new QHBoxLayout;
  row->addStretch(1);
  for (const auto& [name, second] : {std::pair{words.button, false}, std::pair{words.second_button, true}}) {
    if (name.isEmpty()) continue;
    auto* button = new Button(Button::Kind::normal, name, words_);
    connect(button, &QPushButton::clicked, this,
            second ? &PanelFrame::second_button_pressed : &PanelFrame::button_pressed);
    row->addWidget(button);
  }
  row->addStretch(1);
  column->addLayout(row);
  column->addStretch(3);
  stack_->addWidget(words_);
  stack_->setCurrentWidget(words_);
}

bool PanelFrame::eventFilter(QObject* object, QEvent* event) {
  if (object == header_ && event->type() == QEvent::MouseButtonDblClick) Q_EMIT header_double_clicked();
  return QWidget::eventFilter(object, event);
}

}  // namespace headlight::ui
