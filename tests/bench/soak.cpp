// Random requests to one session for a while: runs, views, files and what cannot be, several at a time, many cancelled. One
// JSON line: {"seconds", "requests", "answered", "refused", "cancelled", "resident_bytes": [one a minute or more often],
// "growth"}; growth is the median of the last quarter over that of the second. Ends with 1 where it passes 1.05, where a
// request failed that should not, or where one was never answered.
//   headlight_bench_soak RESOURCES SECONDS SEED
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "engine/api/session.h"

namespace {

using namespace headlight;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

std::int64_t resident_bytes() {
  std::int64_t whole = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> whole >> resident;
  return resident * sysconf(_SC_PAGESIZE);
}

class Dice {
 public:
  explicit Dice(unsigned seed) : random_(seed) {}
  // 0 … sides − 1.
  std::int64_t roll(std::int64_t sides) { return std::uniform_int_distribution<std::int64_t>(0, std::max<std::int64_t>(0, sides - 1))(random_); }
  bool one_in(std::int64_t sides) { return roll(sides) == 0; }
  template <typename T>
  const T& of(const std::vector<T>& list) { return list[static_cast<std::size_t>(roll(static_cast<std::int64_t>(list.size())))]; }

 private:
  std::mt19937_64 random_;
};

struct Known {
  std::vector<ModelEntry> models;
  std::vector<std::string> pictures;
  fs::path folder;  // for what is written
};

std::string text_of(Dice& dice) {
  static const std::vector<std::string> words{"the", "black", "cat", "robot", "picked", "up", "a", "heavy", "wrench", "because", "it", "was", "고양이", "🐈", "zebra", "old"};
  std::string text;
  for (auto left = 1 + dice.roll(dice.one_in(8) ? 200 : 12); left > 0; --left) text += (text.empty() ? "" : " ") + dice.of(words);
  return text;
}

RunRequest run_of(Dice& dice, const Known& known) {
  RunRequest request;
  const auto& model = dice.of(known.models);
  request.model = model.name;
  if (model.takes_image) request.input.image = dice.of(known.pictures);
  else request.input.text = text_of(dice);
  request.options.keep = dice.of(std::vector<std::string>{"float32", "float32", "bfloat16", "inputs"});
  request.options.dtype = dice.one_in(6) ? "bfloat16" : "float32";
  if (dice.one_in(4)) request.options.interventions = {intervention_from(dice.of(std::vector<std::string>{"off:0.1", "mean:1", "hide:0:k1", "even:0.0:q1"})).take()};
  if (model.takes_image && dice.one_in(3)) {
    const auto x = static_cast<double>(dice.roll(60)), y = static_cast<double>(dice.roll(60));
    request.input.region = {{x, y, x + 20 + static_cast<double>(dice.roll(200)), y + 20 + static_cast<double>(dice.roll(200))}};
  }
  return request;
}

HeadChoice head_of(Dice& dice) {
  return {dice.of(std::vector<HeadChoice::Mode>{HeadChoice::Mode::one, HeadChoice::Mode::mean, HeadChoice::Mode::max}), static_cast<int>(dice.roll(5))};
}

ViewRequest view_of(Dice& dice, const TraceInfo& trace) {
  const auto& site = trace.sites[static_cast<std::size_t>(dice.roll(static_cast<std::int64_t>(trace.sites.size())))];
  const auto quantity = dice.of(std::vector<Quantity>{Quantity::weight, Quantity::score, Quantity::contribution});
  const auto queries = trace.axes[static_cast<std::size_t>(site.query_axis)].size(), keys = trace.axes[static_cast<std::size_t>(site.key_axis)].size();
  switch (dice.roll(12)) {
    case 0: return LineRequest{site.id, head_of(dice), quantity, dice.roll(queries), dice.one_in(2)};
    case 1: return HeadsRequest{site.stream, quantity, 1 + dice.roll(96)};
    case 2: return EdgesRequest{site.id, {head_of(dice)}, dice.roll(4), 0.05 * static_cast<double>(dice.roll(4)), dice.roll(queries + 1) - 1, {}};
    case 3: return RolloutRequest{site.stream, -1, {dice.roll(queries)}};
    case 4: return StatisticsRequest{site.stream};
    case 5: return PatternsRequest{site.stream};
    case 6: return SimilarityRequest{site.stream, site.id, 0};
    case 7: return RankingRequest{site.stream, {dice.roll(queries)}, {dice.roll(keys)}};
    case 8: return WeightRequest{site.id, static_cast<int>(dice.roll(5)), dice.roll(queries), dice.roll(keys + 1)};
    case 9: return PointsRequest{site.id, {}, {}, {}};
    case 10: return SplatRequest{site.id, head_of(dice), {}, 1 + dice.roll(64), 1 + dice.roll(64)};
    default: return TileRequest{site.id, head_of(dice), quantity, {0, queries, 0, keys}, 1 + dice.roll(queries), 1 + dice.roll(keys)};
  }
}

class Soak {
 public:
  Soak(std::string resources, unsigned seed) : dice_(seed), session_(make_session({{resources, resources + "/../build/resources"}})) {
    for (const auto& model : session_->models({}))
      if (model.usable) known_.models.push_back(model);
    for (const auto& file : fs::directory_iterator(resources + "/samples"))
      if (file.path().extension() == ".png") known_.pictures.push_back(file.path().string());
    known_.folder = fs::temp_directory_path() / ("headlight-soak-" + std::to_string(getpid()));
    fs::create_directories(known_.folder);
  }
  ~Soak() {
    session_.reset();
    fs::remove_all(known_.folder);
  }
  Soak(const Soak&) = delete;
  Soak& operator=(const Soak&) = delete;

  void step() {
    auto request = next();
    {
      std::unique_lock lock(mutex_);
      if (!idle_.wait_for(lock, std::chrono::minutes(5), [&] { return waiting_ < 12; })) std::abort();
      ++waiting_;
      ++requests_;
    }
    const auto slot = dice_.one_in(2) ? "slot" + std::to_string(dice_.roll(5)) : std::string();
    const auto job = session_->submit(slot, std::move(request), {[this](Result<Reply> reply) { take(std::move(reply)); }, {}});
    if (dice_.one_in(8)) session_->cancel(job);
  }

  // Whether everything that was asked was answered.
  bool finish() {
    std::unique_lock lock(mutex_);
    return idle_.wait_for(lock, std::chrono::minutes(10), [&] { return waiting_ == 0; });
  }

  [[nodiscard]] nlohmann::json counts() {
    const std::lock_guard lock(mutex_);
    return {{"requests", requests_}, {"answered", answered_}, {"refused", refused_}, {"cancelled", cancelled_}, {"failed", failed_}};
  }

 private:
  Request next() {
    const auto trace = some_trace();
    if (trace == nullptr || trace->sites.empty() || dice_.one_in(6)) return run_of(dice_, known_);
    const auto file = (known_.folder / ("t" + std::to_string(dice_.roll(3)) + ".trace")).string();
    switch (dice_.roll(40)) {
      case 0: return SaveTraceRequest{trace->id, file};
      case 1: return OpenTraceRequest{file};
      case 2: return DumpRequest{trace->id, (known_.folder / ("dump" + std::to_string(dice_.roll(3)))).string(), std::int64_t{64} << 20};
      case 3: return AblationRequest{run_of(dice_, known_), {intervention_from("off:0.0").take()}, {}};
      case 4: return tokenized();
      case 5: return PreviewRequest{dice_.of(known_.pictures), 1 + dice_.roll(400)};
      case 6: return OutputRequest{trace->id, "logits"};
      case 7: return PyramidRequest{trace->id, {0, head_of(dice_)}};
      case 8: return ReceptiveFieldRequest{run_of(dice_, known_), static_cast<double>(dice_.roll(100)), static_cast<double>(dice_.roll(100))};
      case 9: return TiledRunRequest{run_of(dice_, known_), 96 + dice_.roll(200), 16};
      default: return ViewOfTrace{trace->id, view_of(dice_, *trace)};
    }
  }

  Request tokenized() {
    TokenizeRequest request{dice_.of(known_.models).name, {}};
    request.input.text = text_of(dice_);
    return request;
  }

  TracePtr some_trace() {
    const std::lock_guard lock(mutex_);
    return traces_.empty() ? nullptr : traces_[static_cast<std::size_t>(dice_.roll(static_cast<std::int64_t>(traces_.size())))];
  }

  void take(Result<Reply> reply) {
    std::vector<TraceId> old;
    {
      const std::lock_guard lock(mutex_);
      --waiting_;
      count(reply);
      for (const auto& trace : traces_in(reply))
        if (const auto leaving = remember(trace); leaving != 0) old.push_back(leaving);
      idle_.notify_all();
    }
    for (const auto trace : old) session_->release(trace);
  }

  // What a reply brought into the session.
  static std::vector<TracePtr> traces_in(const Result<Reply>& reply) {
    std::vector<TracePtr> traces;
    if (!reply) return traces;
    if (const auto* one = std::get_if<TracePtr>(&reply.value())) traces = {*one};
    if (const auto* ablation = std::get_if<Ablation>(&reply.value())) traces = {ablation->before, ablation->after};
    if (const auto* tiled = std::get_if<TiledRun>(&reply.value()))
      for (const auto& part : tiled->parts) traces.push_back(part.trace);
    return traces;
  }

  void count(const Result<Reply>& reply) {
    if (reply) ++answered_;
    else if (reply.error().kind == Error::Kind::cancelled) ++cancelled_;
    else if (reply.error().kind == Error::Kind::failed && failed_++ < 5) std::fprintf(stderr, "%s\n", reply.error().line().c_str());
    else ++refused_;
  }

  // The id of the trace that leaves for it, or 0.
  TraceId remember(const TracePtr& trace) {
    for (const auto& one : traces_)
      if (one->id == trace->id) return 0;
    traces_.push_back(trace);
    if (traces_.size() <= 6) return 0;
    const auto id = traces_.front()->id;
    traces_.pop_front();
    return id;
  }

  Dice dice_;
  Known known_;
  std::mutex mutex_;
  std::condition_variable idle_;
  std::deque<TracePtr> traces_;
  std::int64_t waiting_ = 0, requests_ = 0, answered_ = 0, refused_ = 0, cancelled_ = 0, failed_ = 0;
  std::unique_ptr<Session> session_;
};

double median(std::vector<std::int64_t> values) {
  std::sort(values.begin(), values.end());
  return static_cast<double>(values[values.size() / 2]);
}

// Of the last quarter over the second.
double growth_of(const std::vector<std::int64_t>& bytes) {
  const auto quarter = static_cast<std::ptrdiff_t>(bytes.size() / 4);
  return median({bytes.end() - quarter, bytes.end()}) / median({bytes.begin() + quarter, bytes.begin() + 2 * quarter});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: headlight_bench_soak RESOURCES SECONDS SEED\n");
    return 2;
  }
  const auto seconds = std::max(8.0, std::atof(argv[2]));
  Soak soak(argv[1], static_cast<unsigned>(std::atoi(argv[3])));
  std::vector<std::int64_t> bytes;
  const auto begin = Clock::now();
  const auto passed = [&] { return std::chrono::duration<double>(Clock::now() - begin).count(); };
  const double every = std::min(60.0, seconds / 40);
  while (passed() < seconds) {
    soak.step();
    if (passed() < every * static_cast<double>(bytes.size() + 1)) continue;
    bytes.push_back(resident_bytes());
    std::fprintf(stderr, "%.0f s %lld MiB %s\n", passed(), static_cast<long long>(bytes.back() >> 20), soak.counts().dump().c_str());
  }
  const bool answered = soak.finish();
  auto result = soak.counts();
  result["seconds"] = seconds;
  result["resident_bytes"] = bytes;
  result["growth"] = growth_of(bytes);
  std::printf("%s\n", result.dump().c_str());
  return answered && result["failed"] == 0 && result["growth"] <= 1.05 ? 0 : 1;
}
