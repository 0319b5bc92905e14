#include "ui/window/work_area.h"

#include <QStackedWidget>
#include <QVBoxLayout>
#include <utility>

#include "ui/panels/detection_inspector.h"
#include "ui/panels/detections_section.h"
#include "ui/panels/inspector.h"
#include "ui/panels/transport.h"

namespace headlight::ui {

namespace {

constexpr int kLeftLeast = 200, kLeftMost = 400, kRightLeast = 264, kRightMost = 420;
constexpr int kLeftFull = 264, kRightFull = 296;  // where a folded rail has no agreed width

// Rails are dragged apart in wide and in narrow windows.
QString width_key(const Rail& rail, int agreed) { return rail.objectName() + QStringLiteral(".width.%1").arg(agreed); }
QString open_key(const Rail& rail) { return QStringLiteral("rail.") + rail.objectName(); }

}  // namespace

WorkArea::WorkArea(Context context, Catalogue& catalogue, Settings& settings, QWidget* parent)
    : QSplitter(Qt::Horizontal, parent), context_(context), settings_(settings), middle_(new QWidget(this)), pages_(new QStackedWidget(middle_)) {
  setHandleWidth(1);
  setChildrenCollapsible(false);
  auto* column = new QVBoxLayout(middle_);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  token_line_ = new TokenLine(context, middle_);
  centre_ = new CentreView(context, settings_, pages_);
  pages_->addWidget(centre_);
  column->addWidget(token_line_);
  column->addWidget(pages_, 1);
  column->addWidget(new Transport(context.playback, middle_));
  left_ = new Rail(Qt::LeftEdge, tr("Model and input"), middle_, this);
  right_ = new Rail(Qt::RightEdge, tr("Inspector"), middle_, this);
  left_->set_limits(kLeftLeast, kLeftMost);
  right_->set_limits(kRightLeast, kRightMost);
  build_left(context, catalogue);
  build_right(context);
  for (QWidget* part : std::initializer_list<QWidget*>{left_, middle_, right_}) addWidget(part);
  setStretchFactor(1, 1);
  connect(this, &QSplitter::splitterMoved, this, &WorkArea::keep_widths);
}

void WorkArea::build_left(Context context, Catalogue& catalogue) {
  model_ = new ModelSection(context, catalogue, left_);
  input_ = new InputSection(context, catalogue, left_);
  auto* detections = new DetectionsSection(context, left_);
  runs_ = new RunsSection(context, left_);
  auto* output = new OutputSection(context, left_);
  for (FigurePanel* photo : std::initializer_list<FigurePanel*>{centre_->points(), centre_->picture()}) {
    connect(photo->canvas(), &FigureCanvas::levelled, input_->window(), &WindowControls::drag);
  }
  connect(input_->window(), &WindowControls::usable_changed, model_, [this] { model_->set_window_told(input_->window()->usable()); });
  left_->add(model_, QStringLiteral("folder"), tr("Model"));
  left_->add(input_, QStringLiteral("text"), tr("Input"));
  left_->add(detections, QStringLiteral("box"), tr("Detections"));
  left_->add(runs_, QStringLiteral("clock"), tr("Runs"));
  left_->add(output, QStringLiteral("play"), tr("Output"));
  keep_open_state(model_, QStringLiteral("model"));
  keep_open_state(input_, QStringLiteral("input"));
  keep_open_state(detections, QStringLiteral("detections"));
  keep_open_state(runs_, QStringLiteral("runs"));
  keep_open_state(output, QStringLiteral("output"));
}

void WorkArea::build_right(Context context) {
  struct Part {
    Section* section;
    const char *name, *icon;
    QString title;
    bool lower;
  };
  const Part parts[] = {
      // First: what it chooses changes how high the others are, and its buttons stay under the pointer.
      {new PhotoSection(context, right_), "photo", "image", tr("On the picture"), false},
      {new ObjectSection(context, right_), "object", "box", tr("Detection"), false},
      {new SelectionSection(context, right_), "selection", "target", tr("Selection"), false},
      {new HeadSection(context, right_), "head", "grid", tr("Head"), false},
      {new HeadSharesSection(context, right_), "heads", "", {}, false},
      {new LevelsSection(context, right_), "levels", "", {}, false},
      {new PointsSection(context, right_), "points", "", {}, false},
      {new StatisticsSection(context, right_), "statistics", "bars", tr("Statistics"), false},
      {new ColourSection(context, right_), "colour", "palette", tr("Colour"), true},
      {new PictureSection(context, right_), "picture", "", {}, true},
      {new LinksSection(context, right_), "links", "link", tr("Links"), true},
      {new StrongestSection(context, right_), "strongest", "", {}, true}};
  for (const Part& part : parts) {
    right_->add(part.section, QLatin1String(part.icon), part.title);
    keep_open_state(part.section, QLatin1String(part.name));
    if (part.lower) lower_.emplace_back(part.section, QStringLiteral("section.") + QLatin1String(part.name));
  }
}

void WorkArea::keep_open_state(Section* section, const QString& name) {
  const QString key = QStringLiteral("section.") + name;
  section->set_open(settings_.layout.value(key, true).toBool());
  connect(section, &Section::folded_by_hand, this, [this, key](bool open) { settings_.layout[key] = open; });
}

int WorkArea::width_of(const Rail& rail, int agreed) const {
  const bool shut = agreed > kCollapsedRail && !settings_.layout.value(open_key(rail), true).toBool();
  if (shut || agreed <= kCollapsedRail) return kCollapsedRail;
  return std::max(kCollapsedRail + 1, settings_.layout.value(width_key(rail, agreed), agreed).toInt());
}

// Where the window is too narrow for it a rail that was opened by hand is not so the next time.
void WorkArea::toggle(Rail& rail, int agreed, int least) {
  const int wanted = agreed > kCollapsedRail ? agreed : least;
  if (wanted == agreed && workspace_ == Workspace::explore) settings_.layout[open_key(rail)] = rail.folded();
  rail.set_width(rail.folded() ? std::max(least, settings_.layout.value(width_key(rail, wanted), wanted).toInt()) : kCollapsedRail);
  place();
}

void WorkArea::arrange(const Arrangement& next) {
  const bool folds = next.fold_sections != arrangement_.fold_sections;
  arrangement_ = next;
  centre_->arrange(next.centre);
  fit_rails();
  if (!folds) return;
  for (const auto& [section, key] : lower_) {
    section->set_open(settings_.layout.value(key, !next.fold_sections).toBool());
  }
}

// The other workspaces have what the rails hold beside them, or no need of it.
void WorkArea::fit_rails() {
  const bool explores = workspace_ == Workspace::explore;
  left_->set_width(explores ? width_of(*left_, arrangement_.left_width) : kCollapsedRail);
  right_->setVisible(explores);
  right_->set_width(width_of(*right_, arrangement_.inspector_width));
  token_line_->set_wanted(explores && arrangement_.token_line);
  place();
}

StudioPage* WorkArea::made(Workspace workspace) {
  StudioPage*& page = pages_made_[std::size_t(workspace)];
  if (page != nullptr) return page;
  page = make_page(workspace, context_, pages_);
  if (page == nullptr) return nullptr;
  if (workspace != Workspace::weight) pages_->addWidget(page);
  Q_EMIT page_made(page);
  return page;
}

void WorkArea::show_workspace(Workspace workspace) {
  if (workspace == workspace_) return;
  if (StudioPage* before = pages_made_[std::size_t(workspace_)]) before->set_active(false);
  workspace_ = workspace;
  StudioPage* page = made(workspace);
  centre_->set_beside(workspace == Workspace::weight ? page : nullptr);
  pages_->setCurrentWidget(page == nullptr || workspace == Workspace::weight ? static_cast<QWidget*>(centre_) : page);
  fit_rails();
  if (page != nullptr) page->set_active(true);
}

void WorkArea::retire_pages() {
  for (StudioPage*& page : pages_made_) {
    if (page == nullptr || page->parentWidget() != pages_) continue;  // beside the map it goes with that
    page->set_active(false);
    std::exchange(page, nullptr)->deleteLater();
  }
}

void WorkArea::place() {
  const int left = left_->width_wanted(), right = right_->isHidden() ? 0 : right_->width_wanted();
  setSizes({left, std::max(1, width() - left - right - 2 * handleWidth()), right});
}

void WorkArea::keep_widths() {
  for (const auto& [rail, agreed] : {std::pair{left_, arrangement_.left_width}, std::pair{right_, arrangement_.inspector_width}}) {
    if (rail->folded() || rail->isHidden()) continue;
    rail->take_width();
    if (agreed > kCollapsedRail) settings_.layout[width_key(*rail, agreed)] = rail->width();
  }
}

void WorkArea::toggle_left() { toggle(*left_, arrangement_.left_width, kLeftLeast); }

void WorkArea::toggle_right() { toggle(*right_, arrangement_.inspector_width, kRightLeast); }

}  // namespace headlight::ui
