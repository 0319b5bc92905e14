#include "engine/io/npy_header.h"

#include <optional>

#include "engine/io/in_quotes.h"

namespace headlight::io {
namespace {

constexpr std::string_view magic = "\x93NUMPY";
constexpr std::size_t most_axes = 64;  // NumPy's own limit
constexpr std::size_t header_alignment = 64;

// Reads the header's Python dictionary, such as {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }.
class DictReader {
 public:
  DictReader(std::string_view text, std::string name, NpyTypes types) : text_(text), name_(std::move(name)), types_(types) {}

  NpyHeader read() {
    expect('{');
    while (!accept('}')) {
      read_entry();
      if (accept(',')) continue;
      expect('}');
      break;
    }
    skip_space();
    if (next_ != text_.size()) refuse("text after the dictionary", "its end");
    if (!has_descr_ || !has_order_ || !has_shape_) refuse("a missing key", "descr, fortran_order and shape");
    return header_;
  }

 private:
  [[noreturn]] void refuse(const std::string& found, const std::string& expected) const {
    throw Failure{unusable("wrong .npy header", name_, found, expected)};
  }

  void skip_space() {
    while (next_ < text_.size() && (text_[next_] == ' ' || text_[next_] == '\n' || text_[next_] == '\t')) ++next_;
  }

  bool accept(char wanted) {
    skip_space();
    if (next_ >= text_.size() || text_[next_] != wanted) return false;
    ++next_;
    return true;
  }

  void expect(char wanted) {
    if (accept(wanted)) return;
    refuse(next_ < text_.size() ? in_quotes(text_.substr(next_, 1)) : "its end", in_quotes({&wanted, 1}));
  }

  std::string read_string() {
    const char quote = accept('\'') ? '\'' : '"';
    if (quote == '"') expect('"');
    const auto end = text_.find(quote, next_);
    if (end == std::string_view::npos) refuse("a string without an end", "a quoted string");
    const std::string value(text_.substr(next_, end - next_));
    next_ = end + 1;
    return value;
  }

  bool read_flag() {
    skip_space();
    for (const bool value : {true, false}) {
      const std::string_view word = value ? "True" : "False";
      if (!text_.substr(next_).starts_with(word)) continue;
      next_ += word.size();
      return value;
    }
    refuse("another value of fortran_order", "True or False");
  }

  std::optional<std::int64_t> read_size() {
    skip_space();
    std::int64_t value = 0;
    const std::size_t start = next_;
    for (; next_ < text_.size() && text_[next_] >= '0' && text_[next_] <= '9'; ++next_)
      if (__builtin_mul_overflow(value, 10, &value) || __builtin_add_overflow(value, text_[next_] - '0', &value))
        refuse("a shape that overflows 64 bits", "a size in range");
    if (next_ == start) return std::nullopt;
    return value;
  }

  void read_shape() {
    expect('(');
    while (const auto size = read_size()) {
      header_.shape.push_back(*size);
      if (header_.shape.size() > most_axes) refuse("more axes", "at most 64 axes");
      if (!accept(',')) break;
    }
    expect(')');
  }

  void read_descr() {
    const std::string descr = read_string();
    const bool known = descr.size() == 3 && (descr[0] == '<' || descr[0] == '>') && descr[1] == 'f' &&
                       (descr[2] == '2' || descr[2] == '4' || descr[2] == '8');
    if (types_ == NpyTypes::little_float32 && descr != "<f4") refuse("dtype " + in_quotes(descr), "little-endian float32, <f4");
    if (!known) refuse("dtype " + in_quotes(descr), "a floating-point dtype: <f2, <f4 or <f8");
    header_.order = descr[0];
    header_.element = static_cast<std::size_t>(descr[2] - '0');
  }

  void read_entry() {
    const std::string key = read_string();
    bool& seen = key == "descr" ? has_descr_ : key == "fortran_order" ? has_order_ : has_shape_;
    if (seen) refuse("key " + key + " twice", "every key once");
    expect(':');
    if (key == "descr")
      read_descr();
    else if (key == "fortran_order")
      header_.fortran = read_flag();
    else if (key == "shape")
      read_shape();
    else
      refuse("key " + in_quotes(key), "descr, fortran_order and shape");
    seen = true;
  }

  std::string_view text_;
  std::string name_;
  NpyTypes types_;
  std::size_t next_ = 0;
  NpyHeader header_;
  bool has_descr_ = false, has_order_ = false, has_shape_ = false;
};

// The dictionary's text, and in `data` where the elements start.
std::string_view split_header(std::string_view file, const std::string& name, std::size_t& data) {
  const auto cut_off = [&] { return Failure{unusable("wrong .npy header", name, "the file's end", "a whole header")}; };
  if (file.empty()) throw Failure{unusable("not a .npy file", name, "an empty file", "an array that NumPy's save wrote")};
  if (!file.starts_with(magic)) throw Failure{unusable("not a .npy file", name, "other first bytes", "\\x93NUMPY")};
  if (file.size() < magic.size() + 2) throw cut_off();
  const int version = file[magic.size()];
  if (version < 1 || version > 3)
    throw Failure{unusable("unknown .npy version", name, std::to_string(version), "1, 2 or 3")};
  const std::size_t digits = version == 1 ? 2 : 4;
  const std::size_t start = magic.size() + 2 + digits;
  if (file.size() < start) throw cut_off();
  std::size_t length = 0;
  for (std::size_t i = 0; i < digits; ++i)
    length |= static_cast<std::size_t>(static_cast<unsigned char>(file[magic.size() + 2 + i])) << (8 * i);
  if (length > file.size() - start) throw cut_off();
  data = start + length;
  return file.substr(start, length);
}

}  // namespace

NpyHeader read_npy_header(std::string_view file, const std::string& name, NpyTypes types) {
  std::size_t data = 0;
  NpyHeader header = DictReader(split_header(file, name, data), name, types).read();
  header.data = data;
  std::uint64_t bytes = header.element;
  bool overflow = false;
  bool empty = false;
  for (const std::int64_t size : header.shape) empty |= size == 0;
  for (const std::int64_t size : header.shape)
    overflow |= !empty && __builtin_mul_overflow(bytes, static_cast<std::uint64_t>(size), &bytes);
  if (empty) bytes = 0;
  if (overflow || bytes != file.size() - data)
    throw Failure{unusable("shape and file size disagree", name, std::to_string(file.size() - data) + " bytes of data",
                           overflow ? "a shape in range" : std::to_string(bytes) + " bytes")};
  header.elements = bytes / header.element;
  return header;
}

std::string npy_header_text(const std::string& descr, const std::vector<std::int64_t>& shape) {
  std::string dict = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (";
  for (std::size_t i = 0; i < shape.size(); ++i) dict += (i > 0 ? ", " : "") + std::to_string(shape[i]);
  dict += shape.size() == 1 ? ",), }" : "), }";
  constexpr std::size_t prefix = 10;
  dict.append(header_alignment - 1 - (prefix + dict.size()) % header_alignment, ' ');
  dict += '\n';
  std::string text(magic);
  text += {'\x01', '\x00', static_cast<char>(dict.size() & 0xFFU), static_cast<char>(dict.size() >> 8U)};
  return text + dict;
}

}  // namespace headlight::io
