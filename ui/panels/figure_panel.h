// A panel of the centre around one figure: empty, loading, error and stale are the same for all.
#pragma once

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

 protected:
  [[nodiscard]] virtual QString subtitle() const { return {}; }
  // A reason not to show anything although there is a trace; empty for none.
  [[nodiscard]] virtual QString reason() const { return {}; }
  [[nodiscard]] virtual const ViewLoader& loader() const { return loader_; }
  [[nodiscard]] virtual const std::optional<Error>& failure() const { return loader().error(); }

  Context context_;

 private:
  void show_error_of(const Error& error);

  ViewLoader& loader_;
  std::function<FigurePtr()> make_;
  FigureCanvas* canvas_;
  std::optional<Error> shown_error_;
};

// What an error says, in the panel's words.
[[nodiscard]] PanelFrame::Words error_words(const Error& error);

}  // namespace headlight::ui
