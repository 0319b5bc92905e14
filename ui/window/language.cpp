#include "ui/window/language.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

// Outside of every namespace, as Qt asks for resources of static libraries.
static void load_translations() { Q_INIT_RESOURCE(translations); }

namespace headlight::ui {

std::vector<std::pair<QString, QString>> languages() {
  return {{QStringLiteral("en"), QStringLiteral("English")}, {QStringLiteral("ko"), QStringLiteral("한국어")}};
}

namespace {

QString& shown() {
  static QString code = QStringLiteral("en");
  return code;
}

}  // namespace

QString language_now() { return shown(); }

void set_language(QCoreApplication& application, const QString& code) {
  load_translations();
  static QTranslator translator;
  application.removeTranslator(&translator);
  const QString wanted = code.isEmpty() ? QLocale::system().name().section(QLatin1Char('_'), 0, 0) : code;
  const auto install = [&application](const QString& language) {
    if (!translator.load(QStringLiteral(":/headlight/translations/headlight_%1.qm").arg(language))) return false;
    return application.installTranslator(&translator);
  };
  const bool korean = wanted == QStringLiteral("ko") && install(wanted);
  if (!korean) install(QStringLiteral("en"));  // its plural forms
  shown() = korean ? wanted : QStringLiteral("en");
}

}  // namespace headlight::ui
