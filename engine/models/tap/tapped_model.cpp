#include "engine/models/tap/tapped_model.h"

#include <ATen/Functions.h>
#include <c10/util/Exception.h>

#include <algorithm>

#include "engine/models/tap/record.h"

namespace headlight::models::tap {
namespace {

using Use = Script::Use;

bool contains(const std::string& name, std::initializer_list<const char*> parts) {
  return std::any_of(parts.begin(), parts.end(), [&](const char* part) { return name.find(part) != std::string::npos; });
}

// What the file reads: as its graph shows, else as its inputs' names say. Else pictures: ids would be looked up somewhere.
Use use_of(const Script& script) {
  for (const auto& input : script.inputs())
    if (input.use != Use::unknown) return input.use;
  for (const auto& input : script.inputs())
    if (contains(input.name, {"pixel", "image", "img"})) return Use::picture;
    else if (contains(input.name, {"ids", "token", "mask"})) return Use::tokens;
  return Use::picture;
}

// The texts' inputs by name; those that no name tells are ids, mask and types in this order.
at::Tensor text_input(const std::string& name, std::size_t position, const ModelInput& input) {
  const auto ones = at::ones_like(input.ids), mask = input.mask.defined() ? input.mask : ones;
  const auto types = input.type_ids.defined() ? input.type_ids : at::zeros_like(input.ids);
  if (contains(name, {"decoder_input_ids", "target", "tgt"})) return input.target_ids;
  if (contains(name, {"token_type", "segment", "type_ids"})) return types;
  if (contains(name, {"position"})) return at::arange(input.ids.size(1), at::kLong).unsqueeze(0);
  if (contains(name, {"mask"})) return mask;
  if (contains(name, {"input_ids", "tokens", "ids"}) || position == 0) return input.ids;
  return position == 1 ? mask : position == 2 ? types : at::Tensor{};
}

Surroundings surroundings(const ModelInput& input, const std::optional<Decoded>& decoded) {
  Surroundings around;
  if (input.pixels.defined()) around.input = {input.pixels.size(2), input.pixels.size(3)};
  else around.tokens = input.ids.size(1);
  if (decoded && decoded->queries_known) around.queries = decoded->reading.boxes.size(0);
  return around;
}

// The queries axis with boxes in model-input pixels, labels and scores.
void fill_queries(Axis& axis, const QueryReading& reading, const std::vector<std::string>& names, Grid input) {
  const auto height = static_cast<double>(input[0]), width = static_cast<double>(input[1]);
  const auto boxes = reading.boxes.to(at::kDouble).contiguous();
  const auto labels = reading.labels.to(at::kLong).contiguous();
  const auto scores = reading.scores.to(at::kDouble).contiguous();
  for (std::int64_t row = 0; row < boxes.size(0); ++row) {
    const auto* box = boxes.const_data_ptr<double>() + 4 * row;
    axis.boxes[static_cast<std::size_t>(row)] = {box[0] * width, box[1] * height, box[2] * width, box[3] * height};
    const auto label = static_cast<std::size_t>(labels.const_data_ptr<std::int64_t>()[row]);
    axis.labels.push_back(label < names.size() ? names[label] : "class " + std::to_string(label));
    axis.scores.push_back(scores.const_data_ptr<double>()[row]);
  }
}

// The last line of an interpreter's message that names an error says what happened; the others say where.
std::string reason_of(const std::string& message) {
  const auto named = message.rfind("Error: ");
  return line_of(message, named == std::string::npos ? 0 : named + 7);
}

std::string listed(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += (text.empty() ? "" : "; ") + line;
  return text;
}

std::string nothing_found(const Finder& finder) {
  if (finder.strays() == 0) return "a run without any";
  return std::to_string(finder.strays()) + (finder.strays() == 1 ? " softmax" : " softmaxes") +
         ", of no product of two activations that can be followed";
}

}  // namespace

TappedModel::TappedModel(const std::filesystem::path& path)
    : script_(path), path_(path.string()) {
  const auto config = inspect(path).config;
  ultralytics_ = read_ultralytics(config, path_);
  has_config_ = !config.empty();
  use_ = ultralytics_ ? Use::picture : use_of(script_);
  ModelSource source;
  source.parameters = script_.parameters();
  set_source(std::move(source));
}

// Grids are known only when the model has run: the plan stands for the input.
std::vector<AxisPlan> TappedModel::axes() const {
  if (!takes_picture()) return {{AxisSource::source_tokens, {}, {0, 0}, {}}};
  return {{AxisSource::patches, {}, {0, 0}, {32}, {}, 0}};
}

std::vector<std::string> TappedModel::classes() const {
  return ultralytics_ ? ultralytics_->names : std::vector<std::string>{};
}

ModelInfo TappedModel::describe() const {
  ModelInfo info;
  info.family = ultralytics_ ? "ultralytics" : "torchscript";
  info.task = ultralytics_ ? ultralytics_->task : "";
  info.note = ultralytics_ ? ultralytics_->description : "";
  info.takes_image = takes_picture();
  info.takes_text = !takes_picture();
  return info;
}

std::vector<at::Tensor> TappedModel::arrange(const ModelInput& input) const {
  std::vector<at::Tensor> values;
  for (std::size_t i = 0; i < script_.inputs().size(); ++i) {
    const auto& slot = script_.inputs()[i];
    auto value = takes_picture() ? (i == 0 ? input.pixels : at::Tensor{}) : text_input(slot.name, i, input);
    if (!value.defined() && !slot.optional)
      throw Failure{unusable("the TorchScript file wants another input", path_, "input " + slot.name,
                             takes_picture() ? "one picture" : "input_ids, attention_mask, token_type_ids")};
    if (value.defined() && value.is_floating_point()) value = value.to(script_.scalar_type());
    values.push_back(std::move(value));
  }
  while (!values.empty() && !values.back().defined()) values.pop_back();
  return values;
}

TappedModel::Outputs TappedModel::watched(const ModelInput& input, Finder& finder, const std::stop_token& stop) const {
  const auto values = arrange(input);
  const Watch watch(finder, stop);
  try {
    auto outputs = script_.run(values);
    watch.rethrow();
    if (stop.stop_requested()) throw Failure{cancelled()};
    return outputs;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    if (stop.stop_requested()) throw Failure{cancelled()};
    watch.rethrow();
    throw Failure{failed("the TorchScript file could not run", path_, reason_of(error.what()), "an input that it takes")};
  }
}

ModelOutput TappedModel::run(const ModelInput& input, kernels::Context& context) const {
  if (context.stop.stop_requested()) throw Failure{cancelled()};
  Finder finder(script_.storages(), context.maps);
  const auto outputs = watched(input, finder, context.stop);
  const auto unsure = finder.doubts();
  std::vector<std::string> doubts(unsure.begin(), unsure.end());
  if (finder.found().empty()) {
    const auto found = doubts.empty() ? nothing_found(finder) : listed(doubts);
    throw Failure{unusable("no attention found", path_, found, "a model with attention")};
  }
  ModelOutput out;
  for (const auto& [name, tensor] : outputs) out.tensors[name] = tensor;
  std::optional<Decoded> decoded;
  const auto around_input = input.pixels.defined() ? Grid{input.pixels.size(2), input.pixels.size(3)} : Grid{0, 0};
  if (ultralytics_ && !outputs.empty()) decoded = decode(*ultralytics_, outputs.front().second, finder, around_input);
  if (ultralytics_ && !decoded && ultralytics_->task != "classify")
    doubts.push_back("outputs are kept as they are, not read as boxes: " + ultralytics_->task);
  AxisList axes(surroundings(input, decoded));
  if (context.recorder != nullptr) record(finder.found(), axes, *context.recorder, doubts);
  if (decoded) {
    const auto number = static_cast<std::size_t>(axes.queries_axis(decoded->reading.boxes.size(0)));
    fill_queries(axes.all()[number], decoded->reading, classes(), around_input);
    out.queries = std::move(decoded->reading);
  }
  out.axes = std::move(axes.all());
  out.note = listed(doubts);
  return out;
}

Result<std::unique_ptr<TappedModel>> load_script(const std::filesystem::path& path) {
  return guarded<std::unique_ptr<TappedModel>>([&] {
    auto model = std::make_unique<TappedModel>(path);
    return model;
  });
}

}  // namespace headlight::models::tap
