// The reading half of trace_file.h.
#include <ATen/Functions.h>

#include <array>
#include <cmath>
#include <exception>
#include <new>

#include "engine/trace/array_types.h"
#include "engine/trace/json_lists.h"
#include "engine/trace/pyramid_file.h"
#include "engine/trace/trace_file.h"
#include "engine/trace/trace_json.h"

namespace headlight::trace {
namespace {

std::string shape_text(const at::Tensor& tensor) {
  std::string text = "[";
  for (const auto size : tensor.sizes()) text += (text.size() > 1 ? ", " : "") + std::to_string(size);
  return text + "] of " + c10::toString(tensor.scalar_type());
}

constexpr std::size_t longest_description = std::size_t{64} << 20;

class Reader {
 public:
  explicit Reader(std::shared_ptr<const io::SafetensorsFile> file) : file_(std::move(file)) {}

  TracePtr read() {
    const auto found = file_->metadata().find("headlight");
    if (found == file_->metadata().end())
      throw Failure{unusable("not a trace", path(), "no \"headlight\" in its metadata", "a trace file")};
    if (found->second.size() > longest_description)
      throw Failure{unusable("description too long", path(), std::to_string(found->second.size()) + " bytes",
                             "at most " + std::to_string(longest_description) + " bytes")};
    const auto json = io::parse_json(found->second, path()).take();
    auto trace = std::make_shared<Trace>();
    trace->info = trace_info(json, path()).take();
    for (std::size_t i = 0; i < trace->info.sites.size(); ++i)
      trace->sites.push_back(
          site(trace->info, i, io::Fields(json.at("sites").at(i), path(), "sites." + std::to_string(i) + ".")));
    for (std::size_t i = 0; i < trace->sites.size(); ++i) trace->info.sites[i] = trace->sites[i].info;
    read_outputs(io::Fields(json, path()).object_or_empty("outputs"), *trace);
    read_pyramids(io::Fields(json, path()), *trace);
    trace->info.bytes = bytes_of(trace->sites);
    trace->info.id = content_address(found->second, trace->sites);
    return trace;
  }

 private:
  [[nodiscard]] std::string path() const { return file_->path().string(); }

  at::Tensor tensor(const std::string& name) const {
    const auto found = file_->tensors().find(name);
    if (found == file_->tensors().end())
      throw Failure{unusable("missing tensor", path() + ", tensor " + name, "nothing", "an array")};
    return mapped_tensor(found->second, file_);
  }

  void require(bool condition, const std::string& name, const at::Tensor& found, const std::string& expected) const {
    if (!condition) throw Failure{unusable("wrong tensor", path() + ", tensor " + name, shape_text(found), expected)};
  }

  // Floating point [first, second or any when −1, any width ≥ 1].
  at::Tensor dense(const std::string& name, std::int64_t first, std::int64_t second) const {
    auto found = tensor(name);
    require(found.dim() == 3 && at::isFloatingType(found.scalar_type()) && found.size(0) == first &&
                (second < 0 || found.size(1) == second) && found.size(2) >= 1,
            name, found, "floating point [" + std::to_string(first) + ", " + std::to_string(second) + ", width]");
    return found;
  }

  // Where the description does not say it: as many as k holds, if the heads share them evenly.
  int key_heads(const std::string& name, int heads) const {
    const auto found = tensor(name);
    require(found.dim() == 3 && found.size(0) >= 1 && heads % found.size(0) == 0, name, found,
            "[key heads, keys, width], key heads a divisor of " + std::to_string(heads));
    return static_cast<int>(found.size(0));
  }

  at::Tensor log_sum_exp(const std::string& name, std::int64_t heads, std::int64_t queries) const {
    auto found = tensor(name);
    const auto type = found.scalar_type();
    require(found.dim() == 2 && (type == at::kFloat || type == at::kDouble) && found.size(0) == heads &&
                found.size(1) == queries,
            name, found, "float32 or float64 [" + std::to_string(heads) + ", " + std::to_string(queries) + "]");
    const auto plain = found.to(at::kDouble);
    const auto* values = plain.const_data_ptr<double>();
    for (std::int64_t i = 0; i < plain.numel(); ++i)
      if (std::isnan(values[i]) || values[i] == INFINITY)
        throw Failure{
            unusable("wrong value", path() + ", tensor " + name, std::to_string(values[i]), "finite values or −inf")};
    return found;
  }

  at::Tensor visible_keys(const std::string& name, std::int64_t keys) const {
    auto found = tensor(name);
    require(found.dim() == 1 && found.scalar_type() == at::kBool && found.size(0) == keys, name, found,
            "booleans [" + std::to_string(keys) + "]");
    return found;
  }

  at::Tensor bias(const std::string& name, std::array<std::int64_t, 3> full) const {
    auto found = tensor(name);
    bool fits = found.dim() >= 1 && found.dim() <= 3 && at::isFloatingType(found.scalar_type());
    for (std::int64_t i = 1; fits && i <= found.dim(); ++i)
      fits = found.size(-i) == 1 || found.size(-i) == full[static_cast<std::size_t>(3 - i)];
    require(fits, name, found, "floating point, broadcastable to [heads, queries, keys]");
    return found;
  }

  // The tensor that the description names under `what`, "N.what" without one; undefined where there is none.
  at::Tensor named(const io::Fields& fields, int site, const char* what) const {
    const auto name = fields.text_or(what, std::to_string(site) + "." + what);
    return fields.has(what) || file_->tensors().count(name) > 0 ? tensor(name) : at::Tensor();
  }

  // int64 [windows, positions of a window]; every position of the grid lies in one window at most. Fills their counts.
  at::Tensor windows(const io::Fields& fields, SiteInfo& site, std::int64_t positions) const {
    const auto name = fields.text_or("windows", std::to_string(site.id) + ".windows");
    auto found = tensor(name);
    require(found.dim() == 2 && found.scalar_type() == at::kLong && found.size(0) >= 1 && found.size(1) >= 1, name,
            found, "int64 [windows, positions]");
    if ((site.windows != 0 && site.windows != found.size(0)) ||
        (site.window_size != 0 && site.window_size != found.size(1)))
      throw Failure{fields.wrong("window_count", "the sizes of tensor " + name)};
    std::vector<bool> taken(static_cast<std::size_t>(positions), false);
    const auto* places = found.const_data_ptr<std::int64_t>();
    for (std::int64_t i = 0; i < found.numel(); ++i) {
      if (places[i] == -1) continue;
      if (places[i] < 0 || places[i] >= positions || taken[static_cast<std::size_t>(places[i])])
        throw Failure{unusable("wrong value", path() + ", tensor " + name, std::to_string(places[i]),
                               "−1, or a position from 0 to " + std::to_string(positions - 1) + " once")};
      taken[static_cast<std::size_t>(places[i])] = true;
    }
    site.windows = found.size(0);
    site.window_size = found.size(1);
    return found;
  }

  static RowChange::Kind change_kind(const io::Fields& fields) {
    const auto name = fields.text("kind");
    for (const auto kind : {RowChange::Kind::hide, RowChange::Kind::even, RowChange::Kind::only})
      if (name == change_name(kind)) return kind;
    throw Failure{fields.wrong("kind", "hide, even or only")};
  }

  static std::vector<RowChange> changes(const io::Fields& site, std::int64_t heads, std::int64_t queries,
                                        std::int64_t keys) {
    std::vector<RowChange> all;
    for (const auto& item : list_of(site, "changes")) {
      const io::Fields fields(item, site.file(), "changes." + std::to_string(all.size()) + ".");
      RowChange change{change_kind(fields)};
      const bool named = change.kind != RowChange::Kind::even;
      change.head = fields.integer_or("head", -1, -1, heads - 1);
      change.query = fields.integer_or("query", -1, -1, queries - 1);
      change.key = fields.integer_or("key", -1, named ? 0 : -1, keys - 1);
      if (named && change.key < 0) throw Failure{fields.wrong("key", "a key")};
      all.push_back(change);
    }
    return all;
  }

  static std::int64_t cells_of(const SiteInfo& site) {
    std::int64_t cells = 0;
    for (const auto& [rows, columns] : site.levels) cells += rows * columns;
    return cells;
  }

  void read_sampling_points(const io::Fields& fields, std::int64_t queries, Site& site) const {
    auto& sampling = site.sampling;
    auto& info = site.info;
    const auto number = std::to_string(info.id) + ".";
    const auto levels = static_cast<std::int64_t>(info.levels.size());
    sampling.points = tensor(fields.text_or("points", number + "points"));
    const auto& points = sampling.points;
    require(points.dim() == 5 && at::isFloatingType(points.scalar_type()) && points.size(0) == info.heads &&
                points.size(1) == queries && points.size(2) == levels && points.size(3) >= 1 && points.size(4) == 2 &&
                (info.points == 0 || points.size(3) == info.points),
            number + "points", points,
            "floating point [" + std::to_string(info.heads) + ", " + std::to_string(queries) + ", " +
                std::to_string(levels) + ", points, 2]");
    info.points = static_cast<int>(points.size(3));
    sampling.weights = tensor(fields.text_or("weights", number + "weights"));
    require(
        at::isFloatingType(sampling.weights.scalar_type()) && sampling.weights.sizes() == points.sizes().slice(0, 4),
        number + "weights", sampling.weights, "floating point, as points without their last axis");
    sampling.points = points.to(at::kFloat);
    sampling.weights = sampling.weights.to(at::kFloat);
    const auto* weights = sampling.weights.const_data_ptr<float>();
    for (std::int64_t i = 0; i < sampling.weights.numel(); ++i)
      if (!(weights[i] >= 0 && weights[i] <= 1.001F))
        throw Failure{unusable("wrong value", path() + ", tensor " + number + "weights", std::to_string(weights[i]),
                               "weights from 0 to 1")};
  }

  Site sampled_site(const TraceInfo& info, std::size_t index, const io::Fields& fields) const {
    Site site;
    site.info = info.sites[index];
    const auto number = std::to_string(index) + ".";
    const auto queries = info.axes[static_cast<std::size_t>(site.info.query_axis)].size();
    read_sampling_points(fields, queries, site);
    site.sampling.value = named(fields, site.info.id, "value");
    const auto& value = site.sampling.value;
    require(!value.defined() || (value.dim() == 3 && at::isFloatingType(value.scalar_type()) &&
                                 value.size(0) == site.info.heads && value.size(1) == cells_of(site.info)),
            number + "value", value, "floating point [heads, cells of all levels, width]");
    if (value.defined()) site.info.head_width = static_cast<int>(value.size(2));
    auto& reference = site.sampling.reference;
    reference = named(fields, site.info.id, "reference");
    require(
        !reference.defined() || (reference.dim() == 2 && at::isFloatingType(reference.scalar_type()) &&
                                 reference.size(0) == queries && (reference.size(1) == 2 || reference.size(1) == 4)),
        number + "reference", reference, "floating point [" + std::to_string(queries) + ", 2 or 4]");
    if (reference.defined()) reference = reference.to(at::kFloat);
    return site;
  }

  Site site(const TraceInfo& info, std::size_t index, const io::Fields& fields) const {
    if (info.sites[index].kind == SiteKind::deformable) return sampled_site(info, index, fields);
    Site site;
    site.info = info.sites[index];
    const auto number = std::to_string(index) + ".";
    const auto queries = info.axes[static_cast<std::size_t>(site.info.query_axis)].size();
    const auto keys = info.axes[static_cast<std::size_t>(site.info.key_axis)].size();
    site.q = dense(number + "q", site.info.heads, queries);
    if (!fields.has("key_heads")) site.info.key_heads = key_heads(number + "k", site.info.heads);
    site.k = dense(number + "k", site.info.key_heads, keys);
    site.v = dense(number + "v", site.info.key_heads, keys);
    site.lse = log_sum_exp(number + "lse", site.info.heads, queries);
    const auto width = site.q.size(2);
    require(site.k.size(2) == width && site.k.scalar_type() == site.q.scalar_type(), number + "k", site.k,
            "width and type of q");
    if (site.info.head_width != 0 && site.info.head_width != width)
      throw Failure{fields.wrong("head_width", std::to_string(width))};
    site.info.head_width = static_cast<int>(width);
    if (!fields.has("scale")) site.info.scale = 1 / std::sqrt(static_cast<double>(width));
    site.spec.scale = site.info.scale;
    site.spec.causal = site.info.causal;
    if (fields.has("key_visible")) site.spec.key_visible = visible_keys(fields.text("key_visible"), keys);
    if (site.info.kind == SiteKind::windowed || site.info.kind == SiteKind::area)
      site.spec.windows = windows(fields, site.info, queries);
    site.spec.changes = changes(fields, site.info.heads, queries, keys);
    if (fields.has("bias")) site.spec.bias = bias(fields.text("bias"), {site.info.heads, queries, keys}).to(at::kFloat);
    return site;
  }

  void read_outputs(const io::Fields& fields, Trace& trace) const {
    for (const auto& [name, value] : fields.json().items()) {
      if (name == "text") continue;
      if (!is_array_name(name)) throw Failure{fields.wrong(name, "a name of letters, digits, _ - .")};
      trace.outputs[name] = tensor(fields.text(name)).to(at::kFloat);
      trace.info.outputs[name] = trace.outputs[name].sizes().vec();
    }
  }

  void read_pyramids(const io::Fields& fields, Trace& trace) const {
    std::size_t number = 0;
    for (const auto& item : list_of(fields, "pyramids")) {
      const io::Fields one(item, path(), "pyramids." + std::to_string(number) + ".");
      trace.pyramids.push_back(read_pyramid(one, number, trace.sites, [this](const auto& name) { return tensor(name); }));
      ++number;
    }
  }

  // FNV-1a over the description and every site's log-sum-exp, which depends on all of q and k; deformable sites:
  // over their points and weights.
  static TraceId content_address(const std::string& description, const std::vector<Site>& sites) {
    TraceId hash = 14695981039346656037ULL;
    const auto add = [&](const char* bytes, std::size_t count) {
      for (std::size_t i = 0; i < count; ++i) hash = (hash ^ static_cast<unsigned char>(bytes[i])) * 1099511628211ULL;
    };
    add(description.data(), description.size());
    for (const auto& site : sites)
      for (const auto* tensor : {&site.lse, &site.sampling.points, &site.sampling.weights, &site.sampling.reference})
        if (tensor->defined()) add(static_cast<const char*>(tensor->const_data_ptr()), tensor->nbytes());
    return hash;
  }

  std::shared_ptr<const io::SafetensorsFile> file_;
};

}  // namespace

Result<TracePtr> read_trace(const std::filesystem::path& path) {
  return guarded<TracePtr>([&]() -> Result<TracePtr> {
    try {
      return Reader(io::SafetensorsFile::open(path).take()).read();
    } catch (const std::bad_alloc&) {
      return failed("out of memory", path.string());
    } catch (const std::exception& error) {
      return unusable("trace cannot be read", path.string(), error.what());
    }
  });
}

}  // namespace headlight::trace
