#include "ui/window/centre_view.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QVBoxLayout>

#include "ui/controls/icon.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/grid_tool.h"
#include "ui/panels/region_tool.h"
#include "ui/panels/scene.h"
#include "ui/panels/transport.h"
#include "ui/state/detections.h"
#include "ui/window/panel_tabs.h"

namespace headlight::ui {

namespace {

QAction* add_tool(PanelFrame& panel, const QString& icon_name, const QString& name, std::function<void()> act) {
  auto* action = new QAction(icon(icon_name), name, &panel);
  QObject::connect(action, &QAction::triggered, &panel, [act = std::move(act)] { act(); });
  panel.add_tool(action);
  return action;
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
    connect(panel, &FigurePanel::enlarge_wanted, this, [this, panel] { toggle_enlarged(panel); });
  }
  connect(row_, &PanelFrame::header_double_clicked, this, [this] { toggle_enlarged(row_); });
  for (const auto& [name, panel] : named()) add_place_tools(panel);
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

// What changes where a panel stands.
void CentreView::add_place_tools(PanelFrame* panel) {
  auto* back = add_tool(*panel, QStringLiteral("float"), tr("Put the panel back"), [this, panel] { land(panel); });
  auto* large = add_tool(*panel, QStringLiteral("max"), tr("Enlarge the panel"), [this, panel] { toggle_enlarged(panel); });
  add_tool(*panel, QStringLiteral("more"), tr("Place of the panel"), [this, panel] {
    Q_EMIT menu_wanted(panel, header_of(*panel)->mapToGlobal(header_of(*panel)->rect().bottomRight()));
  });
  const auto show = [this, panel, back, large] {
    back->setVisible(floats(panel));
    large->setVisible(!floats(panel));
  };
  connect(this, &CentreView::floated, panel, show);
  show();
  for (QWidget* part : {static_cast<QWidget*>(panel), header_of(*panel)}) {
    part->installEventFilter(this);
    placed_[part] = panel;
  }
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

std::array<CentreView::Named, 8> CentreView::named() const {
  return {{{"heads", heads_}, {"row", row_}, {"graph", graph_}, {"matrix", matrix_}, {"picture", picture_}, {"points", points_}, {"refinement", refinement_}, {"receptive", receptive_}}};
}

bool CentreView::belongs(const QWidget* panel) const {
  if (panel == row_) return !kind_.detection && centre_ == Centre::wide;
  if (panel == graph_) return kind_.detection ? kind_.between : !kind_.pictures;
  if (panel == picture_) return kind_.detection ? !kind_.points : kind_.pictures;
  if (panel == points_) return kind_.points;
  if (panel == matrix_) return !kind_.sampled;
  if (panel == refinement_) return kind_.film;
  return panel != receptive_ || kind_.receptive;
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

FigurePanel* CentreView::photo() const {
  return shows_points(context_.store) ? static_cast<FigurePanel*>(points_) : picture_;
}

FigurePanel* CentreView::zoomed() const {
  FigurePanel* used = active();
  const bool can = used == points_ || used == picture_ || used == matrix_;
  if (can && used->isVisible()) return used;
  if (points_->isVisible()) return points_;
  return kind_.detection && picture_->isVisible() ? static_cast<FigurePanel*>(picture_) : matrix_;
}

FigurePanel* CentreView::panned() const { return active() == graph_ ? static_cast<FigurePanel*>(graph_) : zoomed(); }

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
