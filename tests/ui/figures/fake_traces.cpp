#include <cmath>

#include "tests/ui/figures/fake_session.h"

namespace headlight::testing {
namespace {

// Deterministic noise in 0…1 (splitmix64's finalizer).
double noise(std::uint64_t a, std::uint64_t b, std::uint64_t c) {
  std::uint64_t x = a * 0x9E3779B97F4A7C15ULL + b * 0xBF58476D1CE4E5B9ULL + c * 0x94D049BB133111EBULL + 1;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return double((x ^ (x >> 31)) >> 11) / double(1ULL << 53);
}

void normalise(Plane& plane, bool causal) {
  plane.low = 1;
  for (std::int64_t r = 0; r < plane.rows; ++r) {
    double sum = 0;
    for (std::int64_t c = 0; c < plane.columns; ++c) {
      float& value = plane.values[static_cast<std::size_t>(r * plane.columns + c)];
      if (causal && c > r) value = 0;
      sum += value;
    }
    for (std::int64_t c = 0; c < plane.columns; ++c) {
      float& value = plane.values[static_cast<std::size_t>(r * plane.columns + c)];
      value = static_cast<float>(value / sum);
      plane.low = std::min(plane.low, value);
      plane.high = std::max(plane.high, value);
    }
  }
}

// A head that looks `offset` away, at the first token or at random content, by its number.
Plane pattern(std::int64_t rows, std::int64_t columns, std::uint64_t seed, bool causal = false) {
  Plane plane;
  plane.rows = rows;
  plane.columns = columns;
  for (std::int64_t r = 0; r < rows; ++r) {
    for (std::int64_t c = 0; c < columns; ++c) {
      double score = 3.2 * std::pow(noise(seed, static_cast<std::uint64_t>(r), static_cast<std::uint64_t>(c)), 3);
      const auto kind = seed % 4;
      if (kind == 0 && c == r) score += 2.5;
      if (kind == 1 && c + 1 == r) score += 3.5;
      if (kind == 2 && c == 0) score += 3;
      if (kind != 2 && c == 0) score += 1.5;
      plane.values.push_back(static_cast<float>(std::exp(score)));
    }
  }
  normalise(plane, causal);
  return plane;
}

SiteInfo site(int id, const char* stream, int layer, SiteKind kind, int heads, int query_axis, int key_axis) {
  SiteInfo info;
  info.id = id;
  info.stream = stream;
  info.layer = layer;
  info.kind = kind;
  info.heads = info.key_heads = heads;
  info.head_width = 32;
  info.scale = 1 / std::sqrt(32.0);
  info.causal = kind == SiteKind::masked_self;
  info.query_axis = query_axis;
  info.key_axis = key_axis;
  return info;
}

void add_site(FakeTrace& trace, const SiteInfo& info) {
  trace.info.sites.push_back(info);
  const auto rows = trace.info.axes[static_cast<std::size_t>(info.query_axis)].size();
  const auto columns = trace.info.axes[static_cast<std::size_t>(info.key_axis)].size();
  FakeSite maps;
  for (int head = 0; head < info.heads; ++head) {
    maps.weights.push_back(
        pattern(rows, columns, static_cast<std::uint64_t>(info.id * 31 + head * 7 + 3), info.causal));
  }
  trace.sites.push_back(std::move(maps));
}

void put(Plane& plane, std::int64_t row, const std::vector<std::pair<std::int64_t, double>>& weights) {
  double taken = 0, left = 0;
  for (const auto& [key, weight] : weights) taken += weight;
  const auto fixed = [&](std::int64_t c) {
    for (const auto& [key, weight] : weights) {
      if (key == c) return weight;
    }
    return -1.0;
  };
  for (std::int64_t c = 0; c < plane.columns; ++c) left += fixed(c) < 0 ? plane.at(row, c) : 0;
  for (std::int64_t c = 0; c < plane.columns; ++c) {
    float& value = plane.values[static_cast<std::size_t>(row * plane.columns + c)];
    value = static_cast<float>(fixed(c) >= 0 ? fixed(c) : left > 0 ? value * (1 - taken) / left : 0);
    plane.high = std::max(plane.high, value);
  }
}

Axis token_axis(int id, const std::vector<std::string>& labels, const std::vector<std::uint8_t>& special,
                const std::vector<std::int64_t>& words) {
  Axis axis;
  axis.id = id;
  axis.labels = labels;
  axis.special = special;
  axis.words = words;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    axis.ids.push_back(static_cast<std::int64_t>(i + 100));
    axis.offsets.push_back({0, 0});
    axis.sequence.push_back(special[i] != 0 ? -1 : 0);
  }
  return axis;
}

ModelInfo model(const char* name, const char* family, const char* hash) {
  ModelInfo info;
  info.name = name;
  info.family = family;
  info.hash = hash;
  info.dtype = "float32";
  return info;
}

}  // namespace

FakeTrace fake_sentence() {
  FakeTrace trace;
  trace.info.id = 101;
  trace.info.model =
      model("all-MiniLM-L6-v2", "bert", "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db");
  trace.info.model.takes_text = true;
  trace.info.input = "The robot picked up the wrench because it was heavy.";
  Axis axis = token_axis(
      0,
      {"[CLS]", "the", "robot", "picked", "up", "the", "wren", "##ch", "because", "it", "was", "heavy", ".", "[SEP]"},
      {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, {-1, 0, 1, 2, 3, 4, 5, 5, 6, 7, 8, 9, 10, -1});
  axis.text = trace.info.input;
  axis.offsets = {{0, 0},   {0, 3},   {4, 9},   {10, 16}, {17, 19}, {20, 23}, {24, 28},
                  {28, 30}, {31, 38}, {39, 41}, {42, 45}, {46, 51}, {51, 52}, {0, 0}};
  trace.info.axes.push_back(axis);
  for (int layer = 0; layer < 6; ++layer) add_site(trace, site(layer, "encoder", layer, SiteKind::self, 12, 0, 0));
  Plane& coreference = trace.sites[3].weights[1];
  put(coreference, 9, {{0, 0.319}, {6, 0.132}, {7, 0.324}, {2, 0.134}, {13, 0.025}});
  put(coreference, 4, {{7, 0.45}, {6, 0.24}});
  put(coreference, 3, {{6, 0.4}});
  put(coreference, 5, {{6, 0.3}, {7, 0.2}});
  put(coreference, 8, {{11, 0.613}});
  put(coreference, 10, {{11, 0.4}, {6, 0.2}});
  put(coreference, 1, {{2, 0.557}});
  put(coreference, 12, {{1, 0.5}});
  for (std::int64_t row = 0; row + 1 < 14; ++row) put(trace.sites[0].weights[2], row, {{row + 1, 0.97}});
  return trace;
}

FakeTrace fake_translation() {
  FakeTrace trace;
  trace.info.id = 102;
  trace.info.model = model("translate-en-fr", "marian", "1f0c");
  trace.info.model.takes_text = trace.info.model.generates = true;
  trace.info.input = "The black cat";
  trace.info.text = "le chat noir";
  Axis source = token_axis(0, {"▁The", "▁black", "▁cat", "</s>"}, {0, 0, 0, 1}, {0, 1, 2, -1});
  source.shown = {"The", "black", "cat", "</s>"};
  source.text = trace.info.input;
  source.offsets = {{0, 3}, {3, 9}, {9, 13}, {0, 0}};
  Axis target = token_axis(1, {"<pad>", "▁le", "▁chat", "▁noir"}, {1, 0, 0, 0}, {-1, 0, 1, 2});
  target.shown = {"<pad>", "le", "chat", "noir"};
  target.writes = {"▁le", "▁chat", "▁noir", "</s>"};
  target.writes_shown = {"le", "chat", "noir", "</s>"};
  trace.info.axes = {source, target};
  int id = 0;
  for (int layer = 0; layer < 2; ++layer) add_site(trace, site(id++, "encoder", layer, SiteKind::self, 4, 0, 0));
  for (int layer = 0; layer < 2; ++layer) add_site(trace, site(id++, "decoder", layer, SiteKind::masked_self, 4, 1, 1));
  for (int layer = 0; layer < 2; ++layer) add_site(trace, site(id++, "cross", layer, SiteKind::cross, 4, 1, 0));
  Plane& alignment = trace.sites[5].weights[2];
  put(alignment, 0, {{0, 0.91}});
  put(alignment, 1, {{2, 0.95}});
  put(alignment, 2, {{1, 0.93}});
  put(alignment, 3, {{3, 0.97}});
  return trace;
}

FakeTrace fake_picture() {
  FakeTrace trace;
  trace.info.id = 103;
  trace.info.model = model("scenes-vit", "vit", "77aa");
  trace.info.model.takes_image = true;
  trace.info.input = trace.info.image_path = "street.png";
  Axis axis;
  axis.kind = AxisKind::patches;
  axis.labels = {"[CLS]"};
  axis.leading = 1;
  axis.grid = {14, 14};
  axis.patch = {16, 16};
  axis.input = {224, 224};
  axis.image = {240, 320};
  // The middle 240 × 240 pixels became 224 × 224.
  axis.to_image = {240.0 / 224, 0, 40, 0, 240.0 / 224, 0};
  trace.info.axes.push_back(axis);
  for (int layer = 0; layer < 4; ++layer) add_site(trace, site(layer, "encoder", layer, SiteKind::self, 3, 0, 0));
  for (int head = 0; head < 3; ++head) {
    Plane& plane = trace.sites[3].weights[static_cast<std::size_t>(head)];
    for (std::int64_t c = 1; c < plane.columns; ++c) {
      const double x = 40 + (double((c - 1) % 14) + 0.5) * 240 / 14, y = (double((c - 1) / 14) + 0.5) * 240 / 14;
      const double away = std::hypot(x - 250, y - 60) / 26, tree = std::hypot(x - 96, y - 130) / 30;
      const double weight = 2.5 * std::exp(-away * away / 2) + 0.8 * std::exp(-tree * tree / 2) + 0.02 +
                            0.08 * noise(9, static_cast<std::uint64_t>(head), static_cast<std::uint64_t>(c));
      plane.values[static_cast<std::size_t>(c)] = static_cast<float>(weight);
    }
    plane.values[0] = 4;
    plane.high = 0;
    normalise(plane, false);
  }
  return trace;
}

namespace {

Axis picture_axis(int id, AxisKind kind) {
  Axis axis;
  axis.id = id;
  axis.kind = kind;
  axis.input = {320, 512};
  axis.image = {400, 640};
  axis.to_image = {1.25, 0, 0, 0, 1.25, 0};
  return axis;
}

Axis detection_axis(int id) {
  Axis axis = picture_axis(id, AxisKind::queries);
  for (int query = 0; query < 20; ++query) {
    const double x = 30 + (query * 97) % 560, y = 40 + (query * 61) % 300;
    axis.boxes.push_back({x, y, x + 50, y + 40});
    axis.labels.push_back("car");
    axis.scores.push_back(0.02 + 0.01 * query);
  }
  return axis;
}

struct Found {
  std::int64_t query;
  const char* label;
  double score;
  Box box;
};

// Encoder and decoder of a detector of the street scene; without the layers that read the picture.
FakeTrace detector(TraceId id, const char* name, const char* family) {
  FakeTrace trace;
  trace.info.id = id;
  trace.info.model = model(name, family, "d37e");
  trace.info.model.takes_image = true;
  trace.info.input = trace.info.image_path = "street.png";
  Axis patches = picture_axis(0, AxisKind::patches);
  patches.grid = {10, 16};
  patches.patch = {32, 32};
  Axis queries = detection_axis(1);
  for (const Found& found : {Found{7, "bus", 0.96, {46, 182, 290, 340}},
                             {3, "car", 0.93, {354, 266, 490, 350}},
                             {12, "person", 0.9, {528, 254, 554, 358}},
                             {5, "person", 0.88, {312, 248, 340, 352}},
                             {18, "traffic light", 0.81, {588, 60, 618, 130}}}) {
    const auto at = static_cast<std::size_t>(found.query);
    queries.boxes[at] = found.box;
    queries.labels[at] = found.label;
    queries.scores[at] = found.score;
    trace.info.detections.push_back({found.query, 0, found.label, found.score, found.box});
  }
  trace.info.axes = {patches, queries};
  add_site(trace, site(0, "encoder", 0, SiteKind::self, 4, 0, 0));
  for (int layer = 0; layer < 2; ++layer) add_site(trace, site(1 + layer, "decoder", layer, SiteKind::self, 4, 1, 1));
  return trace;
}

void add_deformable(FakeTrace& trace, const char* stream, int layer, int query_axis) {
  SiteInfo info =
      site(static_cast<int>(trace.info.sites.size()), stream, layer, SiteKind::deformable, 8, query_axis, 2);
  info.levels = {{40, 64}, {20, 32}, {10, 16}};
  info.points = 4;
  trace.info.sites.push_back(info);
  trace.sites.emplace_back();
}

}  // namespace

FakeTrace fake_deformable_detector() {
  FakeTrace trace = detector(104, "scenes-detr", "rt_detr");
  Axis pyramid = picture_axis(2, AxisKind::patches);
  pyramid.levels = {{40, 64}, {20, 32}, {10, 16}};
  pyramid.grid = pyramid.levels.front();
  pyramid.patch = {8, 8};
  trace.info.axes.push_back(pyramid);
  add_deformable(trace, "deformable_encoder", 0, 2);
  for (int layer = 0; layer < 3; ++layer) add_deformable(trace, "deformable_decoder", layer, 1);
  return trace;
}

FakeTrace fake_dense_detector() {
  FakeTrace trace = detector(105, "dense-detr", "detr");
  for (int layer = 0; layer < 2; ++layer) {
    add_site(trace, site(3 + layer, "cross", layer, SiteKind::cross, 4, 1, 0));
    for (Plane& plane : trace.sites.back().weights) {
      for (std::int64_t query = 0; query < plane.rows; ++query) {
        const Box& box = trace.info.axes[1].boxes[static_cast<std::size_t>(query)];
        for (std::int64_t key = 0; key < plane.columns; ++key) {
          const double x = (double(key % 16) + 0.5) * 40, y = (double(key / 16) + 0.5) * 40;
          const double dx = (x - (box.x0 + box.x1) / 2) / (box.x1 - box.x0 + 30),
                       dy = (y - (box.y0 + box.y1) / 2) / (box.y1 - box.y0 + 30);
          plane.values[static_cast<std::size_t>(query * plane.columns + key)] =
              static_cast<float>(std::exp(-4 * (dx * dx + dy * dy)) + 0.01);
        }
      }
      plane.high = 0;
      normalise(plane, false);
    }
  }
  return trace;
}

FakeTrace fake_words(const std::vector<std::string>& words, const std::string& text) {
  FakeTrace trace;
  trace.info.id = 200 + words.size();
  trace.info.model = model("words", "bert", "00");
  trace.info.model.takes_text = true;
  trace.info.input = text.empty() ? "words" : text;
  std::vector<std::int64_t> numbers;
  for (std::size_t i = 0; i < words.size(); ++i) numbers.push_back(static_cast<std::int64_t>(i));
  trace.info.axes.push_back(token_axis(0, words, std::vector<std::uint8_t>(words.size(), 0), numbers));
  add_site(trace, site(0, "encoder", 0, SiteKind::self, 2, 0, 0));
  return trace;
}

}  // namespace headlight::testing
