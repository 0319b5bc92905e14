// Writes what is shown as a figure or as data, with a live preview.
#pragma once

#include <optional>

#include "ui/controls/button.h"
#include "ui/controls/choices.h"
#include "ui/controls/framed_dialog.h"
#include "ui/controls/frames.h"
#include "ui/figures/export.h"
#include "ui/panels/context.h"
#include "ui/studio/common/shown_figure.h"
#include "ui/window/figure_preview.h"
#include "ui/window/frames_export.h"

class QSpinBox;

namespace headlight::ui {

class CentreView;

// What the next dialog begins with: as the last one was left.
struct ExportChoices {
  int format = 0, width = 1;
  QString millimetres = QStringLiteral("120"), dpi = QStringLiteral("300");
  bool source = true;
};

class ExportDialog : public FramedDialog {
  Q_OBJECT

 public:
  // `shown`: what the workspace shows, offered before the views of the run.
  ExportDialog(Context context, CentreView& centre, std::vector<ShownFigure> shown, ExportChoices& kept, QWidget* parent);
  [[nodiscard]] bool ready() const { return built_.has_value(); }
  // Writes into `path`, with the chosen format's ending added where it has none of them.
  void write(QString path);
  [[nodiscard]] QString message() const { return message_->text(); }
  [[nodiscard]] FigurePreview* paper() const { return paper_; }
  [[nodiscard]] FigureSpec spec() const;  // of what is chosen now
  [[nodiscard]] QLineEdit* frames() const { return frames_; }  // of a video; hidden for others
  [[nodiscard]] Segments* frames_as() const { return frames_as_; }  // figures of their own, or one video

  void reject() override;  // stops the writing of frames first

 Q_SIGNALS:
  void written(QString path);
  void frames_written(headlight::ui::SequenceWritten written);
  void prepared();

 protected:
  bool focusNextPrevChild(bool next) override;  // the options, the buttons, then the preview

 private:
  void build();
  void fill_views(CentreView& centre);
  void build_options(QVBoxLayout& column);
  void refresh();                 // another view: asks for its numbers
  void gather(FigurePlan plan, std::vector<Reply> replies);
  void fail(const Error& error);
  void preview();
  void choose_path();
  void write_frames(const QString& path);
  void choose_video(bool video);
  [[nodiscard]] bool writes_frames() const;
  [[nodiscard]] bool writes_video() const;
  [[nodiscard]] PageSpec page() const;
  [[nodiscard]] QString ending() const;
  [[nodiscard]] const ShownFigure* of_workspace() const;  // null while a view of the run is chosen

  Context context_;
  std::vector<ShownFigure> shown_;
  ExportChoices& kept_;
  Choice* view_;
  Segments *format_, *width_, *seen_, *frames_as_;
  QLineEdit *millimetres_, *dpi_;
  CheckBox* source_;
  QLineEdit* frames_;
  FramesExport* range_;
  FigurePreview* paper_;
  QWidget* options_ = nullptr;
  ElidedLabel* size_;
  QLabel* message_;
  Button *export_, *cancel_;
  std::optional<BuiltFigure> built_;
  TracePtr trace_;
};

}  // namespace headlight::ui
