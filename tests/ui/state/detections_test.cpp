// The chosen object as part of the one selection.
#include "ui/state/detections.h"

#include <gtest/gtest.h>

#include "ui/state/store.h"

namespace headlight::ui {
namespace {

// Four cells of a picture and five object queries, two of them detections; streams encoder (cells), decoder (objects),
// deformable_decoder (objects over cells).
std::shared_ptr<TraceInfo> detector(TraceId id, std::vector<std::int64_t> found) {
  auto trace = std::make_shared<TraceInfo>();
  trace->id = id;
  trace->model.path = "m";
  Axis cells, objects;
  cells.kind = AxisKind::patches;
  cells.grid = {2, 2};
  objects.id = 1;
  objects.kind = AxisKind::queries;
  objects.boxes.resize(5);
  objects.scores = {0.1, 0.9, 0.2, 0.8, 0.3};
  objects.labels = {"tree", "bus", "tree", "car", "tree"};
  trace->axes = {cells, objects};
  trace->sites = {{.id = 0, .stream = "encoder", .heads = 2},
                  {.id = 1, .stream = "decoder", .heads = 2, .query_axis = 1, .key_axis = 1},
                  {.id = 2, .stream = "deformable_decoder", .kind = SiteKind::deformable, .heads = 2, .query_axis = 1},
                  {.id = 3, .stream = "deformable_decoder", .layer = 1, .kind = SiteKind::deformable, .heads = 2, .query_axis = 1}};
  for (const std::int64_t query : found) {
    const auto at = std::size_t(query);
    trace->detections.push_back({query, 0, objects.labels[at], objects.scores[at], {}});
  }
  return trace;
}

TEST(Detections, AreNumberedAndEveryQueryHasWords) {
  const auto trace = detector(1, {1, 3});
  EXPECT_EQ(detection_number(*trace, 3), 1);
  EXPECT_EQ(detection_number(*trace, 2), -1);
  EXPECT_EQ(object_words(*trace, 1).label, "bus");
  EXPECT_DOUBLE_EQ(object_words(*trace, 4).score, 0.3);
  EXPECT_TRUE(object_words(*trace, 99).label.empty());
  EXPECT_EQ(object_stream(*trace, "encoder"), "deformable_decoder");
}

TEST(Detections, TheFirstLookIsAtTheBestInTheLastLayer) {
  const Selection first = first_selection(*detector(1, {1, 3}));
  EXPECT_EQ(first.stream, "deformable_decoder");
  EXPECT_EQ(first.layer, 1);
  EXPECT_EQ(first.detection, 1);
  EXPECT_EQ(first.query, 1);
  EXPECT_EQ(first_selection(*detector(2, {})).detection, 0) << "nothing found: some query";
}

TEST(Detections, ObjectAndRowAreOneWhereRowsAreObjects) {
  Store store;
  store.add_run(detector(1, {1, 3}), "m", {});
  Selection next = store.selection();
  next.query = 4;  // a row of a map
  store.select(next);
  EXPECT_EQ(store.selection().detection, 4);
  next = store.selection();
  next.detection = 3;  // a line of the list
  store.select(next);
  EXPECT_EQ(store.selection().query, 3);
  next = store.selection();
  next.stream = "encoder";
  next.query = 2;
  store.select(next);
  EXPECT_EQ(store.selection().detection, 3) << "a cell of the picture is no object";
  next = store.selection();
  next.stream = "decoder";
  next.query = -1;
  store.select(next);
  EXPECT_EQ(store.selection().query, 3);
  store.undo();
  EXPECT_EQ(store.selection().query, 2);
  next = store.selection();
  next.stream = "decoder";
  next.query = next.detection = -1;
  store.select(next);
  EXPECT_EQ(store.selection().detection, -1) << "can be cleared";
}

TEST(Detections, AnotherPictureKeepsTheObjectOrTakesItsBest) {
  Store store;
  store.add_run(detector(1, {1, 3}), "m", {});
  store.select(with_object(*store.trace(), store.selection(), 3));
  store.add_run(detector(2, {3, 1}), "m", {});
  EXPECT_EQ(store.selection().detection, 3) << "found there too";
  store.add_run(detector(3, {1}), "m", {});
  EXPECT_EQ(store.selection().detection, 1);
}

}  // namespace
}  // namespace headlight::ui
