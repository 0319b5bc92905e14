// A case's model on a device, and how far two results are apart.
#pragma once

#include <ATen/ATen.h>

#include <memory>

#include "tests/parity/parity_case.h"

namespace headlight::parity {

inline std::unique_ptr<models::Model> model_on(const Case& made, at::Device device) {
  const auto file = made.folder / "config.json";
  const io::Fields config(io::read_json(file).take(), file.string());
  auto tensors = models::Weights::open(made.folder, made.dtype).all();
  for (auto& [name, tensor] : tensors) tensor = tensor.to(device);
  auto model = models::find_family(made.model_type)->make(config, models::Weights::of(std::move(tensors)));
  if (const auto rules = made.folder / "generation_config.json"; std::filesystem::exists(rules))
    model->set_generation(io::Fields(io::read_json(rules).take(), rules.string()));
  return model;
}

inline double difference(const at::Tensor& a, const at::Tensor& b) {
  const auto x = a.to(at::kCPU, at::kDouble), y = b.to(at::kCPU, at::kDouble);
  return x.numel() == 0 ? 0 : at::nan_to_num((x - y).abs(), 0.0).max().item<double>();
}

}  // namespace headlight::parity
