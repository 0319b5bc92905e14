#include "engine/trace/trace_file.h"

#include <ATen/Functions.h>

#include <functional>

#include "engine/trace/array_types.h"
#include "engine/trace/copies.h"
#include "engine/trace/pyramid_file.h"
#include "engine/trace/trace_json.h"

namespace headlight::trace {
namespace {

// Tensors on their way into a file, each laid out when its turn comes: `written` owns the bytes of the latest.
struct Arrays {
  std::vector<std::function<at::Tensor()>> sources;
  std::vector<io::TensorView> views;
  at::Tensor written;

  void add(const std::string& name, const at::Tensor& tensor) {
    add(name, tensor, [tensor] { return tensor; });
  }
  // `like` says type and shape of what `source` gives.
  void add(const std::string& name, const at::Tensor& like, std::function<at::Tensor()> source) {
    sources.push_back(std::move(source));
    views.push_back({name, file_type(like.scalar_type()), like.sizes().vec(), nullptr, like.nbytes()});
  }
  const std::byte* bytes_of(std::size_t i) {
    written = to_host(sources[i]().detach()).contiguous();
    return static_cast<const std::byte*>(written.const_data_ptr());
  }
};

// A bias that repeats along an axis is kept once.
at::Tensor without_repeats(at::Tensor bias) {
  for (std::int64_t axis = 0; axis < bias.dim(); ++axis)
    if (bias.stride(axis) == 0 && bias.size(axis) > 1) bias = bias.narrow(axis, 0, 1);
  return bias;
}

// The array as tensor "N.what", which the site's description names under `what`; nothing for one that is absent.
void add_named(const Site& site, const char* what, const at::Tensor& tensor, io::Json& json, Arrays& arrays) {
  if (!tensor.defined()) return;
  const auto name = std::to_string(site.info.id) + "." + what;
  json[what] = name;
  arrays.add(name, tensor);
}

io::Json changes_json(const std::vector<RowChange>& changes) {
  auto list = io::Json::array();
  for (const auto& change : changes)
    list.push_back(
        {{"kind", change_name(change.kind)}, {"head", change.head}, {"query", change.query}, {"key", change.key}});
  return list;
}

void add_dense(const Site& site, io::Json& json, Arrays& arrays) {
  const auto number = std::to_string(site.info.id) + ".";
  const auto made = site.projected();
  const auto* from = &site;
  arrays.add(number + "q", made.q, [from] { return from->projected().q; });
  arrays.add(number + "k", made.k, [from] { return from->projected().k; });
  arrays.add(number + "v", made.v, [from] { return from->projected().v; });
  arrays.add(number + "lse", site.lse);
  if (site.spec.bias.defined()) add_named(site, "bias", without_repeats(site.spec.bias), json, arrays);
  add_named(site, "windows", site.spec.windows, json, arrays);
  if (!site.spec.changes.empty()) json["changes"] = changes_json(site.spec.changes);
  if (site.spec.key_visible.defined()) json["key_visible"] = number + "key_visible";
}

void add_site(const Site& site, io::Json& json, Arrays& arrays) {
  if (!site.deformable()) return add_dense(site, json, arrays);
  add_named(site, "points", site.sampling.points, json, arrays);
  add_named(site, "weights", site.sampling.weights, json, arrays);
  add_named(site, "value", site.sampling.value, json, arrays);
  add_named(site, "reference", site.sampling.reference, json, arrays);
}

void add_pyramid(const Pyramid& pyramid, std::size_t number, io::Json& json, Arrays& arrays) {
  json["pyramids"].push_back(pyramid_json(pyramid));
  for (const auto& [bin, plane] : pyramid.levels) {
    const auto numbers = at::from_blob(const_cast<float*>(plane.values.data()), {plane.rows, plane.columns}, at::kFloat);
    arrays.add(level_name(number, bin), numbers);
  }
}

Result<Written> write(const Trace& trace, const std::filesystem::path& path, const std::vector<PyramidPtr>& pyramids) {
  auto json = to_json(trace.info);
  Arrays arrays;
  for (std::size_t i = 0; i < trace.sites.size(); ++i) add_site(trace.sites[i], json["sites"].at(i), arrays);
  for (const auto& [name, tensor] : trace.outputs) {
    if (!is_array_name(name) || name == "text")
      throw Failure{unusable("output cannot be kept", "name", name, "letters, digits, _ - . and not \"text\"")};
    json["outputs"][name] = "output." + name;
    arrays.add("output." + name, tensor.to(at::kFloat));
  }
  for (std::size_t i = 0; i < pyramids.size(); ++i) add_pyramid(*pyramids[i], i, json, arrays);
  // Booleans come last, so that everything before them stays aligned.
  for (const auto& site : trace.sites)
    if (site.spec.key_visible.defined())
      arrays.add(std::to_string(site.info.id) + ".key_visible", site.spec.key_visible);
  std::int64_t bytes = 0;
  for (const auto& view : arrays.views) bytes += static_cast<std::int64_t>(view.bytes);
  (void)io::write_safetensors(path, arrays.views, {{"headlight", json_text(json)}}, [&](std::size_t i) { return arrays.bytes_of(i); }).take();
  return Written{path.string(), bytes};
}

}  // namespace

Result<Written> write_trace(const Trace& trace, const std::filesystem::path& path, const std::vector<PyramidPtr>& pyramids) {
  return guarded<Written>([&] { return write(trace, path, pyramids); });
}

}  // namespace headlight::trace
