// A trace that uses every field, for round trips.
#pragma once

#include <ATen/ATen.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "engine/trace/trace.h"

namespace headlight::trace::testing {

inline Axis token_axis(int id, std::int64_t size) {
  Axis axis;
  axis.id = id;
  axis.text = "Größe \"quoted\" 한국어";
  axis.pair = "second";
  for (std::int64_t i = 0; i < size; ++i) {
    axis.labels.push_back(i == 1 ? "##ß\n" : std::to_string(i));
    axis.shown.push_back(i == 1 ? "ß" : std::to_string(i));
    axis.offsets.push_back({i, i + 1});
    axis.ids.push_back(i * 7);
    axis.special.push_back(i == 0 ? 1 : 0);
    axis.words.push_back(i - 1);
    axis.sequence.push_back(i == 0 ? -1 : i % 2);
    if (id == 1) axis.writes.push_back(std::to_string(i + 1));
  }
  return axis;
}

inline Axis patch_axis(int id) {
  Axis axis;
  axis.id = id;
  axis.kind = AxisKind::patches;
  axis.labels = {"[CLS]", "[REG]"};
  axis.special = {1, 1};
  axis.leading = 2;
  axis.grid = {2, 3};
  axis.patch = {14, 16};
  axis.input = {28, 48};
  axis.image = {480, 640};
  axis.to_image = {1.5, 0, -3.25, 0, 1.25, 1e-9};
  return axis;
}

inline Axis query_axis(int id) {
  Axis axis;
  axis.id = id;
  axis.kind = AxisKind::queries;
  axis.labels = {"car", "bus"};
  axis.boxes = {{0.5, 1, 2, 3}, {4, 5, 6, 7.125}};
  axis.scores = {0.9, 0.25};
  axis.input = {28, 48};
  axis.image = {480, 640};
  axis.to_image = {1.5, 0, -3.25, 0, 1.25, 1e-9};
  return axis;
}

inline Axis pyramid_axis(int id) {
  auto axis = patch_axis(id);
  axis.labels.clear();
  axis.special.clear();
  axis.leading = 0;
  axis.grid = {4, 6};
  axis.patch = {7, 8};
  axis.levels = {{4, 6}, {2, 3}};
  return axis;
}

inline Site make_site(int id, std::int64_t queries, std::int64_t keys, int query_axis, int key_axis,
                      at::ScalarType type) {
  Site site;
  site.info = {id, "encoder", id, SiteKind::self, 4, 2, 8, 0.37, false, query_axis, key_axis};
  site.q = at::randn({4, queries, 8}).to(type);
  site.k = at::randn({2, keys, 8}).to(type);
  site.v = at::randn({2, keys, 6}).to(type);
  site.lse = at::randn({4, queries});
  site.spec.scale = site.info.scale;
  return site;
}

// Windows of an axis of two leading tokens and six patches; one place is padding.
inline Site windowed_site(int id, int axis) {
  auto site = make_site(id, 8, 8, axis, axis, at::kFloat);
  site.info.kind = SiteKind::windowed;
  site.spec.windows = at::tensor(std::vector<std::int64_t>{2, 5, 3, -1, 4, 6, 7, 0}).view({2, 4});
  site.info.windows = 2;
  site.info.window_size = 4;
  return site;
}

// Three heads of two queries with two points on each of two levels (4 × 6 and 2 × 3).
inline Site deformable_site(int id, int query_axis, int key_axis) {
  Site site;
  site.info = {id, "deformable_decoder", 0, SiteKind::deformable, 3, 3, 5, 1, false, query_axis, key_axis};
  site.info.levels = {{4, 6}, {2, 3}};
  site.info.points = 2;
  site.sampling.points = at::rand({3, 2, 2, 2, 2}) * 1.2 - 0.1;
  site.sampling.weights = at::softmax(at::randn({3, 2, 4}), 2).view({3, 2, 2, 2});
  site.sampling.value = at::randn({3, 30, 5}).to(at::kHalf);
  site.sampling.reference = at::rand({2, 4});
  return site;
}

inline Trace sample_trace() {
  Trace trace;
  auto& info = trace.info;
  info.model = {"bert", "tiny \"bert\"", "some/folder", "abc123", "masked-lm", "bfloat16", "a note", 12345, 2, 4, 512,
                true,   false,           true};
  info.axes = {token_axis(0, 5), token_axis(1, 7), patch_axis(2), query_axis(3), pyramid_axis(4)};
  trace.sites.push_back(make_site(0, 5, 5, 0, 0, at::kFloat));
  trace.sites.push_back(make_site(1, 7, 5, 1, 0, at::kBFloat16));
  trace.sites.push_back(make_site(2, 8, 8, 2, 2, at::kHalf));
  trace.sites.push_back(make_site(3, 2, 8, 3, 2, at::kDouble));
  trace.sites[0].info.kind = SiteKind::masked_self;
  trace.sites[0].info.causal = trace.sites[0].spec.causal = true;
  trace.sites[1].info.kind = trace.sites[3].info.kind = SiteKind::cross;
  trace.sites[1].spec.key_visible = at::arange(5).lt(3);
  trace.sites[2].spec.bias = at::randn({4, 1, 8}).expand({4, 8, 8});
  trace.sites[2].lse[1][2] = -INFINITY;
  trace.sites.push_back(windowed_site(4, 2));
  trace.sites.push_back(deformable_site(5, 3, 4));
  for (const auto& site : trace.sites) info.sites.push_back(site.info);
  info.detections = {{1, 7, "bus", 0.75, {4, 5, 6, 7.125}}, {0, 2, "car", 0.5, {0.5, 1, 2, 3}}};
  info.input = "a line";
  info.image_path = "photo.jpg";
  info.text = "Übersetzung";
  info.predictions = {{"mask", 0.75, 3}, {"whole", 0.125, -1}};
  info.device = "cpu";
  info.load_seconds = 0.5;
  info.forward_seconds = 0.25;
  trace.outputs["logits"] = at::randn({1, 3, 4});
  trace.outputs["scalar"] = at::randn({});
  for (const auto& [name, tensor] : trace.outputs) info.outputs[name] = tensor.sizes().vec();
  return trace;
}

// A folder of this test program, emptied when made and removed at the end.
class Folder {
 public:
  explicit Folder(const std::string& name)
      : path_(std::filesystem::temp_directory_path() / ("headlight_" + name + std::to_string(::getpid()))) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace headlight::trace::testing
