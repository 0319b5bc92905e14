// What the workspaces show of real models is what plain loops over the kept q, k, v, lse and sampling points give.
#include <cmath>
#include <numeric>

#include "engine/api/positions.h"
#include "engine/io/npy.h"
#include "tests/engine/session/tiny_model.h"
#include "tests/gui/engine_window.h"
#include "ui/studio/ask/ask_page.h"
#include "ui/studio/compare/compare_page.h"
#include "ui/studio/intervene/intervene_page.h"
#include "ui/studio/weight/weight_page.h"

namespace headlight::ui {
namespace {

constexpr double kClose = 2e-6;  // of float32 weights
constexpr char kCat[] = "the black cat sleeps";

class EngineNumbers : public EngineWindow {
 protected:
  AskPage& ask() { return show<AskPage>("ask", Workspace::ask); }
  ComparePage& compare() { return show<ComparePage>("compare", Workspace::compare); }
  WeightPage& weight() { return show<WeightPage>("weight", Workspace::weight); }
  IntervenePage& intervene() {
    auto& page = show<IntervenePage>("intervene", Workspace::intervene);
    EXPECT_TRUE(answered(page));
    return page;
  }
  bool answered(IntervenePage& page) {
    return until([&] { return page.model().settled(); }, 120000);
  }

  static double mass(const KeptTrace& trace, const RankedHead& head, const Question& question) {
    const SiteInfo& site = trace.info().sites.at(std::size_t(head.site));
    double sum = 0;
    for (const std::int64_t query : question.from) {
      for (const std::int64_t key : question.to) sum += trace.weight(site, head.head, query, key);
    }
    return sum / double(question.from.size());
  }

  // Every head of the stream once, each with its mass, in falling order.
  void expect_ranked(const AskModel& model, const KeptTrace& trace) {
    const Answer* answer = model.answer();
    ASSERT_NE(answer, nullptr);
    std::size_t heads = 0;
    for (const int id : trace.info().stream_sites(site().stream)) heads += std::size_t(trace.info().sites[std::size_t(id)].heads);
    ASSERT_EQ(answer->heads.size(), heads);
    const Question question = model.question();
    ASSERT_FALSE(question.from.empty());
    for (const RankedHead& head : answer->heads) EXPECT_NEAR(head.mass, mass(trace, head, question), kClose) << head.layer << '.' << head.head;
    EXPECT_TRUE(std::ranges::is_sorted(answer->heads, std::greater{}, &RankedHead::mass));
  }
};

TEST_F(EngineNumbers, AskRanksEveryHeadOfEveryStreamOfATranslator) {
  open_engine("translate-en-fr", text(kCat));
  AskModel& model = ask().model();
  const KeptTrace trace = kept();
  for (const std::string& stream : trace.info().streams()) {
    SCOPED_TRACE(stream);
    choose(stream, 0, 0);
    model.set_from({2, 3});
    model.set_to({0, 1});
    ASSERT_TRUE(rested());
    expect_ranked(model, trace);
    const std::int64_t queries = trace.queries(site()), keys = trace.keys(site());
    const auto share = [&](std::int64_t query) { return 2.0 / double(site().causal ? query + 1 : keys); };
    EXPECT_NEAR(model.answer()->even, (share(2) + share(3)) / 2, 1e-12);
    ASSERT_NE(model.in_general(), nullptr);  // the same from every query
    std::vector<std::int64_t> all(static_cast<std::size_t>(queries));
    std::iota(all.begin(), all.end(), 0);
    for (const RankedHead& head : model.in_general()->heads) EXPECT_NEAR(head.mass, mass(trace, head, {all, {0, 1}, {}, {}}), kClose);
  }
}

TEST_F(EngineNumbers, AskRanksTheWayBack) {
  open_engine("translate-en-fr", text(kCat));
  choose("encoder", 1, 1);
  AskModel& model = ask().model();
  model.set_from({1});
  model.set_to({0, 3});
  model.turn_round();
  ASSERT_TRUE(rested());
  EXPECT_EQ(model.question().from, (std::vector<std::int64_t>{0, 3}));
  expect_ranked(model, kept());
}

TEST_F(EngineNumbers, AskRanksHeadsOverARegionOfAPicture) {
  open_engine("scenes-vit", sample("bus-rain.png"));
  AskModel& model = ask().model();
  model.set_from({0});
  const Axis& axis = query_axis(*window_->store().trace(), site());
  const double wide = double(axis.image[1]), high = double(axis.image[0]);
  model.set_region(false, {{wide * 0.3, high * 0.2, wide * 0.8, high * 0.7}});
  ASSERT_TRUE(rested());
  EXPECT_EQ(model.question().to, positions(*window_->store().trace(), axis, box_words({wide * 0.3, high * 0.2, wide * 0.8, high * 0.7})).value());
  const KeptTrace trace = kept();
  expect_ranked(model, trace);
  const RankedHead& first = model.answer()->heads.front();
  const std::vector<float> row = model.row_of(first.site, first.head);
  ASSERT_EQ(std::int64_t(row.size()), axis.size());
  for (std::size_t key = 0; key < row.size(); ++key) EXPECT_NEAR(row[key], trace.weight(trace.info().sites[std::size_t(first.site)], first.head, 0, std::int64_t(key)), kClose);
}

TEST_F(EngineNumbers, AskRanksSampledHeadsByABoxAndByARegion) {
  open_engine("scenes-detr", sample("car-sun.png"));
  ASSERT_FALSE(window_->store().trace()->detections.empty());
  choose("deformable_decoder", 1, 0);
  AskModel& model = ask().model();
  ASSERT_TRUE(model.sampled());
  const KeptTrace trace = kept();
  const std::int64_t query = trace.info().detections.front().query;
  const Box found = trace.info().detections.front().box;
  const std::vector<Region> regions{{{found.x0, found.y0, found.x1, found.y1}}, {{10, 10, 60, 50}, {40, 30, 120, 90}, {200, 100, 230, 220}}};
  for (const Region& region : regions) {
    model.set_from({query});
    region.size() == 1 ? model.set_box(region.front()) : model.set_region(false, region);
    ASSERT_TRUE(rested());
    ASSERT_NE(model.answer(), nullptr);
    ASSERT_EQ(model.answer()->heads.size(), 8U);
    for (const RankedHead& head : model.answer()->heads) {
      double sum = 0;
      for (const auto& point : trace.points(trace.info().sites.at(std::size_t(head.site)), head.head, query)) {
        const bool inside = std::ranges::any_of(region, [&](const auto& box) { return point.x >= box[0] && point.x <= box[2] && point.y >= box[1] && point.y <= box[3]; });
        sum += inside ? point.weight : 0;
      }
      EXPECT_NEAR(head.mass, sum, kClose) << region.size() << " boxes, " << head.layer << '.' << head.head;
    }
  }
}

TEST_F(EngineNumbers, PatternsAreMeanWeightsOnTheirKeys) {
  open_engine("translate-en-fr", text("the robot picked up the wrench because it was heavy"));
  choose("encoder", 1, 0);
  AskModel& model = ask().model();
  model.want_patterns(true);
  ASSERT_TRUE(rested());
  const PatternsResult* patterns = model.patterns();
  ASSERT_NE(patterns, nullptr);
  const KeptTrace trace = kept();
  const auto& tokens = query_axis(trace.info(), site()).ids;
  const auto mean = [&](const HeadPattern& head, const auto& keys_of) {  // over the queries that have such keys
    double sum = 0, count = 0;
    for (std::int64_t query = 0; query < std::ssize(tokens); ++query) {
      const std::vector<std::int64_t> keys = keys_of(query);
      for (const std::int64_t key : keys) sum += trace.weight(trace.info().sites[std::size_t(head.site)], head.head, query, key);
      count += keys.empty() ? 0 : 1;
    }
    return count == 0 ? 0 : sum / count;
  };
  using Keys = std::vector<std::int64_t>;
  const auto copies = [&](std::int64_t query) {
    Keys keys;
    for (std::int64_t key = 0; key < std::ssize(tokens); ++key) {
      if (key != query && tokens[std::size_t(key)] == tokens[std::size_t(query)]) keys.push_back(key);
    }
    return keys;
  };
  ASSERT_FALSE(patterns->heads.empty());
  for (const HeadPattern& head : patterns->heads) {
    const auto of = [&](Pattern pattern) { return head.mass[std::size_t(pattern)]; };
    EXPECT_NEAR(of(Pattern::self), mean(head, [](std::int64_t query) { return Keys{query}; }), kClose);
    EXPECT_NEAR(of(Pattern::previous), mean(head, [](std::int64_t query) { return query > 0 ? Keys{query - 1} : Keys{}; }), kClose);
    EXPECT_NEAR(of(Pattern::next), mean(head, [&](std::int64_t query) { return query + 1 < std::ssize(tokens) ? Keys{query + 1} : Keys{}; }), kClose);
    EXPECT_NEAR(of(Pattern::first), mean(head, [](std::int64_t) { return Keys{0}; }), kClose);
    EXPECT_NEAR(of(Pattern::copy), mean(head, copies), kClose);
  }
}

TEST_F(EngineNumbers, AWeightIsTakenApartIntoWhatTheTraceKeeps) {
  open_engine("translate-en-fr", text(kCat));
  for (const char* stream : {"encoder", "decoder", "cross"}) {
    SCOPED_TRACE(stream);
    choose(stream, 1, 2, 3, 1);
    const WeightModel& model = weight().model();
    const KeptTrace trace = kept();
    ASSERT_EQ(std::ssize(model.keys()), trace.keys(site()));
    std::vector<double> output(trace.v(site(), 2, 0).size(), 0);
    double largest = -1e30, denominator = 0, shares = 0;
    for (std::int64_t key = 0; key < trace.keys(site()); ++key) {
      const auto value = trace.v(site(), 2, key);
      for (std::size_t i = 0; i < value.size(); ++i) output[i] += trace.weight(site(), 2, 3, key) * value[i];
      if (trace.sees(site(), 3, key)) largest = std::max(largest, trace.score(site(), 2, 3, key));
    }
    for (std::int64_t key = 0; key < trace.keys(site()); ++key) denominator += trace.sees(site(), 3, key) ? std::exp(trace.score(site(), 2, 3, key) - largest) : 0;
    const double length_of_output = std::inner_product(output.begin(), output.end(), output.begin(), 0.0);
    for (const WeightModel::Key& key : model.keys()) {
      const std::int64_t at = key.part.key;
      const auto value = trace.v(site(), 2, at);
      const double weight = trace.weight(site(), 2, 3, at), length = std::sqrt(std::inner_product(value.begin(), value.end(), value.begin(), 0.0));
      EXPECT_NEAR(key.part.weight, weight, kClose);
      if (trace.sees(site(), 3, at)) EXPECT_NEAR(key.part.score, trace.score(site(), 2, 3, at), 1e-4);
      else EXPECT_TRUE(std::isinf(key.part.score));
      EXPECT_NEAR(key.part.length, length, 1e-4);
      EXPECT_NEAR(key.part.added, weight * length, 1e-5);
      EXPECT_NEAR(key.part.share, weight * std::inner_product(value.begin(), value.end(), output.begin(), 0.0) / length_of_output, 1e-5);
      EXPECT_NEAR(key.numbers->denominator, denominator, 1e-4);
      EXPECT_NEAR(key.numbers->lse, trace.log_sum(site(), 2, 3), 1e-5);
      shares += key.part.share;
    }
    EXPECT_NEAR(shares, 1, 1e-5);
    ASSERT_NE(model.chosen(), nullptr);
    const auto q = trace.q(site(), 2, 3), k = trace.k(site(), 2, 1);
    const auto parts = products(*model.chosen()->numbers);
    ASSERT_EQ(parts.size(), q.size());
    for (std::size_t i = 0; i < q.size(); ++i) EXPECT_NEAR(parts[i].product, q[i] * k[i], 1e-4);
    EXPECT_NEAR(running_sum(parts).back() * site().scale, trace.score(site(), 2, 3, 1), 1e-4);
  }
}

TEST_F(EngineNumbers, SampledPointsAreThoseOfTheTrace) {
  open_engine("scenes-detr", sample("car-sun.png"));
  choose("deformable_decoder", 1, 3);
  const WeightModel& model = weight().model();
  const KeptTrace trace = kept();
  const auto points = trace.points(site(), 3, window_->feed().sampled_query());
  ASSERT_EQ(model.samples().size(), points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    const SampleResult& shown = *model.samples()[i].numbers;
    EXPECT_EQ(model.samples()[i].place.level, points[i].level);
    EXPECT_NEAR(shown.weight, points[i].weight, kClose);
    EXPECT_NEAR(shown.x, points[i].x, 1e-3);
    EXPECT_NEAR(shown.y, points[i].y, 1e-3);
    EXPECT_NEAR(shown.reference_x + shown.offset_x, points[i].x, 1e-3);
    EXPECT_NEAR(shown.corners[0].share + shown.corners[1].share + shown.corners[2].share + shown.corners[3].share, 1, 1e-6);
  }
}

TEST_F(EngineNumbers, ComparedMapsAndLikenessAreThoseOfTheTrace) {
  open_engine("translate-en-fr", text(kCat));
  choose("cross", 1, 0);
  CompareModel& model = compare().model();
  model.set_b(0, 2);
  ASSERT_TRUE(rested());
  const KeptTrace trace = kept();
  const SiteInfo &a = site(), &b = trace.info().sites[std::size_t(trace.info().stream_sites("cross").front())];
  ASSERT_NE(model.maps(), nullptr);
  const CompareModel::Maps& maps = *model.maps();
  double size = 0;
  for (std::int64_t row = 0; row < trace.queries(a); ++row) {
    for (std::int64_t column = 0; column < trace.keys(a); ++column) {
      const double of_a = trace.weight(a, 0, row, column), of_b = trace.weight(b, 2, row, column);
      EXPECT_NEAR(maps.a.at(row, column), of_a, kClose);
      EXPECT_NEAR(maps.b.at(row, column), of_b, kClose);
      EXPECT_NEAR(maps.difference.at(row, column), of_a - of_b, kClose);
      size += std::abs(of_a - of_b);
    }
  }
  EXPECT_NEAR(maps.whole.mean_size, size / double(trace.queries(a) * trace.keys(a)), kClose);
  EXPECT_NEAR(maps.whole.divergence, divergence(trace, a, 0, trace, b, 2), 1e-5);
  ASSERT_FALSE(model.heads().empty());
  for (const CompareModel::Like& like : model.heads()) {
    const SiteInfo& other = trace.info().sites[std::size_t(like.head.site)];
    EXPECT_NEAR(like.divergence, divergence(trace, a, 0, trace, other, like.head.head), 1e-5);
  }
}

TEST_F(EngineNumbers, ComparedInputsAreEachTheirOwnRun) {
  open_engine("translate-en-fr", text(kCat));
  const std::int64_t first = window_->store().run()->number;
  const KeptTrace trace_b = kept();
  window_->open_model("translate-en-fr", text("the cat sleeps"));
  ASSERT_TRUE(rested());
  choose("encoder", 0, 1);
  CompareModel& model = compare().model();
  model.set_b_run(first);
  ASSERT_TRUE(rested());
  ASSERT_NE(model.maps(), nullptr);
  const KeptTrace trace_a = kept();
  const SiteInfo& b = trace_b.info().sites[std::size_t(site().id)];
  const CompareModel::Maps& maps = *model.maps();
  EXPECT_TRUE(maps.aligned);
  const std::vector<std::int64_t> of_a{0, -1, 1, 2, 3}, of_b{0, 1, 2, 3, 4};  // "black" is only in B
  ASSERT_EQ(maps.a.rows, std::ssize(of_a));
  for (std::size_t row = 0; row < of_a.size(); ++row) {
    for (std::size_t column = 0; column < of_a.size(); ++column) {
      const float shown = maps.a.at(std::int64_t(row), std::int64_t(column));
      if (of_a[row] < 0 || of_a[column] < 0) EXPECT_TRUE(std::isnan(shown));
      else EXPECT_NEAR(shown, trace_a.weight(site(), 1, of_a[row], of_a[column]), kClose);
      EXPECT_NEAR(maps.b.at(std::int64_t(row), std::int64_t(column)), trace_b.weight(b, 1, of_b[row], of_b[column]), kClose);
    }
  }
}

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
  for (std::size_t i = 0; i < model.result()->before->detections.size(); ++i) EXPECT_NEAR(rows[i].before, model.result()->before->detections[i].score, 1e-9);
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

}  // namespace
}  // namespace headlight::ui
