// Leads the window from state to state and takes pictures of it.
#pragma once

#include <QString>
#include <functional>
#include <string>

#include "ui/window/main_window.h"

namespace headlight::ui {

class Shower {
 public:
  static constexpr int kPatienceMs = 120000;

  // Pictures go to `folder`, numbered; only those whose name has `only`, where it is not empty.
  Shower(MainWindow& window, QString folder, QString only) : window_(window), folder_(std::move(folder)), only_(std::move(only)) {}

  void open(const char* model, const std::string& text, const std::string& image);  // image: one of the samples
  void act(const char* action);
  void rest();    // until nothing is under way
  void settle();  // until Intervene shows what its changes lead to
  void shot(const QString& name, QWidget* of = nullptr);  // the window, or what lies over it
  void set_figures(bool on) { figures_ = on; }            // with what the workspace exports
  void select(const std::function<void(Selection&)>& edit);

  [[nodiscard]] static std::string sample(const std::string& name);  // its path
  [[nodiscard]] MainWindow& window() { return window_; }
  template <typename Page>
  Page& page(Workspace workspace) {
    return *qobject_cast<Page*>(window_.work().page(workspace));
  }

 private:
  void write_figures(const QString& begin);

  MainWindow& window_;
  QString folder_, only_;
  bool figures_ = false;
  int number_ = 0;
};

// What show_states begins with is in its own file; these follow.
void show_more_texts(Shower& shower);
void show_more_pictures(Shower& shower);
void show_missing_session(Shower& shower);

}  // namespace headlight::ui
