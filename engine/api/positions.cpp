#include "engine/api/positions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <sstream>
#include <string_view>

#include "engine/api/code_points.h"
#include "engine/api/parts.h"
#include "engine/api/picture_place.h"
#include "engine/api/streams.h"

namespace headlight {
namespace {

using Positions = std::vector<std::int64_t>;
using Bounds = std::array<double, 4>;

constexpr const char* forms = "all, tokens:3-5,7, word:W, box:x0,y0,x1,y1, detections:N or class:NAME";

struct Span {
  std::int64_t first, last;
};

// "3-5,7", as it is written.
Result<std::vector<Span>> spans(const std::string& description, std::string_view list) {
  std::vector<Span> found;
  for (const auto part : parts_of(list, ',')) {
    const auto dash = part.find('-');
    const auto first = number_in<std::int64_t>(part.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : number_in<std::int64_t>(part.substr(dash + 1));
    if (!first || !last || *first < 0 || *last < *first)
      return usage("wrong positions", description, part.empty() ? "nothing" : std::string(part), "numbers or ranges from 0, as 3-5,7");
    found.push_back({*first, *last});
  }
  return found;
}

// Spans, each below `count`; in rising order, once each.
Result<Positions> ranges(const std::string& description, std::string_view list, std::int64_t count, const char* what) {
  const auto written = spans(description, list);
  if (!written) return written.error();
  Positions found;
  for (const auto& [first, last] : written.value()) {
    if (last >= count) return usage("no such position", description, std::to_string(last), std::to_string(count) + " " + what);
    for (auto i = first; i <= last; ++i) found.push_back(i);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

Result<Bounds> bounds(const std::string& description, std::string_view list) {
  const auto parts = parts_of(list, ',');
  Bounds box{};
  bool good = parts.size() == 4;
  for (std::size_t i = 0; good && i < 4; ++i) {
    const auto value = number_in<double>(parts[i]);
    good = value.has_value() && std::isfinite(*value);
    if (good) box[i] = *value;
  }
  if (good && box[0] < box[2] && box[1] < box[3]) return box;
  return usage("wrong box", description, std::string(list), "x0,y0,x1,y1 in pixels of the picture, x0 < x1, y0 < y1");
}

bool inside(const Bounds& box, double x, double y) { return x >= box[0] && x < box[2] && y >= box[1] && y < box[3]; }

// The part of the picture that the model saw: its whole input, cut at the picture's border.
Bounds seen_part(const Axis& axis) {
  constexpr double far = std::numeric_limits<double>::infinity();
  const auto height = static_cast<double>(axis.input[0]), width = static_cast<double>(axis.input[1]);
  Bounds seen{far, far, -far, -far};
  for (const auto& [x, y] :
       {std::array{0.0, 0.0}, std::array{width, 0.0}, std::array{0.0, height}, std::array{width, height}}) {
    const auto [across, down] = picture_place(axis, x, y);
    seen = {std::min(seen[0], across), std::min(seen[1], down), std::max(seen[2], across), std::max(seen[3], down)};
  }
  if (axis.image[0] < 1 || axis.image[1] < 1) return seen;
  return {std::max(seen[0], 0.0), std::max(seen[1], 0.0), std::min(seen[2], static_cast<double>(axis.image[1])),
          std::min(seen[3], static_cast<double>(axis.image[0]))};
}

// A box beside the picture means no patch, not the nearest one.
Result<Done> check_seen(const Axis& axis, const std::string& description, const Bounds& box) {
  if (axis.input[0] < 1 || axis.input[1] < 1) return Done{};  // the trace does not say
  const auto seen = seen_part(axis);
  if (box[0] < seen[2] && box[2] > seen[0] && box[1] < seen[3] && box[3] > seen[1]) return Done{};
  std::ostringstream part;
  part << "a box that reaches into " << seen[0] << ',' << seen[1] << ',' << seen[2] << ',' << seen[3]
       << ", what the model saw of the picture";
  return usage("the box is outside the picture", description, description, part.str());
}

Positions patches_in(const Axis& axis, const Bounds& box) {
  Positions found;
  std::int64_t nearest = -1;
  double least = std::numeric_limits<double>::infinity();
  for (auto i = axis.leading; i < axis.leading + axis.cells(); ++i) {
    const auto [x, y] = cell_centre(axis, i);
    if (inside(box, x, y)) found.push_back(i);
    const auto away = std::hypot(x - (box[0] + box[2]) / 2, y - (box[1] + box[3]) / 2);
    if (away < least) {
      least = away;
      nearest = i;
    }
  }
  if (found.empty() && nearest >= 0) found.push_back(nearest);
  return found;
}

Result<Positions> in_box(const Axis& axis, const std::string& description, const Bounds& box) {
  if (axis.kind == AxisKind::patches) {
    const auto seen = check_seen(axis, description, box);
    return seen ? Result<Positions>(patches_in(axis, box)) : Result<Positions>(seen.error());
  }
  if (axis.kind == AxisKind::tokens)
    return usage("a box has no tokens", description, "an axis of tokens", "word: or tokens:");
  Positions found;
  for (std::size_t i = 0; i < axis.boxes.size(); ++i) {
    const auto& one = axis.boxes[i];
    if (inside(box, (one.x0 + one.x1) / 2, (one.y0 + one.y1) / 2)) found.push_back(static_cast<std::int64_t>(i));
  }
  if (found.empty())
    return usage("no query in this box", description, "none", "a box that a query's box is centred in");
  return found;
}

Bounds bounds_of(const Box& box) { return {box.x0, box.y0, box.x1, box.y1}; }

Result<Positions> of_detections(const TraceInfo& trace, const Axis& axis, const std::string& description,
                                const Positions& places) {
  if (axis.kind == AxisKind::tokens)
    return usage("detections have no tokens", description, "an axis of tokens", "word: or tokens:");
  Positions found;
  for (const auto place : places) {
    const auto& detection = trace.detections[static_cast<std::size_t>(place)];
    if (axis.kind == AxisKind::queries)
      found.push_back(detection.query);
    else if (!axis.trailing.empty())
      found.push_back(axis.leading + axis.cells() + detection.query);
    else
      for (const auto i : patches_in(axis, bounds_of(detection.box))) found.push_back(i);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

// A token without the marks by which vocabularies say that it begins or continues a word.
std::string bare(std::string label) {
  for (const auto* mark : {"##", "▁", "Ġ"})
    if (label.starts_with(mark)) return label.substr(std::string_view(mark).size());
  return label;
}

bool begins_word(const std::vector<std::string>& labels, std::size_t i) {
  const auto marked = [](const std::string& label) { return label.starts_with("▁") || label.starts_with("Ġ"); };
  if (i == 0 || std::any_of(labels.begin(), labels.end(), marked)) return i == 0 || marked(labels[i]);
  return !labels[i].starts_with("##");
}

struct Word {
  std::string text;
  Positions tokens;
};

// What the rows of a decoder write, word by word.
std::vector<Word> written_words(const Axis& axis) {
  std::vector<Word> words;
  for (std::size_t i = 0; i < axis.writes.size(); ++i) {
    if (words.empty() || begins_word(axis.writes, i)) words.emplace_back();
    words.back().text += bare(axis.written(static_cast<std::int64_t>(i)));
    words.back().tokens.push_back(static_cast<std::int64_t>(i));
  }
  return words;
}

// The texts that an axis was made from.
struct Texts {
  explicit Texts(const Axis& axis) : first(axis.text), second(axis.pair) {}
  CodePoints first, second;
};

// The word as the person wrote it where the text is known, else its tokens joined.
std::string spelled(const Axis& axis, const Texts& texts, const Positions& tokens) {
  const auto first = static_cast<std::size_t>(tokens.front()), last = static_cast<std::size_t>(tokens.back());
  const bool second = first < axis.sequence.size() && axis.sequence[first] == 1;
  if (last < axis.offsets.size()) {
    auto word = (second ? texts.second : texts.first).part(axis.offsets[first][0], axis.offsets[last][1]);
    if (!word.empty()) return word;
  }
  std::string joined;
  for (const auto i : tokens) joined += bare(axis.label(i));
  return joined;
}

std::vector<Word> read_words(const Axis& axis) {
  std::vector<Word> words;
  for (std::size_t i = 0; i < axis.labels.size(); ++i) {
    const auto number = i < axis.words.size() ? axis.words[i] : static_cast<std::int64_t>(i);
    const bool continues = i > 0 && number >= 0 && i < axis.words.size() && axis.words[i - 1] == number;
    if (!continues) words.emplace_back();
    words.back().tokens.push_back(static_cast<std::int64_t>(i));
  }
  const Texts texts(axis);
  for (auto& word : words) word.text = spelled(axis, texts, word.tokens);
  return words;
}

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(' ');
  return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::string small_letters(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
  return text;
}

Result<Positions> of_word(const Axis& axis, const std::string& description, const std::string& word, bool written) {
  if (axis.kind != AxisKind::tokens)
    return usage("a word has no place here", description, "an axis of " + to_string(axis.kind), "box: or detections:");
  const auto words = written && !axis.writes.empty() ? written_words(axis) : read_words(axis);
  Positions found;
  const auto collect = [&](auto&& same) {
    for (const auto& one : words)
      if (same(trimmed(one.text))) found.insert(found.end(), one.tokens.begin(), one.tokens.end());
  };
  collect([&](const std::string& text) { return text == word; });
  if (found.empty()) collect([&](const std::string& text) { return small_letters(text) == small_letters(word); });
  if (!found.empty()) return found;
  return usage("no such word", description, word,
               "a word of " + (written ? "what is written" : "\"" + axis.text + "\""));
}

Result<Positions> detection_places(const TraceInfo& trace, const std::string& description, std::string_view rest) {
  return ranges(description, rest, static_cast<std::int64_t>(trace.detections.size()), "detections");
}

std::string classes_found(const TraceInfo& trace) {
  std::vector<std::string> named;
  std::string all;
  for (const auto& one : trace.detections) {
    if (std::find(named.begin(), named.end(), one.label) != named.end()) continue;
    named.push_back(one.label);
    all += (all.empty() ? "" : ", ") + one.label;
  }
  return all.empty() ? "a picture in which something is found" : all;
}

// The detections of a class: exactly so named, else whatever the case of the letters.
Result<Positions> of_class(const TraceInfo& trace, const std::string& description, const std::string& name) {
  Positions places;
  const auto collect = [&](auto&& same) {
    for (std::size_t i = 0; i < trace.detections.size(); ++i)
      if (same(trace.detections[i].label)) places.push_back(static_cast<std::int64_t>(i));
  };
  collect([&](const std::string& label) { return label == name; });
  if (places.empty()) collect([&](const std::string& label) { return small_letters(label) == small_letters(name); });
  if (!places.empty()) return places;
  return usage("no such object in the picture", description, name, classes_found(trace));
}

Positions everything(const Axis& axis) {
  Positions all(static_cast<std::size_t>(axis.size()));
  std::iota(all.begin(), all.end(), 0);
  return all;
}

// A box that touches what the model saw, where the trace says what that was.
Result<Bounds> seen_box(const TraceInfo& trace, const std::string& description, const std::string& rest) {
  auto box = bounds(description, rest);
  const auto picture = std::find_if(trace.axes.begin(), trace.axes.end(),
                                    [](const Axis& axis) { return axis.kind == AxisKind::patches; });
  if (!box || picture == trace.axes.end()) return box;
  const auto seen = check_seen(*picture, description, box.value());
  return seen ? box : Result<Bounds>(seen.error());
}

// "word:wrench" in its two parts.
struct Description {
  explicit Description(const std::string& text)
      : kind(text.substr(0, text.find(':'))), rest(kind.size() == text.size() ? std::string() : text.substr(kind.size() + 1)) {}
  std::string kind, rest;
};

// The boxes that a deformable stream's points are asked about.
Result<std::vector<Bounds>> target_boxes(const TraceInfo& trace, const std::string& description) {
  constexpr double far = std::numeric_limits<double>::infinity();
  const auto [kind, rest] = Description(description);
  if (description == "all") return std::vector<Bounds>{{-far, -far, far, far}};
  if (kind == "box") {
    const auto box = seen_box(trace, description, rest);
    return box ? Result<std::vector<Bounds>>(std::vector<Bounds>{box.value()}) : Result<std::vector<Bounds>>(box.error());
  }
  if (kind != "detections" && kind != "class")
    return usage("sampling points are in no such place", description, description,
                 "all, box:x0,y0,x1,y1, detections:N or class:NAME");
  const auto places = kind == "class" ? of_class(trace, description, rest) : detection_places(trace, description, rest);
  if (!places) return places.error();
  std::vector<Bounds> boxes;
  for (const auto place : places.value()) boxes.push_back(bounds_of(trace.detections[static_cast<std::size_t>(place)].box));
  return boxes;
}

Error unknown(const std::string& description) { return usage("unknown positions", description, description, forms); }

}  // namespace

Result<Done> check_form(const std::string& description) {
  const auto [kind, rest] = Description(description);
  const auto said = [](const auto& result) { return result ? Result<Done>(Done{}) : Result<Done>(result.error()); };
  if (kind == "tokens" || kind == "detections") return said(spans(description, rest));
  if (kind == "box") return said(bounds(description, rest));
  if (description == "all" || ((kind == "word" || kind == "class") && !rest.empty())) return Done{};
  return unknown(description);
}

Result<Positions> positions(const TraceInfo& trace, const Axis& axis, const std::string& description, bool written) {
  if (description == "all") return everything(axis);
  const auto [kind, rest] = Description(description);
  if (kind == "tokens") return ranges(description, rest, axis.size(), "positions");
  if (kind == "word" && !rest.empty()) return of_word(axis, description, rest, written);
  if (kind == "box") {
    const auto box = bounds(description, rest);
    return box ? in_box(axis, description, box.value()) : Result<Positions>(box.error());
  }
  const bool of_objects = kind == "detections" || (kind == "class" && !rest.empty());
  if (!of_objects) return unknown(description);
  if (kind == "class" && axis.kind == AxisKind::tokens) return of_detections(trace, axis, description, {});
  const auto places = kind == "class" ? of_class(trace, description, rest) : detection_places(trace, description, rest);
  return places ? of_detections(trace, axis, description, places.value()) : Result<Positions>(places.error());
}

Result<RankingRequest> ranking_between(const TraceInfo& trace, const std::string& stream, const std::string& from,
                                       const std::string& to) {
  const auto sites = trace.stream_sites(stream);
  if (sites.empty()) return no_such_stream(trace, stream);
  const auto& site = trace.sites[static_cast<std::size_t>(sites.front())];
  const auto axis = [&](int id) -> const Axis& { return trace.axes[static_cast<std::size_t>(id)]; };
  RankingRequest request;
  request.stream = stream;
  auto rows = positions(trace, axis(site.query_axis), from, site.kind == SiteKind::cross);
  if (!rows) return rows.error();
  request.from = std::move(rows).value();
  if (site.kind == SiteKind::deformable) {
    const auto boxes = target_boxes(trace, to);
    if (!boxes) return boxes.error();
    request.box = boxes->front();
    request.more_boxes.assign(boxes->begin() + 1, boxes->end());
    return request;
  }
  auto keys = positions(trace, axis(site.key_axis), to);
  if (!keys) return keys.error();
  request.to = std::move(keys).value();
  return request;
}

}  // namespace headlight
