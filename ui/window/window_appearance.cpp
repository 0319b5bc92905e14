// Themes and languages of the window.
#include <QApplication>
#include <algorithm>

#include "ui/controls/appearance.h"
#include "ui/window/language.h"
#include "ui/window/main_window.h"

namespace headlight::ui {

namespace {

constexpr const char* kThemes[] = {"dark", "light", "contrast"};

std::string theme_action(const char* theme) { return std::string("theme_") + theme; }

}  // namespace

void MainWindow::connect_language_actions() {
  for (const auto& [code, name] : languages()) {
    QAction* action = actions_->get(("language_" + code.toStdString()).c_str());
    action->setCheckable(true);
    action->setChecked(code == language_now());
    connect(action, &QAction::triggered, this, [this, code = code] { set_language(code); }, Qt::QueuedConnection);  // it makes all actions anew
  }
}

void MainWindow::connect_theme_actions() {
  for (const char* theme : kThemes) {
    QAction* action = actions_->get(theme_action(theme).c_str());
    action->setCheckable(true);
    connect(action, &QAction::triggered, this, [this, theme] { set_theme(QLatin1String(theme)); });
  }
  actions_->on("theme_next", [this] {
    const auto now = std::find(std::begin(kThemes), std::end(kThemes), settings_.theme);
    const auto next = now == std::end(kThemes) ? 1 : (now - std::begin(kThemes) + 1) % std::ssize(kThemes);
    set_theme(QLatin1String(kThemes[next]));
  });
  refresh_theme();
}

void MainWindow::set_theme(const QString& theme) {
  settings_.theme = theme;
  appearance_.start(appearance_named(theme));
  settings_.save();
  refresh_theme();
}

void MainWindow::refresh_theme() {
  for (const char* theme : kThemes) {
    actions_->get(theme_action(theme).c_str())->setChecked(settings_.theme == QLatin1String(theme));
  }
}

void MainWindow::set_language(const QString& code) {
  settings_.language = code;
  settings_.save();
  headlight::ui::set_language(*qApp, code);
  make_anew();
}

}  // namespace headlight::ui
