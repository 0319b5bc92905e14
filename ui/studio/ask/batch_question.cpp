#include "ui/studio/ask/batch_question.h"

#include <QDir>
#include <QFileInfo>
#include <QStringList>
#include <algorithm>
#include <cmath>
#include <optional>

#include "engine/api/picture_place.h"
#include "engine/api/positions.h"
#include "engine/api/streams.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/studio/ask/ask_numbers.h"

namespace headlight::ui {

namespace {

void join(std::vector<std::int64_t>& all, const std::vector<std::int64_t>& more) {
  all.insert(all.end(), more.begin(), more.end());
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
}

QStringList parts_of(const QString& text) {
  QStringList parts;
  for (const QString& part : text.split(QLatin1Char(';'), Qt::SkipEmptyParts)) parts += part.trimmed();
  return parts.isEmpty() ? QStringList{QStringLiteral("all")} : parts;
}

// A mask, or in a folder of them the one of the input's own name, whatever its ending.
Result<Region> masked(const QString& path, const QString& file, QSizeF picture) {
  if (!QFileInfo(path).isDir()) return region_of_mask_file(path, picture);
  const QString name = QFileInfo(file).completeBaseName();
  const QFileInfoList found = QDir(path).entryInfoList({name + QStringLiteral(".*")}, QDir::Files, QDir::Name);
  if (found.isEmpty()) return unusable("this picture has no mask", path.toStdString(), "no file called " + name.toStdString(), "a mask of each picture's name");
  return region_of_mask_file(found.front().absoluteFilePath(), picture);
}

Result<Region> part_of_picture(const QString& part, const Region& shares, QSizeF picture, const QString& file) {
  if (part.startsWith(QStringLiteral("mask:"))) return masked(part.mid(5).trimmed(), file, picture);
  Region region = shares;
  if (part.startsWith(QStringLiteral("part:"))) {
    const QStringList numbers = part.mid(5).split(QLatin1Char(','));
    std::array<double, 4> box{};
    bool good = numbers.size() == 4;
    for (std::size_t i = 0; good && i < 4; ++i) box[i] = numbers[qsizetype(i)].toDouble(&good);
    if (!good || box[0] >= box[2] || box[1] >= box[3]) return usage("wrong part of the picture", "part", part.toStdString(), "part:x0,y0,x1,y1, shares of the picture's sides");
    region = {box};
  }
  if (region.empty()) return usage("there is no region", "region", "nothing chosen on the picture", "a brushed region, or part:x0,y0,x1,y1");
  for (auto& box : region) {
    for (std::size_t i = 0; i < 4; ++i) box[i] *= i % 2 == 0 ? picture.width() : picture.height();
  }
  return region;
}

bool is_of_picture(const QString& part) {
  return part == QStringLiteral("region") || part.startsWith(QStringLiteral("part:")) || part.startsWith(QStringLiteral("mask:"));
}

bool is_of_class(const QString& part) { return part.startsWith(QStringLiteral("class:")); }

bool is_of_objects(const QString& part) { return is_of_class(part) || part.startsWith(QStringLiteral("detections:")); }

bool detects(const TraceInfo& trace) {
  return !trace.detections.empty() || std::ranges::any_of(trace.axes, [](const Axis& axis) { return axis.kind == AxisKind::queries || !axis.trailing.empty(); });
}

bool part_fits(const TraceInfo& trace, const Axis& axis, bool of_points, const QString& part) {
  const bool picture = axis.kind != AxisKind::tokens, numbers = part.startsWith(QStringLiteral("tokens:"));
  if (part.startsWith(QStringLiteral("word:"))) return !picture;
  if (is_of_objects(part)) return picture && detects(trace);
  if (is_of_picture(part) || part.startsWith(QStringLiteral("box:"))) return picture;
  return !numbers || (!of_points && positions(trace, axis, part.toStdString()).ok());
}

// One side of a question.
struct Place {
  std::vector<std::int64_t> positions;
  Region region;  // of sampled keys
  bool all = false;
};

// Reads one side, part by part.
class PlaceReader {
 public:
  PlaceReader(const TraceInfo& trace, const BatchQuestion& question, const QString& file, bool as_from)
      : trace_(trace), question_(question), file_(file), as_from_(as_from), site_(*sites_of(trace, question.stream).front()) {}

  std::optional<Error> read(const QString& part) {
    if (part == QStringLiteral("all")) return read_all();
    return is_of_picture(part) ? read_region(part) : read_words(part);
  }
  [[nodiscard]] const Place& place() const { return place_; }

 private:
  std::optional<Error> read_all() {
    place_.all = true;
    return as_from_ || !is_deformable(site_) ? std::nullopt : read_words(QStringLiteral("all"));
  }

  std::optional<Error> read_region(const QString& part) {
    const auto region = part_of_picture(part, as_from_ ? question_.from_region : question_.to_region, image_size(trace_, {}), file_);
    if (!region) return region.error();
    if (!as_from_ && is_deformable(site_)) {
      place_.region.insert(place_.region.end(), region->begin(), region->end());
      return std::nullopt;
    }
    const auto found = positions_in(trace_, as_from_ ? query_axis(trace_, site_) : key_axis(trace_, site_), region.value());
    if (found.empty()) return usage("nothing of this layer lies there", as_from_ ? "from" : "to", part.toStdString(), "a region that holds patches or detections");
    join(place_.positions, found);
    return std::nullopt;
  }

  std::optional<Error> read_words(const QString& part) {
    const std::string words = part.toStdString();
    const auto one = as_from_ ? ranking_between(trace_, question_.stream, words, "all") : ranking_between(trace_, question_.stream, "all", words);
    if (!one) return one.error();
    join(place_.positions, as_from_ ? one->from : one->to);
    if (!as_from_ && one->box) place_.region.push_back(*one->box);
    if (!as_from_) place_.region.insert(place_.region.end(), one->more_boxes.begin(), one->more_boxes.end());
    return std::nullopt;
  }

  const TraceInfo& trace_;
  const BatchQuestion& question_;
  const QString& file_;
  bool as_from_;
  const SiteInfo& site_;
  Place place_;
};

Result<Place> place_of(const TraceInfo& trace, const BatchQuestion& question, const QString& file, bool as_from) {
  PlaceReader reader(trace, question, file, as_from);
  for (const QString& part : parts_of(as_from ? question.from : question.to)) {
    if (const auto error = reader.read(part)) return *error;
  }
  Place place = reader.place();
  if (place.all) place.positions.clear();
  return place;
}

// Beside each other in a row as one box.
void add_patch(Region& region, const std::array<double, 4>& box) {
  const bool beside = !region.empty() && region.back()[1] == box[1] && region.back()[3] == box[3] && std::abs(region.back()[2] - box[0]) < 1e-9;
  if (beside) region.back()[2] = box[2];
  else region.push_back(box);
}

}  // namespace

Result<BatchAsk> batch_ask(const TraceInfo& trace, const BatchQuestion& question, const QString& file) {
  const auto sites = sites_of(trace, question.stream);
  if (sites.empty()) return usage("no such attention", "stream", question.stream, known_streams(trace));
  auto from = place_of(trace, question, file, true), to = place_of(trace, question, file, false);
  if (!from) return from.error();
  if (!to) return to.error();
  BatchAsk ask;
  ask.reverse = question.reverse && !from->positions.empty();
  const std::int64_t queries = query_axis(trace, *sites.front()).size();
  if (ask.reverse) ask.part = double(from->positions.size()) / double(std::max<std::int64_t>(1, queries));
  const QString first = parts_of(question.to).front();
  if (to->region.size() > 1 || (is_deformable(*sites.front()) && (is_of_picture(first) || is_of_class(first)))) {
    ask.region = std::move(to->region);
    ask.from = from->positions;
    ask.views = region_requests(trace, question.stream, ask.reverse ? std::vector<std::int64_t>() : ask.from);
    return ask;
  }
  RankingRequest ranking{question.stream, from->positions, to->positions, to->region.empty() ? std::nullopt : std::optional(to->region.front())};
  ask.views = {ranking};
  ranking.from.clear();
  if (ask.reverse) ask.views.emplace_back(ranking);
  return ask;
}

bool fits(const TraceInfo& trace, const BatchQuestion& question) {
  const auto sites = sites_of(trace, question.stream);
  if (sites.empty()) return false;
  const SiteInfo& site = *sites.front();
  const auto all = [&](const QString& side, const Axis& axis, bool of_points) {
    return std::ranges::all_of(parts_of(side), [&](const QString& part) { return part_fits(trace, axis, of_points, part); });
  };
  return all(question.from, query_axis(trace, site), false) && all(question.to, key_axis(trace, site), is_deformable(site));
}

Result<RankingResult> batch_answer(const TraceInfo& trace, const BatchAsk& ask, const std::vector<ViewPtr>& answers) {
  if (!ask.region.empty()) return ask.reverse ? mass_from(ask.region, trace, ask.views, answers, ask.from) : mass_in(ask.region, trace, ask.views, answers);
  std::vector<const RankingResult*> rankings;
  for (const ViewPtr& each : answers) {
    rankings.push_back(each == nullptr ? nullptr : std::get_if<RankingResult>(each.get()));
    if (rankings.back() == nullptr) return failed("another answer came back", "ranking");
  }
  return ask.reverse ? share_from(*rankings.front(), *rankings.back(), ask.part) : *rankings.front();
}

namespace {

// "class:bus; class:car" of queries that are objects, else their numbers.
QString described_queries(const TraceInfo& trace, const std::vector<std::int64_t>& queries) {
  QStringList parts;
  for (const std::int64_t query : queries) {
    const Detection* one = detection_of(trace, query);
    const QString part = one == nullptr ? QStringLiteral("tokens:%1").arg(query) : QStringLiteral("class:") + from_utf8(one->label);
    if (!parts.contains(part)) parts += part;
  }
  return parts.isEmpty() ? QStringLiteral("all") : parts.join(QStringLiteral("; "));
}

}  // namespace

QString described_positions(const TraceInfo& trace, const Axis& axis, const Side& words, const std::vector<std::int64_t>& positions, Region& shares) {
  const std::string label = class_of_positions(trace, axis, positions);
  if (!label.empty()) return QStringLiteral("class:") + from_utf8(label);
  if (axis.kind == AxisKind::queries) return described_queries(trace, positions);
  QStringList parts;
  const QSizeF size = image_size(trace, {});
  std::int64_t last = -1;
  for (const std::int64_t position : positions) {
    if (axis.is_cell(position) && !size.isEmpty()) {
      const Box box = cell_box(axis, position);
      add_patch(shares, {box.x0 / size.width(), box.y0 / size.height(), box.x1 / size.width(), box.y1 / size.height()});
    } else if (axis.kind == AxisKind::tokens) {
      const std::int64_t entry = words.find(position);
      if (entry >= 0 && entry != last) parts += QStringLiteral("word:") + words.labels[std::size_t(entry)];
      last = entry;
    } else if (axis.kind == AxisKind::patches) {
      parts += QStringLiteral("tokens:%1").arg(position);  // a class token is everywhere at its place
    }
  }
  if (!shares.empty()) parts += QStringLiteral("region");
  return parts.isEmpty() ? QStringLiteral("all") : parts.join(QStringLiteral("; "));
}

}  // namespace headlight::ui
