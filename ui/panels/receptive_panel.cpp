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
  if (is_deformable(*site) && reads_objects(*store.trace(), *site)) {
    const QueryPoints* points = sampled_points(feed);
    return points == nullptr ? std::nullopt : std::optional(std::array{double(points->reference_x), double(points->reference_y)});
  }
  const bool objects = reads_objects(*store.trace(), *site);
  if (objects && store.selection().detection < 0) return std::nullopt;
  return place_of_query(*store.trace(), *site, store.selection().query);
}

ReceptivePanel::ReceptivePanel(Context context, const PictureSource& picture, QWidget* parent)
    : PhotoPanel(context, picture, {tr("Attention beside convolution"), context.feed.beside, [this] { return drawn() == nullptr ? nullptr : drawn()->figure; }}, parent),
      field_(new ReceptiveLoader(context.client, this)),
      levels_(new QAction(icon(QStringLiteral("bars")), tr("Level of the backbone"), this)) {
  levels_->setVisible(false);
  add_tool(levels_);
  connect(levels_, &QAction::triggered, this, &ReceptivePanel::offer_levels);
  connect(canvas(), &FigureCanvas::picked, this, &ReceptivePanel::pick);
  connect(field_, &ReceptiveLoader::changed, this, &ReceptivePanel::refresh);
  connect(this, &PanelFrame::button_pressed, field_, &ReceptiveLoader::forget_error);
  for (ViewLoader* each : {&context_.feed.row, &context_.feed.points}) connect(each, &ViewLoader::changed, this, &ReceptivePanel::refresh);
}

// Where the queries are cells of the picture the place's own is chosen too.
void ReceptivePanel::pick(const Hit& hit) {
  const Store& store = context_.store;
  if (!hit.place || store.site() == nullptr) return;
  Selection next = store.selection();
  if (const Axis& axis = query_axis(*store.trace(), *store.site()); axis.kind == AxisKind::patches && !reads_objects(*store.trace(), *store.site())) {
    if (const auto cell = cell_at(axis, *hit.place, next.query); cell >= 0) next.query = cell;
  }
  take_place(store, next, *hit.place);
  context_.store.select(next);
}

std::optional<std::array<double, 2>> ReceptivePanel::place() const {
  const auto own = attended_place(context_.feed);
  const auto& chosen = context_.store.selection().place;
  return chosen && own ? chosen : own;
}

int ReceptivePanel::level() const {
  const Store& store = context_.store;
  if (store.look().field_level >= 0 || store.site() == nullptr) return store.look().field_level;
  return level_of_query(*store.trace(), *store.site(), store.selection().query);
}

void ReceptivePanel::offer_levels() {
  const ReceptiveField* shown = field_->last();
  if (shown == nullptr) return;
  QMenu menu(this);
  for (int level = 0; level < std::ssize(shown->levels); ++level) {
    QAction* action = menu.addAction(layer_words(shown->levels[std::size_t(level)]));
    action->setCheckable(true);
    action->setChecked(level == shown->level);
    connect(action, &QAction::triggered, this, [this, level] { change_look(context_, [level](Look& look) { look.field_level = level; }); });
  }
  menu.exec(QCursor::pos());
}

std::optional<ReceptivePanel::Subject> ReceptivePanel::subject() const {
  const Run* run = context_.store.run();
  const auto at = place();
  if (run == nullptr || !at) return std::nullopt;
  Subject subject{{run->trace->id, *at, level()}, context_.store.selection()};
  subject.selection.key = -1;
  return subject;
}

std::shared_ptr<const ReceptiveField> ReceptivePanel::field() const {
  const auto of = subject();
  return of ? field_->get(of->place) : nullptr;
}

const Beside* ReceptivePanel::drawn() const { return drawn_of_ && drawn_of_ == subject() ? &drawn_ : nullptr; }

void ReceptivePanel::draw() {
  again_ = drawer_.busy();
  const auto of = subject();
  const auto field = this->field();
  const auto own = attended_place(context_.feed);
  auto looked = again_ || field == nullptr || !own ? std::nullopt : attention();
  if (!looked) return;
  drawer_.start([this, of, field, own, looked = std::move(looked)](std::stop_token stop) -> Worker::Deliver {
    return [this, of, drawn = beside_convolution(*looked, *own, *field, of->place.at, stop)] {
      drawn_of_ = of;
      drawn_ = drawn;
      show_drawn();
      if (again_) draw();
    };
  });
}

void ReceptivePanel::refresh() {
  ask();
  draw();
  show_drawn();
}

void ReceptivePanel::show_drawn() {
  const ReceptiveField* shown = field_->last();
  levels_->setVisible(shown != nullptr && shown->levels.size() > 1);
  FigurePanel::refresh();
  set_busy(field_->busy() || loader().late());
}

void ReceptivePanel::ask() {
  const Run* run = context_.store.run();
  const auto at = place();
  if (!context_.store.look().receptive || run == nullptr || run->model.empty() || !at) return field_->clear();
  field_->request(*run, context_.runs.options_of(*run), *at, level());
}

std::optional<OverlayContent> ReceptivePanel::attention() const {
  Feed& feed = context_.feed;
  const bool dense = shows_picture(feed.store()) && !is_deformable(*feed.store().site());
  return dense ? map_on_picture(feed, picture_.image()) : sampled_map(feed, feed.beside, picture_.image());
}

QString ReceptivePanel::subtitle() const {
  if (field() == nullptr) return field_->busy() ? tr("computing the gradient at this place") : QString();
  const auto at = *place();
  const QString words = tr("%1 · what the features at %2, %3 px depend on · click another place")
                            .arg(head_words(context_.store.selection())).arg(std::lround(at[0])).arg(std::lround(at[1]));
  const QString wide = drawn() == nullptr ? QString() : drawn()->wide;
  return wide.isEmpty() ? words : wide + QLatin1Char(' ') + words;
}

QString ReceptivePanel::reason() const {
  const Run* run = context_.store.run();
  if (run == nullptr) return {};
  if (run->model.empty()) return tr("A trace holds no model. Run the model on the picture to see its convolutions.");
  const bool comes = context_.feed.sampled_query() >= 0;  // its points are under way
  return comes || attended_place(context_.feed) ? QString() : tr("Choose a detection, or click the picture in an encoder layer.");
}

const std::optional<Error>& ReceptivePanel::failure() const {
  return field_->error() ? field_->error() : FigurePanel::failure();
}

}  // namespace headlight::ui
