#include "engine/text/unicode/normalization.h"

#include <algorithm>
#include <optional>

#include "engine/text/unicode/lookup.h"
#include "engine/text/unicode/tables.h"
#include "engine/text/utf8.h"

namespace headlight::text {
namespace {

// Hangul syllables by arithmetic (Unicode 3.12).
constexpr char32_t syllable_base = 0xAC00, lead_base = 0x1100, vowel_base = 0x1161, tail_base = 0x11A7;
constexpr char32_t leads = 19, vowels = 21, tails = 28, syllables = leads * vowels * tails;

std::uint8_t combining_rank(char32_t point) {
  static const PointMap<std::uint8_t> ranks(tables::combining_runs());
  return ranks[point];
}

std::span<const std::uint32_t> decomposition(char32_t point, bool compatible) {
  static const Mapping canonical(tables::canonical_decompositions());
  static const Mapping compatibility(tables::compatibility_decompositions());
  if (compatible)
    if (const auto parts = compatibility[point]; !parts.empty()) return parts;
  return canonical[point];
}

std::optional<char32_t> composition(char32_t first, char32_t second) {
  static const auto pairs = [] {
    std::unordered_map<std::uint64_t, char32_t> map;
    const auto& table = tables::compositions();
    for (std::size_t i = 0; i + 2 < table.size(); i += 3)
      map.emplace(std::uint64_t{table[i]} << 32U | table[i + 1], table[i + 2]);
    return map;
  }();
  if (first - lead_base < leads && second - vowel_base < vowels)
    return syllable_base + ((first - lead_base) * vowels + (second - vowel_base)) * tails;
  const char32_t syllable = first - syllable_base;
  if (syllable < syllables && syllable % tails == 0 && second - tail_base - 1 < tails - 1)
    return first + (second - tail_base);
  const auto found = pairs.find(std::uint64_t{first} << 32U | second);
  return found == pairs.end() ? std::nullopt : std::optional(found->second);
}

// Decomposes into a growing list and puts marks into canonical order.
class Decomposer {
 public:
  explicit Decomposer(bool compatible) : compatible_(compatible) {}

  std::vector<Change> run(std::string_view text) {
    out_.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) add(next_point(text, at));
    sort_marks();
    return std::move(out_);
  }

 private:
  void add(char32_t point) {
    const char32_t syllable = point - syllable_base;
    if (point < 0x80) return push(point, 0);
    if (syllable < syllables) return add_hangul(syllable);
    const auto parts = decomposition(point, compatible_);
    if (parts.empty()) return push(point, 0);
    for (std::size_t i = 0; i < parts.size(); ++i) push(parts[i], i > 0);
  }

  void add_hangul(char32_t syllable) {
    push(lead_base + syllable / (vowels * tails), 0);
    push(vowel_base + syllable % (vowels * tails) / tails, 1);
    if (syllable % tails != 0) push(tail_base + syllable % tails, 1);
  }

  void push(char32_t point, std::ptrdiff_t change) {
    if (combining_rank(point) == 0) sort_marks();
    out_.push_back({point, change});
    if (combining_rank(point) == 0) sorted_ = out_.size();
  }

  void sort_marks() {
    if (out_.size() - sorted_ > 1)
      std::stable_sort(out_.begin() + static_cast<std::ptrdiff_t>(sorted_), out_.end(),
                       [](const Change& a, const Change& b) {
                         return combining_rank(a.point) < combining_rank(b.point);
                       });
    sorted_ = out_.size();
  }

  bool compatible_;
  std::vector<Change> out_;
  std::size_t sorted_ = 0;  // everything before is in its final order
};

// Joins characters to the last starter unless a mark between them blocks it. A joined character takes the
// changes of both, one of them now swallowed.
class Composer {
 public:
  std::vector<Change> run(const std::vector<Change>& parts) {
    out_.reserve(parts.size());
    for (const Change& part : parts) add(part);
    flush();
    return std::move(out_);
  }

 private:
  void add(const Change& part) {
    const std::uint8_t rank = combining_rank(part.point);
    if (!starter_) {
      if (rank != 0)
        out_.push_back(part);
      else
        starter_ = part;
      return;
    }
    const bool blocked = last_rank_ && *last_rank_ >= rank;
    if (const auto joined = blocked ? std::nullopt : composition(starter_->point, part.point)) {
      starter_ = Change{*joined, starter_->change + part.change - 1};
    } else if (rank == 0) {
      flush();
      starter_ = part;
    } else {
      marks_.push_back(part);
      last_rank_ = rank;
    }
  }

  void flush() {
    if (starter_) out_.push_back(*starter_);
    out_.insert(out_.end(), marks_.begin(), marks_.end());
    starter_.reset();
    last_rank_.reset();
    marks_.clear();
  }

  std::optional<Change> starter_;
  std::optional<std::uint8_t> last_rank_;  // of the last mark that was not joined
  std::vector<Change> marks_, out_;
};

}  // namespace

std::vector<Change> normalized(std::string_view text, NormalForm form) {
  const bool compatible = form == NormalForm::nfkc || form == NormalForm::nfkd;
  auto parts = Decomposer(compatible).run(text);
  if (form == NormalForm::nfd || form == NormalForm::nfkd) return parts;
  return Composer().run(parts);
}

}  // namespace headlight::text
