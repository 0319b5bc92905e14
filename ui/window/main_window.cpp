#include "ui/window/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "ui/controls/appearance.h"
#include "ui/controls/icon.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/state/engine_words.h"
#include "ui/theme/face.h"
#include "ui/window/change_actions.h"
#include "ui/window/changes_line.h"
#include "ui/window/overlay_box.h"
#include "ui/window/step_words.h"
#include "ui/window/tab_order.h"
#include "ui/window/task_line.h"

namespace headlight::ui {

namespace {

constexpr int kTitle = 60;  // characters of the input that the window's title says

// The whole window with its frame lies on the screen, where one is large enough for it.
QSize first_size(const QWidget& window) {
  constexpr QSize usual(1600, 1000), frame(16, 48);
  const QSize room = window.screen() == nullptr ? QSize() : window.screen()->availableSize() - frame;
  const QSize least = window.minimumSize();
  return room.width() < least.width() || room.height() < least.height() ? usual : usual.boundedTo(room);
}

}  // namespace

MainWindow::MainWindow(std::unique_ptr<Session> session, WindowOptions options)
    : options_(std::move(options)),
      settings_(options_.remember ? Settings::load() : Settings{}),
      client_(std::move(session)),
      feed_(store_, client_),
      first_look_(store_, client_, nullptr),
      runs_(store_, client_),
      playback_(store_, client_, runs_),
      catalogue_(client_, settings_, options_.sample_files),
      pointer_(feed_),
      grid_(store_, client_, runs_),
      context_{store_, feed_, client_, runs_, pointer_, playback_, grid_, batch_, beside_, importance_},
      batch_(context_),
      beside_(context_),
      importance_(context_) {
  client_.set_video_maker(options_.make_video);
  if (!options_.theme.isEmpty()) settings_.theme = options_.theme;
  if (!options_.language.isEmpty()) settings_.language = options_.language;
  setWindowTitle(QStringLiteral("Headlight"));
  setWindowIcon(mark());
  setMinimumSize(1024, 640);
  setAcceptDrops(true);
  next_ = make_ground();
  build();
  connect_actions();
  connect_parts();
  runs_.set_automatic(settings_.run_as_i_type);
  std::set<std::string> trusted;
  for (const QString& hash : settings_.trusted_code) trusted.insert(hash.toStdString());
  runs_.trust_always(trusted);
  if (options_.size.isValid()) {
    resize(options_.size);
  } else if (settings_.geometry.isEmpty() || !restoreGeometry(settings_.geometry)) {
    resize(first_size(*this));
  }
  qApp->installEventFilter(this);
  show_start(true);
  start_keeping();
  if (options_.first_look) connect(&catalogue_, &Catalogue::changed, this, &MainWindow::take_first_look);
  catalogue_.look();
  if (!options_.model.isEmpty()) open_model(options_.model.toStdString(), options_.input);
  open_paths(options_.paths);
}

MainWindow::~MainWindow() {
  disconnect(focus_lost_);
  leave_fields();
  qApp->removeEventFilter(this);
}

// A field that loses the keyboard gives what was typed in it: while everything is there that takes it.
void MainWindow::leave_fields() {
  QWidget* field = focusWidget();
  if (field != nullptr) field->clearFocus();
}

bool MainWindow::focusNextPrevChild(bool next) {
  return pass_focus(reading_order(*this, {top_, &work_->left(), this, &work_->right(), status_}), next);
}

MainWindow::Ground MainWindow::make_ground() {
  auto* ground = new QWidget(this);
  ground->setObjectName(QStringLiteral("ground"));
  ground->setAttribute(Qt::WA_StyledBackground);
  if (const QWidget* before = centralWidget()) ground->setGeometry(before->geometry());  // for what is opened over it before it is laid out
  auto* column = new QVBoxLayout(ground);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  auto* stack = new QStackedWidget(ground);
  column->addWidget(stack, 1);
  return {ground, stack, new WorkArea(context_, catalogue_, settings_, stack), settings_.layout};
}

// On the ground that was made for it.
void MainWindow::build() {
  actions_ = new Actions(this);
  top_ = new TopBar(*actions_, recent_menu(), this);
  setMenuWidget(top_);
  const Ground ground = std::exchange(next_, {});
  stack_ = ground.stack;
  work_ = ground.work;
  message_ = new MessageBar(context_, ground.widget);
  setCentralWidget(ground.widget);
  start_ = new StartPage(context_, catalogue_, *actions_, stack_);
  start_->set_recent(settings_.recent_files);
  stack_->addWidget(start_);
  stack_->addWidget(work_);
  status_ = new StatusLine(context_, this);
  setStatusBar(status_);
  tip_ = new HoverTip(ground.widget);
  pointer_.set_tip(tip_);
  ring_ = new FocusRing(this);
}

void MainWindow::connect_parts() {
  // A panel that is hidden, as for a model of another kind, hands the keyboard to whatever stands next: the workspaces.
  focus_lost_ = connect(qApp, &QApplication::focusChanged, this, [this](QWidget* old, QWidget* now) {
    const bool lost = old != nullptr && now != nullptr && centre().isAncestorOf(old) && !old->isVisible() && top_->isAncestorOf(now);
    if (lost) QMetaObject::invokeMethod(this, &MainWindow::focus_picture, Qt::QueuedConnection);
  });
  connect(&feed_.row, &ViewLoader::changed, this, &MainWindow::choose_first_key);
  connect(&store_, &Store::run_changed, this, [this] {
    fresh_ = store_.selection().key < 0;
    const bool gathers = opening_session_ && shows_start();  // its runs come one after the other: all are shown together
    show_start(store_.run() == nullptr || gathers);
  });
  connect(&first_look_, &FirstLook::found, this, [this](const Selection& selection) {
    fresh_ = true;  // the key is chosen anew
    store_.settle(selection);
  });
  connect(&store_, &Store::view_changed, this, &MainWindow::refresh_actions);
  connect(&playback_, &Playback::changed, this, &MainWindow::refresh_actions);
  connect(&store_, &Store::history_changed, this, &MainWindow::refresh_actions);
  connect(&status_->changes(), &ChangesLine::intervene_wanted, this, [this] {
    if (shows_start()) show_start(false);
    show_workspace(Workspace::intervene);
  });
  connect(&store_, &Store::hover_changed, this, [this] { actions_->get("swap_pinned")->setEnabled(store_.pinned() && !shows_start()); });
  connect(&runs_, &RunController::state_changed, this, &MainWindow::refresh_actions);
  connect(&runs_, &RunController::state_changed, this, [this, ran = false]() mutable {  // typed text goes on being typed
    const bool starts = !std::exchange(ran, runs_.running()) && runs_.running();
    const bool types = runs_.automatic() && focusWidget() != nullptr && focusWidget()->inherits("QPlainTextEdit");
    if (starts && !types) leave_rail();
  });
  connect(&runs_, &RunController::state_changed, this, [this] {
    if (std::exchange(settings_.run_as_i_type, runs_.automatic()) != runs_.automatic()) settings_.save();
  });
  connect(&runs_, &RunController::finished, this, [this] {
    feed_.retry();  // views of the same trace may have failed before it was run again
    if (!runs_.model().empty()) catalogue_.used(runs_.model());
    opened();
  });
  connect(&runs_, &RunController::run_failed, this, [this] {
    opened();
    if (!runs_.running() && !opening_) runs_.return_to_shown();
  });
  connect(&runs_, &RunController::loaded, this, &MainWindow::loaded);
  connect(&runs_, &RunController::stopped, this, [this] {
    const std::optional<SavedSession> session = opening_session_;
    rest_waits_ = session.has_value();
    open_no_more();
    if (session) QMetaObject::invokeMethod(this, [this, session] { show_session(*session); }, Qt::QueuedConnection);  // what of it is there
  });
  connect(&runs_, &RunController::state_changed, this, [this] {  // once the message bar has nothing to say of the run
    if (!runs_.running() && std::exchange(rest_waits_, false)) offer_rest();
  });
  connect(&status_->task(), &TaskLine::stop_wanted, this, [this] { grid_.running() ? grid_.stop() : batch_.running() ? batch_.stop() : stop_opening(); });
  connect(&batch_, &BatchModel::changed, status_, [this, was = false]() mutable { show_batch(std::exchange(was, batch_.running())); });
  connect(&grid_, &TileGrid::changed, status_, [this, was = false]() mutable { show_grid(std::exchange(was, grid_.running())); });
  connect(&runs_, &RunController::model_changed, this, [this] {
    if (holds_code(runs_.model())) runs_.set_tokenizer(settings_.tokenizers.value(from_utf8(runs_.model())).toString().toStdString());
  });
  connect(&runs_, &RunController::consent_wanted, this, &MainWindow::ask_consent);
  connect(&runs_, &RunController::saved, this, [this](const QString& path) { message_->say(tr("Trace written"), path, false); });
  connect(&runs_, &RunController::save_failed, this, [this](const Error& error) { message_->say(tr("The trace cannot be written"), engine_line(error), true); });
  connect(start_, &StartPage::look_wanted, this, [this](const std::string& model, const InputSpec& input) { open_chosen(model, input); });
  connect(start_, &StartPage::recent_wanted, this, [this](const QString& file) { open_paths({file}); });
  connect(start_, &StartPage::recent_dropped, this, [this](const QString& file) { forget_files({file}); });
  connect(&work_->model(), &ModelSection::model_chosen, this, [this](const std::string& model) {
    leave_rail();
    open_chosen(model, {});
  });
  connect(&work_->model(), &ModelSection::folder_wanted, this, &MainWindow::choose_folder);
  connect(&work_->input(), &InputSection::image_wanted, this, &MainWindow::choose_image);
  connect(&work_->input(), &InputSection::tokenizer_wanted, this, &MainWindow::choose_tokenizer);
  connect(&work_->runs(), &RunsSection::rest_wanted, this, &MainWindow::open_absent);
  connect(&work_->runs(), &RunsSection::missing_wanted, this, &MainWindow::find_missing);
  connect(&work_->runs(), &RunsSection::drop_wanted, this, &MainWindow::drop_missing);
  for (auto changed : {&Store::runs_changed, &Store::run_changed}) connect(&store_, changed, this, &MainWindow::show_absent_runs);
  connect(&catalogue_, &Catalogue::changed, work_, [this] { show_absent_runs(); });
  show_absent_runs();
  connect(work_->input().window(), &WindowControls::usable_changed, this, &MainWindow::refresh_actions);
  connect(top_, &TopBar::workspace_chosen, this, [this](int tab) { show_workspace(static_cast<Workspace>(tab)); });
  connect(&centre(), &CentreView::weight_wanted, this, [this] { show_workspace(Workspace::weight); });
  connect(&centre(), &CentreView::menu_wanted, this, &MainWindow::show_panel_menu);
  connect(&centre(), &CentreView::rebuilt, this, &MainWindow::refresh_actions);
  connect(work_, &WorkArea::page_made, this, [this](StudioPage* page) {
    connect(page, &StudioPage::action_wanted, this, [this](const char* action) { actions_->get(action)->trigger(); });
  });
  connect(&work_->token_line(), &TokenLine::edit_wanted, this, &MainWindow::edit_input);
  message_->set_spared([this] { return centre().refinement(); });
  message_->set_told_elsewhere([this] { return store_.run() == nullptr && !shows_start(); });
  for (FigurePanel* panel : work_->findChildren<FigurePanel*>())
    connect(panel, &FigurePanel::step_wanted, this, [this](const char* action) { actions_->get(action)->trigger(); });
  connect(message_, &MessageBar::choose_wanted, this, [this] {
    if (shows_start()) return choose_folder();
    choose_model();
  });
}

bool MainWindow::shows_start() const { return return_start_.value_or(stack_->currentWidget() == start_); }

void MainWindow::show_start(bool start) {
  return_start_.reset();
  const bool homeless = focusWidget() == nullptr || start_->isAncestorOf(focusWidget());
  if (!start && homeless && focusWidget() != nullptr) focusWidget()->clearFocus();  // else Qt gives it to the first tool
  stack_->setCurrentIndex(start ? 0 : 1);
  if (start) playback_.set_playing(false);
  message_->refresh();
  top_->show_workspaces(!start);
  if (start) start_->sentence()->setFocus();
  else if (homeless) QMetaObject::invokeMethod(this, &MainWindow::focus_picture, Qt::QueuedConnection);  // once it is laid out
  refresh_title();
  refresh_actions();  // most are for what is shown
  arrange();
  if (!start && !std::exchange(floats_shown_, true)) centre().restore_layout();
  if (!start && return_to_) QMetaObject::invokeMethod(this, &MainWindow::return_to_workspace, Qt::QueuedConnection);
}

void MainWindow::show_workspace(Workspace workspace) {
  if (shows_start()) return;
  return_to_.reset();
  work_->show_workspace(workspace);
  top_->set_workspace(int(workspace));
  refresh_actions();
  focus_page();
}

void MainWindow::focus_page() {
  const StudioPage* page = work_->page(work_->workspace());
  const QList<QWidget*> stops = page == nullptr ? QList<QWidget*>() : page->stops();
  if (stops.isEmpty()) return focus_picture();
  give_keyboard(*stops.front());
}

// Another program's window is left alone.
void MainWindow::give_keyboard(QWidget& widget) {
  const QWidget* active = QApplication::activeWindow();
  if (active != nullptr && active != widget.window()) widget.activateWindow();
  widget.setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::leave_rail() {
  if (!left_rail().opened_over()) return;
  const bool inside = focusWidget() == nullptr || left_rail().sheet()->isAncestorOf(focusWidget());
  left_rail().close_over();
  if (inside) focus_page();
}

void MainWindow::focus_picture() {
  if (shows_start()) return;
  for (const FigurePanel* panel : std::initializer_list<const FigurePanel*>{centre().active(), centre().matrix(), centre().points(), centre().picture()}) {
    if (panel->isVisible()) return give_keyboard(*panel->canvas());
  }
}

void MainWindow::show_over(OverlayBox* box) {
  tip_->hide();
  if (!isActiveWindow() && QApplication::activeWindow() != nullptr) activateWindow();  // from a panel that was taken out
  connect(box, &OverlayBox::homeless, this, &MainWindow::focus_picture);
  box->open();
}

void MainWindow::arrange() {
  const Arrangement next = arrangement_for(size());
  if (arranged_ && next == arrangement_) return;
  arrangement_ = next;
  arranged_ = true;
  work_->arrange(next);
  top_->fold_menus(next.menus_folded);
  top_->set_search_icon(next.search_icon);
}

void MainWindow::refresh_actions() {
  refresh_steps();
  actions_->enable([this](When when) {
    switch (when) {
      case When::always: return true;
      case When::with_run: return store_.run() != nullptr && !shows_start();
      case When::with_panels: return store_.run() != nullptr && !shows_start() && work_->workspace() == Workspace::explore;
      case When::with_tabs: return store_.run() != nullptr && !shows_start() && centre().has_tabs();
      case When::with_text_run: return store_.run() != nullptr && !shows_picture(store_);
      case When::with_detections: return store_.trace() != nullptr && !shows_start() && object_axis(*store_.trace()) != nullptr;
      case When::with_picture: return !shows_start() && store_.run() != nullptr && !store_.run()->model.empty() && !store_.run()->input.image.empty();
      case When::with_part: return !shows_start() && store_.run() != nullptr && !store_.run()->model.empty() && store_.trace()->image_region.has_value();
      case When::with_photo: return store_.trace() != nullptr && !shows_start() && (object_axis(*store_.trace()) != nullptr || shows_picture(store_));
      case When::with_points: return feed_.sampled_site() != nullptr && !shows_start() && shows_points(store_);
      case When::with_window: return work_->input().window()->usable() && !shows_start();
      case When::with_pin: return store_.pinned() && !shows_start();
      case When::with_video: return playback_.video() != nullptr && !shows_start();
      case When::with_model: return runs_.ready();
      case When::with_changes: return !store_.studio().steps.empty() && store_.run() != nullptr;
      case When::while_running: return runs_.running();
      case When::can_undo: return store_.can_undo();
      case When::can_redo: return store_.can_redo();
    }
    return true;
  }, [this](const char* id) {
    if (store_.run() == nullptr || shows_start()) return QString();
    if (std::string_view(id) == "merge") return why_no_joined_words(store_);
    const auto of_panels = [id](const ActionSpec& spec) { return spec.when == When::with_panels && std::string_view(spec.id) == id; };
    if (work_->workspace() != Workspace::explore && std::ranges::any_of(action_specs(), of_panels)) return tr("only in Explore");
    const QString why = why_no_change(store_, id);
    return why.isEmpty() ? why_no_such_part(id) : why;
  });
}

// Keys are for eight heads and four levels; a layer may have fewer.
QString MainWindow::why_no_such_part(std::string_view id) const {
  const SiteInfo* site = feed_.sampled_site();
  if (site == nullptr) return {};
  const auto number = [id](std::string_view of) { return id.starts_with(of) && id.size() == of.size() + 1 ? id.back() - '1' : -1; };
  if (number("head_") >= site->heads) return tr("This layer has %1 heads", nullptr, site->heads).arg(site->heads);
  if (number("level_") >= int(site->levels.size())) return tr("This layer has %1 levels", nullptr, int(site->levels.size())).arg(site->levels.size());
  return {};
}

// Undo and redo say what they would take back or do again.
void MainWindow::refresh_steps() {
  const auto named = [this](const char* id, const QString& plain, const QString& words) {
    QAction* action = actions_->get(id);
    action->setText(words.isEmpty() ? plain : plain + QStringLiteral(": ") + words);
    action->setToolTip(action->text() + QStringLiteral("  ") + shown_keys(action->shortcut()));
  };
  const ViewState *before = store_.earlier(), *after = store_.later();
  named("undo", QCoreApplication::translate("Actions", "Undo"), before == nullptr ? QString() : step_words(*before, store_.view()));
  named("redo", QCoreApplication::translate("Actions", "Redo"), after == nullptr ? QString() : step_words(store_.view(), *after));
}

void MainWindow::refresh_title() {
  const TraceInfo* trace = shows_start() ? nullptr : store_.trace();
  QString input = trace == nullptr ? QString() : from_utf8(trace->input).section(QLatin1Char('/'), trace->image_path.empty() ? 0 : -1).left(4 * kTitle).simplified();
  if (input.size() > kTitle) {
    input.truncate(kTitle - 1);
    if (input.back().isHighSurrogate()) input.chop(1);
    input = input.trimmed() + QChar(0x2026);
  }
  setWindowTitle(trace == nullptr ? QStringLiteral("Headlight") : input + QStringLiteral(" — Headlight"));
}

void MainWindow::resizeEvent(QResizeEvent* event) {
  QMainWindow::resizeEvent(event);
  arrange();
}

void MainWindow::closeEvent(QCloseEvent* event) {
  settings_.geometry = saveGeometry();
  settings_.save();
  stop_keeping();
  event->accept();
}

}  // namespace headlight::ui
