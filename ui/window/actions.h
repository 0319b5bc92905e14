// Every action of the window in one list: menus, palette, cheat sheet and tooltips are made from it.
#pragma once

#include <QAction>
#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>
#include <functional>
#include <map>
#include <vector>

class QMenu;
class QMenuBar;
class QWidget;

namespace headlight::ui {

enum class MenuPlace { file, edit, view, panels, selection, zoom, video, detections, theme, language, run, window, help };  // panels to language: menus inside of view

// When an action can be used.
enum class When { always, with_run, with_panels, with_tabs, with_text_run, with_detections, with_photo, with_points, with_picture, with_part, with_video, with_pin, with_window, with_model, with_changes, while_running, can_undo, can_redo };

struct ActionSpec {
  const char* id;
  const char* text;  // English source text, translated in the context "Actions"
  MenuPlace place;
  const char* keys;  // portable text, several separated by a blank; "" for none
  When when = When::with_run;
  const char* icon = "";
  bool separator_after = false;
};

[[nodiscard]] const std::vector<ActionSpec>& action_specs();
[[nodiscard]] QString menu_name(MenuPlace place);
// A shortcut as it is shown: "Ctrl ↵", "Shift ←".
[[nodiscard]] QString shown_keys(const QKeySequence& keys);

class Actions : public QObject {
  Q_OBJECT

 public:
  explicit Actions(QWidget* window);

  [[nodiscard]] QAction* get(const char* id) const;
  void on(const char* id, std::function<void()> handler);
  // `why`: what else stands in the way of one, which its tooltip says then; empty for nothing.
  void enable(const std::function<bool(When)>& possible, const std::function<QString(const char* id)>& why);
  // "Join subwords: Subwords are joined in maps of up to 400 × 400" of the action of these keys; empty where nothing is said of it.
  [[nodiscard]] QString refusal(const QKeySequence& keys) const;
  [[nodiscard]] std::vector<QAction*> of(MenuPlace place) const;
  void fill(QMenu& menu, MenuPlace place) const;
  [[nodiscard]] QList<QAction*> all() const;

 private:
  std::map<std::string, QAction*> actions_;
};

}  // namespace headlight::ui
