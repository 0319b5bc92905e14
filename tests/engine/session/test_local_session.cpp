#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cmath>
#include <future>

#include "engine/api/session.h"
#include "engine/trace/trace_file.h"
#include "tests/engine/session/tiny_model.h"

namespace headlight::session {
namespace {

Result<TracePtr> run_text(Session& session, const std::string& model, const std::string& text, const std::string& keep = "float32") {
  RunRequest request;
  request.model = model;
  request.input.text = text;
  request.options.keep = keep;
  auto reply = wait(session, request);
  if (!reply) return reply.error();
  return std::get<TracePtr>(std::move(reply).value());
}

TEST(LocalSessionRuns, GivesATraceWhoseRowsSumToOne) {
  const TinyModel folder("session-runs");
  const auto session = make_session({});
  const auto trace = run_text(*session, folder.path(), "The black cat slept");
  ASSERT_TRUE(trace) << trace.error().line();
  const auto& info = *trace.value();
  EXPECT_EQ(info.axes[0].size(), 6);
  EXPECT_FALSE(info.sites.empty());
  EXPECT_GT(info.bytes, 0);
  EXPECT_EQ(info.model.hash.size(), 64U);
  EXPECT_FALSE(info.predictions.empty());
  LineRequest line;
  line.position = 3;
  const auto reply = wait(*session, ViewOfTrace{info.id, line});
  ASSERT_TRUE(reply) << reply.error().line();
  const auto& row = std::get<LineResult>(*std::get<ViewPtr>(reply.value())).values;
  double sum = 0;
  for (const auto value : row) sum += value;
  EXPECT_EQ(row.size(), 6U);
  EXPECT_NEAR(sum, 1, 1e-5);
}

TEST(LocalSessionRuns, EqualRequestsShareOneTraceAndOneView) {
  const TinyModel folder("session-equal");
  const auto session = make_session({});
  const auto first = run_text(*session, folder.path(), "the cat");
  const auto second = run_text(*session, folder.path(), "the cat");
  const auto other = run_text(*session, folder.path(), "the black cat");
  ASSERT_TRUE(first && second && other);
  EXPECT_EQ(first.value()->id, second.value()->id);
  EXPECT_NE(first.value()->id, other.value()->id);
  const ViewOfTrace view{first.value()->id, StatisticsRequest{"encoder"}};
  const auto one = wait(*session, view), two = wait(*session, view);
  ASSERT_TRUE(one && two);
  EXPECT_EQ(std::get<ViewPtr>(one.value()), std::get<ViewPtr>(two.value()));
}

TEST(LocalSessionRuns, ReleaseForgetsTheTrace) {
  const TinyModel folder("session-release");
  const auto session = make_session({});
  const auto trace = run_text(*session, folder.path(), "the cat");
  ASSERT_TRUE(trace);
  const auto held = session->bytes_held();
  session->release(trace.value()->id);
  EXPECT_LT(session->bytes_held(), held);
  EXPECT_FALSE(wait(*session, ViewOfTrace{trace.value()->id, StatisticsRequest{"encoder"}}).ok());
}

TEST(LocalSessionRuns, AJobThatFailsLeavesNothingThatNobodyKnows) {
  const TinyModel folder("session-failed");
  const auto session = make_session({});
  ASSERT_TRUE(wait(*session, LoadRequest{folder.path(), {}}));
  const auto held = session->bytes_held();
  AblationRequest request;
  request.run.model = folder.path();
  request.run.input.text = "the cat";
  request.interventions = {intervention_from("off:99.0").take()};
  const auto reply = wait(*session, request);
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().kind, Error::Kind::usage);
  EXPECT_EQ(session->bytes_held(), held);
  const auto before = run_text(*session, folder.path(), "the cat");
  ASSERT_TRUE(before);
  const auto known = session->bytes_held();
  EXPECT_FALSE(wait(*session, request));
  EXPECT_EQ(session->bytes_held(), known) << "somebody else's run stays";
}

TEST(LocalSessionSlots, TheLatestRequestWins) {
  const TinyModel folder("session-slots");
  const auto session = make_session({});
  constexpr int count = 15;
  std::vector<std::promise<bool>> ended(count);
  for (int i = 0; i < count; ++i) {
    RunRequest request;
    request.model = folder.path();
    for (int k = 0; k <= i; ++k) request.input.text += "cat ";
    session->submit("run", request, {[&ended, i](const Result<Reply>& reply) { ended[i].set_value(reply.ok()); }, {}});
  }
  int answered = 0;
  for (int i = 0; i < count; ++i) {
    const bool ok = ended[i].get_future().get();
    answered += ok ? 1 : 0;
    EXPECT_TRUE(ok || i + 1 < count) << "the last one is never superseded";
  }
  EXPECT_LT(answered, count);
}

TEST(LocalSessionErrors, AreOneLineEach) {
  const auto session = make_session({});
  const auto trace = run_text(*session, "no-such-model", "a");
  ASSERT_FALSE(trace.ok());
  EXPECT_EQ(trace.error().kind, Error::Kind::unusable);
  EXPECT_NE(trace.error().line().find("no-such-model"), std::string::npos);
  EXPECT_FALSE(wait(*session, OpenTraceRequest{"/nowhere.trace"}).ok());
  EXPECT_FALSE(wait(*session, PreviewRequest{"/nowhere.png", 64}).ok());
  EXPECT_FALSE(wait(*session, ViewOfTrace{42, StatisticsRequest{"encoder"}}).ok());
}

TEST(LocalSessionErrors, DamagedFilesBesideTheModelAreNamed) {
  for (const auto* file : {"tokenizer_config.json", "headlight.json"}) {
    const TinyModel folder("session-damaged");
    std::ofstream(std::filesystem::path(folder.path()) / file) << "{\"trunc";
    const auto session = make_session({});
    const auto trace = run_text(*session, folder.path(), "The cat");
    ASSERT_FALSE(trace) << file;
    EXPECT_EQ(trace.error().kind, Error::Kind::unusable);
    EXPECT_NE(trace.error().line().find(file), std::string::npos) << trace.error().line();
  }
}

TEST(LocalSessionRuns, AnEmptySecondSentenceIsNone) {
  const TinyModel folder("session-pair");
  const auto session = make_session({});
  RunRequest request;
  request.model = folder.path();
  request.input.text = "The black cat";
  request.input.pair = "";
  const auto reply = wait(*session, request);
  ASSERT_TRUE(reply) << reply.error().line();
  EXPECT_EQ(std::get<TracePtr>(reply.value())->axes[0].size(), 5);
}

TEST(LocalSessionRuns, KeepsHalfThePrecisionOnRequestAndSaysHowExactItIs) {
  const TinyModel folder("session-keep");
  const auto session = make_session({});
  const auto whole = run_text(*session, folder.path(), "The black cat slept").take();
  const auto half = run_text(*session, folder.path(), "The black cat slept", "bfloat16").take();
  EXPECT_NE(half->id, whole->id);
  EXPECT_LT(half->bytes, whole->bytes * 6 / 10);
  EXPECT_NE(half->model.note.find("kept in bfloat16: weights within "), std::string::npos) << half->model.note;
  EXPECT_EQ(whole->model.note.find("bfloat16"), std::string::npos);
  const auto refused = run_text(*session, folder.path(), "The black cat slept", "float8");
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().line().find("--keep: found float8, expected float32, bfloat16 or inputs"), std::string::npos)
      << refused.error().line();
}

TEST(LocalSessionRuns, KeepsWhatLayersReadOnRequestAndMakesTheSameMapsOfIt) {
  const TinyModel folder("session-inputs");
  const auto session = make_session({});
  const auto whole = run_text(*session, folder.path(), "The black cat slept").take();
  const auto thrifty = run_text(*session, folder.path(), "The black cat slept", "inputs").take();
  EXPECT_NE(thrifty->id, whole->id);
  EXPECT_LT(thrifty->bytes, whole->bytes / 2);
  const auto row = [&](TraceId id, int site, Quantity quantity) {
    const LineRequest line{site, {HeadChoice::Mode::one, 1}, quantity, 2, false};
    return std::get<LineResult>(*std::get<ViewPtr>(wait(*session, ViewOfTrace{id, line}).take())).values;
  };
  for (int site = int(whole->sites.size()) - 1; site >= 0; --site)
    for (const auto quantity : {Quantity::weight, Quantity::score, Quantity::contribution})
      EXPECT_EQ(row(thrifty->id, site, quantity), row(whole->id, site, quantity)) << site;
}

// Every number of a result, in order.
std::vector<double> numbers_of(const ViewResult& result) {
  std::vector<double> all;
  const auto add = [&](const auto& values) { all.insert(all.end(), values.begin(), values.end()); };
  if (const auto* heads = std::get_if<HeadsResult>(&result))
    for (const auto& map : heads->maps) add(map.plane.values);
  if (const auto* statistics = std::get_if<StatisticsResult>(&result))
    for (const auto& head : statistics->heads) add(std::vector{head.entropy, head.distance, head.on_first, head.on_self});
  if (const auto* tile = std::get_if<TileResult>(&result)) add(tile->plane.values);
  if (const auto* rollout = std::get_if<RolloutResult>(&result)) add(rollout->plane.values);
  if (const auto* similarity = std::get_if<SimilarityResult>(&result)) add(similarity->divergence);
  if (const auto* ranking = std::get_if<RankingResult>(&result))
    for (const auto& head : ranking->heads) add(std::vector<double>{double(head.layer), double(head.head), head.mass});
  if (const auto* edges = std::get_if<EdgesResult>(&result))
    for (const auto& edge : edges->edges) add(std::vector<double>{double(edge.query), double(edge.key), edge.weight});
  if (const auto* cell = std::get_if<CellResult>(&result)) add(std::vector<double>{cell->weight, cell->score, double(cell->rank)});
  return all;
}

TEST(LocalSessionRuns, EveryViewOfATraceOfInputsIsThatOfTheWholeOne) {
  const TinyModel folder("session-inputs-views");
  const auto session = make_session({});
  const auto whole = run_text(*session, folder.path(), "The black cat slept").take();
  const auto thrifty = run_text(*session, folder.path(), "The black cat slept", "inputs").take();
  const auto stream = whole->sites[0].stream;
  EdgesRequest edges;
  edges.heads = {{}};
  const ViewRequest views[] = {HeadsRequest{stream}, StatisticsRequest{stream}, SimilarityRequest{stream}, RankingRequest{stream, {1}, {}},
                               RolloutRequest{stream, -1, {0, 1, 2}}, edges, CellRequest{0, {HeadChoice::Mode::mean, 0}, 1, 2},
                               TileRequest{0, {HeadChoice::Mode::max, 0}, Quantity::score, {0, 6, 0, 6}, 6, 6, Pooling::mean}};
  for (const auto& view : views) {
    const auto read = [&](TraceId id) { return numbers_of(*std::get<ViewPtr>(wait(*session, ViewOfTrace{id, view}).take())); };
    EXPECT_FALSE(read(whole->id).empty()) << view.index();
    EXPECT_EQ(read(thrifty->id), read(whole->id)) << view.index();
  }
}

// A trace of one head over so many positions, as a file.
std::string long_trace_file(const std::string& folder, std::int64_t positions) {
  trace::Trace trace;
  Axis axis;
  axis.labels.assign(static_cast<std::size_t>(positions), "a");
  trace.info.axes = {axis};
  trace::Site site;
  site.info = {0, "encoder", 0, SiteKind::self, 1, 1, 8, 0.5, false, 0, 0};
  site.q = at::randn({1, positions, 8});
  site.k = at::randn({1, positions, 8});
  site.v = at::randn({1, positions, 8});
  site.lse = at::full({1, positions}, 9.0);
  site.spec.scale = 0.5;
  trace.info.sites = {site.info};
  trace.sites = {site};
  const auto path = folder + "/long.trace";
  (void)trace::write_trace(trace, path).take();
  return path;
}

TEST(LocalSessionViews, TilesOnAPyramidsGridAreCutOutOfIt) {
  at::manual_seed(3);
  const TinyModel folder("session-pyramid");
  const auto session = make_session({});
  const auto trace = std::get<TracePtr>(wait(*session, OpenTraceRequest{long_trace_file(folder.path(), 3001)}).take());
  const MapChoice map{0, {}, Quantity::weight, Pooling::max};
  const TileRequest request{0, {}, Quantity::weight, {0, 3001, 1024, 2048}, 751, 256, Pooling::max, 0, 4};
  const auto tile = [&] { return std::get<TileResult>(*std::get<ViewPtr>(wait(*session, ViewOfTrace{trace->id, request}).take())).plane; };
  const auto before = tile();
  const auto held = session->bytes_held();
  const auto info = std::get<PyramidInfo>(wait(*session, PyramidRequest{trace->id, map}).take());
  EXPECT_EQ(info.bin, 2);
  EXPECT_GT(info.bytes, 4 * 1501 * 1501);
  EXPECT_EQ(session->bytes_held(), held + info.bytes);
  EXPECT_EQ(tile().values, before.values);
  const auto path = folder.path() + "/again.trace";
  ASSERT_TRUE(wait(*session, SaveTraceRequest{trace->id, path}));
  const auto again = std::get<TracePtr>(wait(*session, OpenTraceRequest{path}).take());
  const auto known = session->bytes_held();
  EXPECT_EQ(std::get<PyramidInfo>(wait(*session, PyramidRequest{again->id, map}).take()).bytes, info.bytes);
  EXPECT_EQ(session->bytes_held(), known) << "the file brought it";
  session->release(trace->id);
  EXPECT_FALSE(wait(*session, PyramidRequest{trace->id, map}).ok());
}

TEST(LocalSessionViews, QuickViewsDoNotWaitForLongOnes) {
  at::manual_seed(4);
  const TinyModel folder("session-long");
  const auto session = make_session({});
  const auto trace = std::get<TracePtr>(wait(*session, OpenTraceRequest{long_trace_file(folder.path(), 16384)}).take());
  EdgesRequest all;
  all.heads = {{}};
  std::promise<void> ended;
  std::atomic<bool> done{false};
  session->submit("edges", ViewOfTrace{trace->id, all}, {[&](const Result<Reply>&) { done = true; ended.set_value(); }, {}});
  ASSERT_TRUE(wait(*session, ViewOfTrace{trace->id, CellRequest{0, {}, 5, 7}}));
  EXPECT_FALSE(done) << "268 million cells take longer than one";
  session->submit("edges", ViewOfTrace{trace->id, CellRequest{0, {}, 5, 7}}, {[](const Result<Reply>&) {}, {}});
  ended.get_future().wait();
}

TEST(LocalSessionRuns, ATraceOfInputsIsSavedWithItsQKAndV) {
  const TinyModel folder("session-inputs-file");
  const auto session = make_session({});
  const auto whole = run_text(*session, folder.path(), "The black cat slept").take();
  const auto thrifty = run_text(*session, folder.path(), "The black cat slept", "inputs").take();
  const auto path = folder.path() + "/thrifty.trace";
  ASSERT_TRUE(wait(*session, SaveTraceRequest{thrifty->id, path}));
  const auto opened = std::get<TracePtr>(wait(*session, OpenTraceRequest{path}).take());
  EXPECT_EQ(opened->bytes, whole->bytes);
  const auto last = int(whole->sites.size()) - 1;
  const auto view = WeightRequest{last, 1, 2, 3};
  const auto read = [&](TraceId id) { return std::get<WeightResult>(*std::get<ViewPtr>(wait(*session, ViewOfTrace{id, view}).take())); };
  EXPECT_EQ(read(opened->id).v, read(whole->id).v);
  EXPECT_EQ(read(opened->id).q, read(whole->id).q);
}

TEST(LocalSessionRuns, ALimitOnFullMapsIsAskedBeforeTheRun) {
  const TinyModel folder("session-limit");
  const auto session = make_session({});
  RunRequest request;
  request.model = folder.path();
  request.input.text = "The black cat";
  request.options.most_map_bytes = 1;
  const auto refused = wait(*session, request);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Error::Kind::unusable);
  request.options.most_map_bytes = 0;
  const auto free = wait(*session, request);
  ASSERT_TRUE(free) << free.error().line();
  const auto& info = *std::get<TracePtr>(free.value());
  const auto bytes = info.model.layers * info.model.heads * 5 * 5 * 8;
  EXPECT_NE(refused.error().line().find("found " + std::to_string(bytes) + " bytes"), std::string::npos) << refused.error().line();
  request.options.most_map_bytes = bytes;
  const auto fitting = wait(*session, request);
  ASSERT_TRUE(fitting) << fitting.error().line();
  EXPECT_EQ(std::get<TracePtr>(fitting.value())->id, info.id) << "the limit is no part of what the run is";
}

TEST(LocalSessionErrors, CudaWithoutAGpuSaysSo) {
  const TinyModel folder("session-cuda");
  const auto session = make_session({});
  LoadRequest request{folder.path(), {}};
  request.options.device = "cuda:7";
  const auto reply = wait(*session, request);
  ASSERT_FALSE(reply.ok());
  EXPECT_EQ(reply.error().kind, Error::Kind::failed);
}

TEST(LocalSessionEnd, HandsEveryWaitingRequestAnAnswer) {
  const TinyModel folder("session-end");
  std::atomic<int> answers{0};
  {
    const auto session = make_session({});
    for (int i = 0; i < 30; ++i) {
      RunRequest request;
      request.model = folder.path();
      request.input.text = "the cat slept";
      request.options.max_new = i + 1;
      session->submit("", request, {[&answers](const Result<Reply>&) { ++answers; }, {}});
    }
  }
  EXPECT_EQ(answers, 30);
}

}  // namespace
}  // namespace headlight::session
