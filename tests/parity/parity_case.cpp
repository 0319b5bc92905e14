#include "tests/parity/parity_case.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cstring>

#include "engine/io/safetensors.h"
#include "tests/places.h"

namespace headlight::parity {
namespace {

namespace fs = std::filesystem;

at::ScalarType dtype_of(const std::string& name) {
  if (name == "float16") return at::kHalf;
  if (name == "bfloat16") return at::kBFloat16;
  if (name == "float32") return at::kFloat;
  throw Failure{unusable("wrong dtype", "case.json", name)};
}

// Bytes stand for multiples of 1/32 (pixels).
at::Tensor tensor_of(const io::TensorView& view) {
  if (view.dtype == io::DType::u8) {
    auto bytes = at::empty(view.shape, at::kByte);
    std::memcpy(bytes.data_ptr(), view.data, view.bytes);
    return (bytes.to(at::kFloat) - 128) / 32;
  }
  const auto dtype = view.dtype == io::DType::i64 ? at::kLong : at::kFloat;
  if (dtype == at::kFloat && view.dtype != io::DType::f32) throw Failure{unusable("wrong type", view.name)};
  auto tensor = at::empty(view.shape, dtype);
  if (view.bytes > 0) std::memcpy(tensor.data_ptr(), view.data, view.bytes);
  return tensor;
}

std::vector<std::int64_t> list_of(const io::Json& entry, const char* key) {
  return entry.contains(key) ? entry.at(key).get<std::vector<std::int64_t>>() : std::vector<std::int64_t>{};
}

class Reader {
 public:
  explicit Reader(const fs::path& folder)
      : json_(io::read_json(folder / "case.json").take()),
        arrays_(io::SafetensorsFile::open(folder / "reference.safetensors").take()) {}

  [[nodiscard]] const io::Json& json() const { return json_; }

  [[nodiscard]] Run run(const io::Json& entry) const {
    Run run;
    run.name = entry.at("name");
    run.input = input(run.name + ".input.");
    if (entry.contains("generation")) {
      run.input.generation.max_new = entry.at("generation").at("max_new");
      run.input.generation.beams = entry.at("generation").at("beams");
    }
    for (const auto& site : entry.at("sites")) {
      run.sites.push_back({site.at("stream"), site.at("kind"), site.at("layer"), tensor(site.at("tensor")),
                           site.contains("points") ? tensor(site.at("points")) : at::Tensor()});
    }
    for (const std::string name : entry.at("outputs")) run.outputs[name] = tensor(run.name + ".output." + name);
    if (entry.value("detections", false)) {
      const auto prefix = run.name + ".detections.";
      run.detections.emplace(tensor(prefix + "scores"), tensor(prefix + "labels"), tensor(prefix + "boxes"));
    }
    run.decoder_ids = list_of(entry, "decoder_ids");
    run.generated = list_of(entry, "generated");
    run.first_row = entry.value("first_row", std::int64_t{0});
    return run;
  }

 private:
  [[nodiscard]] at::Tensor tensor(const std::string& name) const { return tensor_of(arrays_->tensors().at(name)); }

  [[nodiscard]] models::ModelInput input(const std::string& prefix) const {
    models::ModelInput input;
    const std::map<std::string, at::Tensor*> slots{{"ids", &input.ids},
                                                   {"type_ids", &input.type_ids},
                                                   {"mask", &input.mask},
                                                   {"pixels", &input.pixels},
                                                   {"target_ids", &input.target_ids},
                                                   {"target_mask", &input.target_mask},
                                                   {"pixel_mask", &input.pixel_mask}};
    for (const auto& [name, slot] : slots) {
      if (arrays_->tensors().contains(prefix + name)) *slot = tensor(prefix + name);
    }
    if (arrays_->tensors().contains(prefix + "visible")) {
      const auto visible = tensor(prefix + "visible");
      input.pixel_mask = at::zeros({1, input.pixels.size(2), input.pixels.size(3)}, at::kLong);
      input.pixel_mask.narrow(1, 0, visible[0].item<std::int64_t>())
          .narrow(2, 0, visible[1].item<std::int64_t>())
          .fill_(1);
    }
    return input;
  }

  io::Json json_;
  std::shared_ptr<const io::SafetensorsFile> arrays_;
};

fs::path root() { return fs::path(headlight::tests::fixtures()) / "parity"; }

}  // namespace

Case read_case(const fs::path& folder) {
  const Reader reader(folder);
  const auto& json = reader.json();
  Case made;
  made.folder = folder;
  made.model_type = json.at("model_type");
  made.dtype = dtype_of(json.at("dtype"));
  made.weight_tolerance = json.at("tolerance").at("weights");
  made.output_tolerance = json.at("tolerance").at("outputs");
  for (const auto& entry : json.at("runs")) made.runs.push_back(reader.run(entry));
  return made;
}

std::vector<std::string> case_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(root())) {
    if (fs::exists(entry.path() / "case.json")) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

fs::path case_folder(const std::string& name) { return root() / name; }

at::Tensor weights_of(const trace::Site& site) {
  const auto heads = site.q.size(0);
  const auto q = site.q.to(at::kDouble);
  const auto k = site.k.to(at::kDouble).repeat_interleave(heads / site.k.size(0), 0);
  auto scores = at::matmul(q, k.transpose(1, 2)) * site.spec.scale;
  if (site.spec.bias.defined()) scores = scores + site.spec.bias.to(at::kDouble);
  auto weights = at::exp(scores - site.lse.to(at::kDouble).unsqueeze(-1));
  if (site.spec.key_visible.defined()) weights = weights * site.spec.key_visible.to(at::kDouble);
  if (site.spec.causal) weights = at::tril(weights, site.keys() - site.queries());
  return weights.to(at::kFloat);
}

}  // namespace headlight::parity
