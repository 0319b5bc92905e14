// Writes one figure a frame of the current run's video, off the GUI thread.
#pragma once

#include <QObject>
#include <QString>
#include <atomic>
#include <thread>

#include "ui/figures/sequence.h"
#include "ui/panels/context.h"

namespace headlight::ui {

class FramesExport : public QObject {
  Q_OBJECT

 public:
  FramesExport(Context context, QObject* parent = nullptr) : QObject(parent), context_(context) {}
  ~FramesExport() override;

  // `figure` is of `shown`, the frame that is looked at: the chosen object is followed from there, and all keep the numbers
  // and colours that they have in the window. One that is not followed: in the range's nearest frame the object whose box
  // is nearest takes its place. Traces that the window shows stay.
  void start(const TraceInfo& shown, FigureSpec figure, SequenceSpec sequence);
  void stop() { stopped_ = true; }
  [[nodiscard]] bool running() const { return running_; }

 Q_SIGNALS:
  void progressed(double share);
  void finished(headlight::Result<headlight::ui::SequenceWritten> written);

 private:
  Context context_;
  std::atomic<bool> stopped_ = false;
  bool running_ = false;
  std::jthread worker_;
};

}  // namespace headlight::ui
