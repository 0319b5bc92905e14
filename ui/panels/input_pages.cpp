// The input section's controls: text, image, token numbers, and the row that runs them.
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QTextOption>
#include <algorithm>
#include <cmath>

#include "ui/controls/breaking_row.h"
#include "ui/panels/input_rail.h"

namespace headlight::ui {

namespace {

// As high as its text, within limits; a longer one scrolls.
class TextBox : public QPlainTextEdit {
 public:
  TextBox(int least_lines, QWidget* parent) : QPlainTextEdit(parent), least_(least_lines) {
    connect(this, &QPlainTextEdit::textChanged, this, &TextBox::fit);
    fit();
  }

 protected:
  void resizeEvent(QResizeEvent* event) override {
    QPlainTextEdit::resizeEvent(event);
    fit();
  }

 private:
  void fit() { setFixedHeight(std::clamp(lines(), least_, kMostLines) * kLineHeight + 20); }

  int lines() const {
    double height = 0;
    for (auto block = document()->begin(); block.isValid() && height < kMostLines * kLineHeight; block = block.next())
      height += blockBoundingRect(block).height();
    return int(std::lround(height / fontMetrics().lineSpacing()));
  }

  static constexpr int kMostLines = 4, kLineHeight = 17;
  int least_;
};

QPlainTextEdit* text_box(const QString& name, int lines, QWidget* parent) {
  auto* box = new TextBox(lines, parent);
  box->setAccessibleName(name);
  box->setPlaceholderText(name);
  box->setTabChangesFocus(true);
  QTextOption option = box->document()->defaultTextOption();
  option.setTextDirection(Qt::LayoutDirectionAuto);  // Arabic and Hebrew begin at the right
  box->document()->setDefaultTextOption(option);
  box->setAcceptDrops(false);  // the window takes files and texts
  box->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
  box->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  return box;
}

QVBoxLayout* page_layout(QWidget* page) {
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  return column;
}

}  // namespace

void InputSection::build_text() {
  text_page_ = new QWidget(this);
  auto* column = page_layout(text_page_);
  text_ = text_box(tr("Type a sentence"), 2, text_page_);
  pair_ = text_box(tr("Second text"), 1, text_page_);
  target_ = text_box(tr("Target; empty: the model writes"), 1, text_page_);
  tokens_ = new TokenFlow(text_page_);
  tokens_->setAccessibleName(tr("Tokens"));
  count_ = new ElidedLabel("text3", 11, 400, text_page_);
  second_ = new Button(Button::Kind::link, tr("Add a second text"), text_page_);
  second_->set_icon_name(QStringLiteral("plus"));
  build_tokenizer(*column);
  column->addWidget(text_);
  column->addWidget(pair_);
  column->addWidget(target_);
  column->addWidget(tokens_);
  column->addWidget(new BreakingRow(count_, second_, text_page_));
  body()->addWidget(text_page_);
  pair_->hide();
  for (QPlainTextEdit* box : {text_, pair_, target_}) connect(box, &QPlainTextEdit::textChanged, this, &InputSection::give_input);
  connect(second_, &QPushButton::clicked, this, &InputSection::toggle_pair);
  connect_tokens();
}

void InputSection::build_tokenizer(QVBoxLayout& column) {
  tokenizer_ = new QWidget(text_page_);
  auto* row = new QHBoxLayout(tokenizer_);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  folder_ = new ElidedLabel("text2", 12, 400, tokenizer_);
  folder_->set_middle_elide(true);
  auto* choose = new Button(Button::Kind::normal, tr("Choose…"), tokenizer_);
  choose->setAccessibleName(tr("Choose the tokenizer's folder"));
  choose->setFixedHeight(24);
  row->addWidget(folder_, 1);
  row->addWidget(choose);
  column.addWidget(tokenizer_);
  connect(choose, &QPushButton::clicked, this, &InputSection::tokenizer_wanted);
}

void InputSection::toggle_pair() {
  const bool on = pair_->isHidden();
  show_pair(on);
  if (!on) pair_->clear();
  if (on) pair_->setFocus();
  give_input();
}

void InputSection::show_pair(bool on) {
  pair_->setVisible(on);
  second_->setText(on ? tr("Remove the second text") : tr("Add a second text"));
  second_->set_icon_name(on ? QStringLiteral("minus") : QStringLiteral("plus"));
}

void InputSection::connect_tokens() {
  connect(tokens_, &TokenFlow::clicked, this, [this](int index, bool as_key) {
    if (context_.store.site() == nullptr || context_.runs.edited()) return;
    Selection next = context_.store.selection();
    (as_key || input_is_keys_only() ? next.key : next.query) = chips_.position(index);
    context_.store.select(next);
  });
  connect(tokens_, &TokenFlow::pointed, this, [this](int index) {
    if (context_.store.site() == nullptr || context_.runs.edited()) return;
    const std::int64_t position = chips_.position(index);
    context_.store.hover(input_is_keys_only() ? Hover{-1, position, -1, -1} : Hover{position, -1, -1, -1});
  });
}

void InputSection::build_image() {
  image_page_ = new QWidget(this);
  auto* column = page_layout(image_page_);
  preview_ = new QLabel(image_page_);
  preview_->setAlignment(Qt::AlignCenter);
  preview_->setFixedHeight(132);
  preview_->setFrameShape(QFrame::NoFrame);
  preview_->setProperty("role", "hint");
  preview_->setWordWrap(true);
  image_name_ = new ElidedLabel("text2", 12, 400, image_page_);
  image_name_->set_middle_elide(true);
  column->addWidget(preview_);
  column->addWidget(image_name_);
  auto* open = new Button(Button::Kind::normal, tr("Open…"), image_page_);
  open->set_icon_name(QStringLiteral("folder"));
  column->addWidget(open);
  body()->addWidget(image_page_);
  as_model_ = new CheckBox(tr("As the model gets it"), image_page_);
  column->insertWidget(column->indexOf(open), as_model_);
  window_ = new WindowControls(context_, image_page_);
  column->insertWidget(column->indexOf(open), window_);
  connect(as_model_, &QCheckBox::toggled, this, [this] {
    previewed_ = {};
    show_preview();
  });
  connect(open, &QPushButton::clicked, this, &InputSection::image_wanted);
}

void InputSection::build_ids() {
  ids_page_ = new QWidget(this);
  auto* column = page_layout(ids_page_);
  ids_ = new QLineEdit(ids_page_);
  ids_->setAccessibleName(tr("Token numbers"));
  ids_->setPlaceholderText(QStringLiteral("2, 7, 9"));
  auto* hint = new ElidedLabel("text3", 11, 400, ids_page_);
  hint->set_text(tr("Token numbers, past the tokenizer"));
  column->addWidget(ids_);
  column->addWidget(hint);
  body()->addWidget(ids_page_);
  connect(ids_, &QLineEdit::textChanged, this, &InputSection::give_input);
}

void InputSection::build_run_row() {
  samples_ = new Button(Button::Kind::link, tr("Samples"), this);
  samples_->set_icon_name(QStringLiteral("down"));
  body()->addWidget(samples_, 0, Qt::AlignLeft);
  connect(samples_, &QPushButton::clicked, this, &InputSection::fill_samples);
  automatic_ = new CheckBox(tr("Run as I type"), this);
  automatic_->setChecked(context_.runs.automatic());
  run_ = new Button(Button::Kind::normal, tr("Run"), this);
  run_->set_icon_name(QStringLiteral("play"));
  run_->set_key(QStringLiteral("Ctrl ↵"));
  take_back_ = new Button(Button::Kind::link, tr("Take back"), this);
  take_back_->setToolTip(tr("The model and the input of the run that is shown"));
  body()->addWidget(new BreakingRow(automatic_, run_, this));
  body()->addWidget(take_back_, 0, Qt::AlignRight);
  take_back_->hide();
  connect(take_back_, &QPushButton::clicked, &context_.runs, &RunController::take_from_run);
  connect(automatic_, &QCheckBox::toggled, this, [this](bool on) { context_.runs.set_automatic(on); });
  connect(run_, &QPushButton::clicked, this, [this] {
    if (context_.runs.running()) {
      context_.runs.stop();
    } else {
      context_.runs.run();
    }
  });
}

}  // namespace headlight::ui
