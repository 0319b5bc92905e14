#include "ui/window/start_page.h"

#include <QApplication>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <algorithm>

#include "ui/controls/appearance.h"
#include "ui/controls/icon.h"
#include "ui/panels/input_rail.h"
#include "ui/panels/scene.h"
#include "ui/state/engine_words.h"
#include "ui/window/start_parts.h"

namespace headlight::ui {

namespace {

constexpr int kMostRecentRows = 5, kFewRecentRows = 2, kShort = 800;

QString model_words(const ModelEntry& entry) {
  if (!entry.usable) return engine_sentence(entry.note);
  const QString family = family_name(entry.family);
  const QString kind = entry.takes_image ? StartPage::tr("pictures") : StartPage::tr("text");
  return family.isEmpty() ? kind : family + QStringLiteral(" · ") + kind;
}

QString card_words(const ModelEntry& entry) {
  if (entry.name == "all-MiniLM-L6-v2") {
    return StartPage::tr("A sentence encoder of 6 layers with 12 heads each, trained on a billion sentence pairs, not for these examples.");
  }
  if (entry.name == "translate-en-fr") {
    return StartPage::tr("English to French with self and cross attention: adjectives swap places, pronouns take the gender of their noun.");
  }
  if (entry.name == "scenes-detr") {
    return StartPage::tr("Finds cars, people and traffic lights in a street scene; click a detection to see where every head sampled the picture.");
  }
  if (entry.name == "scenes-vit") {
    return StartPage::tr("What a vision Transformer looks at in a street scene: patches, the class token, rollout through the layers.");
  }
  return engine_sentence(entry.note);
}

QWidget* rail(int width, QWidget* parent) {
  auto* made = new QWidget(parent);
  made->setObjectName(QStringLiteral("panel"));
  made->setAttribute(Qt::WA_StyledBackground);
  made->setFixedWidth(width);
  auto* column = new QVBoxLayout(made);
  column->setContentsMargins(24, 24, 24, 16);
  column->setSpacing(8);
  return made;
}

QLabel* heading(const QString& text, const char* role, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setProperty("role", role);
  label->setWordWrap(true);
  return label;
}

void add_rule(QWidget* rail) {
  auto* line = new QWidget(rail);
  line->setObjectName(QStringLiteral("rule"));
  line->setAttribute(Qt::WA_StyledBackground);
  line->setFixedHeight(1);
  auto* column = static_cast<QVBoxLayout*>(rail->layout());
  column->addSpacing(8);
  column->addWidget(line);
  column->addSpacing(4);
}

// Wrapped texts need more height where there is less width: what does not fit is scrolled to, not pressed together.
void fit_height(QScrollArea& area) {
  QLayout* layout = area.widget() == nullptr ? nullptr : area.widget()->layout();
  if (layout != nullptr) area.widget()->setMinimumHeight(layout->minimumHeightForWidth(area.viewport()->width()));
}

class WrappedArea : public QScrollArea {
 public:
  using QScrollArea::QScrollArea;

 protected:
  void resizeEvent(QResizeEvent* event) override {
    QScrollArea::resizeEvent(event);
    fit_height(*this);
  }
};

}  // namespace

StartPage::StartPage(Context context, Catalogue& catalogue, Actions& actions, QWidget* parent)
    : QWidget(parent), context_(context), catalogue_(catalogue) {
  setObjectName(QStringLiteral("ground"));
  setAttribute(Qt::WA_StyledBackground);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  row->addWidget(left_ = build_left(actions));
  row->addWidget(build_middle(), 1);
  row->addWidget(right_ = build_right(actions));
  left_->setObjectName(QStringLiteral("startLeft"));
  right_->setObjectName(QStringLiteral("startRight"));
  connect(&catalogue_, &Catalogue::changed, this, &StartPage::refresh);
  refresh();
}

QWidget* StartPage::build_left(Actions& actions) {
  QWidget* made = rail(320, this);
  auto* column = static_cast<QVBoxLayout*>(made->layout());
  column->addWidget(heading(QStringLiteral("Headlight"), "title", made));
  column->addWidget(heading(tr("See what every attention head looks at."), "second", made));
  column->addSpacing(8);
  for (const char* id : {"open_folder", "open_image", "open_trace"}) {
    QAction* action = actions.get(id);
    auto* button = new Button(Button::Kind::normal, action->text(), made);
    button->set_icon_name(id == std::string("open_folder") ? QStringLiteral("folder") : id == std::string("open_image") ? QStringLiteral("image") : QStringLiteral("trace"));
    button->set_key(shown_keys(action->shortcut()));
    button->set_left_aligned(true);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    column->addWidget(button);
  }
  recent_ = new QWidget(made);
  auto* recent = new QVBoxLayout(recent_);
  recent->setContentsMargins(0, 0, 0, 0);
  recent->setSpacing(2);
  add_rule(recent_);
  recent->addWidget(heading(tr("Recent"), "strong", recent_));
  recent_->hide();
  column->addWidget(recent_);
  add_rule(made);
  column->addWidget(heading(tr("Models on this computer"), "strong", made));
  models_hint_ = new ElidedLabel("text3", 11, 400, made);
  column->addWidget(models_hint_);
  auto* area = new QScrollArea(made);
  area->setWidgetResizable(true);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* list = new QWidget(area);
  models_ = new QVBoxLayout(list);
  models_->setContentsMargins(0, 0, 0, 0);
  models_->setSpacing(2);
  area->setWidget(list);
  column->addWidget(area, 1);
  return made;
}

QWidget* StartPage::build_middle() {
  auto* area = middle_ = new WrappedArea(this);
  area->setWidgetResizable(true);
  auto* made = new QWidget(area);
  made->setObjectName(QStringLiteral("ground"));
  made->setAttribute(Qt::WA_StyledBackground);
  auto* column = new QVBoxLayout(made);
  column->setContentsMargins(40, 32, 40, 24);
  column->setSpacing(16);
  column->addWidget(build_zone(made));
  column->addSpacing(8);
  auto* title = new QHBoxLayout;
  title->setSpacing(12);
  title->addWidget(heading(tr("Models to start with"), "heading", made));
  auto* hint = new ElidedLabel("text3", 12, 400, made);
  hint->set_text(tr("offline, small; the bundled ones are teaching models and say so"));
  title->addWidget(hint, 1);
  column->addLayout(title);
  auto* grid = new QWidget(made);
  cards_ = new QGridLayout(grid);
  cards_->setContentsMargins(0, 0, 0, 0);
  cards_->setSpacing(16);
  column->addWidget(grid);
  column->addStretch(1);
  area->setWidget(made);
  return area;
}

// The sentence, the model and the button that looks.
QWidget* StartPage::build_zone(QWidget* parent) {
  auto* zone = new DropZone(parent);
  sentence_ = new QLineEdit(zone);
  sentence_->setAccessibleName(tr("Sentence"));
  sentence_->setText(QLatin1String(kFirstSentence));
  sentence_->setCursorPosition(0);
  sentence_->setMinimumWidth(220);
  sentence_->setMaximumWidth(400);
  model_ = new Choice(tr("Model"), zone);
  model_->setFixedWidth(156);
  look_ = new Button(Button::Kind::primary, tr("Look"), zone);
  look_->set_key(QStringLiteral("↵"));
  for (QWidget* widget : std::initializer_list<QWidget*>{sentence_, model_, look_}) widget->setFixedHeight(32);
  auto* line = new QHBoxLayout;
  line->setSpacing(8);
  line->addStretch(1);
  line->addWidget(sentence_, 4);
  line->addWidget(model_);
  line->addWidget(look_);
  line->addStretch(1);
  auto* inside = static_cast<QVBoxLayout*>(zone->layout());
  inside->addLayout(line);
  inside->addStretch(1);
  connect(sentence_, &QLineEdit::returnPressed, this, &StartPage::look);
  connect(look_, &QPushButton::clicked, this, &StartPage::look);
  return zone;
}

QWidget* StartPage::build_right(Actions& actions) {
  QWidget* made = rail(296, this);
  auto* column = static_cast<QVBoxLayout*>(made->layout());
  column->addWidget(heading(tr("Samples"), "strong", made));
  samples_ = new QVBoxLayout;
  samples_->setSpacing(2);
  column->addLayout(samples_);
  add_rule(made);
  column->addWidget(heading(tr("Keys to start with"), "strong", made));
  for (const char* id : {"find", "head_right", "layer_down", "query_down", "quantity", "mode", "export", "keys"}) {
    QAction* action = actions.get(id);
    column->addWidget(new KeyRow(action->text(), shown_keys(action->shortcut()), made));
  }
  column->addStretch(1);
  return made;
}

void StartPage::resizeEvent(QResizeEvent*) {
  right_->setVisible(width() >= 1160);
  left_->setFixedWidth(width() < 1320 ? 264 : 320);
  fit_recent();
  refresh_cards();
}

void StartPage::refresh() {
  const QString before = model_->currentText();
  model_->clear();
  for (const ModelEntry& entry : catalogue_.models()) {
    if (entry.usable && entry.takes_text) model_->addItem(from_utf8(entry.name), from_utf8(entry.name));
  }
  const QString wanted = before.isEmpty() ? from_utf8(catalogue_.first_model()) : before;
  model_->setCurrentIndex(std::max(0, model_->findText(wanted)));
  look_->setEnabled(model_->count() > 0);
  model_->update();
  refresh_lists();
  refresh_cards();
}

void StartPage::showEvent(QShowEvent*) { look_for_recent(); }

// One that is chosen or dropped may be the sender: rows go in a later event, and the keyboard to the one that takes its place.
void StartPage::set_recent(const QStringList& files) {
  const auto rows = recent_->findChildren<RecentRow*>();
  QStringList shown;
  qsizetype focused = -1;
  for (const RecentRow* row : rows) {
    if (row->hasFocus()) focused = shown.size();
    shown += row->path();
  }
  if (shown == files.mid(0, kMostRecentRows)) return;
  const bool had = recent_->isAncestorOf(QApplication::focusWidget());
  for (RecentRow* row : rows) {
    recent_->layout()->removeWidget(row);
    row->hide();
    row->setParent(nullptr);
    row->deleteLater();
  }
  fill_recent(files);
  const auto now = recent_->findChildren<RecentRow*>();
  if (had && now.isEmpty()) sentence_->setFocus();
  else if (had) now[std::clamp<qsizetype>(focused, 0, now.size() - 1)]->setFocus();
}

void StartPage::fill_recent(const QStringList& files) {
  for (const QString& file : files.mid(0, kMostRecentRows)) {
    auto* row = new RecentRow(file, recent_);
    connect(row, &RecentRow::open_wanted, this, [this, file] { Q_EMIT recent_wanted(file); });
    connect(row, &RecentRow::drop_wanted, this, [this, file] { Q_EMIT recent_dropped(file); });
    recent_->layout()->addWidget(row);
  }
  recent_->setVisible(!files.isEmpty());
  fit_recent();
  look_for_recent();
}

void StartPage::look_for_recent() {
  QStringList files;
  for (const RecentRow* row : recent_->findChildren<RecentRow*>()) files += row->path();
  if (files.isEmpty()) return;
  presence_.start([this, files](std::stop_token stop) -> Worker::Deliver {
    QStringList missing;
    for (const QString& file : files)
      if (!stop.stop_requested() && !QFileInfo::exists(file)) missing += file;
    return [this, missing] {
      for (RecentRow* row : recent_->findChildren<RecentRow*>()) row->set_missing(missing.contains(row->path()));
    };
  });
}

// Where there is little height the models keep their room.
void StartPage::fit_recent() {
  int at = 0;
  for (RecentRow* row : recent_->findChildren<RecentRow*>()) row->setVisible(at++ < (height() < kShort ? kFewRecentRows : kMostRecentRows));
}

void StartPage::refresh_lists() {
  clear_layout(models_);
  for (const ModelEntry& entry : catalogue_.models()) {
    auto* row = new ModelRow(from_utf8(entry.name).section(QLatin1Char('/'), entry.name.starts_with('/') ? -1 : 0), model_words(entry), entry.usable, this);
    row->setToolTip(from_utf8(entry.path));
    connect(row, &QAbstractButton::clicked, this, [this, entry] { open_model(entry); });
    models_->addWidget(row);
  }
  models_->addStretch(1);
  models_hint_->setVisible(catalogue_.models().empty());
  models_hint_->set_text(catalogue_.looked() ? tr("None found yet: open a folder") : tr("Looking for models…"));
  clear_layout(samples_);
  int shown = 0;
  for (const Sample& sample : catalogue_.samples()) {
    if (++shown > 12) break;
    auto* row = new SampleRow(sample_title(sample), sample.input.image.empty() ? QStringLiteral("text") : QStringLiteral("image"), this);
    connect(row, &QAbstractButton::clicked, this, [this, sample] { open_sample(sample); });
    samples_->addWidget(row);
  }
}

void StartPage::open_sample(const Sample& sample) {
  std::string model = sample.model.toStdString();
  if (model.empty() || catalogue_.find(model) == nullptr) {
    model = sample.input.image.empty() ? model_->currentData().toString().toStdString() : std::string();
    for (const ModelEntry& entry : catalogue_.models()) {
      if (model.empty() && entry.usable && entry.takes_image) model = entry.name;
    }
  }
  if (!model.empty()) Q_EMIT look_wanted(model, sample.input);
}

void StartPage::refresh_cards() {
  clear_layout(cards_);
  const int columns = width() - left_->width() - (right_->isVisible() ? right_->width() : 0) >= 640 ? 2 : 1;
  int at = 0;
  for (const ModelEntry& entry : catalogue_.models()) {
    const bool first_class = entry.origin == ModelEntry::Origin::bundled || entry.origin == ModelEntry::Origin::package;
    if (!first_class || !entry.usable || at == 4) continue;
    auto* card = new ModelCard(from_utf8(entry.name), card_words(entry), entry.takes_image ? tr("picture") : tr("text"), this);
    connect(card, &ModelCard::open_wanted, this, [this, entry] { open_model(entry); });
    cards_->addWidget(card, at / columns, at % columns);
    ++at;
  }
  fit_height(*middle_);
}

void StartPage::open_model(const ModelEntry& entry) {
  if (!entry.usable) return;
  const std::vector<Sample> fitting = catalogue_.samples_for(&entry);
  InputSpec input;
  if (entry.takes_text && !sentence_->text().trimmed().isEmpty()) {
    input.text = sentence_->text().toStdString();
  } else if (!fitting.empty()) {
    input = fitting.front().input;
  }
  Q_EMIT look_wanted(entry.name, input);
}

void StartPage::look() {
  if (sentence_->text().trimmed().isEmpty() || model_->count() == 0) return;
  InputSpec input;
  input.text = sentence_->text().toStdString();
  Q_EMIT look_wanted(model_->currentData().toString().toStdString(), input);
}

}  // namespace headlight::ui
