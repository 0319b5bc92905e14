// A run over a grid of tiles from the picture's panel: its progress, then everything that was found, drawn on the picture
// and listed over it. It is kept until another picture is opened.
#pragma once

#include <QFrame>
#include <vector>

#include "ui/panels/context.h"
#include "ui/panels/joined_boxes.h"
#include "ui/panels/picture_zoom.h"

class QAction;
class QLabel;
class QListWidget;
class QProgressBar;
class QPushButton;

namespace headlight::ui {

class PanelFrame;

class GridTool : public QFrame {
  Q_OBJECT

 public:
  // `name`: of this one among those of the window.
  GridTool(Context context, FigureCanvas& canvas, PictureZoom& zoom, const PictureSource& picture, const std::string& name);
  [[nodiscard]] QAction* action() const { return action_; }

  void add_to(PanelFrame& panel);

  // Runs the model of the run shown on every tile of its picture.
  void start(std::int64_t tile);
  void stop();
  void put_away();   // what was found stays for show_join()
  void show_join();  // all that was found, on the picture and in the list
  [[nodiscard]] bool shows_join() const { return joined_->isVisibleTo(&canvas_); }
  [[nodiscard]] JoinedBoxes& joined() const { return *joined_; }
  // Shows a detection's tile, its trace and its points; a model without detections: the tile. Number of the list.
  void choose(int number);

  [[nodiscard]] bool running() const;
  [[nodiscard]] const TiledRun* result() const { return found_ ? &*found_ : nullptr; }
  [[nodiscard]] static std::vector<std::int64_t> edges(QSizeF picture);  // of tiles that make sense for it

 protected:
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  void arrived(Result<Reply> reply);
  void show_progress(const Progress& progress);
  void forget();  // with what was found
  void release_parts();
  void fill_list();
  void fill_boxes();
  void leave_join();
  void view_changed();
  void offer();  // the menu: the last join, and edges
  void run_changed();
  void take_chosen();
  void place();

  [[nodiscard]] std::size_t part_of(int number) const;
  [[nodiscard]] QStringList entries() const;

  Context context_;
  std::string slot_;
  FigureCanvas& canvas_;
  PictureZoom& zoom_;
  QAction* action_;
  QLabel *title_, *words_;
  QProgressBar* bar_;
  QListWidget* list_;
  QPushButton *stop_, *all_;
  JoinedBoxes* joined_;
  std::int64_t beside_ = -1;  // the object that was chosen in the run shown when the join came over it
  TiledRunRequest request_;
  Progress progress_;
  std::optional<TiledRun> found_;  // its tiles stay as long as they are listed
  int wanted_ = -1;  // number of the entry whose tile is under way
};

}  // namespace headlight::ui
