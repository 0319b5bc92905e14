#include "ui/window/actions.h"

#include <QCoreApplication>
#include <QMenu>
#include <QWidget>

#include "ui/controls/icon.h"

namespace headlight::ui {

namespace {

QString translated(const char* text) { return QCoreApplication::translate("Actions", text); }

constexpr char kTold[] = "told";  // why it is disabled, as its tooltip says

QString tip_of(const QAction& action) {
  return action.shortcut().isEmpty() ? action.text() : action.text() + QStringLiteral("  ") + shown_keys(action.shortcut());
}

}  // namespace

QString menu_name(MenuPlace place) {
  switch (place) {
    case MenuPlace::file: return translated(QT_TRANSLATE_NOOP("Actions", "File"));
    case MenuPlace::edit: return translated(QT_TRANSLATE_NOOP("Actions", "Edit"));
    case MenuPlace::view: return translated(QT_TRANSLATE_NOOP("Actions", "View"));
    case MenuPlace::panels: return translated(QT_TRANSLATE_NOOP("Actions", "Panels"));
    case MenuPlace::selection: return translated(QT_TRANSLATE_NOOP("Actions", "Layer, head, query, key"));
    case MenuPlace::zoom: return translated(QT_TRANSLATE_NOOP("Actions", "Zoom and move"));
    case MenuPlace::video: return translated(QT_TRANSLATE_NOOP("Actions", "Video"));
    case MenuPlace::detections: return translated(QT_TRANSLATE_NOOP("Actions", "Detections"));
    case MenuPlace::theme: return translated(QT_TRANSLATE_NOOP("Actions", "Theme"));
    case MenuPlace::language: return translated(QT_TRANSLATE_NOOP("Actions", "Language"));
    case MenuPlace::run: return translated(QT_TRANSLATE_NOOP("Actions", "Run"));
    case MenuPlace::window: return translated(QT_TRANSLATE_NOOP("Actions", "Window"));
    case MenuPlace::help: return translated(QT_TRANSLATE_NOOP("Actions", "Help"));
  }
  return {};
}

QString shown_keys(const QKeySequence& keys) {
  QString text = keys.toString(QKeySequence::PortableText);
  if (text == QStringLiteral("+") || text == QStringLiteral("-")) return text == QStringLiteral("-") ? QString(QChar(0x2212)) : text;
  const std::pair<const char*, const char*> names[] = {{"Return", "↵"}, {"Left", "←"}, {"Right", "→"}, {"Up", "↑"},
                                                       {"Down", "↓"}, {"Space", "Space"}};
  QStringList parts = text.split(QLatin1Char('+'));
  for (QString& part : parts) {
    for (const auto& [from, to] : names) {
      if (part == QLatin1String(from)) part = QString::fromUtf8(to);
    }
  }
  return parts.join(QLatin1Char(' '));
}

Actions::Actions(QWidget* window) : QObject(window) {
  for (const ActionSpec& spec : action_specs()) {
    auto* action = new QAction(translated(spec.text), this);
    QList<QKeySequence> keys;
    for (const QString& key : QString::fromLatin1(spec.keys).split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
      keys.append(QKeySequence(key, QKeySequence::PortableText));
    }
    action->setShortcuts(keys);
    action->setObjectName(QLatin1String(spec.id));
    if (*spec.icon != '\0') action->setIcon(icon(QLatin1String(spec.icon)));
    action->setToolTip(tip_of(*action));
    action->setIconVisibleInMenu(false);
    window->addAction(action);
    actions_[spec.id] = action;
  }
}

QAction* Actions::get(const char* id) const {
  const auto at = actions_.find(id);
  if (at == actions_.end()) qFatal("No action named %s", id);
  return at->second;
}

void Actions::on(const char* id, std::function<void()> handler) {
  connect(get(id), &QAction::triggered, this, [handler = std::move(handler)] { handler(); });
}

void Actions::enable(const std::function<bool(When)>& possible, const std::function<QString(const char* id)>& why) {
  for (const ActionSpec& spec : action_specs()) {
    QAction* action = get(spec.id);
    const QString reason = why(spec.id);
    const bool told = !action->property(kTold).toString().isEmpty();
    action->setEnabled(possible(spec.when) && reason.isEmpty());
    if (!reason.isEmpty() || told) action->setToolTip(tip_of(*action) + (reason.isEmpty() ? QString() : QLatin1Char('\n') + reason));
    action->setProperty(kTold, reason);
  }
}

QString Actions::refusal(const QKeySequence& keys) const {
  for (const auto& [id, action] : actions_) {
    const QString reason = action->isEnabled() ? QString() : action->property(kTold).toString();
    if (!reason.isEmpty() && action->shortcuts().contains(keys)) return action->text() + QStringLiteral(": ") + reason;
  }
  return {};
}

std::vector<QAction*> Actions::of(MenuPlace place) const {
  std::vector<QAction*> list;
  for (const ActionSpec& spec : action_specs()) {
    if (spec.place == place) list.push_back(get(spec.id));
  }
  return list;
}

void Actions::fill(QMenu& menu, MenuPlace place) const {
  if (place == MenuPlace::run) menu.setToolTipsVisible(true);  // they say why something is disabled
  for (const ActionSpec& spec : action_specs()) {
    if (spec.place != place) continue;
    menu.addAction(get(spec.id));
    if (spec.separator_after) menu.addSeparator();
  }
}

QList<QAction*> Actions::all() const {
  QList<QAction*> list;
  for (const ActionSpec& spec : action_specs()) list.append(get(spec.id));
  return list;
}

}  // namespace headlight::ui
