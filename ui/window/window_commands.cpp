// What the actions of the window do.
#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSlider>
#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

#include "engine/api/video_file.h"
#include "ui/controls/appearance.h"
#include "ui/panels/detection_inspector.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/detections_section.h"
#include "ui/panels/grid_bar.h"
#include "ui/panels/photo_scene.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/state/engine_words.h"
#include "ui/state/map_kind.h"
#include "ui/studio/ask/ask_page.h"
#include "ui/studio/compare/compare_page.h"
#include "ui/studio/intervene/intervene_page.h"
#include "ui/window/change_actions.h"
#include "ui/window/changes_line.h"
#include "ui/window/cheat_sheet.h"
#include "ui/window/export_dialog.h"
#include "ui/window/guide_window.h"
#include "ui/window/main_window.h"
#include "ui/window/palette.h"
#include "ui/window/task_line.h"

namespace headlight::ui {

namespace {

constexpr double kZoomStep = 1.5;
constexpr int kMostLinks = 12;
constexpr double kDimmed = 0.46, kDark = 0.75, kPan = 80;
constexpr double kFaint = 0.3, kOpacity = 0.6, kStrong = 0.9;
constexpr double kWeightStep = 0.005, kThresholdStep = 0.01, kScoreStep = 0.05;

std::int64_t moved(std::int64_t position, std::int64_t by, std::int64_t size) {
  if (size <= 0) return -1;
  if (position < 0) return by > 0 ? 0 : size - 1;
  return std::clamp<std::int64_t>(position + by, 0, size - 1);
}

// Where single weights are read, plain arrow keys move the query and the key, and Shift moves the head.
std::string exchanged(const std::string& id) {
  constexpr std::pair<const char*, const char*> pairs[] = {
      {"head_left", "key_left"}, {"head_right", "key_right"}, {"layer_up", "query_up"}, {"layer_down", "query_down"}};
  for (const auto& [plain, shifted] : pairs) {
    if (id == plain) return shifted;
    if (id == shifted) return plain;
  }
  return id;
}

// One step round the values of an enum.
template <typename Value>
Value after(Value value, int count) {
  return static_cast<Value>((static_cast<int>(value) + 1) % count);
}

std::string map_after(const std::string& map) {
  return map == "viridis" ? "cividis" : map == "cividis" ? "magma" : "viridis";
}

}  // namespace

void MainWindow::connect_actions() {
  connect_file_actions();
  connect_edit_actions();
  connect_window_actions();
  connect_studio_actions();
  connect_theme_actions();
  connect_language_actions();
  connect_selection_actions();
  connect_look_actions();
  connect_view_actions();
  connect_panel_actions();
  connect_detection_actions();
  connect_video_actions();
}

void MainWindow::connect_video_actions() {
  actions_->on("play", [this] { playback_.set_playing(!playback_.playing()); });
  actions_->on("frame_back", [this] { playback_.step(-1); });
  actions_->on("frame_next", [this] { playback_.step(1); });
  actions_->on("keep_frame", [this] { playback_.keep_frame(); });
  actions_->on("loop", [this] { playback_.set_loop(!playback_.loop()); });
}

void MainWindow::connect_file_actions() {
  actions_->on("open_folder", [this] { choose_folder(); });
  actions_->on("open_script", [this] { choose_script(); });
  actions_->on("open_image", [this] { choose_image(); });
  actions_->on("open_trace", [this] { choose_trace(); });
  actions_->on("save_trace", [this] { save_trace(); });
  actions_->on("open_session", [this] { choose_session(); });
  actions_->on("save_session", [this] { save_session(); });
  actions_->on("export", [this] { export_figure(); });
  actions_->on("quit", [this] { close(); });
}

void MainWindow::connect_edit_actions() {
  actions_->on("undo", [this] { take_step(true); });
  actions_->on("redo", [this] { take_step(false); });
  actions_->on("copy_picture", [this] {
    if (StudioPage* page = work_->page(work_->workspace()); page != nullptr && work_->workspace() != Workspace::weight) {
      QGuiApplication::clipboard()->setPixmap(page->grab());
      return message_->say(tr("Picture copied"), top_->workspaces()->tabText(int(work_->workspace())), false);
    }
    QGuiApplication::clipboard()->setPixmap(centre().active()->canvas()->picture(std::max(2.0, devicePixelRatioF())));
    message_->say(tr("Picture copied"), centre().active()->title(), false);
  });
  actions_->on("copy_value", [this] { copy_value(); });
  actions_->on("paste", [this] { paste(); });
  actions_->on("edit_input", [this] { edit_input(); });
  actions_->on("find", [this] { show_over(new Palette(found_entries(), centralWidget())); });
  actions_->on("run", [this] {
    if (shows_start()) return start_->look();
    leave_rail();
    runs_.run();
  });
  actions_->on("stop", [this] { stop_or_clear(); });
  actions_->on("automatic", [this] { runs_.set_automatic(!runs_.automatic()); });
  actions_->on("choose_model", [this] { choose_model(); });
}

void MainWindow::connect_window_actions() {
  actions_->on("next_panel", [this] { next_panel(1); });
  actions_->on("previous_panel", [this] { next_panel(-1); });
  actions_->on("left_rail", [this] { work_->toggle_left(); });
  actions_->on("inspector", [this] { work_->toggle_right(); });
  actions_->on("start_page", [this] {
    show_start(!shows_start() || store_.run() == nullptr);
    refresh_actions();
  });
  actions_->on("full_screen", [this] { isFullScreen() ? showNormal() : showFullScreen(); });
  actions_->on("keys", [this] { show_over(new CheatSheet(centralWidget())); });
  actions_->on("guide", [this] { show_guide(); });
  actions_->on("about", [this] {
    message_->say(QStringLiteral("Headlight ") + QCoreApplication::applicationVersion(),
                  tr("See what every attention head looks at. Apache License 2.0; bundled models are teaching models."), false);
  });
}

void MainWindow::connect_studio_actions() {
  for (std::size_t i = 0; i < workspace_actions.size(); ++i) {
    const auto wanted = static_cast<Workspace>(i);
    actions_->on(workspace_actions[i], [this, wanted] { show_workspace(wanted); });
  }
  for (const auto& [id, what] : change_actions) {
    actions_->on(id, [this, what = what] {
      show_workspace(Workspace::intervene);
      if (auto* page = work_->shown<IntervenePage>()) page->add(what);
    });
  }
  actions_->on("turn_round", [this] {
    if (auto* page = work_->shown<AskPage>()) page->turn_round();
  });
  actions_->on("swap_sides", [this] {
    show_workspace(Workspace::compare);
    if (auto* page = work_->shown<ComparePage>()) page->model().swap();
  });
  actions_->on("patterns", [this] { turn_patterns(); });
  actions_->on("clear_changes", [this] { status_->changes().clear(); });
  actions_->on("weigh_heads", [this] {
    show_workspace(Workspace::intervene);
    if (auto* page = work_->shown<IntervenePage>()) page->model().importance().running() ? page->model().stop_weighing() : page->model().weigh_heads();
  });
}

void MainWindow::in_workspace(Workspace workspace, std::function<void()> act) {
  const bool made = work_->page(workspace) != nullptr;
  show_workspace(workspace);
  made ? act() : void(QMetaObject::invokeMethod(this, std::move(act), Qt::QueuedConnection));  // its page was an event's work
}

void MainWindow::turn_patterns() {
  in_workspace(Workspace::ask, [this] {
    Studio next = store_.studio();
    next.patterns = !next.patterns;
    store_.set_studio(std::move(next));
  });
}

std::vector<PaletteEntry> MainWindow::found_entries() {
  std::vector<PaletteEntry> entries = palette_entries(context_, *actions_);
  const auto show_statistic = [this](int statistic) {
    in_workspace(Workspace::compare, [this, statistic] {
      Studio next = store_.studio();
      next.up = statistic;
      store_.set_studio(std::move(next));
    });
  };
  const auto show_pattern = [this](int pattern) {
    in_workspace(Workspace::ask, [this, pattern] {
      if (auto* page = work_->shown<AskPage>()) page->show_pattern(pattern);
    });
  };
  if (!shows_start()) std::ranges::move(measure_entries(store_, show_statistic, show_pattern), std::back_inserter(entries));
  std::ranges::move(model_entries(catalogue_, [this](const std::string& model) { open_chosen(model, {}); }), std::back_inserter(entries));
  return entries;
}

void MainWindow::connect_selection_actions() {
  const auto edits = std::make_shared<std::map<std::string, std::function<void(Selection&)>>>();
  const auto on = [this, edits](const char* id, std::function<void(Selection&)> edit) {
    (*edits)[id] = std::move(edit);
    actions_->on(id, [this, edits, id = std::string(id)] { move_selection(edits->at(work_->workspace() == Workspace::weight ? exchanged(id) : id)); });
  };
  for (const auto& [id, by] : {std::pair{"head_left", -1}, std::pair{"head_right", 1}}) {
    on(id, [this, by = by](Selection& next) {
      next.head = {HeadChoice::Mode::one, std::clamp(next.head.head + by, 0, store_.site()->heads - 1)};
    });
  }
  for (const auto& [id, by] : {std::pair{"layer_up", -1}, std::pair{"layer_down", 1}}) {
    on(id, [this, by = by](Selection& next) { next.layer = layer_beside(*store_.trace(), next.stream, next.layer, by); });
  }
  for (const auto& [id, by] : {std::pair{"query_up", -1}, std::pair{"query_down", 1}}) {
    on(id, [this, by = by](Selection& next) {
      next.query = moved(next.query, by, query_axis(*store_.trace(), *store_.site()).size());
    });
  }
  for (const auto& [id, by] : {std::pair{"key_left", -1}, std::pair{"key_right", 1}}) {
    on(id, [this, by = by](Selection& next) {
      const Axis& keys = key_axis(*store_.trace(), *store_.site());
      next.key = moved(next.key, side_of(keys, {}).right_to_left ? -by : by, keys.size());
    });
  }
  for (const auto& [id, by] : {std::pair{"detection_next", 1}, std::pair{"detection_previous", -1}}) {
    actions_->on(id, [this, by = by] {
      if (grid_.listed()) return grid_.step(by);
      move_selection([&](Selection& next) {
        const std::int64_t query = next_object(store_, by);
        if (query >= 0) next = with_object(*store_.trace(), next, query);
      });
    });
  }
  on("mode", [](Selection& next) { next.head.mode = after(next.head.mode, 3); });
}

// Stopped where the list is out of sight, it says so over the panels, with what can be done.
void MainWindow::show_grid(bool was_running) {
  if (grid_.running()) return status_->task().say(grid_.words(), std::size_t(1000 * grid_.fraction()), 1000);
  if (!was_running) return;
  status_->task().end();
  const auto* list = left_rail().findChild<GridBar*>();
  if (!grid_.stopped() || (list != nullptr && list->isVisible())) return;
  message_->offer(grid_.words(), grid_.error() ? engine_line(*grid_.error()) : QString(), tr("Go on"), [this] { grid_.go_on(); }, grid_.error().has_value());
  message_->offer_second(tr("Start over"), [this] { grid_.start_over(); });
}

void MainWindow::show_batch(bool was_running) {
  const std::size_t all = batch_.items().size(), done = all - batch_.count(BatchModel::State::waiting);
  if (batch_.running()) return status_->task().say(tr("Asking the inputs: %1 of %2").arg(done).arg(all), done, all);
  if (was_running) status_->task().end();
}

void MainWindow::connect_look_actions() {
  const auto on = [this](const char* id, std::function<void(Look&)> edit) {
    actions_->on(id, [this, edit = std::move(edit)] { change_look(edit); });
  };
  on("quantity", [this](Look& next) {
    const bool rolls = store_.site() != nullptr && rolls_out(*store_.trace(), *store_.site());
    set_map_kind(next, after(map_kind(next), rolls ? map_kinds : map_kinds - 1));
  });
  on("scale", [](Look& next) {
    if (next.quantity != Quantity::score) next.scale = after(next.scale, 3);
  });
  on("map", [](Look& next) { next.map = map_after(next.map); });
  on("same_scale", [](Look& next) { next.same_scale = !next.same_scale; });
  on("specials", [](Look& next) { next.leave_specials = !next.leave_specials; });
  on("merge", [](Look& next) { next.merge_words = !next.merge_words; });
  on("fit_range", [this](Look& next) { fit_range(feed_, next); });
  on("link_rule", [](Look& next) { next.link_rule = after(next.link_rule, 2); });
  on("fewer", [this](Look& next) { change_amount(next, -1); });
  on("more", [this](Look& next) { change_amount(next, 1); });
}

// Of points while those lie on the photo, else of links.
void MainWindow::change_amount(Look& next, int by) {
  if (shows_points(store_)) {
    next.least_weight = std::clamp(std::round(next.least_weight / kWeightStep - by) * kWeightStep, 0.0, 1.0);
  } else if (next.link_rule == LinkRule::top_k) {
    next.top_k = std::clamp(next.top_k + by, 1, kMostLinks);
  } else {
    next.threshold = std::clamp(next.threshold - by * kThresholdStep, kThresholdStep, 1.0);
  }
}

void MainWindow::connect_detection_actions() {
  const auto on = [this](const char* id, std::function<void(Look&)> edit) {
    actions_->on(id, [this, edit = std::move(edit)] { change_look(edit); });
  };
  on("other_queries", [](Look& next) { next.all_queries = !next.all_queries; });
  on("whole_layer", [](Look& next) { next.whole_layer = !next.whole_layer; });
  on("dim", [](Look& next) { next.dim = next.dim < 0.2 ? kDimmed : next.dim < 0.6 ? kDark : 0; });
  on("opacity", [](Look& next) { next.picture_opacity = next.picture_opacity < 0.45 ? kOpacity : next.picture_opacity < 0.75 ? kStrong : kFaint; });
  on("smooth", [](Look& next) { next.smooth_picture = !next.smooth_picture; });
  on("offset_lines", [](Look& next) { next.offset_lines = !next.offset_lines; });
  on("other_boxes", [](Look& next) { next.other_boxes = !next.other_boxes; });
  on("beside", [](Look& next) { next.receptive = !next.receptive; });
  actions_->on("window_level", [this] { input().window()->use_next(); });
  actions_->on("photo", [this] { show_next_photo(store_); });
  using Tool = CentreView::PictureTool;
  for (const auto& [id, tool] : {std::pair{"part", Tool::part}, std::pair{"whole", Tool::whole}, std::pair{"tiles", Tool::grid}}) {
    actions_->on(id, [this, tool = tool] {
      if (QAction* action = centre().picture_tool(tool)) action->trigger();
    });
  }
  on("colour_by", [](Look& next) { next.colour_by_level = !next.colour_by_level; });
  on("all_heads", [](Look& next) { next.hidden_heads = 0; });
  for (const auto& [id, by] : {std::pair{"more_detections", -1}, std::pair{"fewer_detections", 1}}) {
    on(id, [this, by = by](Look& next) {
      next.least_score = std::clamp((std::round(least_score(store_) / kScoreStep) + by) * kScoreStep, 0.0, 1.0);
    });
  }
  for (int level = 0; level < 4; ++level) {
    on(("level_" + std::to_string(level + 1)).c_str(), [this, level](Look& next) {
      const SiteInfo* site = feed_.sampled_site();
      if (site != nullptr && level < int(site->levels.size())) next.hidden_levels ^= std::uint64_t{1} << level;
    });
  }
  for (int head = 0; head < 8; ++head) {
    actions_->on(("head_" + std::to_string(head + 1)).c_str(), [this, head] {
      const SiteInfo* site = feed_.sampled_site();
      if (site == nullptr || head >= site->heads) return;
      show_one_head(store_, head, site->heads);
    });
  }
}

void MainWindow::connect_view_actions() {
  // Of the workspace's page, else of Explore's panel.
  const auto zoom = [this](double factor) {
    if (auto* page = work_->shown<StudioPage>()) return page->zoom_middle(factor);
    centre().zoomed()->zoom_middle(factor);
  };
  actions_->on("fit", [this] {
    if (auto* page = work_->shown<StudioPage>()) return page->fit();
    centre().zoomed()->fit();
  });
  actions_->on("zoom_in", [zoom] { zoom(kZoomStep); });
  actions_->on("zoom_out", [zoom] { zoom(1 / kZoomStep); });
  for (const auto& [id, by] : {std::pair{"pan_left", QPointF(kPan, 0)}, std::pair{"pan_right", QPointF(-kPan, 0)},
                               std::pair{"pan_up", QPointF(0, kPan)}, std::pair{"pan_down", QPointF(0, -kPan)}}) {
    actions_->on(id, [this, by = by] {
      if (auto* page = work_->shown<StudioPage>()) return page->pan(by);
      centre().panned()->pan(by);
    });
  }
  actions_->get("hand")->setCheckable(true);
  connect(actions_->get("hand"), &QAction::toggled, this, [this](bool on) { centre().set_hand(on); });
  actions_->on("pin", [this] { store_.set_pinned(!store_.pinned()); });
  actions_->on("swap_pinned", [this] { store_.swap_pinned(); });
}

void MainWindow::move_selection(const std::function<void(Selection&)>& edit) {
  if (store_.site() == nullptr) return;
  Selection next = store_.selection();
  edit(next);
  store_.select(next);
}

void MainWindow::change_look(const std::function<void(Look&)>& edit) { headlight::ui::change_look(context_, edit); }

void MainWindow::edit_input() {
  if (shows_start()) return start_->sentence()->setFocus();
  if (left_rail().folded()) left_rail().open_over(&input());
  if (QApplication::activeWindow() != nullptr) activateWindow();  // a panel that was taken out may have the keyboard
  input().focus_text();
}

void MainWindow::choose_model() {
  if (shows_start()) return start_->model()->showPopup();
  if (left_rail().folded()) left_rail().open_over(&model());
  model().open_menu();
}

void MainWindow::export_figure() {
  playback_.set_playing(false);  // the frame that is seen is the one that is written
  const StudioPage* page = work_->page(work_->workspace());
  auto* dialog = new ExportDialog(context_, centre(), page == nullptr ? std::vector<ShownFigure>() : page->figures(), export_choices_, this);
  connect(dialog, &ExportDialog::written, this, [this](const QString& path) { message_->say(tr("Figure written"), path, false); });
  connect(dialog, &ExportDialog::frames_written, this, [this](const SequenceWritten& done) {
    if (done.first == done.last && names_video_file(done.first)) return message_->say(tr("Video of %1 frames written", nullptr, int(done.figures)).arg(format_count(done.figures)), from_utf8(done.first), false);
    const QFileInfo first(from_utf8(done.first)), last(from_utf8(done.last));
    const QString files = done.figures == 1 ? first.fileName() : first.fileName() + QStringLiteral(" … ") + last.fileName();
    message_->say(done.figures == 1 ? tr("Figure written") : tr("%1 figures written").arg(format_count(done.figures)), files + QStringLiteral(" · ") + first.path(), false);
  });
  dialog->open();
}

void MainWindow::copy_value() {
  const Selection& now = store_.selection();
  const CellResult* cell = selected_cell(feed_);
  if (cell == nullptr || now.query < 0 || now.key < 0) {
    return message_->say(tr("Nothing to copy"), tr("Click a cell, a link or a token"), false);
  }
  const double value = word_value(feed_).value_or(selected_value(feed_).value_or(cell->weight));
  const QString number = QString::number(value, 'g', 9);
  const QString pair = pair_text(word_text(store_, now.query, true), word_text(store_, now.key, false));
  QGuiApplication::clipboard()->setText(number);
  message_->say(tr("Value copied"), pair + QStringLiteral("  ") + number, false);
}

void MainWindow::show_guide() {
  auto* guide = new GuideWindow(options_.guide_folders, settings_.language, this);
  guide->show();
}

}  // namespace headlight::ui
