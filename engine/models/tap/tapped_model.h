// A TorchScript file as a model.
#pragma once

#include <optional>

#include "engine/models/model.h"
#include "engine/models/tap/finder.h"
#include "engine/models/tap/script.h"
#include "engine/models/tap/ultralytics.h"

namespace headlight::models::tap {

class TappedModel final : public Model {
 public:
  // Runs code of the file: only after consent. Throws Failure.
  explicit TappedModel(const std::filesystem::path& path);

  [[nodiscard]] std::vector<AxisPlan> axes() const override;
  [[nodiscard]] ModelOutput run(const ModelInput& input, kernels::Context& context) const override;
  [[nodiscard]] std::vector<std::string> classes() const override;

  // What the export says of itself, where Ultralytics wrote it.
  [[nodiscard]] const std::optional<Ultralytics>& ultralytics() const { return ultralytics_; }
  // Whether the file holds a config.txt, of Ultralytics or not.
  [[nodiscard]] bool has_config() const { return has_config_; }

 private:
  [[nodiscard]] ModelInfo describe() const override;
  using Outputs = std::vector<std::pair<std::string, at::Tensor>>;
  [[nodiscard]] Outputs watched(const ModelInput& input, Finder& finder, const std::stop_token& stop) const;
  [[nodiscard]] std::vector<at::Tensor> arrange(const ModelInput& input) const;
  [[nodiscard]] bool takes_picture() const { return use_ == Script::Use::picture; }

  Script script_;
  std::optional<Ultralytics> ultralytics_;
  bool has_config_ = false;
  Script::Use use_ = Script::Use::unknown;
  std::string path_;
};

// The model behind Result: one clear line for whatever is wrong with the file.
Result<std::unique_ptr<TappedModel>> load_script(const std::filesystem::path& path);

}  // namespace headlight::models::tap
