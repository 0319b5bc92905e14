#include "ui/state/picture_files.h"

#include <QDir>
#include <QFileInfo>

namespace headlight::ui {

const QStringList& picture_patterns() {
  static const QStringList known{QStringLiteral("*.png"),  QStringLiteral("*.jpg"), QStringLiteral("*.jpeg"), QStringLiteral("*.webp"),
                                 QStringLiteral("*.bmp"), QStringLiteral("*.tif"), QStringLiteral("*.tiff")};
  return known;
}

bool is_picture_file(const QString& path) { return QDir::match(picture_patterns(), QFileInfo(path).fileName()); }

}  // namespace headlight::ui
