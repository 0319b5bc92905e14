#include "engine/io/json_file.h"

#include <vector>

#include "engine/io/atomic_file.h"
#include "engine/io/in_quotes.h"

namespace headlight::io {
namespace {

constexpr std::size_t most_levels = 128;
// A parsed value takes up to about 100 bytes however short its text is: this bounds memory to about 1.6 GB.
constexpr std::size_t most_values = std::size_t{16} << 20;

// Builds the document without recursion, stopping at the first breach of the limits.
class Builder final : public nlohmann::json_sax<Json> {
 public:
  explicit Builder(std::string name) : name_(std::move(name)) {}

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return add(value); }
  bool number_unsigned(number_unsigned_t value) override { return add(value); }
  bool number_float(number_float_t value, const string_t&) override { return add(value); }
  bool string(string_t& value) override { return add(std::move(value)); }
  bool binary(binary_t&) override { return refuse("binary value", "JSON text"); }
  bool start_object(std::size_t) override { return descend(Json::object()); }
  bool start_array(std::size_t) override { return descend(Json::array()); }
  bool end_object() override { return ascend(); }
  bool end_array() override { return ascend(); }

  bool key(string_t& value) override {
    Json& object = *open_.back();
    if (object.contains(value)) return refuse("key " + in_quotes(value) + " twice", "every key once in an object");
    key_ = std::move(value);
    return true;
  }

  bool parse_error(std::size_t position, const std::string& token, const nlohmann::detail::exception&) override {
    error_ = unusable("not valid JSON", name_ + ", byte " + std::to_string(position),
                      token.empty() ? "nothing" : in_quotes(token), "JSON in UTF-8");
    return false;
  }

  Result<Json> take() {
    if (error_) return std::move(*error_);
    return std::move(root_);
  }
  [[nodiscard]] bool failed() const { return error_.has_value(); }

 private:
  bool refuse(const std::string& found, const std::string& expected) {
    error_ = unusable("JSON refused", name_, found, expected);
    return false;
  }

  Json* place(Json&& value) {
    if (open_.empty()) return &(root_ = std::move(value));
    Json& parent = *open_.back();
    if (parent.is_object()) return &(parent[key_] = std::move(value));
    parent.push_back(std::move(value));
    return &parent.back();
  }

  bool add(Json&& value) {
    if (++values_ > most_values) return refuse("more values", "at most " + std::to_string(most_values) + " values");
    place(std::move(value));
    return true;
  }

  bool descend(Json&& container) {
    if (open_.size() >= most_levels)
      return refuse("deeper nesting", "at most " + std::to_string(most_levels) + " levels");
    if (++values_ > most_values) return refuse("more values", "at most " + std::to_string(most_values) + " values");
    open_.push_back(place(std::move(container)));
    return true;
  }

  bool ascend() {
    open_.pop_back();
    return true;
  }

  std::string name_;
  Json root_;
  std::vector<Json*> open_;  // the containers being filled, outermost first
  std::string key_;
  std::size_t values_ = 0;
  std::optional<Error> error_;
};

}  // namespace

Result<Json> parse_json(std::string_view bytes, const std::string& name) {
  // The parser takes a zero byte for the end of its input.
  if (const auto zero = bytes.find('\0'); zero != std::string_view::npos)
    return unusable("not valid JSON", name + ", byte " + std::to_string(zero + 1), "a zero byte", "JSON in UTF-8");
  Builder builder(name);
  const bool parsed = Json::sax_parse(bytes.begin(), bytes.end(), &builder);
  if (!parsed && !builder.failed()) return unusable("not valid JSON", name, {}, "JSON in UTF-8");
  return builder.take();
}

Result<Json> read_json(const std::filesystem::path& path, std::size_t most) {
  auto bytes = read_file(path, most);
  if (!bytes.ok()) return bytes.error();
  return parse_json(bytes.value(), path.string());
}

}  // namespace headlight::io
