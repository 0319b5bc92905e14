#include "ui/window/top_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>

#include "ui/controls/appearance.h"
#include "ui/controls/icon.h"
#include "ui/studio/workspace.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr MenuPlace kPlaces[] = {MenuPlace::file, MenuPlace::edit, MenuPlace::view,
                                 MenuPlace::run, MenuPlace::window, MenuPlace::help};
constexpr char16_t kLetters[] = {u'F', u'E', u'V', u'R', u'W', u'H'};  // with Alt they open these menus, in every language

// "&File"; "파일(&F)" where the name does not have the letter.
QString with_letter(QString name, QChar letter) {
  const auto at = name.indexOf(letter, 0, Qt::CaseInsensitive);
  return at < 0 ? name + QStringLiteral("(&%1)").arg(letter) : name.insert(at, QLatin1Char('&'));
}

QToolButton* action_button(QAction* action, const QString& icon_name, QWidget* parent) {
  QToolButton* button = icon_button(icon_name, action->text(), parent);
  QObject::connect(button, &QToolButton::clicked, action, &QAction::trigger);
  QObject::connect(action, &QAction::changed, button, [button, action] {
    button->setEnabled(action->isEnabled());
    button->setToolTip(action->toolTip());
  });
  button->setToolTip(action->toolTip());
  return button;
}

}  // namespace

SearchButton::SearchButton(QWidget* parent) : QPushButton(parent) {
  setAttribute(Qt::WA_Hover);
  setAccessibleName(tr("Find or do anything"));
  set_icon_only(false);
}

void SearchButton::set_icon_only(bool on) {
  icon_only_ = on;
  setFixedSize(on ? 28 : 228, 24);
  setToolTip(on ? accessibleName() : QString());
  update();
}

void SearchButton::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(colour(underMouse() ? "borderStrong" : "border"), 1));
  painter.setBrush(colour("field"));
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
  const double middle = height() / 2.0;
  paint_icon(painter, QRectF(icon_only_ ? 6 : 10, middle - 8, 16, 16), QStringLiteral("search"), colour("text2"));
  if (icon_only_) return;
  const double keys = paint_key(painter, width() - 8, middle, QStringLiteral("Ctrl K"), colour("text2"));
  painter.setPen(colour("text2"));
  const Face face(12);
  face.draw_centred(painter, {32, middle}, face.elided(accessibleName(), width() - 32 - keys - 14));
}

TopBar::TopBar(Actions& actions, QMenu* recent, QWidget* parent)
    : QWidget(parent),
      menus_(new QMenuBar(this)),
      folded_(icon_button(QStringLiteral("menu"), tr("Menus"), this)),
      workspaces_(new QTabBar(this)),
      search_(new SearchButton(this)),
      export_(new Button(Button::Kind::primary, tr("Export figure"), this)) {
  setObjectName(QStringLiteral("topBar"));
  setAttribute(Qt::WA_StyledBackground);
  setFixedHeight(40);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(12, 0, 8, 1);
  row->setSpacing(8);
  auto* sign = new QLabel(this);
  sign->setPixmap(mark().pixmap(20, 20));
  sign->setAccessibleName(QStringLiteral("Headlight"));
  build_menus(actions, recent);
  undo_ = action_button(actions.get("undo"), QStringLiteral("undo"), this);
  redo_ = action_button(actions.get("redo"), QStringLiteral("redo"), this);
  build_export(actions.get("export"));
  connect(search_, &QPushButton::clicked, actions.get("find"), &QAction::trigger);
  for (QWidget* widget : std::initializer_list<QWidget*>{sign, menus_, folded_}) row->addWidget(widget);
  row->addStretch(1);
  for (QWidget* widget : std::initializer_list<QWidget*>{undo_, redo_, search_}) row->addWidget(widget);
  row->addSpacing(4);
  row->addWidget(export_);
  build_workspaces(actions);
}

void TopBar::build_menus(Actions& actions, QMenu* recent) {
  auto* all = new QMenu(this);
  for (std::size_t i = 0; i < std::size(kPlaces); ++i) {
    const MenuPlace place = kPlaces[i];
    QMenu* menu = menus_->addMenu(with_letter(menu_name(place), kLetters[i]));
    actions.fill(*menu, place);
    if (place == MenuPlace::file) menu->insertMenu(actions.get("save_session"), recent);
    for (const MenuPlace inside : {MenuPlace::panels, MenuPlace::selection, MenuPlace::zoom, MenuPlace::video, MenuPlace::detections, MenuPlace::theme, MenuPlace::language}) {
      if (place == MenuPlace::view) actions.fill(*menu->addMenu(menu_name(inside)), inside);
    }
    all->addMenu(menu);
  }
  menus_->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
  menus_->setNativeMenuBar(false);
  folded_->setMenu(all);
  folded_->setPopupMode(QToolButton::InstantPopup);
  folded_->setStyleSheet(QStringLiteral("QToolButton::menu-indicator { image: none; }"));
  folded_->hide();
}

void TopBar::build_export(QAction* action) {
  export_->set_icon_name(QStringLiteral("export"));
  export_->setToolTip(action->toolTip());
  connect(export_, &QPushButton::clicked, action, &QAction::trigger);
  connect(action, &QAction::changed, export_, [this, action] { export_->setEnabled(action->isEnabled()); });
}

void TopBar::build_workspaces(Actions& actions) {
  workspaces_->setObjectName(QStringLiteral("workspaces"));
  workspaces_->ensurePolished();  // tabs are measured as they are added
  workspaces_->setAccessibleName(tr("Workspaces"));
  workspaces_->setDrawBase(false);
  workspaces_->setExpanding(false);
  workspaces_->setUsesScrollButtons(false);
  workspaces_->setElideMode(Qt::ElideNone);
  for (const char* id : workspace_actions) {
    QAction* action = actions.get(id);
    const int tab = workspaces_->addTab(action->text());
    workspaces_->setTabToolTip(tab, action->toolTip());
  }
  connect(workspaces_, &QTabBar::currentChanged, this, &TopBar::workspace_chosen);
}

void TopBar::set_workspace(int index) {
  const QSignalBlocker quiet(workspaces_);
  workspaces_->setCurrentIndex(index);
}

void TopBar::show_workspaces(bool on) {
  workspaces_->setVisible(on);
  place_workspaces();
}

void TopBar::fold_menus(bool on) {
  menus_->setVisible(!on);
  folded_->setVisible(on);
}

void TopBar::set_search_icon(bool on) { search_->set_icon_only(on); }

void TopBar::resizeEvent(QResizeEvent*) { place_workspaces(); }

// Centred in the bar where that leaves menus and buttons free, else in the middle of what is free.
void TopBar::place_workspaces() {
  const QWidget* before = folded_->isHidden() ? static_cast<QWidget*>(menus_) : folded_;
  const int from = before->geometry().right() + 12, to = undo_->x() - 12;
  const int wide = std::max(0, std::min(workspaces_->sizeHint().width(), to - from));
  const int left = std::clamp((width() - wide) / 2, from, std::max(from, to - wide));
  workspaces_->setGeometry(left, 0, wide, height());
}

}  // namespace headlight::ui
