// Selection, history and the list of runs as plain values.
#include <gtest/gtest.h>

#include "ui/state/catalogue.h"
#include "ui/state/detections.h"
#include "ui/state/first_selection.h"
#include "ui/state/store.h"
#include "tests/places.h"

namespace headlight::ui {
namespace {

TracePtr trace_of(TraceId id, int layers, int heads, std::vector<std::string> tokens, const std::string& model = "m") {
  auto trace = std::make_shared<TraceInfo>();
  trace->id = id;
  trace->model.path = model;
  Axis axis;
  axis.labels = std::move(tokens);
  axis.special.assign(axis.labels.size(), 0);
  axis.special.front() = 1;
  trace->axes = {axis};
  for (int layer = 0; layer < layers; ++layer) {
    trace->sites.push_back({.id = layer, .stream = "encoder", .layer = layer, .heads = heads});
  }
  return trace;
}

TEST(History, UndoesAndRedoesValuesAndForgetsWhatWasUndone) {
  History<int> history(2);
  EXPECT_FALSE(history.can_undo());
  history.record(1);
  history.record(2);
  history.record(3);
  EXPECT_EQ(history.undo(4), 3);
  EXPECT_EQ(history.undo(3), 2);
  EXPECT_EQ(history.undo(2), std::nullopt) << "holds two values only";
  EXPECT_EQ(history.redo(2), 3);
  history.record(9);
  EXPECT_FALSE(history.can_redo());
}

TEST(Selection, IsFittedToTheTrace) {
  const auto trace = trace_of(1, 2, 3, {"[CLS]", "a", "b"});
  Selection wild;
  wild.stream = "nowhere";
  wild.layer = 7;
  wild.head.head = -4;
  wild.query = 50;
  const Selection fit = fitted(*trace, wild);
  EXPECT_EQ(fit.stream, "encoder");
  EXPECT_EQ(fit.layer, 1);
  EXPECT_EQ(fit.head.head, 0);
  EXPECT_EQ(fit.query, 2);
  EXPECT_EQ(fit.key, -1);
}

TEST(Selection, BeginsAtThePronoun) {
  const auto trace = trace_of(1, 6, 12, {"[CLS]", "because", "it", "was", "heavy"});
  const Selection first = first_selection(*trace);
  EXPECT_EQ(first.layer, 3);
  EXPECT_EQ(first.head.head, 1);
  EXPECT_EQ(first.query, 2);
}

// −2…2 on 0…0.02 would be two colours.
TEST(Store, ARangeSetByHandIsOfOneQuantity) {
  Store store;
  Look look = store.look();
  look.fixed_range = true;
  look.high = 0.02;
  store.set_look(look);
  look.map = "magma";
  store.set_look(look);
  EXPECT_TRUE(store.look().fixed_range);
  look.quantity = Quantity::score;
  store.set_look(look);
  EXPECT_FALSE(store.look().fixed_range);
  look.quantity = Quantity::weight;
  store.set_look(look);
  look.quantity = Quantity::score;
  look.low = -2;
  look.high = 2;
  store.set_look(look);
  EXPECT_TRUE(store.look().fixed_range) << "both at once, as a session does";
}

// The earlier one of two equal traces may be held by the store alone, and is let go as the new one takes its place.
TEST(Store, ARunThatIsRunAgainKeepsItsQuestion) {
  std::unique_ptr<TraceInfo> gone;
  Store store;
  const auto first = trace_of(1, 2, 2, {"[CLS]", "a", "b"});
  store.add_run(TracePtr(new TraceInfo(*first), [&gone](const TraceInfo* trace) {
    gone.reset(const_cast<TraceInfo*>(trace));
    *gone = TraceInfo();  // whoever still reads it reads another trace
  }), "m", {});
  Studio studio;
  studio.question.from = {1};
  store.set_studio(studio);
  store.add_run(first, "m", {});
  EXPECT_NE(gone, nullptr);
  EXPECT_EQ(store.studio().question.from, (std::vector<std::int64_t>{1}));
  EXPECT_EQ(store.runs().size(), 1U);
}

TEST(Store, AQuestionFollowsItsWordsIntoAnotherText) {
  Store store;
  store.add_run(trace_of(1, 4, 4, {"[CLS]", "the", "wrench", "it"}), "m", {});
  Studio studio;
  studio.question = {.from = {3}, .to = {1, 2}};
  store.set_studio(studio);
  store.add_run(trace_of(2, 4, 4, {"[CLS]", "so", "it", "has", "the", "wrench"}), "m", {});
  EXPECT_EQ(store.studio().question, (Question{.from = {2}, .to = {4, 5}}));
  store.add_run(trace_of(3, 4, 4, {"[CLS]", "it", "has", "the", "cat"}), "m", {});
  EXPECT_EQ(store.studio().question, (Question{.from = {1}, .to = {3}})) << "what is gone is left out";
  store.add_run(trace_of(4, 4, 4, {"[CLS]", "a", "cat", "it"}), "m", {});
  EXPECT_EQ(store.studio().question, (Question{.from = {3}, .to = {}})) << "and nothing else takes its place";
  store.undo();
  EXPECT_EQ(store.studio().question, (Question{.from = {1}, .to = {3}}));
}

TEST(Store, TheSelectionsQuestionIsLostWithItsKey) {
  Store store;
  store.add_run(trace_of(1, 4, 4, {"[CLS]", "the", "wrench", "it"}), "m", {});
  Selection next = store.selection();
  next.key = 2;
  store.settle(next);
  store.add_run(trace_of(2, 4, 4, {"[CLS]", "a", "hammer", "it"}), "m", {});
  EXPECT_FALSE(store.studio().question.lost) << "nobody chose that key";
  next = store.selection();
  next.key = 2;
  store.select(next);
  store.add_run(trace_of(3, 4, 4, {"[CLS]", "the", "cat", "it"}), "m", {});
  EXPECT_TRUE(store.studio().question.lost);
  next = store.selection();
  next.key = 1;
  store.settle(next);
  EXPECT_TRUE(store.studio().question.lost) << "a key that the program takes is nobody's question";
  next.key = 2;
  store.select(next);
  EXPECT_EQ(store.studio().question, Question{});
}

TEST(Store, KeepsTheSelectionAcrossRunsOfOneModel) {
  Store store;
  store.add_run(trace_of(1, 4, 4, {"[CLS]", "a", "b", "c"}), "m", {});
  Selection next = store.selection();
  next.layer = 3;
  next.query = 3;
  store.select(next);
  store.add_run(trace_of(2, 4, 4, {"[CLS]", "a"}), "m", {});
  EXPECT_EQ(store.selection().layer, 3);
  EXPECT_EQ(store.selection().query, 1) << "fitted to the shorter text";
  store.add_run(trace_of(3, 2, 2, {"[CLS]", "a"}, "other"), "other", {});
  EXPECT_EQ(store.selection().layer, 1) << "another model starts anew";
}

TEST(Store, ListsEqualTracesOnce) {
  Store store;
  store.add_run(trace_of(1, 1, 1, {"a"}), "m", {});
  store.add_run(trace_of(2, 1, 1, {"b"}), "m", {});
  store.add_run(trace_of(1, 1, 1, {"a"}), "m", {});
  ASSERT_EQ(store.runs().size(), 2U);
  EXPECT_EQ(store.runs().back().trace->id, 1U);
  EXPECT_EQ(store.run()->trace->id, 1U);
}

TEST(Store, UndoRestoresLookAndSelectionOneStepAtATime) {
  Store store;
  store.add_run(trace_of(1, 4, 4, {"[CLS]", "a", "b", "c"}), "m", {});
  const ViewState begin = store.view();
  Look look = store.look();
  look.top_k = 7;
  store.set_look(look);
  Selection next = store.selection();
  next.head.head = 3;
  store.select(next);
  store.select(next);  // no change, no step
  store.undo();
  EXPECT_EQ(store.look().top_k, 7);
  EXPECT_EQ(store.selection(), begin.selection);
  store.undo();
  EXPECT_EQ(store.view(), begin);
  EXPECT_FALSE(store.can_undo());
  store.redo();
  store.redo();
  EXPECT_EQ(store.selection().head.head, 3);
}

TEST(Store, SkipsForgottenRunsWhenUndoing) {
  Store store;
  store.add_run(trace_of(1, 1, 1, {"a"}), "m", {});
  store.add_run(trace_of(2, 1, 1, {"b"}), "m", {});
  store.forget_run(store.runs().front().number);
  store.undo();
  EXPECT_EQ(store.run()->trace->id, 2U);
}

TEST(History, ForgetsValuesAndTheStepsThatWouldThenChangeNothing) {
  History<int> history;
  for (const int value : {1, 7, 1, 7, 2}) history.record(value);
  EXPECT_EQ(history.undo(3), 2);
  history.forget([](int value) { return value == 7; }, 2);
  EXPECT_EQ(history.undo(2), 1);
  EXPECT_FALSE(history.can_undo()) << "1, 1 is one step";
  EXPECT_EQ(history.redo(1), 2);
  EXPECT_EQ(history.redo(2), 3);
}

TEST(Store, ForgettingARunLeavesOneStepForEachChange) {
  Store store;
  store.add_run(trace_of(1, 2, 2, {"a"}), "m", {});
  const auto first = store.view().run;
  store.add_run(trace_of(2, 2, 2, {"b"}), "m", {});
  const auto second = store.view().run;
  store.show_run(first);
  store.show_run(second);
  store.show_run(first);
  store.forget_run(second);
  EXPECT_FALSE(store.can_undo()) << "nothing but the first run was ever shown";
  Look look = store.look();
  look.top_k = 9;
  store.set_look(look);
  store.undo();
  EXPECT_EQ(store.look().top_k, 3);
  store.redo();
  EXPECT_EQ(store.look().top_k, 9);
  EXPECT_FALSE(store.can_redo());
}

TEST(Store, ARunMadeAgainKeepsItsNumberAndIsAnnounced) {
  Store store;
  store.add_run(trace_of(1, 1, 1, {"a"}), "m", {});
  const auto number = store.view().run;
  int announced = 0;
  QObject::connect(&store, &Store::run_changed, [&] { ++announced; });
  store.add_run(trace_of(1, 1, 1, {"a"}), "m", {});
  EXPECT_EQ(store.view().run, number);
  EXPECT_EQ(announced, 1);
  EXPECT_FALSE(store.can_undo());
}

TEST(Store, AnotherStreamOrRunClearsWhatWasHoveredAndKeepsWhatWasPinned) {
  Store store;
  auto trace = std::make_shared<TraceInfo>(*trace_of(1, 2, 2, {"a", "b", "c"}));
  trace->sites[1].stream = "cross";
  trace->sites[1].layer = 0;
  store.add_run(trace, "m", {});
  store.hover({1, 2, -1, -1});
  store.set_pinned(true);
  Selection other = store.selection();
  other.stream = other.stream == "cross" ? "encoder" : "cross";
  store.select(other);
  EXPECT_EQ(store.hovered(), Hover{});
  EXPECT_TRUE(store.pinned());
  store.swap_pinned();
  EXPECT_NE(store.selection().stream, other.stream) << "back in the stream that was pinned";
  EXPECT_TRUE(store.pinned());
  store.set_pinned(false);
  store.hover({1, 2, -1, -1});
  store.add_run(trace_of(2, 1, 1, {"a"}), "m", {});
  EXPECT_EQ(store.hovered(), Hover{});
}

// Detection tokens after the patches: rows 5, 6, 7 of a [CLS] token, 4 patches and 3 of them.
TEST(Store, ADetectionTokensRowAndItsObjectAreChosenTogether) {
  auto trace = std::make_shared<TraceInfo>(*trace_of(1, 1, 2, {"a"}));
  Axis patches;
  patches.kind = AxisKind::patches;
  patches.labels = {"[CLS]"};
  patches.leading = 1;
  patches.grid = {2, 2};
  patches.trailing = {"[DET]", "[DET]", "[DET]"};
  Axis objects;
  objects.id = 1;
  objects.kind = AxisKind::queries;
  objects.labels = {"car", "bus", "tree"};
  objects.boxes.resize(3);
  trace->axes = {patches, objects};
  trace->sites[0].query_axis = trace->sites[0].key_axis = 0;
  trace->detections = {{2, 0, "tree", 0.9, {}}, {0, 0, "car", 0.8, {}}};
  Store store;
  store.add_run(trace, "m", {});
  EXPECT_EQ(store.selection().detection, 2) << "the likeliest";
  EXPECT_EQ(store.selection().query, 7);
  EXPECT_EQ(links_site(*trace, store.selection()), &trace->sites[0]) << "they look at one another";
  EXPECT_TRUE(can_show(*trace, store.selection(), Photo::map));
  store.select(with_object(*trace, store.selection(), 0));
  EXPECT_EQ(store.selection().query, 5);
  Selection next = store.selection();
  next.query = 6;
  store.select(next);
  EXPECT_EQ(store.selection().detection, 1);
  next = store.selection();
  next.query = 2;
  store.select(next);
  EXPECT_EQ(store.selection().query, 2);
  EXPECT_EQ(store.selection().detection, -1) << "a patch is no object";
  next = store.selection();
  next.detection = 2;
  store.select(next);
  EXPECT_EQ(store.selection().query, 7);
}

TEST(Store, OneGestureIsOneStep) {
  Store store;
  store.add_run(trace_of(1, 2, 2, {"a", "b"}), "m", {});
  Look look = store.look();
  for (const double weight : {0.1, 0.2, 0.3}) {
    look.least_weight = weight;
    store.set_look(look, 7);
  }
  look.least_weight = 0.4;
  store.set_look(look, 8);
  store.undo();
  EXPECT_DOUBLE_EQ(store.look().least_weight, 0.3);
  store.undo();
  EXPECT_DOUBLE_EQ(store.look().least_weight, 0);
  EXPECT_FALSE(store.can_undo());
  look.least_weight = 0.5;
  store.set_look(look, 8);
  EXPECT_TRUE(store.can_undo()) << "after an undo the same gesture is a step again";
}

TEST(Store, ThePinnedViewIsSwappedWithTheCurrent) {
  Store store;
  store.add_run(trace_of(1, 2, 2, {"a", "b"}), "m", {});
  store.swap_pinned();
  EXPECT_FALSE(store.can_undo()) << "nothing is pinned";
  const Selection before = store.selection();
  store.set_pinned(true);
  Selection next = before;
  next.head.head = 1 - before.head.head;
  store.select(next);
  store.swap_pinned();
  EXPECT_EQ(store.selection(), before);
  EXPECT_TRUE(store.pinned());
  store.swap_pinned();
  EXPECT_EQ(store.selection(), next);
  store.undo();
  EXPECT_EQ(store.selection(), before);
}

TEST(Store, APlaceOfThePictureStaysWithItsQuery) {
  Store store;
  store.add_run(trace_of(1, 2, 2, {"a", "b", "c"}), "m", {});
  Selection next = store.selection();
  next.query = 1;
  next.place = {3, 4};
  store.select(next);
  next.layer = 0;
  next.head.head = 0;
  store.select(next);
  EXPECT_EQ(store.selection().place, next.place) << "at every head of every layer";
  next.query = 2;
  store.select(next);
  EXPECT_EQ(store.selection().place, std::nullopt) << "another query has its own";
  store.undo();
  EXPECT_TRUE(store.selection().place.has_value());
  store.add_run(trace_of(2, 2, 2, {"a", "b", "c"}), "m", {});
  EXPECT_EQ(store.selection().place, std::nullopt) << "of another picture";
}

TEST(Store, ALevelOfTheReceptiveFieldStaysWithItsModel) {
  Store store;
  store.add_run(trace_of(1, 2, 2, {"a"}), "m", {});
  Look look = store.look();
  look.field_level = 3;
  store.set_look(look);
  store.add_run(trace_of(2, 2, 2, {"a", "b"}), "m", {});
  EXPECT_EQ(store.look().field_level, 3);
  store.add_run(trace_of(3, 2, 2, {"a"}, "other"), "other", {});
  EXPECT_EQ(store.look().field_level, -1);
}

TEST(Store, HoverStopsWhilePinned) {
  Store store;
  store.hover({1, 2, -1, -1});
  store.set_pinned(true);
  store.hover({0, 0, -1, -1});
  EXPECT_EQ(store.hovered().query, 1);
}

TEST(Samples, AreReadWithTheirPicturesAndBrokenFilesGiveNone) {
  const auto samples = read_samples(QString::fromStdString(headlight::tests::resources() + "/samples/samples.json"));
  ASSERT_FALSE(samples.empty());
  bool text = false, image = false;
  for (const Sample& sample : samples) {
    EXPECT_FALSE(sample.name.isEmpty());
    text = text || !sample.input.text.empty();
    image = image || !sample.input.image.empty();
  }
  EXPECT_TRUE(text);
  EXPECT_TRUE(image);
  EXPECT_TRUE(read_samples(QString::fromStdString(headlight::tests::resources() + "/tokens.json")).empty());
  EXPECT_TRUE(read_samples(QStringLiteral("/no/such/file")).empty());
}

}  // namespace
}  // namespace headlight::ui
