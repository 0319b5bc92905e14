#include "ui/controls/window_style.h"

#include <QStyleFactory>

#include "ui/controls/focus_ring.h"
#include "ui/controls/icon.h"

namespace headlight::ui {

namespace {

constexpr int kStandardIcon = 16;

// Null where Qt's own serves.
const char* own_icon(QStyle::StandardPixmap icon) {
  switch (icon) {
    case QStyle::SP_DirIcon:
    case QStyle::SP_DirOpenIcon:
    case QStyle::SP_DirClosedIcon:
    case QStyle::SP_DirLinkIcon:
    case QStyle::SP_DirLinkOpenIcon:
    case QStyle::SP_DirHomeIcon: return "folder";
    case QStyle::SP_FileIcon:
    case QStyle::SP_FileLinkIcon: return "file";
    case QStyle::SP_ComputerIcon:
    case QStyle::SP_DesktopIcon:
    case QStyle::SP_DriveHDIcon:
    case QStyle::SP_DriveNetIcon: return "computer";
    case QStyle::SP_FileDialogBack:
    case QStyle::SP_ArrowLeft:
    case QStyle::SP_ArrowBack: return "left";
    case QStyle::SP_ArrowRight:
    case QStyle::SP_ArrowForward: return "right";
    case QStyle::SP_FileDialogToParent:
    case QStyle::SP_ArrowUp: return "up";
    case QStyle::SP_FileDialogNewFolder: return "plus";
    case QStyle::SP_FileDialogDetailedView:
    case QStyle::SP_FileDialogInfoView: return "rows";
    case QStyle::SP_FileDialogListView:
    case QStyle::SP_FileDialogContentsView: return "grid";
    case QStyle::SP_MessageBoxInformation: return "info";
    case QStyle::SP_MessageBoxWarning:
    case QStyle::SP_MessageBoxCritical: return "warn";
    default: return nullptr;
  }
}

}  // namespace

WindowStyle::WindowStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) { setObjectName(name()); }

const QString& WindowStyle::name() {
  static const QString said = QStringLiteral("headlight");
  return said;
}

QIcon WindowStyle::standardIcon(StandardPixmap standard, const QStyleOption* option, const QWidget* widget) const {
  const char* own = own_icon(standard);
  return own == nullptr ? QProxyStyle::standardIcon(standard, option, widget) : icon(QLatin1String(own));
}

QPixmap WindowStyle::standardPixmap(StandardPixmap standard, const QStyleOption* option, const QWidget* widget) const {
  const char* own = own_icon(standard);
  return own == nullptr ? QProxyStyle::standardPixmap(standard, option, widget) : icon(QLatin1String(own)).pixmap(kStandardIcon);
}

void WindowStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const {
  const auto ringed = [widget] { return widget != nullptr && widget->window()->findChild<FocusRing*>(QString(), Qt::FindDirectChildrenOnly) != nullptr; };
  if (element != PE_FrameFocusRect || !ringed()) QProxyStyle::drawPrimitive(element, option, painter, widget);
}

int WindowStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* answer) const {
  return hint == SH_DialogButtonBox_ButtonsHaveIcons ? 0 : QProxyStyle::styleHint(hint, option, widget, answer);
}

}  // namespace headlight::ui
