#include "ui/controls/number_field.h"

#include <cmath>

namespace headlight::ui {

std::optional<double> number_in(const QLineEdit& field) {
  bool good = false;
  QString text = field.text().trimmed();
  text.replace(QChar(0x2212), QLatin1Char('-')).replace(QLatin1Char(','), QLatin1Char('.'));
  const double value = text.toDouble(&good);
  return good && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

}  // namespace headlight::ui
