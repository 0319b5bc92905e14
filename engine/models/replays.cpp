#include "engine/models/replays.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/api/result.h"
#include "engine/kernels/device_graph.h"
#include "engine/models/moved.h"
#include "engine/trace/copies.h"

namespace headlight::models {
namespace {

constexpr std::int64_t longest = 1024;   // positions: beyond it a device is busy with one kernel while the next is started
constexpr std::size_t most_shapes = 4;   // each holds the memory of a run

// Parts of one block of memory.
class ArrayBlock {
 public:
  void add(const at::Tensor& like) {
    places_.push_back({bytes_, like.sizes().vec(), like.scalar_type(), static_cast<std::int64_t>(like.nbytes())});
    bytes_ += (places_.back().bytes + 255) / 256 * 256;
  }
  [[nodiscard]] at::Tensor memory(at::Device device) const { return at::empty({bytes_}, at::TensorOptions().dtype(at::kByte).device(device)); }
  [[nodiscard]] std::size_t parts() const { return places_.size(); }
  [[nodiscard]] at::Tensor part(const at::Tensor& memory, std::size_t i) const {
    const auto& [first, sizes, dtype, bytes] = places_[i];
    return memory.narrow(0, first, bytes).view(dtype).view(sizes);
  }

 private:
  struct Place {
    std::int64_t first;
    std::vector<std::int64_t> sizes;
    at::ScalarType dtype;
    std::int64_t bytes;
  };
  std::vector<Place> places_;
  std::int64_t bytes_ = 0;
};

// The tensors of a run, in one order.
std::vector<at::Tensor*> tensors_of(Recorded& run) {
  std::vector<at::Tensor*> all;
  for (auto& site : run.sites) all.insert(all.end(), {&site.q, &site.k, &site.v, &site.lse});
  for (auto& [name, tensor] : run.output.tensors) all.push_back(&tensor);
  return all;
}

// Runs the model as it is.
Recorded plain_run(const Model& model, const ModelInput& there, kernels::Context& context) {
  trace::Recorder recorder(trace::Keep::as_computed, trace::Where::device);
  auto own = context;
  own.recorder = &recorder;
  auto output = model.run(there, own);
  return {std::move(output), recorder.take()};
}

bool depends_on_its_shape_alone(const trace::Site& site) {
  const auto& spec = site.spec;
  return site.q.defined() && !spec.key_visible.defined() && !spec.bias.defined() && spec.changes.empty() && site.queries() <= longest;
}

bool can_be_recorded(const Recorded& run) {
  const auto& output = run.output;
  return !output.queries && output.decoder_ids.empty() && output.generated.empty() && output.axes.empty() && output.note.empty() &&
         !run.sites.empty() && std::all_of(run.sites.begin(), run.sites.end(), depends_on_its_shape_alone);
}

bool may_help(const ModelInput& input, at::Device device, const kernels::Context& context) {
  return kernels::has_graphs(device.type()) && context.interventions.empty() && !input.mask.defined() && !input.pixel_mask.defined() &&
         !input.target_ids.defined() && (!input.ids.defined() || input.ids.numel() <= longest);
}

std::int64_t highest(const at::Tensor& ids) { return ids.defined() && ids.numel() > 0 ? ids.max().item<std::int64_t>() : -1; }
bool within(const at::Tensor& ids, std::int64_t last) {
  return !ids.defined() || (ids.min().item<std::int64_t>() >= 0 && highest(ids) <= last);
}

}  // namespace

// One shape of input: what the first run of it was, then its graph.
class Replays::Shape {
 public:
  Shape(const ModelInput& input, Recorded first) : ids_(highest(input.ids)), types_(highest(input.type_ids)), kept_(std::move(first)) {
    sizes_ = sizes_of(input);
    for (auto* tensor : tensors_of(kept_)) {
      block_.add(*tensor);
      tensor->reset();
    }
  }

  [[nodiscard]] bool is_of(const ModelInput& input) const { return sizes_ == sizes_of(input); }

  // A run by the graph, which is recorded when it is first wanted; nothing where that failed, or for ids that no run has shown
  // to be the model's.
  std::optional<Recorded> run(const Model& model, const ModelInput& input, at::Device device) {
    if (refused_ || !within(input.ids, std::max(ids_, model.vocabulary() - 1)) || !within(input.type_ids, types_)) return std::nullopt;
    if (!graph_ && !record(model, input, device)) return std::nullopt;
    for (auto [to, from] : {std::pair{&there_.ids, &input.ids}, {&there_.type_ids, &input.type_ids}, {&there_.pixels, &input.pixels}})
      if (from->defined()) trace::copy_over(*from, *to);
    graph_->start();
    return taken();
  }

 private:
  static std::vector<std::vector<std::int64_t>> sizes_of(const ModelInput& input) {
    std::vector<std::vector<std::int64_t>> sizes;
    for (const auto* tensor : {&input.ids, &input.type_ids, &input.pixels})
      sizes.push_back(tensor->defined() ? tensor->sizes().vec() : std::vector<std::int64_t>{-1});
    return sizes;
  }

  bool record(const Model& model, const ModelInput& input, at::Device device) {
    try {
      there_ = moved(input, device);
      memory_ = block_.memory(device);
      graph_ = std::make_unique<kernels::DeviceGraph>(device.type(), [this, &model] { run_into_memory(model); });
    } catch (const c10::Error&) {  // what cannot be recorded, or no room: plain runs are as right
      refused_ = true;
      graph_.reset();
      memory_.reset();
      there_ = {};
    }
    return graph_ != nullptr;
  }

  void run_into_memory(const Model& model) {
    kernels::Context context;
    auto run = plain_run(model, there_, context);
    const auto tensors = tensors_of(run);
    TORCH_CHECK(tensors.size() == block_.parts(), "a run of the same shape left ", tensors.size(), " arrays, not ", block_.parts());
    for (std::size_t i = 0; i < tensors.size(); ++i) block_.part(memory_, i).copy_(*tensors[i]);
  }

  // A copy, which the next run leaves as it is.
  [[nodiscard]] Recorded taken() {
    auto run = kept_;
    const auto memory = memory_.clone();
    const auto tensors = tensors_of(run);
    for (std::size_t i = 0; i < tensors.size(); ++i) *tensors[i] = block_.part(memory, i);
    return run;
  }

  std::vector<std::vector<std::int64_t>> sizes_;
  std::int64_t ids_, types_;  // the highest that a run has shown to be the model's
  Recorded kept_;             // without its tensors
  ArrayBlock block_;
  bool refused_ = false;
  ModelInput there_;
  at::Tensor memory_;
  std::unique_ptr<kernels::DeviceGraph> graph_;
};

Replays::Replays() = default;
Replays::~Replays() = default;

Replays::Shape* Replays::known(const ModelInput& input) {
  const auto found = std::find_if(shapes_.begin(), shapes_.end(), [&](const auto& shape) { return shape->is_of(input); });
  if (found == shapes_.end()) return nullptr;
  shapes_.splice(shapes_.begin(), shapes_, found);
  return shapes_.front().get();
}

void Replays::remember(const ModelInput& input, const Recorded& run) {
  shapes_.push_front(std::make_unique<Shape>(input, run));
  if (shapes_.size() > most_shapes) shapes_.pop_back();
}

Recorded Replays::run(const Model& model, const ModelInput& input, at::Device device, kernels::Context& context) {
  const std::unique_lock lock(mutex_, std::try_to_lock);
  const bool wanted = lock.owns_lock() && may_help(input, device, context);
  auto* const shape = wanted ? known(input) : nullptr;
  if (context.stop.stop_requested()) throw Failure{cancelled()};
  if (shape != nullptr)
    if (auto done = shape->run(model, input, device)) return std::move(*done);
  auto done = plain_run(model, moved(input, device), context);
  if (wanted && shape == nullptr && can_be_recorded(done)) remember(input, done);
  return done;
}

}  // namespace headlight::models
