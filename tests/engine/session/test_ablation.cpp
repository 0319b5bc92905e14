// A head that is switched off leaves the outputs as they are where the output projection does not read it.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "engine/api/session.h"
#include "engine/io/npy.h"
#include "engine/io/safetensors.h"
#include "tests/engine/session/tiny_model.h"
#include "tests/places.h"

namespace headlight::session {
namespace {

namespace fs = std::filesystem;

constexpr auto Off = Intervention::Kind::head_off;

struct Case {
  const char* fixture;
  const char* projection;  // weight of the layer's output projection
  bool rows;               // stored [in, out] (GPT-2)
  Intervention head;
  std::int64_t heads;
};

std::ostream& operator<<(std::ostream& out, const Case& one) { return out << one.fixture << " " << one.head.stream; }

class Ablations : public testing::TestWithParam<Case> {
 protected:
  Ablations() : folder_(fs::temp_directory_path() / ("headlight-ablation-" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "model");
    std::vector<float> pixels(3 * 40 * 56);
    for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<float>((i * 37 % 101) / 50.0 - 1);
    (void)io::write_npy(folder_ / "in.npy", {3, 40, 56}, pixels.data()).take();
  }
  ~Ablations() override { fs::remove_all(folder_); }

  static fs::path fixture() { return fs::path(headlight::tests::fixtures()) / "parity" / GetParam().fixture; }

  // The projection's bytes with those that belong to the head 0, whatever the type of its numbers.
  static std::vector<std::byte> without_head(const io::TensorView& view) {
    const auto& one = GetParam();
    const auto outer = view.shape[0], inner = view.shape[1];
    const auto width = (one.rows ? outer : inner) / one.heads;
    const auto size = io::bytes_per_element(view.dtype);
    std::vector<std::byte> bytes(view.data, view.data + view.bytes);
    for (std::int64_t i = 0; i < outer; ++i)
      for (std::int64_t j = 0; j < inner; ++j)
        if ((one.rows ? i : j) / width == one.head.head)
          std::memset(bytes.data() + static_cast<std::size_t>(i * inner + j) * size, 0, size);
    return bytes;
  }

  // The checkpoint with a projection that does not read the head.
  void write_changed() const {
    const auto file = io::SafetensorsFile::open(fixture() / "model.safetensors").take();
    std::vector<io::TensorView> tensors;
    std::vector<std::byte> changed;
    for (const auto& [name, view] : file->tensors()) {
      auto copy = view;
      if (name == GetParam().projection) {
        changed = without_head(view);
        copy.data = changed.data();
      }
      tensors.push_back(copy);
    }
    (void)io::write_safetensors(folder_ / "model" / "model.safetensors", tensors, file->metadata()).take();
    fs::copy_file(fixture() / "config.json", folder_ / "model" / "config.json");
  }

  [[nodiscard]] RunRequest request(const std::string& model) const {
    RunRequest run;
    run.model = model;
    const std::string name = GetParam().fixture;
    if (name.find("detr") != std::string::npos)
      run.input.pixels = (folder_ / "in.npy").string();
    else
      run.input.ids = {3, 7, 5, 9};
    if (name.find("bart") != std::string::npos) run.input.target_ids = {2, 4, 6};
    return run;
  }

  fs::path folder_;
};

TEST_P(Ablations, EqualAProjectionThatDoesNotReadTheHead) {
  write_changed();
  const auto session = make_session({});
  const auto ablated =
      wait(*session, AblationRequest{request(fixture().string()), {GetParam().head}, (folder_ / "out").string()});
  ASSERT_TRUE(ablated) << ablated.error().line();
  const auto& ablation = std::get<Ablation>(ablated.value());
  const auto changed = wait(*session, request((folder_ / "model").string()));
  ASSERT_TRUE(changed) << changed.error().line();
  double most = 0;
  for (const auto& change : ablation.changes) {
    most = std::max(most, change.most);
    const auto wanted = wait(*session, OutputRequest{std::get<TracePtr>(changed.value())->id, change.output});
    const auto& want = std::get<Array>(wanted.value()).values;
    const auto got = io::read_npy(folder_ / "out" / ("after." + change.output + ".npy")).take().values;
    ASSERT_EQ(got.size(), want.size()) << change.output;
    for (std::size_t i = 0; i < got.size(); ++i) ASSERT_NEAR(got[i], want[i], 1e-5) << change.output;
    EXPECT_TRUE(fs::exists(folder_ / "out" / ("before." + change.output + ".npy")));
  }
  EXPECT_GT(most, 1e-4) << "the head does not matter, so this proves nothing";
  EXPECT_NE(ablation.before->id, ablation.after->id);
  EXPECT_NE(ablation.after->model.note.find(" off"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Families, Ablations,
    testing::Values(
        Case{"bert-sequence", "bert.encoder.layer.0.attention.output.dense.weight", false, {Off, "encoder", 0, 2}, 3},
        Case{"gpt2-lm", "transformer.h.1.attn.c_proj.weight", true, {Off, "decoder", 1, 0}, 2},
        Case{"bart-lm", "model.decoder.layers.0.encoder_attn.out_proj.weight", false, {Off, "cross", 0, 1}, 3},
        Case{"bart-lm", "model.encoder.layers.1.self_attn.out_proj.weight", false, {Off, "encoder", 1, 0}, 3},
        Case{"deformable-detr-refine",
             "model.decoder.layers.0.encoder_attn.output_proj.weight",
             false,
             {Off, "deformable_decoder", 0, 3},
             4},
        Case{"deformable-detr-refine",
             "model.encoder.layers.0.self_attn.output_proj.weight",
             false,
             {Off, "deformable_encoder", 0, 1},
             2}));

TEST(AblationErrors, NameTheHeadThatIsNotThere) {
  const TinyModel model("ablation-errors");
  const auto session = make_session({});
  RunRequest run;
  run.model = model.path();
  run.input.text = "the cat";
  for (const auto& head : {Intervention{Off, "encoder", 2, 0}, Intervention{Off, "encoder", 0, 3},
                           Intervention{Off, "cross", 0, 0}, Intervention{Off, "encoder", 0, -2}}) {
    const auto reply = wait(*session, AblationRequest{run, {head}, {}});
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().kind, Error::Kind::usage);
  }
}

TEST(AblationErrors, ChangesThatReachNothingAreRefused) {
  const TinyModel model("ablation-places");
  const auto session = make_session({});
  RunRequest run;
  run.model = model.path();
  run.input.text = "the cat";
  using Kind = Intervention::Kind;
  for (const auto& change : {Intervention{Kind::hide, "", -1, -1, -1, 99}, Intervention{Kind::hide, "", -1, -1, 99, 0},
                             Intervention{Kind::move, "", -1, -1, -1, -1, -1, -1, 0.1, 0}, Intervention{Kind::only, "", 0, 0, 0, -1}})
    EXPECT_EQ(wait(*session, AblationRequest{run, {change}, {}}).error().kind, Error::Kind::usage) << to_text(change);
}

TEST(Interventions, HoldAtEveryWordThatIsWritten) {
  const auto session = make_session({});
  RunRequest run;
  run.model = headlight::tests::resources() + "/models/translate-en-fr";
  run.input.text = "The robot picked up the wrench because it was heavy.";
  const auto plain = wait(*session, run);
  ASSERT_TRUE(plain) << plain.error().line();
  run.options.interventions = {{Off, "cross", -1, -1}};
  const auto changed = wait(*session, run);
  ASSERT_TRUE(changed) << changed.error().line();
  const auto& trace = *std::get<TracePtr>(changed.value());
  EXPECT_NE(trace.text, std::get<TracePtr>(plain.value())->text);
  const auto reply = wait(*session, OutputRequest{trace.id, "logits"});
  ASSERT_TRUE(reply) << reply.error().line();
  const auto& logits = std::get<Array>(reply.value());
  const auto& ids = trace.axes.at(1).ids;
  const auto words = logits.shape.back();
  ASSERT_EQ(std::ssize(logits.values), std::ssize(ids) * words);
  for (std::size_t step = 0; step + 1 < ids.size(); ++step) {  // greedy: the likeliest word of the changed model
    const auto row = logits.values.begin() + std::ptrdiff_t(step) * words;
    EXPECT_EQ(std::max_element(row, row + words) - row, ids[step + 1]) << step;
  }
}

TEST(Interventions, ReachTheMapsAndTheTraceFile) {
  const TinyModel model("interventions");
  const auto session = make_session({});
  RunRequest run;
  run.model = model.path();
  run.input.text = "the black cat";
  const auto ablated = wait(*session, AblationRequest{run, {{Intervention::Kind::only, "encoder", 0, 0, 1, 2}}, {}});
  ASSERT_TRUE(ablated) << ablated.error().line();
  const auto& after = std::get<Ablation>(ablated.value()).after;
  const auto path = (fs::path(model.path()) / "changed.trace").string();
  ASSERT_TRUE(wait(*session, SaveTraceRequest{after->id, path}));
  const auto opened = wait(*session, OpenTraceRequest{path});
  ASSERT_TRUE(opened) << opened.error().line();
  for (const auto id : {after->id, std::get<TracePtr>(opened.value())->id}) {
    const auto cell = wait(*session, ViewOfTrace{id, CellRequest{0, {HeadChoice::Mode::one, 0}, 1, 2}});
    EXPECT_EQ(std::get<CellResult>(*std::get<ViewPtr>(cell.value())).weight, 1);
  }
}

TEST(ImportanceRequests, SwitchEveryHeadOffAlone) {
  const TinyModel model("importance");
  const auto session = make_session({});
  RunRequest run;
  run.model = model.path();
  run.input.text = "the black cat";
  const auto reply = wait(*session, ImportanceRequest{run, {}, Off});
  ASSERT_TRUE(reply) << reply.error().line();
  const auto& all = std::get<Importance>(reply.value());
  std::size_t heads = 0;
  for (const auto& site : all.before->sites) heads += static_cast<std::size_t>(site.heads);
  ASSERT_EQ(all.heads.size(), heads);
  EXPECT_EQ(all.heads.front().layer, all.before->sites.back().layer);
  for (const auto& head : all.heads) {
    const auto one = wait(*session, AblationRequest{run, {{Off, head.stream, head.layer, head.head}}, {}});
    const auto& changes = std::get<Ablation>(one.value()).changes;
    ASSERT_EQ(changes.size(), head.changes.size());
    for (std::size_t i = 0; i < changes.size(); ++i) EXPECT_EQ(changes[i].most, head.changes[i].most);
  }
  EXPECT_EQ(wait(*session, ImportanceRequest{run, "cross", Off}).error().kind, Error::Kind::usage);
}

TEST(DifferenceRequests, SubtractTheSecondMapAndKeepIt) {
  const TinyModel model("difference");
  const auto session = make_session({});
  RunRequest run;
  run.model = model.path();
  run.input.text = "the black cat";
  const auto trace = std::get<TracePtr>(wait(*session, run).take());
  TileRequest a{0, {HeadChoice::Mode::one, 0}, Quantity::weight, {0, 5, 0, 5}, 5, 5, Pooling::mean};
  auto b = a;
  b.head.head = 1;
  const auto folder = fs::path(model.path()) / "out";
  const auto reply = wait(*session, DifferenceRequest{trace->id, trace->id, a, b, folder.string()});
  ASSERT_TRUE(reply) << reply.error().line();
  const auto& plane = std::get<TileResult>(*std::get<ViewPtr>(reply.value())).plane;
  const auto tile = [&](const TileRequest& request) {
    return std::get<TileResult>(*std::get<ViewPtr>(wait(*session, ViewOfTrace{trace->id, request}).take())).plane;
  };
  const auto one = tile(a), other = tile(b);
  const auto kept = io::read_npy(folder / "diff.npy").take();
  ASSERT_EQ(kept.shape, (std::vector<std::int64_t>{5, 5}));
  for (std::size_t i = 0; i < 25; ++i) {
    EXPECT_EQ(plane.values[i], one.values[i] - other.values[i]);
    EXPECT_EQ(kept.values[i], plane.values[i]);
  }
  EXPECT_LT(plane.low, 0);
}

}  // namespace
}  // namespace headlight::session
