// Runs another model on A's input, or A's model on another input; what comes of it is B, and A stays what is shown. It
// belongs to the window: it goes on while another page is shown, or all pages are made anew.
#pragma once

#include <QObject>
#include <QString>
#include <optional>

#include "ui/panels/context.h"

namespace headlight::ui {

// Compares with that run, or with the shown one's own heads where it is that; one undo step.
void make_b(Store& store, std::int64_t run);

class BesideRun : public QObject {
  Q_OBJECT

 public:
  explicit BesideRun(Context context, QObject* parent = nullptr);

  // Nothing without a run to stand beside. A run of another input needs A's model: a trace file holds none.
  void run_model(const QString& folder);
  // A translator's decoder reads `target` where that is not empty; else it writes itself.
  void run_text(const QString& text, const QString& target = {});
  void run_picture(const QString& file);
  bool stop();  // whether there was one under way

  [[nodiscard]] bool running() const { return context_.client.busy(kSlot); }
  [[nodiscard]] QString what() const { return what_; }  // is run: the model's folder or the input
  [[nodiscard]] const Progress& progress() const { return progress_; }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }  // of the last
  void forget_error();

 Q_SIGNALS:
  void changed();
  void arrived();  // it is B

 private:
  static constexpr char kSlot[] = "studio.compare.run";
  void run(std::string model, InputSpec input, const QString& what);

  Context context_;
  QString what_;
  Progress progress_;
  std::optional<Error> error_;
};

}  // namespace headlight::ui
