#include "engine/text/regex.h"

#include <oniguruma.h>

#include <array>
#include <deque>
#include <mutex>
#include <string_view>

#include "engine/api/result.h"
#include "engine/text/unicode/properties.h"
#include "engine/text/unicode/tables.h"
#include "engine/text/utf8.h"

namespace headlight::text {
namespace {

// Steps that one search may take; GPT-like expressions need a few per character.
unsigned long most_steps(std::string_view text) { return 1'000'000 + 100 * text.size(); }

const UChar* bytes(std::string_view text) { return reinterpret_cast<const UChar*>(text.data()); }

std::string message(int code, OnigErrorInfo* info) {
  std::array<UChar, ONIG_MAX_ERROR_MESSAGE_LEN> buffer{};
  const int length = info != nullptr && info->enc != nullptr ? onig_error_code_to_str(buffer.data(), code, info)
                                                             : onig_error_code_to_str(buffer.data(), code);
  return {reinterpret_cast<const char*>(buffer.data()), static_cast<std::size_t>(length)};
}

// The ranges of the categories that start with `prefix`, as Oniguruma takes them: [count, from, to, …].
std::vector<OnigCodePoint> category_ranges(std::string_view prefix) {
  const auto& runs = tables::category_runs();
  std::vector<OnigCodePoint> ranges{0};
  for (std::size_t i = 0; i + 1 < runs.size(); i += 2) {
    const std::uint32_t value = runs[i + 1];
    if (value == 0 || !general_categories[value - 1].starts_with(prefix)) continue;
    const OnigCodePoint last = (i + 2 < runs.size() ? runs[i + 2] : 0x110000) - 1;
    if (ranges.size() > 1 && ranges.back() + 1 == runs[i]) {
      ranges.back() = last;
    } else {
      ranges.push_back(runs[i]);
      ranges.push_back(last);
      ++ranges[0];
    }
  }
  return ranges;
}

// What \w is to the reference's Oniguruma: the word characters of its plain expressions, but with the Latin-1
// superscripts and fractions and without the joiners.
std::vector<OnigCodePoint> word_ranges() {
  static constexpr std::u32string_view also = U"\u00B2\u00B3\u00B9\u00BC\u00BD\u00BE", not_these = U"\u200C\u200D";
  std::vector<OnigCodePoint> ranges{0};
  for (char32_t point = 0; point < 0x110000; ++point) {
    const bool word = has(point, Property::word) ? not_these.find(point) == std::u32string_view::npos
                                                 : also.find(point) != std::u32string_view::npos;
    if (!word) continue;
    if (ranges.size() > 1 && ranges.back() + 1 == point) {
      ranges.back() = point;
    } else {
      ranges.insert(ranges.end(), 2, point);
      ++ranges[0];
    }
  }
  return ranges;
}

constexpr const char* word_property = "headlightword";

// \d and \w by the reference's tables too.
std::string with_own_classes(std::string_view expression) {
  const std::string word = std::string("p{") + word_property + "}";
  std::string out;
  for (std::size_t i = 0; i < expression.size(); ++i) {
    out += expression[i];
    if (expression[i] != '\\' || i + 1 == expression.size()) continue;
    const char kind = expression[++i];
    if (kind == 'd' || kind == 'D')
      out += kind == 'd' ? "p{Nd}" : "P{Nd}";
    else if (kind == 'w' || kind == 'W')
      out.append(kind == 'w' ? "p" : "P").append(word, 1);
    else
      out += kind;
  }
  return out;
}

void define_property(const char* name, std::vector<OnigCodePoint> ranges) {
  static std::deque<std::vector<OnigCodePoint>> kept;  // Oniguruma keeps the pointers
  kept.push_back(std::move(ranges));
  if (const int code = onig_unicode_define_user_property(name, kept.back().data()); code != ONIG_NORMAL)
    throw Failure{failed("regular expressions cannot be set up", name, message(code, nullptr))};
}

// Library versions differ in their Unicode version: \p{…} of general categories is made the reference's.
// Oniguruma takes at most 20 properties of one's own.
void prepare_library() {
  static std::once_flag once;
  std::call_once(once, [] {
    OnigEncoding encodings[] = {ONIG_ENCODING_UTF8};
    onig_initialize(encodings, 1);
    for (const char* name : {"L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "N", "Nd", "No", "P", "Po", "Ps",
                             "S", "Sm", "Sc", "So"})
      define_property(name, category_ranges(name));
    define_property(word_property, word_ranges());
  });
}

}  // namespace

struct Regex::Program {
  regex_t* compiled = nullptr;
  std::string expression;
  Program() = default;
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  ~Program() {
    if (compiled != nullptr) onig_free(compiled);
  }
};

Regex::Regex(const std::string& expression) {
  prepare_library();
  auto program = std::make_shared<Program>();
  program->expression = with_own_classes(expression);
  OnigErrorInfo info{};
  static std::mutex compiling;  // Oniguruma fills shared tables meanwhile
  const std::scoped_lock lock(compiling);
  const UChar* begin = bytes(program->expression);
  const int code = onig_new(&program->compiled, begin, begin + program->expression.size(), ONIG_OPTION_NONE,
                            ONIG_ENCODING_UTF8, ONIG_SYNTAX_DEFAULT, &info);
  if (code != ONIG_NORMAL)
    throw Failure{unusable("regular expression cannot be used", expression, message(code, &info))};
  program_ = std::move(program);
}

Regex Regex::literal(std::string_view text) {
  std::string escaped;
  for (const char byte : text) {
    if (std::string_view(R"(\.+*?()|[]{}^$#&-~)").find(byte) != std::string_view::npos) escaped += '\\';
    escaped += byte;
  }
  return Regex(escaped);
}

namespace {

// One pass of searches over a text; Oniguruma's own objects are freed with it.
class Search {
 public:
  Search(regex_t* compiled, std::string_view text)
      : compiled_(compiled), text_(text), region_(onig_region_new()), limits_(onig_new_match_param()) {
    onig_initialize_match_param(limits_);
    onig_set_retry_limit_in_search_of_match_param(limits_, most_steps(text));
  }
  Search(const Search&) = delete;
  Search& operator=(const Search&) = delete;
  ~Search() {
    onig_region_free(region_, 1);
    onig_free_match_param(limits_);
  }

  std::optional<Span> next(std::size_t from) {
    const UChar* begin = bytes(text_);
    const UChar* end = begin + text_.size();
    const int at = onig_search_with_param(compiled_, begin, end, begin + from, end, region_, ONIG_OPTION_NONE, limits_);
    if (at == ONIG_MISMATCH) return std::nullopt;
    if (at < 0) throw Failure{unusable("regular expression fails on this text", {}, message(at, nullptr))};
    return Span{static_cast<std::size_t>(region_->beg[0]), static_cast<std::size_t>(region_->end[0])};
  }

 private:
  regex_t* compiled_;
  std::string_view text_;
  OnigRegion* region_;
  OnigMatchParam* limits_;
};

}  // namespace

std::vector<Piece> Regex::pieces(std::string_view text) const {
  std::vector<Piece> out;
  if (text.empty()) return out;
  Search search(program_->compiled, text);
  std::size_t from = 0, covered = 0;
  bool after_match = false;  // an empty match right behind a match does not count
  while (from <= text.size()) {
    const auto found = search.next(from);
    if (!found) break;
    if (found->begin == found->end && after_match && found->end == covered) {
      from += from < text.size() ? sequence_length(text[from]) : 1;
      continue;
    }
    if (covered != found->begin) out.push_back({{covered, found->begin}, false});
    out.push_back({*found, true});
    from = covered = found->end;
    after_match = true;
  }
  if (covered != text.size()) out.push_back({{covered, text.size()}, false});
  return out;
}

}  // namespace headlight::text
