#include "ui/window/centre_view.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include "ui/controls/icon.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/grid_tool.h"
#include "ui/panels/region_tool.h"
#include "ui/panels/scene.h"
#include "ui/panels/transport.h"
#include "ui/state/detections.h"

namespace headlight::ui {

namespace {

void add_tool(PanelFrame& panel, const QString& icon_name, const QString& name, std::function<void()> act) {
  auto* action = new QAction(icon(icon_name), name, &panel);
  QObject::connect(action, &QAction::triggered, &panel, [act = std::move(act)] { act(); });
  panel.add_tool(action);
}

}  // namespace

CentreView::CentreView(Context context, Settings& settings, QWidget* parent)
    : QWidget(parent),
      context_(context),
      settings_(settings),
      heads_(new HeadsPanel(context, this)),
      graph_(new GraphPanel(context, this)),
      matrix_(new MatrixPanel(context, this)),
      source_(new PictureSource(context, this)),
      picture_(new PicturePanel(context, *source_, this)),
      points_(new PointsPanel(context, *source_, this)),
      refinement_(new RefinementPanel(context, *source_, this)),
      receptive_(new ReceptivePanel(context, *source_, this)),
      row_(new RowPanel(context, this)),
      columns_(new RowView(context, this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  columns_->setFixedHeight(112);
  connect(matrix_, &MatrixPanel::layout_changed, this, &CentreView::align_columns);
  connect(&context_.store, &Store::view_changed, this, &CentreView::kind_changed);
  connect(&context_.runs, &RunController::input_changed, this, &CentreView::kind_changed);
  add_tool(*matrix_, QStringLiteral("fit"), tr("Fit the whole map"), [this] { matrix_->fit(); });
  add_picture_tools(points_, points_->zoom(), "points");
  add_picture_tools(picture_, picture_->zoom(), "picture");
  add_tool(*points_, QStringLiteral("fit"), tr("Fit the whole picture"), [this] { points_->fit(); });
  add_tool(*picture_, QStringLiteral("fit"), tr("Fit the whole picture"), [this] { picture_->fit(); });
  for (FigurePanel* panel : std::initializer_list<FigurePanel*>{heads_, graph_, matrix_, picture_, points_, refinement_, receptive_}) {
    add_tool(*panel, QStringLiteral("copy"), tr("Copy picture"), [panel] {
      QGuiApplication::clipboard()->setPixmap(panel->canvas()->picture(2));
    });
    add_tool(*panel, QStringLiteral("float"), tr("Float the panel"), [this, panel] { toggle_floating(panel); });
    add_tool(*panel, QStringLiteral("max"), tr("Enlarge the panel"), [this, panel] { enlarge(enlarged_ == panel ? nullptr : panel); });
    connect(panel, &FigurePanel::enlarge_wanted, this, [this, panel] { enlarge(enlarged_ == panel ? nullptr : panel); });
  }
  for (const auto& [panel, zoom] : {std::pair<FigurePanel*, PictureZoom*>{picture_, &picture_->zoom()}, std::pair<FigurePanel*, PictureZoom*>{points_, &points_->zoom()}}) {
    connect(panel->canvas(), &FigureCanvas::viewport_changed, this, &CentreView::show_part_beside);
    auto* raw = new RawFrame(context_.playback, panel->canvas(), [canvas = panel->canvas(), zoom = zoom] {
      const auto* points = dynamic_cast<const PointsFigure*>(canvas->figure().get());
      return RawFrame::Below{zoom->place(), zoom->picture(), points == nullptr ? 0 : points->content().look.dim};
    });
    connect(source_, &PictureSource::changed, raw, &RawFrame::give_way);
  }
  disconnect(matrix_->canvas(), &FigureCanvas::opened, matrix_, &FigurePanel::enlarge_wanted);
  connect(matrix_->canvas(), &FigureCanvas::opened, this, &CentreView::weight_wanted);
  rebuild();
}

void CentreView::add_picture_tools(FigurePanel* panel, PictureZoom& zoom, const char* name) {
  auto* region = new RegionTool(context_, *panel->canvas(), zoom);
  auto* grid = new GridTool(context_, *panel->canvas(), zoom, *source_);
  grid->setObjectName(QLatin1String(name));
  region->add_to(*panel);
  grid->add_to(*panel);
  picture_tools_[panel] = {region->choose_action(), region->whole_action(), grid->action()};
}

QAction* CentreView::picture_tool(PictureTool tool) const {
  for (const FigurePanel* panel : std::initializer_list<const FigurePanel*>{points_, picture_}) {
    QAction* action = picture_tools_.at(panel)[std::size_t(tool)];
    if (panel->isVisible() && action->isEnabled() && action->isVisible()) return action;
  }
  return nullptr;
}

CentreView::Kind CentreView::kind_now() const {
  const Store& store = context_.store;
  Kind kind;
  kind.pictures = shows_picture(store);
  if (store.site() == nullptr) {  // what the first run will show
    kind.pictures = !context_.runs.input().image.empty();
    return kind;
  }
  kind.detection = object_axis(*store.trace()) != nullptr || is_deformable(*store.site());
  kind.sampled = is_deformable(*store.site());
  kind.between = between_objects(store);
  kind.receptive = kind.detection && store.look().receptive;
  kind.points = shows_points(store);
  kind.film = !object_stream(*store.trace(), {}).empty();
  return kind;
}

// The maps beside the photo show the part of the picture that it shows.
void CentreView::show_part_beside() { receptive_->canvas()->set_viewport(photo()->canvas()->viewport()); }

void CentreView::kind_changed() {
  const Kind kind = kind_now();
  if (kind == kind_) return;
  kind_ = kind;
  const bool had_keyboard = points_->canvas()->hasFocus() || picture_->canvas()->hasFocus();
  rebuild();
  if (had_keyboard && kind_.detection) photo()->canvas()->setFocus();
}

void CentreView::arrange(Centre centre) {
  if (centre == centre_) return;
  centre_ = centre;
  rebuild();
}

std::array<CentreView::Named, 7> CentreView::named() const {
  return {{{"heads", heads_}, {"graph", graph_}, {"matrix", matrix_}, {"picture", picture_}, {"points", points_}, {"refinement", refinement_}, {"receptive", receptive_}}};
}

bool CentreView::belongs(const QWidget* panel) const {
  if (panel == graph_) return kind_.detection ? kind_.between : !kind_.pictures;
  if (panel == picture_) return kind_.detection ? !kind_.points : kind_.pictures;
  if (panel == points_) return kind_.points;
  if (panel == matrix_) return !kind_.sampled;
  if (panel == refinement_) return kind_.film;
  return panel != receptive_ || kind_.receptive;
}

void CentreView::rebuild() {
  for (QWidget* panel : std::initializer_list<QWidget*>{heads_, graph_, matrix_, picture_, points_, refinement_, receptive_, row_, columns_, beside_}) {
    if (panel == nullptr || floats(panel)) continue;
    panel->hide();
    panel->setParent(this);
  }
  if (built_ != nullptr) {
    layout()->removeWidget(built_);
    if (built_ != enlarged_) built_->deleteLater();
    built_ = nullptr;
  }
  if (enlarged_ != nullptr && belongs(enlarged_) && !floats(enlarged_)) {
    layout()->addWidget(enlarged_);
    enlarged_->show();
    return;
  }
  built_ = beside_ != nullptr ? build_beside() : kind_.detection ? build_detection() : centre_ == Centre::wide ? build_wide() : build_side_by_side(centre_ == Centre::tabbed);
  if (built_ == nullptr) return;  // every panel floats
  layout()->addWidget(built_);
  built_->show();  // now, not when the layout gets round to it
  show_part_beside();
  align_columns();
}

// Parts with their shares of the room, as they were last dragged or as given.
QSplitter* CentreView::split(const QString& name, Qt::Orientation orientation,
                             std::initializer_list<std::pair<QWidget*, int>> parts) {
  auto* splitter = new QSplitter(orientation);
  splitter->setHandleWidth(1);
  splitter->setChildrenCollapsible(false);
  QList<int> sizes;
  for (const auto& [widget, share] : parts) {
    if (widget == nullptr || floats(widget)) continue;
    splitter->addWidget(widget);
    splitter->setStretchFactor(splitter->count() - 1, share);
    sizes.append(share * 10);
    widget->show();
  }
  if (splitter->count() == 0) {
    delete splitter;
    return nullptr;
  }
  const QString key = QStringLiteral("splitter.") + name;
  const QVariantList kept = settings_.layout.value(key).toList();
  for (int i = 0; kept.size() == sizes.size() && i < sizes.size(); ++i) sizes[i] = std::max(1, kept[i].toInt());
  splitter->setSizes(sizes);
  if (splitter->count() < int(parts.size())) return splitter;  // what is dragged without a panel is not kept
  connect(splitter, &QSplitter::splitterMoved, this, [this, splitter, key] {
    QVariantList dragged;
    for (const int size : splitter->sizes()) dragged.append(size);
    settings_.layout[key] = dragged;
  });
  return splitter;
}

QWidget* CentreView::build_wide() {
  FigurePanel* left = kind_.pictures ? static_cast<FigurePanel*>(picture_) : graph_;
  auto* top = split(QStringLiteral("wide.top"), Qt::Horizontal, {{heads_, 75}, {row_, 25}});
  auto* bottom = split(kind_.pictures ? QStringLiteral("wide.picture") : QStringLiteral("wide.graph"), Qt::Horizontal,
                       {{left, 47}, {matrix_, 53}});
  return split(QStringLiteral("wide"), Qt::Vertical, {{top, 46}, {bottom, 54}});
}

void CentreView::set_beside(QWidget* panel) {
  if (panel == beside_) return;
  if (beside_ != nullptr) beside_->hide();
  if (beside_ != nullptr) beside_->setParent(this);
  if (beside_ == nullptr) enlarged_before_ = enlarged_;
  if (enlarged_ != nullptr) layout()->removeWidget(enlarged_);
  beside_ = panel;
  enlarged_ = panel == nullptr ? enlarged_before_ : nullptr;
  rebuild();
}

// What is read beside the numbers: the photo where the chosen site samples it, else links over the map.
QWidget* CentreView::build_beside() {
  FigurePanel* second = kind_.pictures ? static_cast<FigurePanel*>(picture_) : graph_;
  const bool points = kind_.sampled || kind_.detection;
  QWidget* maps = centre_ == Centre::wide ? split(QStringLiteral("weight.maps"), Qt::Vertical, {{points ? photo() : second, 50}, {kind_.sampled ? heads_ : static_cast<FigurePanel*>(matrix_), 50}})
                                          : tabs_of(QStringLiteral("weight"), {kind_.sampled ? nullptr : matrix_, points ? photo() : second, kind_.sampled ? heads_ : nullptr});
  return split(QStringLiteral("weight"), Qt::Horizontal, {{maps, 29}, {beside_, 71}});
}

// The one in front is as it was left.
QWidget* CentreView::tabs_of(const QString& name, std::initializer_list<FigurePanel*> panels) {
  auto* pages = new QTabWidget;
  pages->setDocumentMode(true);
  pages->tabBar()->setDrawBase(false);
  for (FigurePanel* panel : panels) {
    if (panel != nullptr && !floats(panel)) pages->addTab(panel, panel->title());
  }
  const QString key = QStringLiteral("tabs.") + name;
  pages->setCurrentIndex(std::clamp(settings_.layout.value(key).toInt(), 0, std::max(0, pages->count() - 1)));
  connect(pages, &QTabWidget::tabBarClicked, this, [this, key](int index) { settings_.layout[key] = std::max(0, index); });
  if (pages->count() > 0) return pages;
  delete pages;
  return nullptr;
}

FigurePanel* CentreView::photo() const {
  return shows_points(context_.store) ? static_cast<FigurePanel*>(points_) : picture_;
}

// The photo first, the heads beside it; where it samples the decoder's layers and the heads below.
QWidget* CentreView::build_detection() {
  QWidget* top = nullptr;
  FigurePanel* links = kind_.between ? graph_ : nullptr;
  const bool film = kind_.film && centre_ != Centre::tabbed;
  if (film && kind_.sampled && centre_ == Centre::wide && !kind_.receptive) {  // nothing beside the photo takes its width
    auto* below = split(QStringLiteral("detection.below"), Qt::Horizontal, {{refinement_, 66}, {heads_, 34}});
    return split(QStringLiteral("detection"), Qt::Vertical, {{photo(), 72}, {below, 28}});
  }
  if (centre_ == Centre::wide) {
    QWidget* maps = kind_.sampled ? nullptr : links != nullptr ? tabs_of(QStringLiteral("detection.side"), {matrix_, links}) : static_cast<QWidget*>(matrix_);
    QWidget* side = maps == nullptr ? static_cast<QWidget*>(heads_)
                                    : split(QStringLiteral("detection.side"), Qt::Vertical, {{heads_, 45}, {maps, 55}});
    top = split(kind_.sampled ? QStringLiteral("detection.sampled") : QStringLiteral("detection.dense"), Qt::Horizontal,
                {{photo(), kind_.sampled ? 74 : 58}, {side, kind_.sampled ? 26 : 42}});
  } else {
    FigurePanel* beside = kind_.receptive && centre_ == Centre::tabbed ? receptive_ : nullptr;
    top = tabs_of(QStringLiteral("detection"), {photo(), heads_, kind_.sampled ? nullptr : matrix_, links, beside});
  }
  if (kind_.receptive && centre_ != Centre::tabbed) {
    return split(QStringLiteral("detection.beside"), Qt::Vertical, {{top, 56}, {receptive_, 44}});
  }
  return split(QStringLiteral("detection"), Qt::Vertical, {{top, 72}, {film ? refinement_ : nullptr, 28}});
}

FigurePanel* CentreView::zoomed() const {
  FigurePanel* used = active();
  const bool can = used == points_ || used == picture_ || used == matrix_;
  if (can && used->isVisible()) return used;
  if (points_->isVisible()) return points_;
  return kind_.detection && picture_->isVisible() ? static_cast<FigurePanel*>(picture_) : matrix_;
}

FigurePanel* CentreView::panned() const { return active() == graph_ ? static_cast<FigurePanel*>(graph_) : zoomed(); }

QWidget* CentreView::build_side_by_side(bool tabs) {
  FigurePanel* second = kind_.pictures ? static_cast<FigurePanel*>(picture_) : graph_;
  QWidget* left = nullptr;
  if (tabs) {
    left = tabs_of(QStringLiteral("tabbed"), {heads_, second});
  } else {
    left = split(kind_.pictures ? QStringLiteral("stacked.picture") : QStringLiteral("stacked.graph"), Qt::Vertical,
                 {{heads_, 45}, {second, 55}});
  }
  auto* right = new QWidget;
  auto* column = new QVBoxLayout(right);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  if (!floats(matrix_)) {
    column->addWidget(matrix_, 1);
    column->addWidget(columns_);
    matrix_->show();
    columns_->show();
  }
  return split(tabs ? QStringLiteral("tabbed") : QStringLiteral("stacked"), Qt::Horizontal, {{left, 48}, {right, 52}});
}

void CentreView::align_columns() {
  if (columns_->isHidden()) return;
  const auto* figure = dynamic_cast<const MatrixFigure*>(matrix_->canvas()->figure().get());
  MatrixLayout layout;
  if (figure != nullptr) {
    layout = figure->layout(matrix_->canvas()->figure_rect(), matrix_->canvas()->style());
  }
  columns_->set_columns(layout, true);
}

FigurePanel* CentreView::with_keyboard() const {
  for (QWidget* at = QApplication::focusWidget(); at != nullptr; at = at->parentWidget()) {
    if (auto* panel = qobject_cast<FigurePanel*>(at)) return panel;
  }
  return qobject_cast<FigurePanel*>(enlarged_);
}

FigurePanel* CentreView::active() const {
  if (FigurePanel* used = with_keyboard()) return used;
  return points_->isVisible() ? static_cast<FigurePanel*>(points_) : picture_->isVisible() ? static_cast<FigurePanel*>(picture_) : matrix_;
}

void CentreView::set_hand(bool on) {
  for (FigurePanel* panel : std::initializer_list<FigurePanel*>{matrix_, points_, picture_}) panel->canvas()->set_hand(on);
}

}  // namespace headlight::ui
