#include "ui/theme/tokens.h"

#include <QFile>
#include <QJsonDocument>
#include <QStringList>

// Outside of every namespace, as Qt asks for resources of static libraries.
static void load_theme_resources() { Q_INIT_RESOURCE(theme); }

namespace headlight::ui {
namespace {

QJsonObject read_tokens() {
  load_theme_resources();
  QFile file(QStringLiteral(":/headlight/tokens.json"));
  if (!file.open(QIODevice::ReadOnly)) qFatal("The design tokens are missing from the program");
  QJsonParseError error;
  const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
  if (!document.isObject()) qFatal("The design tokens are not JSON: %s", qPrintable(error.errorString()));
  return document.object();
}

}  // namespace

const QJsonObject& tokens() {
  static const QJsonObject all = read_tokens();
  return all;
}

QJsonValue token(const QString& path) {
  QJsonValue value = tokens();
  for (const QString& part : path.split(QLatin1Char('.'))) value = value.toObject().value(part);
  if (value.isUndefined()) qFatal("No design token named %s", qPrintable(path));
  return value;
}

double token_number(const QString& path) { return token(path).toDouble(); }

}  // namespace headlight::ui
