// The chosen object as part of the one selection.
#include "ui/state/detections.h"

#include <gtest/gtest.h>

#include "ui/state/first_selection.h"
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

TEST(Detections, AreShownFromTheLeastScoreOn) {
  const auto trace = detector(1, {1, 3});
  const auto shown = [&](double least) {
    Look look;
    look.least_score = least;
    std::vector<std::int64_t> queries;
    for (const Detection& object : shown_objects(*trace, look)) queries.push_back(object.query);
    return queries;
  };
  using Queries = std::vector<std::int64_t>;
  EXPECT_EQ(shown(-1), (Queries{1, 3})) << "the usual 0.5";
  const auto weak = detector(3, {1, 3, 4});  // a model that reports what scores 0.3 too
  EXPECT_EQ(shown_objects(*weak, Look{}).size(), 2U);
  EXPECT_DOUBLE_EQ(least_score(Look{}), 0.5);
  EXPECT_EQ(shown(0.85), (Queries{1}));
  EXPECT_EQ(shown(0.95), (Queries{}));
  EXPECT_EQ(shown(0.2), (Queries{1, 3, 4, 2})) << "others follow by score";
  const auto suppressed = detector(2, {1});  // query 3 scores more than some that could be reported
  Look look;
  look.least_score = 0.05;
  EXPECT_EQ(shown_objects(*suppressed, look).size(), 5U);
  suppressed->detections.front().score = 0.5;  // the weakest that is reported is below query 3: that was taken out
  EXPECT_EQ(shown_objects(*suppressed, look).size(), 4U);
}

TEST(Detections, EachLayerHasItsPictures) {
  const auto trace = detector(1, {1, 3});
  const auto at = [](const char* stream, int layer) {
    Selection selection;
    selection.stream = stream;
    selection.layer = layer;
    return selection;
  };
  EXPECT_EQ(shown_photo(*trace, at("deformable_decoder", 0), Photo::own), Photo::points);
  EXPECT_EQ(shown_photo(*trace, at("deformable_decoder", 0), Photo::links), Photo::links);
  EXPECT_EQ(shown_photo(*trace, at("deformable_decoder", 1), Photo::links), Photo::points) << "no such layer between objects";
  EXPECT_EQ(shown_photo(*trace, at("decoder", 0), Photo::own), Photo::links);
  EXPECT_EQ(shown_photo(*trace, at("encoder", 0), Photo::own), Photo::map);
  EXPECT_EQ(links_site(*trace, at("deformable_decoder", 0))->id, 1);
  EXPECT_EQ(points_site(*trace, at("decoder", 0))->id, 2);
  EXPECT_EQ(points_site(*trace, at("encoder", 0)), nullptr);
}

TEST(Detections, TheFirstLookIsAtTheBestInTheLastLayer) {
  const Selection first = first_selection(*detector(1, {1, 3}));
  EXPECT_EQ(first.stream, "deformable_decoder");
  EXPECT_EQ(first.layer, 1);
  EXPECT_EQ(first.detection, 1);
  EXPECT_EQ(first.query, 1);
  EXPECT_EQ(first_selection(*detector(2, {})).detection, -1) << "nothing found: no query is taken for it";
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

TEST(Detections, AnObjectIsFoundWhereItLiesInAnotherPicture) {
  const Detection one{7, 0, "car", 0.9, {0, 0, 100, 100}};
  TraceInfo other;
  other.detections = {{1, 1, "bus", 0.9, {0, 0, 100, 100}}, {2, 0, "car", 0.8, {10, 0, 110, 100}}, {3, 0, "car", 0.7, {60, 0, 160, 100}}};
  ASSERT_NE(matching(one, other, 0.1), nullptr);
  EXPECT_EQ(matching(one, other, 0.1)->query, 2) << "of its class the nearest";
  EXPECT_EQ(matching(one, other, 0.1, Alike::any)->query, 1);
  EXPECT_EQ(matching(one, other, 0.9), nullptr);
}

}  // namespace
}  // namespace headlight::ui
