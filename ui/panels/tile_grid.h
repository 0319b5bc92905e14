// A run over a grid of tiles of the picture that is shown: tile by tile, so that it can be stopped and gone on with. What
// was found in all of them is one list, in one order, wherever it is shown; it is kept until another picture is opened.
#pragma once

#include <QObject>
#include <QRectF>
#include <QTimer>
#include <optional>
#include <vector>

#include "ui/state/run_controller.h"

namespace headlight::ui {

class TileGrid : public QObject {
  Q_OBJECT

 public:
  TileGrid(Store& store, SessionClient& client, RunController& runs, QObject* parent = nullptr);

  [[nodiscard]] static std::vector<std::int64_t> edges(QSizeF picture);  // of tiles that make sense for it
  // Whether the model of the run shown can be run on tiles of its picture, and the edges of those.
  [[nodiscard]] std::vector<std::int64_t> edges_here() const;

  void start(std::int64_t edge);
  void stop();        // what is done stays
  void go_on();       // with the tiles that a stop left
  void start_over();  // with tiles of the same size
  void forget();      // with what was found
  [[nodiscard]] bool running() const { return running_; }
  [[nodiscard]] bool stopped() const { return !running_ && !run_.parts.empty() && run_.parts.size() < tiles_.size(); }
  [[nodiscard]] std::size_t done() const { return run_.parts.size(); }
  [[nodiscard]] std::size_t planned() const { return tiles_.size(); }
  [[nodiscard]] double fraction() const;
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }  // of the tile that ended it
  [[nodiscard]] const TiledRun& result() const { return run_; }

  // An entry of the list: an object; of a model that finds none, a tile.
  struct Entry {
    std::size_t part = 0;
    QRectF at;           // original pixels
    QString name;        // "bus"; of a tile its place
    double score = -1;   // −1: none
    std::int64_t query = -1;
  };
  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
  [[nodiscard]] bool finds_objects() const;
  [[nodiscard]] QString words() const;  // "Tile 12 of 48", "57 found in 48 tiles", "Stopped: 12 of 48 tiles"

  // Whether the list of objects is this one's, not that of the run shown; while it runs it is.
  [[nodiscard]] bool listed() const { return listed_; }
  void put_away();  // what was found stays for show_join()
  // All that was found, on the picture, in the place of the run shown.
  void show_join();
  [[nodiscard]] bool shows_join() const { return joined_; }
  // Shows an entry's tile, its trace and the object's points. By its place in entries().
  void choose(int number);
  void step(int by);                  // chooses the one so many places further
  [[nodiscard]] int chosen() const;  // by what is shown; −1: none

 Q_SIGNALS:
  void changed();
  void place_wanted(QRectF part);  // of the picture, to be seen; null: all of it

 private:
  void run_next();
  void take(Result<Reply> reply);
  void finish();
  void join();
  void release_parts();
  void leave_join();
  void run_changed();
  void view_changed();
  void take_chosen();
  void number_objects();
  void list();

  Store& store_;
  SessionClient& client_;
  RunController& runs_;
  RunRequest request_;
  std::int64_t edge_ = 0;
  std::vector<std::array<double, 4>> tiles_;
  TiledRun run_;               // of the first tiles; they stay as long as they are listed
  std::int64_t bytes_ = 0;     // of the traces among them that are kept
  std::vector<Entry> entries_;
  std::optional<Error> error_;
  double within_ = 0;          // of the tile that runs
  bool running_ = false, listed_ = false, joined_ = false, new_parts_ = false;
  std::int64_t beside_ = -1;   // the object that was chosen in the run shown when the join came over it
  int wanted_ = -1;            // number of the entry whose tile is under way
  QTimer joins_;               // what comes in is joined now and then
};

}  // namespace headlight::ui
