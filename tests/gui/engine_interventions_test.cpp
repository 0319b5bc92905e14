// What a run with changes shows is what the same changes give in a session of their own.
#include <cmath>

#include "engine/io/npy.h"
#include "tests/engine/session/tiny_model.h"
#include "tests/gui/engine_numbers.h"
#include "ui/figures/points.h"
#include "ui/state/detections.h"

namespace headlight::ui {
namespace {

// Of a run of its own session with the same changes, as `headlight ablate` makes it.
class EngineInterventions : public EngineNumbers {
 protected:
  struct Logits {
    io::FloatArray before, after;
  };
  Logits ablated(const RunRequest& run, const std::vector<Intervention>& changes, Ablation* ablation = nullptr) {
    auto apart = engine();
    const std::string folder = folder_.filePath(QStringLiteral("ablated")).toStdString();
    std::filesystem::remove_all(folder);
    auto reply = wait(*apart, AblationRequest{run, changes, folder}).take();
    if (ablation != nullptr) *ablation = std::get<Ablation>(reply);
    return {io::read_npy(folder + "/before.logits.npy").take(), io::read_npy(folder + "/after.logits.npy").take()};
  }

  void choose_detection(std::int64_t query) {
    window_->store().select(with_object(*window_->store().trace(), window_->store().selection(), query));
    ASSERT_TRUE(rested());
  }

  // Every map's change, of both runs' traces.
  void expect_changes(InterveneModel& model) {
    const KeptTrace before = kept(*model.result()->before), after = kept(*model.result()->after);
    ASSERT_FALSE(model.maps().changes().empty());
    double most = 0;
    for (const MapChange& change : model.maps().changes()) {
      const SiteInfo& of = before.info().sites[std::size_t(change.site)];
      EXPECT_NEAR(change.bits, divergence(before, of, change.head, after, of, change.head), 1e-5) << change.layer << '.' << change.head;
      most = std::max(most, change.bits);
    }
    EXPECT_GT(most, 1e-4);
    const auto maps = model.maps().maps({});
    ASSERT_TRUE(maps.has_value());
    const int head = window_->store().selection().head.head;
    for (std::int64_t row = 0; row < before.queries(site()); ++row) {
      for (std::int64_t column = 0; column < before.keys(site()); ++column)
        EXPECT_NEAR(maps->planes[2].at(row, column), after.weight(site(), head, row, column) - before.weight(site(), head, row, column), kClose);
    }
  }
};

TEST_F(EngineInterventions, WrittenWordsHaveTheProbabilitiesOfTheChangedRun) {
  open_engine("translate-en-fr", text("the robot picked up the wrench because it was heavy"));
  choose("cross", 0, 1);
  IntervenePage& page = intervene();
  page.add(Addition::layer_off);
  ASSERT_TRUE(answered(page));
  choose("cross", 1, 0);
  InterveneModel& model = page.model();
  const TraceInfo& before = *model.result()->before;
  const Axis* writes = writing_axis(before);
  ASSERT_NE(writes, nullptr);
  RunRequest run{"translate-en-fr", window_->store().run()->input, {}};
  run.input.target_ids = writes->ids;
  Ablation apart;
  const Logits logits = ablated(run, made(model.steps()), &apart);
  const auto vocabulary = std::size_t(logits.before.shape.back());
  ASSERT_EQ(std::ssize(model.words()), writes->size() - 1);
  double most = 0;
  for (std::size_t step = 0; step < model.words().size(); ++step) {
    const auto p = softmax(logits.before.values.data() + step * vocabulary, vocabulary), q = softmax(logits.after.values.data() + step * vocabulary, vocabulary);
    const auto token = std::size_t(writes->ids[step + 1]);
    EXPECT_NEAR(model.words()[step].before, p[token], kClose) << step;
    EXPECT_NEAR(model.words()[step].after, q[token], kClose) << step;
    double moved = 0;
    for (std::size_t i = 0; i < vocabulary; ++i) moved += std::abs(p[i] - q[i]) / 2;
    EXPECT_NEAR(model.words()[step].moved, moved, 1e-5);
    most = std::max(most, moved);
  }
  EXPECT_GT(most, 0.01);
  ASSERT_EQ(model.result()->changes.size(), apart.changes.size());
  for (std::size_t i = 0; i < apart.changes.size(); ++i) EXPECT_NEAR(model.result()->changes[i].most, apart.changes[i].most, 1e-6);
  RunRequest anew{"translate-en-fr", window_->store().run()->input, {}};
  anew.options.interventions = made(model.steps());
  auto session = engine();
  EXPECT_EQ(model.texts().second.toStdString(), std::get<TracePtr>(wait(*session, anew).take())->text);
  expect_changes(model);
}

TEST_F(EngineInterventions, EveryStepHasTheProbabilityOfItsBeginning) {
  open_engine("translate-en-fr", text("the robot picked up the wrench because it was heavy"));
  choose("cross", 0, 1);
  IntervenePage& page = intervene();
  page.add(Addition::head_off);
  page.add(Addition::layer_off);
  ASSERT_TRUE(answered(page));
  const InterveneModel& model = page.model();
  RunRequest run{"translate-en-fr", window_->store().run()->input, {}};
  run.input.target_ids = writing_axis(*model.result()->before)->ids;
  ASSERT_TRUE(model.watched().has_value());
  const auto step = std::size_t(model.watched()->key.mid(5).toInt());  // "step 7"
  for (std::size_t at = 0; at < 2; ++at) {
    const Logits logits = ablated(run, made({model.steps().begin(), model.steps().begin() + std::ptrdiff_t(at + 1)}));
    const auto vocabulary = std::size_t(logits.after.shape.back());
    const auto p = softmax(logits.after.values.data() + step * vocabulary, vocabulary);
    ASSERT_TRUE(model.watched_after(at).has_value()) << at;
    EXPECT_NEAR(*model.watched_after(at), p[std::size_t(run.input.target_ids[step + 1])], kClose) << at;
  }
}

TEST_F(EngineInterventions, ClassesHaveTheProbabilitiesOfTheChangedRun) {
  open_engine("scenes-vit", sample("bus-rain.png"));
  choose(site().stream, 0, 0);
  IntervenePage& page = intervene();
  page.add(Addition::layer_off);
  ASSERT_TRUE(answered(page));
  InterveneModel& model = page.model();
  const Logits logits = ablated({"scenes-vit", window_->store().run()->input, {}}, made(model.steps()));
  const auto p = softmax(logits.before.values.data(), logits.before.values.size()), q = softmax(logits.after.values.data(), logits.after.values.size());
  const auto rows = outputs_of(*model.result()->before, *model.result()->after, -1);
  ASSERT_FALSE(rows.empty());
  const auto has = [](const std::vector<double>& all, double value) { return std::ranges::any_of(all, [&](double each) { return std::abs(each - value) < kClose; }); };
  for (const OutputRow& row : rows) {
    EXPECT_TRUE(has(p, row.before)) << row.name.toStdString();
    EXPECT_TRUE(has(q, row.after)) << row.name.toStdString();
  }
  EXPECT_NEAR(rows.front().before, *std::ranges::max_element(p), kClose);
  choose(site().stream, 1, 0);
  expect_changes(model);
}

TEST_F(EngineInterventions, DetectionsHaveTheScoresOfTheChangedRun) {
  open_engine("scenes-detr", sample("car-sun.png"));
  choose("deformable_decoder", 0, 1);
  IntervenePage& page = intervene();
  page.add(Addition::layer_off);
  ASSERT_TRUE(answered(page));
  InterveneModel& model = page.model();
  const Logits logits = ablated({"scenes-detr", window_->store().run()->input, {}}, made(model.steps()));
  const std::int64_t classes = logits.after.shape.back();
  const auto score = [&](const io::FloatArray& all, const Detection& one) { return 1 / (1 + std::exp(-double(all.values.at(std::size_t(one.query * classes + one.label_id))))); };
  ASSERT_FALSE(model.result()->before->detections.empty());
  for (const Detection& one : model.result()->before->detections) EXPECT_NEAR(one.score, score(logits.before, one), kClose);
  for (const Detection& one : model.result()->after->detections) EXPECT_NEAR(one.score, score(logits.after, one), kClose);
  const auto rows = outputs_of(*model.result()->before, *model.result()->after, -1);
  for (const OutputRow& row : rows) {
    if (const Detection* one = detection_of(*model.result()->before, row.query)) {
      EXPECT_NEAR(row.before, one->score, 1e-9);
    }
  }
  EXPECT_GE(rows.size(), model.result()->before->detections.size());
}

TEST_F(EngineInterventions, ADetectionKeepsItsNumberWhereScoresChangePlaces) {
  open_engine("scenes-detr", sample("car-sun.png"));
  choose("deformable_decoder", 1, 1);
  IntervenePage& page = intervene();
  page.add(Addition::head_off);
  ASSERT_TRUE(answered(page));
  const TraceInfo& before = *page.model().result()->before;
  ASSERT_NE(before.detections.at(2).query, page.model().result()->after->detections.at(2).query) << "else this tests nothing";
  choose_detection(before.detections.at(2).query);
  ASSERT_TRUE(rested());
  const auto& shown = dynamic_cast<const PointsFigure&>(*page.points()->canvas(1)->figure()).content();
  EXPECT_EQ(shown.detections.at(2).query, before.detections.at(2).query);
  EXPECT_NEAR(shown.detections.at(2).score, detection_of(*page.model().result()->after, before.detections.at(2).query)->score, 1e-9);
}

TEST_F(EngineInterventions, LayersBeforeTheChangedOneStayAsTheyWereOverAllDetections) {
  open_engine("scenes-detr", sample("car-sun.png"));
  choose("deformable_decoder", 1, 1);
  choose_detection(-1);
  IntervenePage& page = intervene();
  page.add(Addition::head_off);  // of the last layer: it sampled before it was switched off
  ASSERT_TRUE(answered(page));
  const auto found = [](const TraceInfo& trace) {
    std::vector<std::int64_t> queries;
    for (const Detection& one : trace.detections) queries.push_back(one.query);
    return queries;
  };
  ASSERT_NE(found(*page.model().result()->before), found(*page.model().result()->after)) << "the changed run lists others, or in another order";
  ASSERT_FALSE(page.model().maps().changes().empty());
  for (const MapChange& change : page.model().maps().changes()) EXPECT_EQ(change.bits, 0) << change.layer << '.' << change.head;
  page.model().clear();
  choose("deformable_decoder", 0, 1);
  page.add(Addition::layer_off);
  ASSERT_TRUE(answered(page));
  double most = 0;
  for (const MapChange& change : page.model().maps().changes()) {
    if (change.layer == 0) EXPECT_EQ(change.bits, 0) << change.head;
    else most = std::max(most, change.bits);
  }
  EXPECT_GT(most, 1e-3);
}

TEST_F(EngineInterventions, WhatChangedMostComesFirstWhereTheChosenHeadIsOff) {
  open_engine("translate-en-fr", text("the robot picked up the wrench because it was heavy"));
  choose("cross", 0, 1);
  IntervenePage& page = intervene();
  page.add(Addition::head_off);
  ASSERT_TRUE(answered(page));
  ASSERT_TRUE(rested());
  const ChangedMaps& maps = page.model().maps();
  const MapChange most = *std::ranges::max_element(maps.changes(), {}, &MapChange::bits);
  ASSERT_GT(most.layer, 0);
  EXPECT_EQ(maps.place().site, most.site);
  EXPECT_EQ(maps.place().head, most.head);
  ASSERT_TRUE(maps.maps({}).has_value());
  EXPECT_EQ(maps.maps({})->heads.at(0), most.head);
  EXPECT_GT(maps.maps({})->planes[2].high, 0);
  for (auto* switches : page.findChildren<Segments*>()) {
    if (switches->accessibleName() == QStringLiteral("Whose maps are shown")) Q_EMIT switches->chosen(0);
  }
  ASSERT_TRUE(rested());
  EXPECT_EQ(maps.place().layer, 0);
  EXPECT_EQ(maps.maps({})->planes[2].high, 0) << "its own map is as it was";
}

TEST_F(EngineInterventions, PointsLeaveAsTheyAreNowOrNotAtAll) {
  open_engine("scenes-detr", sample("car-sun.png"));
  choose("deformable_decoder", 1, 1);
  IntervenePage& page = intervene();
  const std::int64_t query = window_->store().trace()->detections.at(3).query;
  choose_detection(query);
  ASSERT_TRUE(answered(page));
  const auto points = [&]() -> std::optional<QStringList> {
    for (const ShownFigure& one : page.figures()) {
      if (one.built.provenance.value(QStringLiteral("view")).toString() != QStringLiteral("points before and after")) continue;
      QStringList all;
      for (const auto& row : one.built.figure->data().table) {
        for (const auto& value : row) all += value.toString();
      }
      return all;
    }
    return std::nullopt;
  };
  ASSERT_TRUE(points().has_value());
  choose_detection(-1);
  choose("deformable_decoder", 0, 1);
  page.add(Addition::layer_off);
  ASSERT_TRUE(answered(page));
  EXPECT_FALSE(points().has_value()) << "those of the detection before the change";
  choose("deformable_decoder", 1, 1);
  choose_detection(query);
  ASSERT_TRUE(answered(page));
  ASSERT_TRUE(points().has_value());
  const QStringList changed = *points();
  page.model().clear();
  ASSERT_TRUE(answered(page));
  EXPECT_NE(*points(), changed);
}

// Its points stay where they are: the figure says itself that nothing is made of them.
TEST_F(EngineInterventions, TheFigureOfPointsSaysWhichHeadIsOff) {
  open_engine("scenes-detr", sample("car-sun.png"));
  choose("deformable_decoder", 1, 1);
  IntervenePage& page = intervene();
  choose_detection(window_->store().trace()->detections.at(3).query);
  page.add(Addition::head_off);
  ASSERT_TRUE(answered(page));
  const auto content = [&](int at) { return dynamic_cast<const PointsFigure&>(*page.points()->canvas(at)->figure()).content(); };
  EXPECT_TRUE(content(0).head_words.empty() && content(0).look.hollow.empty());
  EXPECT_EQ(content(1).look.hollow, std::vector<int>{1});
  ASSERT_TRUE(content(1).head_words.contains(1));
  EXPECT_EQ(content(1).head_words.at(1), QStringLiteral("off"));
}

TEST_F(EngineInterventions, ImportanceIsEveryHeadSwitchedOffAlone) {
  const session::TinyModel tiny("importance");
  open_engine(tiny.path(), text("the black cat slept"));
  IntervenePage& page = intervene();
  page.model().weigh_heads();
  ASSERT_TRUE(until([&] { return page.model().importance().complete(); }, 60000));
  const auto& all = page.model().importance().known();
  ASSERT_EQ(all.size(), std::size_t(site().heads * layers_of(*window_->store().trace(), site().stream)));
  for (const HeadImportance::Head& head : all) {
    const Logits logits = ablated({tiny.path(), window_->store().run()->input, {}}, {{Intervention::Kind::head_off, site().stream, head.layer, head.head}});
    double most = 0;
    for (std::size_t i = 0; i < logits.before.values.size(); ++i) most = std::max(most, std::abs(double(logits.before.values[i]) - double(logits.after.values[i])));
    const auto change = std::ranges::find(head.changes, std::string("logits"), &Ablation::Change::output);
    ASSERT_NE(change, head.changes.end());
    EXPECT_NEAR(change->most, most, 1e-6) << head.layer << '.' << head.head;
    EXPECT_GE(effect_of(head.changes), most - 1e-6);
  }
}

// Every token that either run has among its five likeliest stands with its probability in both.
TEST_F(EngineInterventions, AMaskedTokenHasItsProbabilitiesBeforeAndAfter) {
  const session::TinyModel tiny("masked", "bert-masked-lm");
  open_engine(tiny.path(), text("the [MASK] cat [MASK]"));
  IntervenePage& page = intervene();
  page.add(Addition::layer_off);
  ASSERT_TRUE(answered(page));
  const Logits logits = ablated({tiny.path(), window_->store().run()->input, {}}, made(page.model().steps()));
  const auto words = std::size_t(logits.before.shape.back());
  for (const std::int64_t position : {2, 4}) {
    SCOPED_TRACE(position);
    page.model().set_position(position);
    const auto rows = page.model().outputs();
    ASSERT_GE(rows.size(), 5U);
    ASSERT_LE(rows.size(), 10U);
    const std::vector<double> p = softmax(logits.before.values.data() + std::size_t(position) * words, words), q = softmax(logits.after.values.data() + std::size_t(position) * words, words);
    std::vector<double> best = p;
    std::ranges::sort(best, std::greater{});
    double shown = 0;
    for (const OutputRow& row : rows) {
      const auto index = std::size_t(row.key.section(QLatin1Char(' '), 1, 1).toInt());
      EXPECT_NEAR(row.before, p[index], 1e-6) << row.name.toStdString();
      EXPECT_NEAR(row.after, q[index], 1e-6) << row.name.toStdString();
      shown += row.before;
    }
    EXPECT_GE(shown, best[0] + best[1] + best[2] + best[3] + best[4] - 1e-6);
  }
  page.model().set_position(2);
  EXPECT_EQ(page.model().watched()->key, page.model().outputs().front().key);
}

}  // namespace
}  // namespace headlight::ui
