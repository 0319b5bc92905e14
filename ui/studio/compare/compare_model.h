// A and B of a comparison, their maps on common rows and columns, and how like every head is to A.
#pragma once

#include <QObject>
#include <optional>

#include "ui/panels/context.h"
#include "ui/studio/common/head_changes.h"
#include "ui/studio/common/site_shapes.h"
#include "ui/studio/common/triple_maps.h"
#include "ui/studio/compare/beside_run.h"
#include "ui/studio/compare/compare_numbers.h"

namespace headlight::ui {

class CompareModel : public QObject {
  Q_OBJECT

 public:
  explicit CompareModel(Context context, QObject* parent = nullptr);

  void refresh();
  void retry();

  [[nodiscard]] BesideRun& beside() { return context_.beside; }  // makes the B that there is no run of yet

  // What A and B are: a head of a layer of a run. A is the selection.
  struct Place {
    const Run* run = nullptr;
    const SiteInfo* site = nullptr;
    int head = 0;
    std::int64_t row = -1;  // the query whose row is compared; −1: the whole map
    [[nodiscard]] QString name() const;  // "3.1"
    [[nodiscard]] QString row_name() const;  // "chat · 3"; empty for a whole map
    [[nodiscard]] Side row_side() const;     // of all rows
    [[nodiscard]] QString row_of_side(std::int64_t at, const Side& side) const;
  };
  [[nodiscard]] Place a() const;
  [[nodiscard]] Place b() const;  // a like head while none is chosen
  void set_b(int layer, int head);          // of B's run
  void set_b_beside_a(int layer, int head);  // of A's
  void set_b_run(std::int64_t run);
  void set_b_query(std::int64_t query);  // −1: whole maps
  [[nodiscard]] bool by_rows() const { return context_.store.studio().b.query >= 0; }
  // What set_b_query may take, by name, in order; none where the map has too many rows to list.
  [[nodiscard]] std::vector<QString> rows_of_b() const;
  void choose(const HeadPlace& head);  // of heads(): as B; between(): as A, and the same head of B's run; one undo step
  void swap();  // heads of one run; of two runs the runs too; one undo step
  [[nodiscard]] bool rolled() const;  // the maps are rollouts up to the layers of A and B
  [[nodiscard]] QString map_name(const Place& place) const;  // "3.1"; of a rollout its layers
  [[nodiscard]] bool sampled() const;  // A's layer samples points: maps are of where they lie on the picture

  struct Maps {
    Plane a, b, difference;  // on common rows and columns, or cells of the picture
    Side queries, keys;      // positions are A's; a row of B alone has one beyond them
    std::int64_t a_queries = 0, a_keys = 0;
    Whole whole;
    bool aligned = false;  // some row or column is only in one
    std::vector<OverlayContent> pictures;  // of sampled layers, for A, B and the difference; without their images
    QString whose;                         // whose points they are: "bus"
  };
  [[nodiscard]] const Maps* maps() const { return maps_ ? &*maps_ : nullptr; }
  [[nodiscard]] QString problem() const { return problem_; }  // why there are none; empty while they are awaited
  [[nodiscard]] bool late() const { return tile_a_.late() || tile_b_.late(); }
  [[nodiscard]] const std::optional<Error>& error() const;           // of the maps
  [[nodiscard]] const std::optional<Error>& likeness_error() const;  // of heads()

  // Whether heads() are how far every head of A's stream lies from the same head of B's run, and the words for why that
  // cannot be said of these two; empty where it can.
  [[nodiscard]] bool between() const { return between_problem_.isEmpty() && context_.store.studio().between; }
  [[nodiscard]] const QString& between_problem() const { return between_problem_; }
  [[nodiscard]] std::int64_t pooled() const { return between() ? changes_.pooled() : 0; }  // as HeadChanges::pooled

  // Of A's stream: Jensen–Shannon divergence to A (between(): from run to run), and group, of every head; empty before it
  // has arrived.
  struct Like {
    HeadPlace head;
    double divergence = 0;
    int group = 0;
  };
  [[nodiscard]] const std::vector<Like>& heads() const { return heads_; }  // in layer, then head order
  [[nodiscard]] const std::vector<std::size_t>& order() const { return order_; }  // places in heads(), likest first, without A; between(): all, furthest first
  [[nodiscard]] std::int64_t every() const { return every_; }

 Q_SIGNALS:
  void changed();

 private:
  void ask();
  void ask_likeness(const Place& first);
  void ask_between(const Place& first);
  // What is compared of the two runs; false, and between_problem(), where nothing is.
  [[nodiscard]] bool find_between(const Place& first, const Place& second, HeadChanges::Runs& runs);
  void take_between();
  void forget();  // and tells
  void take_maps();
  void take_dense(Maps& next, const Place& first, const Place& second) const;
  static void lay_on_picture(Maps& next, const Axis& keys);  // one row each
  void take_sampled(Maps& next, const Place& first, const Place& second);
  void take_likeness();
  void take_sampled_likeness(const Place& first);
  const std::vector<float>& sampled_pairs(const std::vector<HeadMap>& maps);
  void set_likeness(const std::vector<HeadPlace>& places, const std::vector<float>& divergence, const std::vector<float>& pairs);
  [[nodiscard]] std::vector<std::int64_t> rows_of(const Place& place) const;  // whose points are compared
  [[nodiscard]] ViewRequest map_request(const Place& place) const;

  Context context_;
  SiteShapes shapes_;
  ViewLoader tile_a_, tile_b_, like_, pairs_;
  ViewSet splats_;
  HeadChanges changes_;
  QString between_problem_;
  bool listed_between_ = false;
  std::optional<Maps> maps_;
  std::vector<Like> heads_;
  std::vector<std::size_t> order_;
  std::vector<ViewPtr> pairs_of_;  // the maps that sampled_pairs_ are of
  std::vector<float> sampled_pairs_;
  std::int64_t every_ = 1;
  QString problem_;
};

}  // namespace headlight::ui
