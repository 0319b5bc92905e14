#include "engine/training/loop.h"

#include <ATen/Functions.h>
#include <c10/core/GradMode.h>

#include <chrono>
#include <cmath>
#include <iomanip>

#include "engine/training/draw.h"
#include "engine/training/history.h"
#include "engine/training/model_folder.h"

namespace headlight::training {
namespace fs = std::filesystem;
namespace {

using Clock = std::chrono::steady_clock;

// Standard normal numbers by Box and Muller's method, equal on every machine.
at::Tensor normal(at::IntArrayRef shape, double deviation, std::uint64_t seed) {
  Draw draw(seed);
  auto tensor = at::empty(shape, at::kFloat);
  auto* values = tensor.mutable_data_ptr<float>();
  for (std::int64_t i = 0; i < tensor.numel(); ++i) {
    const double radius = std::sqrt(-2 * std::log(1 - draw.unit()));
    values[i] = static_cast<float>(deviation * radius * std::cos(6.283185307179586 * draw.unit()));
  }
  return tensor;
}

std::uint64_t hash_of(const std::string& text, std::uint64_t seed) {
  std::uint64_t hash = 0xcbf29ce484222325u ^ seed;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return hash;
}

void save(const AdamW& optimizer, const Task& task, const LoopOptions& options) {
  if (options.state.empty()) return;
  auto tensors = optimizer.state();
  for (const auto& [name, tensor] : task.buffers) tensors["buffer." + name] = tensor;
  write_tensors(options.state, tensors, at::kFloat,
                {{"updates", std::to_string(optimizer.updates())}, {"identity", options.identity}})
      .take();
}

void restore(AdamW& optimizer, Task& task, const LoopOptions& options) {
  if (!options.resume || !fs::exists(options.state)) return;
  const auto saved = read_tensors(options.state).take();
  const auto identity = saved.metadata.find("identity");
  if (identity == saved.metadata.end() || identity->second != options.identity)
    throw Failure{unusable("the saved state is of another run", options.state.string(),
                           identity == saved.metadata.end() ? "none" : identity->second, options.identity)};
  optimizer.restore(saved.tensors, std::stoll(saved.metadata.at("updates")));
  for (auto& [name, tensor] : task.buffers) {
    const auto found = saved.tensors.find("buffer." + name);
    if (found == saved.tensors.end() || found->second.sizes() != tensor.sizes())
      throw Failure{unusable("training state is incomplete", options.state.string(), "none", "buffer." + name)};
    tensor.copy_(found->second);
  }
}

class Report {
 public:
  Report(const LoopOptions& options, std::int64_t first, std::int64_t steps)
      : options_(options), steps_(steps), history_(options.history, first) {}

  void add(std::int64_t step, double loss) {
    sum_ += loss;
    ++count_;
    if ((step + 1) % options_.report_every != 0 && step + 1 != steps_) return;
    mean_ = sum_ / static_cast<double>(count_);
    const double seconds = std::chrono::duration<double>(Clock::now() - since_).count();
    if (options_.log != nullptr)
      *options_.log << "step " << step + 1 << "/" << steps_ << "  loss " << std::fixed << std::setprecision(4) << mean_
                    << "  " << std::setprecision(3) << seconds / static_cast<double>(count_) << " s/step" << std::endl;
    history_.add(step + 1, mean_);
    sum_ = 0;
    count_ = 0;
    since_ = Clock::now();
  }
  [[nodiscard]] double mean() const { return mean_; }

 private:
  const LoopOptions& options_;
  std::int64_t steps_, count_ = 0;
  double sum_ = 0, mean_ = 0;
  History history_;
  Clock::time_point since_ = Clock::now();
};

double run(Task& task, const LoopOptions& options) {
  AdamW optimizer(task.parameters, task.optimizer);
  restore(optimizer, task, options);
  const auto steps = task.schedule.steps;
  const auto first = optimizer.updates();
  Report report(options, first, steps);
  const auto last = options.stop_after < 0 ? steps : std::min(steps, first + options.stop_after);
  for (auto step = first; step < last; ++step) {
    const auto loss = task.loss(step);
    const double value = loss.item<double>();
    if (!std::isfinite(value)) throw Failure{failed("training diverged", "loss of step " + std::to_string(step))};
    loss.backward();
    optimizer.step(task.schedule.rate(step));
    report.add(step, value);
    if ((step + 1) % options.save_every == 0 || step + 1 == last) save(optimizer, task, options);
  }
  std::error_code ignored;
  if (last == steps && !options.state.empty()) fs::remove(options.state, ignored);
  return report.mean();
}

}  // namespace

Result<double> train(Task& task, const LoopOptions& options) {
  return guarded<double>([&] { return run(task, options); });
}

at::Tensor FreshParameters::make(const std::string& name, at::IntArrayRef shape) {
  at::Tensor tensor;
  if (name.ends_with("bias")) {
    tensor = at::zeros(shape);
  } else if (shape.size() == 1) {
    tensor = at::ones(shape);
  } else {
    double inputs = 1;
    for (const auto size : shape.slice(1)) inputs *= static_cast<double>(size);
    const bool token = name.ends_with("token") || name.ends_with("position_embeddings");
    tensor = normal(shape, token ? 0.02 : 1 / std::sqrt(inputs), hash_of(name, seed_));
  }
  tensor.set_requires_grad(true);
  parameters_[name] = tensor;
  return tensor;
}

}  // namespace headlight::training
