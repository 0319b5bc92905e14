#include "engine/models/tap/ultralytics.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "engine/io/json_file.h"

namespace headlight::models::tap {
namespace {

constexpr double confidence = 0.25, overlap = 0.7, class_offset = 7680;
constexpr std::int64_t most_found = 300, most_candidates = 30000;

std::vector<std::string> names_of(const io::Json& names) {
  std::vector<std::string> out;
  if (names.is_array() && names.size() <= 100000)
    for (const auto& name : names) out.push_back(name.is_string() ? name.get<std::string>() : std::string{});
  if (!names.is_object() || names.size() > 100000) return out;
  out.resize(names.size());
  for (const auto& [key, name] : names.items()) {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
    if (error != std::errc() || end != key.data() + key.size() || index >= out.size() || !name.is_string()) return {};
    out[index] = name.get<std::string>();
  }
  return out;
}

std::string text_of(const io::Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

[[noreturn]] void refuse(const std::string& path, const std::string& field, const io::Json& found, const std::string& expected) {
  throw Failure{unusable("the export's description is damaged", path + ", config.txt, field " + field, found.dump().substr(0, 80), expected)};
}

// Height and width.
std::array<std::int64_t, 2> input_of(const io::Json& size, const std::string& path) {
  constexpr std::int64_t largest = 16384;
  const auto is_size = [](const io::Json& value) { return value.is_number_integer() && value > 0 && value <= largest; };
  if (is_size(size)) return {size.get<std::int64_t>(), size.get<std::int64_t>()};
  if (!size.is_array() || size.size() != 2 || !is_size(size[0]) || !is_size(size[1]))
    refuse(path, "imgsz", size, "height and width, each from 1 to 16384");
  return {size[0].get<std::int64_t>(), size[1].get<std::int64_t>()};
}

// [rows, 4] corners from centres and sizes.
at::Tensor corners(const at::Tensor& boxes) {
  const auto centre = boxes.narrow(1, 0, 2), half = boxes.narrow(1, 2, 2) / 2;
  return at::cat({centre - half, centre + half}, 1);
}

double area(const double* box) { return std::max(0.0, box[2] - box[0]) * std::max(0.0, box[3] - box[1]); }

double intersection_over_union(const double* a, const double* b) {
  const double width = std::min(a[2], b[2]) - std::max(a[0], b[0]), height = std::min(a[3], b[3]) - std::max(a[1], b[1]);
  const double common = std::max(0.0, width) * std::max(0.0, height);
  return common > 0 ? common / (area(a) + area(b) - common) : 0;
}

// Rows kept by greedy suppression; `boxes` double [rows, 4] in falling score, apart where their classes differ.
std::vector<std::int64_t> without_overlaps(const at::Tensor& boxes) {
  std::vector<std::int64_t> kept;
  const auto* rows = boxes.const_data_ptr<double>();
  for (std::int64_t row = 0; row < boxes.size(0) && static_cast<std::int64_t>(kept.size()) < most_found; ++row) {
    const bool covered = std::any_of(kept.begin(), kept.end(), [&](std::int64_t other) {
      return intersection_over_union(rows + 4 * other, rows + 4 * row) > overlap;
    });
    if (!covered) kept.push_back(row);
  }
  return kept;
}

// Every row is a detection.
Decoded all_of(const at::Tensor& boxes, const at::Tensor& scores, const at::Tensor& labels) {
  Decoded out;
  out.reading = {boxes.to(at::kFloat).contiguous(), labels.to(at::kLong).contiguous(), scores.to(at::kFloat).contiguous(), {}};
  for (std::int64_t row = 0; row < boxes.size(0); ++row)
    out.reading.detections.push_back({row, out.reading.labels[row].item<std::int64_t>(), {}, out.reading.scores[row].item<double>(), {}});
  return out;
}

at::Tensor fractions(const at::Tensor& boxes, std::array<std::int64_t, 2> input) {
  const auto width = static_cast<double>(input[1]), height = static_cast<double>(input[0]);
  return boxes / at::tensor({width, height, width, height}, boxes.options());
}

// The best class of every cell and its score, of float32 scores [classes, cells]; a class at a time, as they lie.
std::pair<at::Tensor, at::Tensor> best_classes(const at::Tensor& by_class) {
  const auto rows = by_class.contiguous();
  const auto cells = rows.size(1);
  auto best = rows[0].clone();
  std::vector<std::int32_t> labels(static_cast<std::size_t>(cells), 0);
  auto* const most = best.mutable_data_ptr<float>();
  for (std::int32_t label = 1; label < static_cast<std::int32_t>(rows.size(0)); ++label) {
    const auto* const row = rows.const_data_ptr<float>() + label * cells;
    for (std::int64_t cell = 0; cell < cells; ++cell) {
      labels[static_cast<std::size_t>(cell)] = row[cell] > most[cell] ? label : labels[static_cast<std::size_t>(cell)];
      most[cell] = row[cell] > most[cell] ? row[cell] : most[cell];
    }
  }
  return {best, at::tensor(labels, at::kLong)};
}

// [4 + classes (+ more), cells]
Decoded suppressed(const at::Tensor& output, std::int64_t classes, std::array<std::int64_t, 2> input) {
  auto [scores, labels] = best_classes(output.narrow(0, 4, classes));
  auto rows = scores.gt(confidence).nonzero().squeeze(1);
  const auto order = std::get<1>(at::sort(scores.index_select(0, rows), /*stable=*/true, 0, /*descending=*/true));
  rows = rows.index_select(0, order.narrow(0, 0, std::min(order.size(0), most_candidates)));
  const auto boxes = corners(output.narrow(0, 0, 4).index_select(1, rows).t());
  labels = labels.index_select(0, rows);
  const auto apart = (boxes + labels.unsqueeze(1) * class_offset).to(at::kDouble).contiguous();
  const auto kept = at::tensor(without_overlaps(apart), at::kLong);
  return all_of(fractions(boxes.index_select(0, kept), input), scores.index_select(0, rows.index_select(0, kept)),
                labels.index_select(0, kept));
}

// [rows, 6 (+ more)]
Decoded end_to_end(const at::Tensor& output, std::array<std::int64_t, 2> input) {
  const auto rows = output.select(1, 4).gt(confidence).nonzero().squeeze(1);
  const auto kept = output.index_select(0, rows.narrow(0, 0, std::min(rows.size(0), most_found)));
  return all_of(fractions(kept.narrow(1, 0, 4), input), kept.select(1, 4), kept.select(1, 5));
}

// boxes [queries, 4] centre and size, scores [queries, classes].
Decoded queries_of(const at::Tensor& boxes, const at::Tensor& scores) {
  Decoded out;
  auto [best, labels] = scores.max(1);
  out.reading = {corners(boxes).to(at::kFloat).contiguous(), labels.contiguous(), best.to(at::kFloat).contiguous(), {}};
  out.queries_known = true;
  return out;
}

void add_detection(Decoded& out, std::int64_t query, std::int64_t label, double score) {
  if (score > confidence) out.reading.detections.push_back({query, label, {}, score, {}});
}

// [queries, 4 + classes]
Decoded rows_are_queries(const at::Tensor& output, std::int64_t classes) {
  auto out = queries_of(output.narrow(1, 0, 4), output.narrow(1, 4, classes));
  for (const auto& row : std::get<1>(at::sort(out.reading.scores, true, 0, true)).unbind())
    add_detection(out, row.item<std::int64_t>(), out.reading.labels[row].item<std::int64_t>(), out.reading.scores[row].item<double>());
  return out;
}

// [rows, 6], chosen from queries × classes; nothing where the run's last choice was not this one.
std::optional<Decoded> chosen_queries(const at::Tensor& output, std::int64_t classes, const Finder& finder) {
  const auto& choice = finder.choice();
  const auto& boxes = finder.picked_from();
  if (!choice.from.defined() || !choice.index.defined() || !boxes.defined() || choice.values.numel() != output.size(0)) return std::nullopt;
  const auto queries = boxes.size(-2);
  if (boxes.numel() != queries * 4 || choice.from.numel() != queries * classes ||
      !at::equal(choice.values.reshape({-1}), output.select(1, 4)))
    return std::nullopt;
  auto out = queries_of(boxes.reshape({queries, 4}), choice.from.reshape({queries, classes}));
  const auto index = choice.index.reshape({-1});
  for (std::int64_t row = 0; row < output.size(0); ++row)
    add_detection(out, index[row].item<std::int64_t>() / classes, output[row][5].item<std::int64_t>(), output[row][4].item<double>());
  return out;
}

}  // namespace

std::optional<Ultralytics> read_ultralytics(const std::string& config, const std::string& path) {
  if (config.empty()) return std::nullopt;
  const auto parsed = io::parse_json(config, "config.txt");
  if (!parsed) return std::nullopt;
  const auto& json = parsed.value();
  if (!json.is_object() || !json.contains("names") || !json.contains("imgsz")) return std::nullopt;
  Ultralytics facts;
  facts.description = text_of(json, "description");
  while (facts.description.ends_with(' ')) facts.description.pop_back();
  facts.task = text_of(json, "task");
  facts.head = text_of(json, "head");
  facts.names = names_of(json.at("names"));
  if (facts.names.empty()) refuse(path, "names", json.at("names"), R"(names by number: {"0": "person", …})");
  facts.input = input_of(json.at("imgsz"), path);
  auto lower = facts.head + facts.description;
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  facts.stretch = lower.find("rtdetr") != std::string::npos || lower.find("rt-detr") != std::string::npos;
  return facts;
}

std::optional<Decoded> decode(const Ultralytics& facts, const at::Tensor& output, const Finder& finder,
                              std::array<std::int64_t, 2> input) {
  const auto classes = static_cast<std::int64_t>(facts.names.size());
  if (output.dim() != 3 || output.size(0) != 1 || classes == 0 || facts.task == "classify" || facts.task == "obb") return std::nullopt;
  const auto rows = output[0].to(at::kFloat);
  if (facts.stretch && rows.size(1) == 6)
    if (auto found = chosen_queries(rows, classes, finder)) return found;
  if (facts.stretch) return rows.size(1) == 4 + classes ? std::optional(rows_are_queries(rows, classes)) : std::nullopt;
  if (rows.size(0) >= 4 + classes && rows.size(1) > rows.size(0)) return suppressed(rows, classes, input);
  if (rows.size(1) >= 6 && rows.size(1) < 4 + classes + 64) return end_to_end(rows, input);
  return std::nullopt;
}

}  // namespace headlight::models::tap
