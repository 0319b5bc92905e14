#include "ui/panels/receptive_panel.h"

#include <QAction>
#include <QCursor>
#include <QMenu>

#include "ui/controls/icon.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/photo_scene.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"

namespace headlight::ui {

std::optional<std::array<double, 2>> attended_place(const Feed& feed) {
  const Store& store = feed.store();
  const SiteInfo* site = store.site();
  if (site == nullptr) return std::nullopt;
  const TraceInfo& trace = *store.trace();
  if (reads_objects(trace, *site)) {
    const Box box = object_words(trace, store.selection().detection).box;
    if (store.selection().detection < 0 || box.x1 <= box.x0) return std::nullopt;
    return std::array{(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2};
  }
  const Axis& axis = query_axis(trace, *site);
  const std::int64_t query = store.selection().query;
  if (axis.kind != AxisKind::patches || !axis.is_cell(query)) return std::nullopt;
  const Axis::Cell cell = axis.cell(query);
  const double x = (double(cell.column) + 0.5) * cell.patch[1], y = (double(cell.row) + 0.5) * cell.patch[0];
  const Affine& a = axis.to_image;
  return std::array{a[0] * x + a[1] * y + a[2], a[3] * x + a[4] * y + a[5]};
}

ReceptivePanel::ReceptivePanel(Context context, const PictureSource& picture, QWidget* parent)
    : PhotoPanel(context, picture, {tr("Attention beside convolution"), context.feed.beside, [this] { return figure(); }}, parent),
      field_(new ReceptiveLoader(context.client, this)),
      levels_(new QAction(icon(QStringLiteral("bars")), tr("Level of the backbone"), this)) {
  levels_->setVisible(false);
  add_tool(levels_);
  connect(levels_, &QAction::triggered, this, &ReceptivePanel::offer_levels);
  connect(&context.store, &Store::run_changed, this, [this] { level_ = -1; });
  connect(field_, &ReceptiveLoader::changed, this, &ReceptivePanel::refresh);
  connect(this, &PanelFrame::button_pressed, field_, &ReceptiveLoader::forget_error);
  connect(&context_.feed.row, &ViewLoader::changed, this, &ReceptivePanel::refresh);
}

void ReceptivePanel::choose_level(int level) {
  if (level_ == level) return;
  level_ = level;
  refresh();
}

void ReceptivePanel::offer_levels() {
  const ReceptiveField* shown = field_->last();
  if (shown == nullptr) return;
  QMenu menu(this);
  for (int level = 0; level < std::ssize(shown->levels); ++level) {
    QAction* action = menu.addAction(from_utf8(shown->levels[std::size_t(level)]));
    action->setCheckable(true);
    action->setChecked(level == shown->level);
    connect(action, &QAction::triggered, this, [this, level] { choose_level(level); });
  }
  menu.exec(QCursor::pos());
}

const ReceptiveField* ReceptivePanel::field() const {
  const Run* run = context_.store.run();
  const auto place = attended_place(context_.feed);
  return run == nullptr || !place ? nullptr : field_->get({run->trace->id, *place, level_});
}

void ReceptivePanel::refresh() {
  ask();
  const ReceptiveField* shown = field_->last();
  levels_->setVisible(shown != nullptr && shown->levels.size() > 1);
  FigurePanel::refresh();
  set_busy(field_->busy() || loader().late());
}

void ReceptivePanel::ask() {
  const Run* run = context_.store.run();
  const auto place = attended_place(context_.feed);
  if (!context_.store.look().receptive || run == nullptr || run->model.empty() || !place) return field_->clear();
  field_->request(*run, context_.runs.options_of(*run), *place, level_);
}

FigurePtr ReceptivePanel::figure() const {
  Feed& feed = context_.feed;
  const auto place = attended_place(feed);
  const ReceptiveField* field = this->field();
  const bool dense = shows_picture(feed.store()) && !is_deformable(*feed.store().site());
  const auto looked = dense ? overlay_figure(feed, picture_.image()) : sampled_map_figure(feed, feed.beside, picture_.image());
  if (field == nullptr || looked == nullptr) return nullptr;
  return beside_figure(looked->content(), *field, *place);
}

QString ReceptivePanel::subtitle() const {
  const auto place = attended_place(context_.feed);
  if (field() == nullptr) return field_->busy() ? tr("computing the gradient at this place") : QString();
  return tr("%1 · what the features of the backbone at %2, %3 px depend on")
      .arg(head_words(context_.store.selection())).arg(std::lround(place->at(0))).arg(std::lround(place->at(1)));
}

QString ReceptivePanel::reason() const {
  const Run* run = context_.store.run();
  if (run == nullptr) return {};
  if (run->model.empty()) return tr("A trace holds no model. Run the model on the picture to see its convolutions.");
  return attended_place(context_.feed) ? QString() : tr("Choose a detection, or click the picture in an encoder layer.");
}

const std::optional<Error>& ReceptivePanel::failure() const {
  return field_->error() ? field_->error() : FigurePanel::failure();
}

}  // namespace headlight::ui
