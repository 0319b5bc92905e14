#include "ui/studio/ask/ask_numbers.h"

#include <QCoreApplication>
#include <algorithm>
#include <limits>

#include "ui/panels/placed_text.h"
#include "ui/studio/common/bars_figure.h"

namespace headlight::ui {

namespace {

struct AskNumbersWords {
  Q_DECLARE_TR_FUNCTIONS(Ask)
};

constexpr std::size_t kMostNamed = 4;
constexpr double kRounding = 1e-5;  // of summed float32 weights

}  // namespace

double evenly_spread(const SiteInfo& site, std::int64_t queries, std::int64_t keys, const Question& question) {
  if (site.kind == SiteKind::windowed || site.kind == SiteKind::area) return std::numeric_limits<double>::quiet_NaN();
  if (queries <= 0 || keys <= 0) return 0;
  const auto asked = [&](std::int64_t seen) {
    if (question.to.empty()) return seen;
    return std::int64_t(std::ranges::count_if(question.to, [&](std::int64_t key) { return key < seen; }));
  };
  const auto share = [&](std::int64_t query) {
    const std::int64_t seen = site.causal ? std::clamp<std::int64_t>(query + 1 + keys - queries, 1, keys) : keys;
    return double(asked(seen)) / double(seen);
  };
  double sum = 0;
  if (question.from.empty()) {
    for (std::int64_t query = 0; query < queries; ++query) sum += share(query);
    return sum / double(queries);
  }
  for (const std::int64_t query : question.from) sum += share(query);
  return sum / double(question.from.size());
}

double share_of(const std::array<double, 4>& box, const Axis& picture) {
  const double high = double(picture.image[0]), wide = double(picture.image[1]);
  if (high <= 0 || wide <= 0) return 0;
  const double across = std::clamp(box[2], 0.0, wide) - std::clamp(box[0], 0.0, wide), down = std::clamp(box[3], 0.0, high) - std::clamp(box[1], 0.0, high);
  return std::max(0.0, across) * std::max(0.0, down) / (high * wide);
}

std::string box_words(const std::array<double, 4>& box) {
  QStringList edges;
  for (const double edge : box) edges += QString::number(edge, 'f', 3);
  return "box:" + edges.join(QLatin1Char(',')).toStdString();
}

std::vector<std::int64_t> whole_word(const Side& side, std::int64_t position) {
  const std::int64_t entry = side.find(position);
  return entry < 0 ? std::vector<std::int64_t>() : side.positions[std::size_t(entry)];
}

namespace {

// The entries' names, each once.
QStringList names_of(const Side& side, const std::vector<std::int64_t>& positions) {
  QStringList names;
  std::int64_t last = -1;
  for (const std::int64_t position : positions) {
    const std::int64_t entry = side.find(position);
    if (entry >= 0 && entry != last) names += placed_label(side, entry);
    last = entry;
  }
  return names;
}

}  // namespace

QString words_of(const Side& side, const std::vector<std::int64_t>& positions) {
  if (positions.empty()) return AskNumbersWords::tr("every token");
  const QStringList names = names_of(side, positions);
  if (side.kind == AxisKind::patches) return positions.size() == 1 ? names.join(QString()) : AskNumbersWords::tr("%1 patches").arg(positions.size());
  return std::size_t(names.size()) > kMostNamed ? AskNumbersWords::tr("%1 words").arg(names.size()) : names.join(QLatin1Char(' '));
}

QString said_of(const Side& side, const std::vector<std::int64_t>& positions) {
  const qsizetype names = names_of(side, positions).size();
  const bool named = side.kind == AxisKind::tokens && names > 0 && std::size_t(names) <= kMostNamed;
  return named ? QStringLiteral("“%1”").arg(words_of(side, positions)) : words_of(side, positions);
}

bool Answer::stands_out(std::size_t rank) const { return rank < winners && !(heads[rank].mass <= even + kRounding); }

Answer answer_of(const RankingResult& result, double even) {
  Answer answer{result.heads, even, 0, 0, 0};
  for (const RankedHead& head : result.heads) {
    answer.mean += head.mass / double(result.heads.size());
    answer.above += head.mass > even + kRounding ? 1 : 0;
    answer.winners += head.mass > 0 && answer.winners < most_winners ? 1 : 0;
  }
  std::vector<double> won;
  for (std::size_t i = 0; i < answer.winners; ++i) won.push_back(answer.heads[i].mass);
  answer.decimals = telling_decimals(won);
  return answer;
}

RankingResult share_from(const RankingResult& some, const RankingResult& all, double part) {
  RankingResult out = some;
  for (RankedHead& head : out.heads) {
    const auto whole = std::ranges::find_if(all.heads, [&](const RankedHead& each) { return each.site == head.site && each.head == head.head; });
    head.mass = whole != all.heads.end() && whole->mass > 0 ? head.mass * part / whole->mass : 0;
  }
  std::ranges::stable_sort(out.heads, std::greater{}, &RankedHead::mass);
  return out;
}

}  // namespace headlight::ui
