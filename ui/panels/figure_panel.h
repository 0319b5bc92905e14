// A panel of the centre around one figure: empty, loading, error and stale are the same for all.
#pragma once

#include <array>
#include <functional>

#include "ui/controls/frames.h"
#include "ui/panels/figure_canvas.h"

namespace headlight::ui {

class FigurePanel : public PanelFrame {
  Q_OBJECT

 public:
  // `loader` is the view whose waiting and failure this panel shows; `make` builds the figure, null while it waits.
  FigurePanel(Context context, const QString& title, ViewLoader& loader, std::function<FigurePtr()> make,
              QWidget* parent = nullptr);

  [[nodiscard]] FigureCanvas* canvas() const { return canvas_; }
  virtual void refresh();
  virtual void fit() {}
  virtual void zoom_middle(double factor) { (void)factor; }
  virtual void pan(QPointF by) { (void)by; }  // pixels of the screen

 Q_SIGNALS:
  void enlarge_wanted();
  void step_wanted(const char* action);  // of the window's actions, by a button of a panel that has nothing to show

 protected:
  [[nodiscard]] virtual QString subtitle() const { return {}; }
  // What the panel will show, while nothing has run: icon, name, one sentence.
  [[nodiscard]] virtual Words teaching() const { return {}; }
  // Whether a first run's progress and failure are told here; one panel of the window's is enough.
  [[nodiscard]] virtual bool tells_of_runs() const { return false; }
  // A reason not to show anything although there is a trace; empty for none.
  [[nodiscard]] virtual QString reason() const { return {}; }
  [[nodiscard]] virtual const ViewLoader& loader() const { return loader_; }
  [[nodiscard]] virtual const std::optional<Error>& failure() const { return loader().error(); }

  Context context_;

 private:
  void show_error_of(const Error& error);
  void show_before_runs();

  ViewLoader& loader_;
  std::function<FigurePtr()> make_;
  FigureCanvas* canvas_;
  std::optional<Words> said_;  // while nothing has run
  std::array<const char*, 2> steps_{};  // the actions of its buttons
};

// What an error says, in the panel's words.
[[nodiscard]] PanelFrame::Words error_words(const Error& error);
// Whether it is of a model whose family the engine does not run itself.
[[nodiscard]] bool is_unknown_family(const Error& error);

}  // namespace headlight::ui
