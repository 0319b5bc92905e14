// The session on a device that is not the CPU (tests/parity/other_device.h) with the CUDA map kernels as C++: the same runs
// and views, and what is done where its memory does not suffice.
#include <gtest/gtest.h>

#include <unistd.h>

#include <atomic>

#include "engine/io/npy.h"
#include "engine/session/local_session.h"
#include "tests/engine/kernels/emulated_map_kernels.h"
#include "tests/engine/session/every_view.h"
#include "tests/engine/session/tiny_model.h"
#include "tests/parity/other_device.h"

namespace headlight::session {
namespace {

using kernels::DeviceKernels;

std::atomic<int> launches = 0;

// A launch on memory that is open only meanwhile.
template <typename Ask>
const char* opened(const char* (*launch)(const kernels::CudaMap&, const Ask&, void*), const kernels::CudaMap& map, const Ask& ask) {
  const parity::AllOpen open;
  ++launches;
  return launch(map, ask, nullptr);
}

DeviceKernels kernels_there() {
  return {[](const kernels::CudaMap& map, const kernels::CudaChoice& choice, const kernels::CudaTile& tile, void*) {
            const parity::AllOpen open;
            ++launches;
            return kernels::emulated_map_kernels().tile(map, choice, tile, nullptr);
          },
          [](const kernels::CudaMap& map, const kernels::CudaRowSums& ask, void*) { return opened(kernels::emulated_map_kernels().row_sums, map, ask); },
          [](const kernels::CudaMap& map, const kernels::CudaRollout& ask, void*) { return opened(kernels::emulated_map_kernels().rollout, map, ask); },
          nullptr};
}

constexpr std::int64_t plenty = std::int64_t{1} << 40;

Result<std::vector<kernels::DeviceState>> one_device() {
  return std::vector<kernels::DeviceState>{{parity::other_device(), "cuda:0", "made up", plenty, plenty}};
}

Result<std::vector<kernels::DeviceState>> full_device() {
  return std::vector<kernels::DeviceState>{{parity::other_device(), "cuda:0", "made up", 0, plenty}};
}

class DeviceSession : public testing::Test {
 protected:
  static void SetUpTestSuite() { kernels::add_map_kernels(parity::other_device().type(), kernels_there()); }
  void SetUp() override { parity::set_memory(-1); }
  void TearDown() override { parity::set_memory(-1); }

  void expect_views(const TraceInfo& there, Session& session, const RunRequest& on_cpu) {
    const auto here = ran(session, on_cpu);
    const auto all = views();
    for (std::size_t i = 0; i < all.size(); ++i)
      expect_equal(numbers(session, there.id, all[i]), numbers(session, here->id, all[i]), "view " + std::to_string(i));
  }

  const TinyModel model_{"device-session", "bert-base"};
};

TEST_F(DeviceSession, RunsThereAndShowsTheSameByTheDevicesKernels) {
  LocalSession session({}, one_device);
  const auto trace = ran(session, asked(model_.path(), "cuda"));
  EXPECT_EQ(trace->device, "cuda:0");
  EXPECT_EQ(trace->model.note.find("memory"), std::string::npos) << trace->model.note;
  EXPECT_GT(parity::memory_in_use(), trace->bytes) << "its arrays lie on the device";
  launches = 0;
  expect_views(*trace, session, asked(model_.path(), "cpu"));
  EXPECT_GE(launches, 8);
}

TEST_F(DeviceSession, KeepsLessThereToo) {
  for (const auto* keep : {"bfloat16", "inputs"}) {
    LocalSession session({}, one_device);
    auto there = asked(model_.path(), "cuda"), here = asked(model_.path(), "cpu");
    there.options.keep = here.options.keep = keep;
    expect_views(*ran(session, there), session, here);
  }
}

TEST_F(DeviceSession, InterventionsAreMadeThere) {
  LocalSession session({}, one_device);
  auto there = asked(model_.path(), "auto"), here = asked(model_.path(), "cpu");
  for (const auto* text : {"off:0.1", "hide:1.0:k3", "even:0.0:q1", "only:1.1:q2:k4", "mean:0.0"})
    there.options.interventions.push_back(intervention_from(text).take());
  here.options.interventions = there.options.interventions;
  expect_views(*ran(session, there), session, here);
}

TEST_F(DeviceSession, DumpsAndSavesWhatTheCpuDoes) {
  LocalSession session({}, one_device);
  const auto there = ran(session, asked(model_.path(), "cuda"));
  const auto folder = std::filesystem::temp_directory_path() / ("headlight-device-dump-" + std::to_string(::getpid()));
  const auto file = folder.string() + ".trace";
  ASSERT_TRUE(wait(session, DumpRequest{there->id, folder.string()}));
  ASSERT_TRUE(wait(session, SaveTraceRequest{there->id, file}));
  const auto weights = io::read_npy(folder / "000.weights.npy");
  ASSERT_TRUE(weights);
  EXPECT_EQ(weights->shape.at(1), 8);
  LocalSession other({});
  auto opened = wait(other, OpenTraceRequest{file});
  ASSERT_TRUE(opened) << opened.error().line();
  const auto read = std::get<TracePtr>(opened.value());
  EXPECT_EQ(read->device, "cuda:0");
  for (const auto& view : views()) expect_equal(numbers(other, read->id, view), numbers(session, there->id, view), "saved");
  std::filesystem::remove_all(folder);
  std::filesystem::remove(file);
}

TEST_F(DeviceSession, ArraysComeToTheHostWhereTheDeviceHasNoRoomForThem) {
  LocalSession session({}, full_device);
  const auto trace = ran(session, asked(model_.path(), "cuda"));
  EXPECT_EQ(trace->device, "cuda:0");
  launches = 0;
  expect_views(*trace, session, asked(model_.path(), "cpu"));
  EXPECT_EQ(launches, 0);
}

TEST_F(DeviceSession, OutOfMemoryGoesToTheHostAndThenToTheCpuWithANotice) {
  LocalSession session({}, one_device);
  (void)ran(session, asked(model_.path(), "cuda"));
  auto longer = asked(model_.path(), "cuda");
  for (int i = 0; i < 11; ++i) longer.input.ids.push_back(2 + i % 8);
  auto cpu = longer;
  cpu.options.device = "cpu";
  const auto held = parity::memory_in_use();
  std::vector<std::string> seen;
  for (std::int64_t room = 0; room < (std::int64_t{1} << 22); room = room * 5 / 4 + 256) {
    parity::set_memory(held + room);
    auto request = longer;
    request.options.max_new = 1 + static_cast<std::int64_t>(seen.size());  // another run
    const auto trace = ran(session, request);
    const auto cpu_note = trace->model.note.find("on the CPU: not enough memory on cuda:0") != std::string::npos;
    const auto host_note = trace->model.note.find("q, k and v on the host: not enough memory on cuda:0") != std::string::npos;
    EXPECT_EQ(trace->device, cpu_note ? "cpu" : "cuda:0");
    seen.push_back(cpu_note ? "cpu" : host_note ? "host" : "device");
    session.release(trace->id);
    if (seen.back() == "device") break;
  }
  for (const auto* where : {"cpu", "host", "device"})
    EXPECT_NE(std::find(seen.begin(), seen.end(), where), seen.end()) << where << " of " << testing::PrintToString(seen);
  EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end(), [](const auto& a, const auto& b) {
    const auto rank = [](const std::string& one) { return one == "cpu" ? 0 : one == "host" ? 1 : 2; };
    return rank(a) < rank(b);
  })) << testing::PrintToString(seen);
}

TEST_F(DeviceSession, AViewThatDoesNotFitIsMadeOnTheHost) {
  LocalSession session({}, one_device);
  const auto trace = ran(session, asked(model_.path(), "cuda"));
  parity::set_memory(parity::memory_in_use() + 64);
  launches = 0;
  EXPECT_EQ(numbers(session, trace->id, views().front()).size(), 12U);
  EXPECT_EQ(launches, 0);
}

TEST_F(DeviceSession, AModelThatDoesNotFitIsLoadedOnTheCpuWithANotice) {
  parity::set_memory(parity::memory_in_use() + 1000);
  LocalSession session({}, one_device);
  const auto trace = ran(session, asked(model_.path(), "auto"));
  EXPECT_EQ(trace->device, "cpu");
  EXPECT_NE(trace->model.note.find("on the CPU: not enough memory on cuda:0"), std::string::npos) << trace->model.note;
}

TEST_F(DeviceSession, NumberTypesOfAGpuNeedOne) {
  LocalSession with({}, one_device), without({});
  auto request = asked(model_.path(), "auto");
  request.options.dtype = "tf32";
  EXPECT_EQ(ran(with, request)->model.dtype, "tf32");
  request.options.device = "cpu";
  const auto refused = wait(without, request);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Error::Kind::usage);
}

}  // namespace
}  // namespace headlight::session
