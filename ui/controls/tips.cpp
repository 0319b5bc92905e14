#include "ui/controls/tips.h"

#include <QTextDocument>
#include <algorithm>

namespace headlight::ui {

namespace {

constexpr qsizetype kLongLine = 40;  // letters

}  // namespace

QString tip_of(const QStringList& lines) {
  QStringList shown = lines;
  shown.removeAll(QString());
  const QString text = shown.join(QLatin1Char('\n'));
  const bool fits = std::ranges::all_of(shown, [](const QString& line) { return line.size() <= kLongLine; });
  return fits ? text : Qt::convertFromPlainText(text, Qt::WhiteSpaceNormal);
}

}  // namespace headlight::ui
