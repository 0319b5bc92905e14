#include "ui/window/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QStackedWidget>

#include "ui/controls/appearance.h"
#include "ui/controls/focus_ring.h"
#include "ui/controls/icon.h"
#include "ui/panels/scene.h"
#include "ui/theme/face.h"

namespace headlight::ui {

MainWindow::MainWindow(std::unique_ptr<Session> session, WindowOptions options)
    : options_(std::move(options)),
      settings_(options_.remember ? Settings::load() : Settings{}),
      client_(std::move(session)),
      feed_(store_, client_),
      runs_(store_, client_),
      catalogue_(client_, settings_, options_.sample_files),
      pointer_(feed_),
      context_{store_, feed_, client_, runs_, pointer_} {
  if (!options_.theme.isEmpty()) settings_.theme = options_.theme;
  if (!options_.language.isEmpty()) settings_.language = options_.language;
  setWindowTitle(QStringLiteral("Headlight"));
  setWindowIcon(mark());
  setMinimumSize(1024, 640);
  setAcceptDrops(true);
  build();
  connect_actions();
  connect_parts();
  runs_.set_automatic(settings_.run_as_i_type);
  if (options_.size.isValid()) {
    resize(options_.size);
  } else if (settings_.geometry.isEmpty() || !restoreGeometry(settings_.geometry)) {
    resize(1600, 1000);
  }
  qApp->installEventFilter(this);
  show_start(true);
  refresh_actions();
  if (options_.first_look) connect(&catalogue_, &Catalogue::changed, this, &MainWindow::take_first_look);
  catalogue_.look();
  if (!options_.model.isEmpty()) open_model(options_.model.toStdString(), options_.input);
  open_paths(options_.paths);
}

MainWindow::~MainWindow() { qApp->removeEventFilter(this); }

void MainWindow::build() {
  actions_ = new Actions(this);
  top_ = new TopBar(*actions_, language_menu(), this);
  setMenuWidget(top_);
  auto* ground = new QWidget(this);
  ground->setObjectName(QStringLiteral("ground"));
  ground->setAttribute(Qt::WA_StyledBackground);
  auto* column = new QVBoxLayout(ground);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  stack_ = new QStackedWidget(ground);
  message_ = new MessageBar(context_, ground);
  column->addWidget(message_);
  column->addWidget(stack_, 1);
  setCentralWidget(ground);
  start_ = new StartPage(context_, catalogue_, *actions_, this);
  stack_->addWidget(start_);
  auto* work = new QWidget(this);
  auto* row = new QHBoxLayout(work);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  middle_ = new QWidget(work);
  auto* inside = new QVBoxLayout(middle_);
  inside->setContentsMargins(0, 0, 0, 0);
  inside->setSpacing(0);
  centre_ = new CentreView(context_, middle_);
  build_token_line();
  inside->addWidget(token_line_);
  inside->addWidget(centre_, 1);
  build_rails();
  const auto line = [&] {
    auto* made = new QWidget(work);
    made->setObjectName(QStringLiteral("rule"));
    made->setAttribute(Qt::WA_StyledBackground);
    made->setFixedWidth(1);
    return made;
  };
  row->addWidget(left_);
  row->addWidget(line());
  row->addWidget(middle_, 1);
  row->addWidget(line());
  row->addWidget(right_);
  stack_->addWidget(work);
  status_ = new StatusLine(context_, this);
  setStatusBar(status_);
  tip_ = new HoverTip(ground);
  pointer_.set_tip(tip_);
  ring_ = new FocusRing(this);
}

void MainWindow::build_rails() {
  left_ = new Rail(Qt::LeftEdge, tr("Model and input"), middle_, this);
  right_ = new Rail(Qt::RightEdge, tr("Inspector"), middle_, this);
  model_ = new ModelSection(context_, catalogue_, left_);
  input_ = new InputSection(context_, catalogue_, left_);
  left_->add(model_, QStringLiteral("folder"), tr("Model"));
  left_->add(input_, QStringLiteral("text"), tr("Input"));
  left_->add(new RunsSection(context_, left_), QStringLiteral("clock"), tr("Runs"));
  left_->add(new OutputSection(context_, left_), QStringLiteral("play"), tr("Output"));
  right_->add(new SelectionSection(context_, right_), QStringLiteral("target"), tr("Selection"));
  right_->add(new HeadSection(context_, right_), QStringLiteral("grid"), tr("Head"));
  right_->add(new StatisticsSection(context_, right_), QStringLiteral("bars"), tr("Statistics"));
  right_->add(new ColourSection(context_, right_), QStringLiteral("palette"), tr("Colour"));
  right_->add(new PictureSection(context_, right_), {}, {});
  right_->add(new LinksSection(context_, right_), QStringLiteral("link"), tr("Links"));
  right_->add(new StrongestSection(context_, right_), {}, {});
}

void MainWindow::build_token_line() {
  token_line_ = new QWidget(this);
  token_line_->setObjectName(QStringLiteral("header"));
  token_line_->setAttribute(Qt::WA_StyledBackground);
  token_line_->setFixedHeight(36);
  auto* row = new QHBoxLayout(token_line_);
  row->setContentsMargins(12, 0, 12, 1);
  row->setSpacing(8);
  tokens_ = new TokenFlow(token_line_);
  tokens_->set_one_line(true);
  tokens_->setAccessibleName(tr("Tokens"));
  token_count_ = new ElidedLabel("text2", 11, 400, token_line_);
  auto* edit = new Button(Button::Kind::normal, tr("Edit"), token_line_);
  edit->set_key(QStringLiteral("I"));
  edit->setFixedHeight(24);
  row->addWidget(tokens_, 1);
  row->addWidget(token_count_);
  row->addWidget(edit);
  token_line_->hide();
  connect(edit, &QPushButton::clicked, actions_->get("edit_input"), &QAction::trigger);
  connect(tokens_, &TokenFlow::clicked, this, [this](int index, bool as_key) {
    Selection next = store_.selection();
    (as_key ? next.key : next.query) = index;
    store_.select(next);
  });
  connect(tokens_, &TokenFlow::pointed, this, [this](int index) { store_.hover({index, -1, -1, -1}); });
}

void MainWindow::rebuild() {
  const bool start = shows_start();
  pointer_.set_tip(nullptr);
  for (QObject* source : std::initializer_list<QObject*>{&store_, &runs_, &feed_.row}) source->disconnect(this);
  delete ring_;
  delete top_;
  delete takeCentralWidget();
  delete actions_;
  build();
  connect_actions();
  connect_parts();
  arranged_ = false;
  show_start(start);
  refresh_actions();
  refresh_token_line();
  for (FigurePanel* panel : centre_->findChildren<FigurePanel*>()) panel->refresh();
}

// Unless somebody was quicker.
void MainWindow::take_first_look() {
  disconnect(&catalogue_, &Catalogue::changed, this, &MainWindow::take_first_look);
  const std::string model = catalogue_.first_model();
  if (model.empty() || !runs_.model().empty() || runs_.running() || store_.run() != nullptr) return;
  InputSpec input;
  input.text = start_->sentence()->text().toStdString();
  open_model(model, input);
}

// A new picture starts with a number: the strongest key of the first query that no tokenizer added.
void MainWindow::choose_first_key() {
  const LineResult* line = fresh_ ? selected_row(feed_) : nullptr;
  if (line == nullptr) return;
  fresh_ = false;
  const Axis& keys = key_axis(*store_.trace(), *store_.site());
  if (store_.selection().key >= 0 || keys.kind != AxisKind::tokens) return;
  Selection next = store_.selection();
  for (std::size_t i = 0; i < line->values.size(); ++i) {
    if (is_special(keys, std::int64_t(i))) continue;
    if (next.key < 0 || line->values[i] > line->values[std::size_t(next.key)]) next.key = std::int64_t(i);
  }
  store_.select(next);
}

void MainWindow::connect_parts() {
  connect(&feed_.row, &ViewLoader::changed, this, &MainWindow::choose_first_key);
  connect(&store_, &Store::run_changed, this, [this] {
    fresh_ = store_.selection().key < 0;
    show_start(store_.run() == nullptr);
    refresh_title();
    refresh_token_line();
    refresh_actions();
  });
  connect(&store_, &Store::view_changed, this, [this] {
    refresh_token_line();
    refresh_actions();
  });
  connect(&store_, &Store::hover_changed, this, [this] {
    tokens_->set_hovered(int(store_.hovered().query), -1);
  });
  connect(&store_, &Store::history_changed, this, &MainWindow::refresh_actions);
  connect(&runs_, &RunController::state_changed, this, &MainWindow::refresh_actions);
  connect(&runs_, &RunController::finished, this, [this] {
    feed_.retry();  // views of the same trace may have failed before it was run again
    if (!runs_.model().empty()) catalogue_.used(runs_.model());
  });
  connect(&runs_, &RunController::saved, this, [this](const QString& path) { message_->say(tr("Trace written"), path, false); });
  connect(start_, &StartPage::look_wanted, this, [this](const std::string& model, const InputSpec& input) { open_model(model, input); });
  connect(model_, &ModelSection::model_chosen, this, [this](const std::string& model) { open_model(model, {}); });
  connect(model_, &ModelSection::folder_wanted, this, &MainWindow::choose_folder);
  connect(input_, &InputSection::image_wanted, this, &MainWindow::choose_image);
  connect(message_, &MessageBar::choose_wanted, this, [this] {
    if (shows_start()) return choose_folder();
    model_->open_menu();
  });
}

bool MainWindow::shows_start() const { return stack_->currentWidget() == start_; }

void MainWindow::show_start(bool start) {
  stack_->setCurrentIndex(start ? 0 : 1);
  if (start) start_->sentence()->setFocus();
  else if (focusWidget() == nullptr || start_->isAncestorOf(focusWidget())) centre_->matrix()->canvas()->setFocus();
  refresh_title();
  arrange();
}

void MainWindow::open_model(const std::string& model, InputSpec input) {
  const ModelEntry* entry = catalogue_.find(model);
  if (entry == nullptr && QString::fromStdString(model).startsWith(QLatin1Char('/'))) {
    catalogue_.add_folder(from_utf8(model));
  }
  const bool nothing = input == InputSpec{};
  if (nothing && entry != nullptr) {
    const InputSpec& now = runs_.input();
    const bool fits = now.image.empty() ? entry->takes_text && !now.text.empty() : entry->takes_image;
    const auto samples = catalogue_.samples_for(entry);
    if (fits) {
      input = now;
    } else if (!samples.empty()) {
      input = samples.front().input;
    }
  } else if (nothing) {
    input = runs_.input();
  }
  if (input.text.empty() && input.image.empty() && (entry == nullptr || entry->takes_text)) {
    input.text = start_->sentence()->text().toStdString();
  }
  runs_.set_model(model);
  runs_.set_input(input);
  if (!runs_.ready()) show_start(false);
  runs_.run();
}

void MainWindow::arrange() {
  const Arrangement next = arrangement_for(size());
  token_line_->setVisible(next.token_line && store_.run() != nullptr);
  if (arranged_ && next == arrangement_) return;
  arrangement_ = next;
  arranged_ = true;
  left_->set_width(next.left_width);
  right_->set_width(next.inspector_width);
  centre_->arrange(next.centre);
  top_->fold_menus(next.menus_folded);
  top_->set_search_icon(next.search_icon);
}

void MainWindow::refresh_actions() {
  actions_->enable([this](When when) {
    switch (when) {
      case When::always: return true;
      case When::with_run: return store_.run() != nullptr && !shows_start();
      case When::with_text_run: return store_.run() != nullptr && !shows_picture(store_);
      case When::with_model: return runs_.ready();
      case When::while_running: return runs_.running();
      case When::can_undo: return store_.can_undo();
      case When::can_redo: return store_.can_redo();
    }
    return true;
  });
}

void MainWindow::refresh_title() {
  const TraceInfo* trace = shows_start() ? nullptr : store_.trace();
  const QString input = trace == nullptr ? QString() : from_utf8(trace->input).section(QLatin1Char('/'), trace->image_path.empty() ? 0 : -1);
  top_->set_title(input, trace == nullptr ? QString() : from_utf8(trace->model.name));
  setWindowTitle(trace == nullptr ? QStringLiteral("Headlight") : input + QStringLiteral(" — Headlight"));
}

void MainWindow::refresh_token_line() {
  token_line_->setVisible(arrangement_.token_line && store_.run() != nullptr);
  if (store_.site() == nullptr) return;
  const Axis& axis = query_axis(*store_.trace(), *store_.site());
  std::vector<Chip> chips;
  if (axis.kind == AxisKind::tokens && axis.size() <= 400) {
    SideOptions options;
    options.written = !axis.writes.empty() && store_.site()->kind == SiteKind::cross;
    const Side side = side_of(axis, options);
    for (std::size_t i = 0; i < side.labels.size(); ++i) {
      const bool joined = i > 0 && i < axis.words.size() && axis.words[i] >= 0 && axis.words[i] == axis.words[i - 1];
      chips.push_back({side.labels[i], side.special[i] != 0, joined});
    }
  }
  tokens_->set_chips(std::move(chips));
  const bool self = store_.site()->query_axis == store_.site()->key_axis;
  tokens_->set_selected(int(store_.selection().query), self ? int(store_.selection().key) : -1);
  token_count_->set_text(axis.kind == AxisKind::tokens ? tr("%1 tokens").arg(format_count(axis.size())) : QString());
}

void MainWindow::resizeEvent(QResizeEvent* event) {
  QMainWindow::resizeEvent(event);
  arrange();
}

void MainWindow::closeEvent(QCloseEvent* event) {
  settings_.geometry = saveGeometry();
  settings_.run_as_i_type = runs_.automatic();
  settings_.save();
  event->accept();
}

}  // namespace headlight::ui
