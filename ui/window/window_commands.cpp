// What the actions of the window do.
#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDateTime>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSlider>
#include <QStandardPaths>
#include <algorithm>

#include "ui/controls/appearance.h"
#include "ui/panels/scene.h"
#include "ui/theme/face.h"
#include "ui/window/cheat_sheet.h"
#include "ui/window/export_dialog.h"
#include "ui/window/language.h"
#include "ui/window/main_window.h"
#include "ui/window/palette.h"

namespace headlight::ui {

namespace {

constexpr const char* kThemes[] = {"dark", "light", "contrast"};

bool is_picture(const QString& path) {
  static const QStringList endings = {QStringLiteral("png"), QStringLiteral("jpg"), QStringLiteral("jpeg"),
                                      QStringLiteral("webp"), QStringLiteral("bmp"), QStringLiteral("tif"), QStringLiteral("tiff")};
  return endings.contains(QFileInfo(path).suffix().toLower());
}

bool is_text(const QString& path) {
  const QString ending = QFileInfo(path).suffix().toLower();
  return ending == QStringLiteral("txt") || ending == QStringLiteral("md");
}

bool takes_text(const QWidget* widget) {
  return qobject_cast<const QLineEdit*>(widget) != nullptr || qobject_cast<const QPlainTextEdit*>(widget) != nullptr;
}

// Keys that a control with the keyboard needs itself; window shortcuts sleep for them.
bool belongs_to(const QWidget* widget, const QKeyEvent& key) {
  const bool plain = (key.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == Qt::NoModifier;
  const bool arrow = key.key() >= Qt::Key_Left && key.key() <= Qt::Key_Down;
  if (takes_text(widget)) return plain && key.key() != Qt::Key_Escape && key.key() < Qt::Key_F1;
  if (qobject_cast<const QAbstractButton*>(widget) != nullptr) return key.key() == Qt::Key_Space;
  const bool steps = qobject_cast<const QSlider*>(widget) != nullptr || qobject_cast<const QComboBox*>(widget) != nullptr ||
                     qobject_cast<const Stepper*>(widget) != nullptr;
  return steps && plain && (arrow || key.key() == Qt::Key_Space || key.key() == Qt::Key_Plus || key.key() == Qt::Key_Minus);
}

std::int64_t moved(std::int64_t position, std::int64_t by, std::int64_t size) {
  if (size <= 0) return -1;
  if (position < 0) return by > 0 ? 0 : size - 1;
  return std::clamp<std::int64_t>(position + by, 0, size - 1);
}

}  // namespace

void MainWindow::connect_actions() {
  connect_file_actions();
  connect_view_actions();
  actions_->on("undo", [this] { store_.undo(); });
  actions_->on("redo", [this] { store_.redo(); });
  actions_->on("copy_picture", [this] {
    QGuiApplication::clipboard()->setPixmap(centre_->active()->canvas()->picture(std::max(2.0, devicePixelRatioF())));
    message_->say(tr("Picture copied"), centre_->active()->title(), false);
  });
  actions_->on("copy_value", [this] { copy_value(); });
  actions_->on("paste", [this] { paste(); });
  actions_->on("edit_input", [this] {
    if (shows_start()) return start_->sentence()->setFocus();
    if (left_->folded()) left_->open_over(input_);
    input_->focus_text();
  });
  actions_->on("find", [this] { (new Palette(context_, *actions_, centralWidget()))->open(); });
  actions_->on("run", [this] {
    if (shows_start()) return start_->look();
    runs_.run();
  });
  actions_->on("stop", [this] { stop_or_clear(); });
  actions_->on("choose_model", [this] {
    if (shows_start()) return start_->model()->showPopup();
    if (left_->folded()) left_->open_over(model_);
    model_->open_menu();
  });
  actions_->on("next_panel", [this] { next_panel(1); });
  actions_->on("previous_panel", [this] { next_panel(-1); });
  actions_->on("left_rail", [this] { toggle_rail(*left_, width() < 1440 ? 200 : 264); });
  actions_->on("inspector", [this] { toggle_rail(*right_, width() < 1440 ? 264 : 296); });
  actions_->on("start_page", [this] {
    show_start(!shows_start() || store_.run() == nullptr);
    refresh_actions();
  });
  for (const char* theme : kThemes) {
    QAction* action = actions_->get((std::string("theme_") + theme).c_str());
    action->setCheckable(true);
    connect(action, &QAction::triggered, this, [this, theme] { set_theme(QLatin1String(theme)); });
  }
  actions_->on("theme_next", [this] {
    const auto now = std::find(std::begin(kThemes), std::end(kThemes), settings_.theme);
    const auto next = now == std::end(kThemes) ? 1 : (now - std::begin(kThemes) + 1) % std::ssize(kThemes);
    set_theme(QLatin1String(kThemes[next]));
  });
  refresh_theme();
  actions_->on("full_screen", [this] { isFullScreen() ? showNormal() : showFullScreen(); });
  actions_->on("keys", [this] { (new CheatSheet(centralWidget()))->open(); });
  actions_->on("about", [this] {
    message_->say(QStringLiteral("Headlight ") + QCoreApplication::applicationVersion(),
                  tr("See what every attention head looks at. Apache License 2.0; bundled models are teaching models."), false);
  });
}

void MainWindow::connect_file_actions() {
  actions_->on("open_folder", [this] { choose_folder(); });
  actions_->on("open_image", [this] { choose_image(); });
  actions_->on("open_trace", [this] { choose_trace(); });
  actions_->on("save_trace", [this] { save_trace(); });
  actions_->on("export", [this] {
    auto* dialog = new ExportDialog(context_, *centre_, this);
    connect(dialog, &ExportDialog::written, this, [this](const QString& path) { message_->say(tr("Figure written"), path, false); });
    dialog->open();
  });
  actions_->on("quit", [this] { close(); });
}

void MainWindow::connect_view_actions() {
  const auto head = [this](int by) {
    move_selection([this, by](Selection& next) {
      const int heads = store_.site()->heads;
      next.head = {HeadChoice::Mode::one, std::clamp(next.head.head + by, 0, heads - 1)};
    });
  };
  const auto layer = [this](int by) { move_selection([by](Selection& next) { next.layer += by; }); };
  const auto query = [this](int by) {
    move_selection([this, by](Selection& next) {
      next.query = moved(next.query, by, query_axis(*store_.trace(), *store_.site()).size());
    });
  };
  const auto key = [this](int by) {
    move_selection([this, by](Selection& next) {
      next.key = moved(next.key, by, key_axis(*store_.trace(), *store_.site()).size());
    });
  };
  actions_->on("head_left", [head] { head(-1); });
  actions_->on("head_right", [head] { head(1); });
  actions_->on("layer_up", [layer] { layer(-1); });
  actions_->on("layer_down", [layer] { layer(1); });
  actions_->on("query_up", [query] { query(-1); });
  actions_->on("query_down", [query] { query(1); });
  actions_->on("key_left", [key] { key(-1); });
  actions_->on("key_right", [key] { key(1); });
  actions_->on("mode", [this] {
    move_selection([](Selection& next) { next.head.mode = static_cast<HeadChoice::Mode>((static_cast<int>(next.head.mode) + 1) % 3); });
  });
  const auto look = [this](const char* id, std::function<void(Look&)> edit) {
    actions_->on(id, [this, edit = std::move(edit)] { change_look(edit); });
  };
  look("quantity", [](Look& next) { next.quantity = next.quantity == Quantity::weight ? Quantity::score : Quantity::weight; });
  look("scale", [](Look& next) { next.scale = static_cast<ValueScale>((static_cast<int>(next.scale) + 1) % 3); });
  look("map", [](Look& next) { next.map = next.map == "viridis" ? "cividis" : next.map == "cividis" ? "magma" : "viridis"; });
  look("same_scale", [](Look& next) { next.same_scale = !next.same_scale; });
  look("specials", [](Look& next) { next.leave_specials = !next.leave_specials; });
  look("merge", [](Look& next) { next.merge_words = !next.merge_words; });
  look("fewer", [](Look& next) { next.top_k = std::max(1, next.top_k - 1); });
  look("more", [](Look& next) { next.top_k = std::min(12, next.top_k + 1); });
  actions_->on("fit", [this] { centre_->matrix()->fit(); });
  actions_->on("zoom_in", [this] { centre_->matrix()->zoom_middle(1.5); });
  actions_->on("zoom_out", [this] { centre_->matrix()->zoom_middle(1 / 1.5); });
  actions_->on("enlarge", [this] { centre_->toggle_enlarged(); });
  actions_->on("pin", [this] { store_.set_pinned(!store_.pinned()); });
}

void MainWindow::move_selection(const std::function<void(Selection&)>& edit) {
  if (store_.site() == nullptr) return;
  Selection next = store_.selection();
  edit(next);
  store_.select(next);
}

void MainWindow::change_look(const std::function<void(Look&)>& edit) {
  Look next = store_.look();
  edit(next);
  store_.set_look(next);
}

void MainWindow::set_theme(const QString& theme) {
  settings_.theme = theme;
  set_appearance(*qApp, appearance_named(theme));
  settings_.save();
  refresh_theme();
}

void MainWindow::refresh_theme() {
  for (const char* theme : kThemes) {
    actions_->get((std::string("theme_") + theme).c_str())->setChecked(settings_.theme == QLatin1String(theme));
  }
}

void MainWindow::set_language(const QString& code) {
  settings_.language = code;
  settings_.save();
  headlight::ui::set_language(*qApp, code);
  rebuild();
}

void MainWindow::choose_folder() {
  const QString folder = QFileDialog::getExistingDirectory(this, tr("Open model folder"));
  if (!folder.isEmpty()) open_paths({folder});
}

void MainWindow::choose_image() {
  const QString file = QFileDialog::getOpenFileName(this, tr("Open picture"), {},
                                                    tr("Pictures") + QStringLiteral(" (*.png *.jpg *.jpeg *.webp *.bmp *.tif *.tiff)"));
  if (!file.isEmpty()) open_paths({file});
}

void MainWindow::choose_trace() {
  const QString file = QFileDialog::getOpenFileName(this, tr("Open trace"), {}, tr("Traces") + QStringLiteral(" (*.trace)"));
  if (!file.isEmpty()) open_paths({file});
}

void MainWindow::save_trace() {
  const QString file = QFileDialog::getSaveFileName(this, tr("Save trace"), QStringLiteral("headlight.trace"), tr("Traces") + QStringLiteral(" (*.trace)"));
  if (!file.isEmpty()) runs_.save_trace(file.toStdString());
}

void MainWindow::open_paths(const QStringList& paths) {
  for (const QString& path : paths) {
    const QFileInfo info(path);
    const std::string full = info.absoluteFilePath().toStdString();
    if (info.isDir()) {
      open_model(full, {});
    } else if (!info.exists()) {
      message_->say(tr("There is no such file"), path, true);
    } else if (is_picture(path)) {
      InputSpec input;
      input.image = full;
      const ModelEntry* entry = catalogue_.find(runs_.model());
      std::string model = entry != nullptr && entry->takes_image ? runs_.model() : std::string();
      for (const ModelEntry& other : catalogue_.models()) {
        if (model.empty() && other.usable && other.takes_image) model = other.name;
      }
      if (model.empty()) model = "scenes-vit";
      open_model(model, input);
    } else if (is_text(path)) {
      QFile file(path);
      if (!file.open(QIODevice::ReadOnly)) {
        message_->say(tr("This file cannot be read"), path + QStringLiteral(" · ") + file.errorString(), true);
        continue;
      }
      InputSpec input;
      input.text = QString::fromUtf8(file.read(1 << 20)).trimmed().toStdString();
      open_model(runs_.model().empty() ? catalogue_.first_model() : runs_.model(), input);
    } else {
      runs_.open_trace(full);
    }
  }
}

void MainWindow::copy_value() {
  const Selection& now = store_.selection();
  const CellResult* cell = selected_cell(feed_);
  if (cell == nullptr || now.query < 0 || now.key < 0) {
    return message_->say(tr("Nothing to copy"), tr("Click a cell, a link or a token"), false);
  }
  const double value = store_.look().quantity == Quantity::weight ? cell->weight : cell->score;
  const QString number = QString::number(value, 'g', 9);
  QGuiApplication::clipboard()->setText(number);
  message_->say(tr("Value copied"), position_text(store_, now.query, true) + QStringLiteral(" → ") + position_text(store_, now.key, false) + QStringLiteral("  ") + number, false);
}

void MainWindow::paste() {
  const QMimeData* held = QGuiApplication::clipboard()->mimeData();
  if (held == nullptr) return;
  if (held->hasUrls() && held->urls().front().isLocalFile()) return open_paths({held->urls().front().toLocalFile()});
  if (held->hasImage()) {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::CacheLocation);
    // A name of its own: earlier runs still show the picture that they ran on.
    const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
    const QString file = folder + QStringLiteral("/pasted-") + stamp + QStringLiteral(".png");
    if (!QDir().mkpath(folder) || !qvariant_cast<QImage>(held->imageData()).save(file)) {
      return message_->say(tr("The picture cannot be kept"), file, true);
    }
    return open_paths({file});
  }
  if (!held->hasText()) return;
  InputSpec input;
  input.text = held->text().left(1 << 20).toStdString();
  open_model(runs_.model().empty() ? catalogue_.first_model() : runs_.model(), input);
}

void MainWindow::stop_or_clear() {
  if (runs_.running()) return runs_.stop();
  if (left_->opened_over()) return left_->close_over();
  if (right_->opened_over()) return right_->close_over();
  if (store_.pinned()) return store_.set_pinned(false);
  if (takes_text(focusWidget())) return centre_->matrix()->canvas()->setFocus();
  move_selection([](Selection& next) {
    if (next.key >= 0) next.key = -1;
    else next.query = -1;
  });
}

void MainWindow::next_panel(int by) {
  std::vector<QWidget*> stops = {top_->menus(), left_->findChild<ModelButton*>()};
  for (FigureCanvas* canvas : centre_->findChildren<FigureCanvas*>()) stops.push_back(canvas);
  stops.push_back(right_->findChild<Stepper*>());
  if (shows_start()) stops = {start_->sentence(), start_->model()};
  std::erase_if(stops, [](const QWidget* stop) { return stop == nullptr || !stop->isVisible(); });
  if (stops.empty()) return;
  const auto now = std::find_if(stops.begin(), stops.end(), [](QWidget* stop) { return stop->hasFocus(); });
  const auto count = std::ptrdiff_t(stops.size());
  const auto at = now == stops.end() ? (by > 0 ? -1 : 0) : now - stops.begin();
  stops[std::size_t((at + by + count) % count)]->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::toggle_rail(Rail& rail, int width) { rail.set_width(rail.folded() ? width : kCollapsedRail); }

QMenu* MainWindow::language_menu() {
  auto* menu = new QMenu(tr("Language"), this);
  for (const auto& [code, name] : languages()) {
    QAction* action = menu->addAction(name);
    connect(action, &QAction::triggered, this, [this, code] { set_language(code); }, Qt::QueuedConnection);
  }
  return menu;
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  const QMimeData* held = event->mimeData();
  if (held->hasUrls() || held->hasText() || held->hasImage()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  const QMimeData* held = event->mimeData();
  QStringList paths;
  for (const QUrl& url : held->urls()) {
    if (url.isLocalFile()) paths += url.toLocalFile();
  }
  if (!paths.isEmpty()) {
    open_paths(paths);
  } else if (held->hasText()) {
    InputSpec input;
    input.text = held->text().left(1 << 20).toStdString();
    open_model(runs_.model().empty() ? catalogue_.first_model() : runs_.model(), input);
  }
  event->acceptProposedAction();
}

bool MainWindow::eventFilter(QObject* object, QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && object->isWidgetType()) {
    const auto* widget = static_cast<QWidget*>(object);
    if (widget->window() == this && belongs_to(widget, *static_cast<QKeyEvent*>(event))) {
      event->accept();
      return true;
    }
  }
  return QMainWindow::eventFilter(object, event);
}

}  // namespace headlight::ui
