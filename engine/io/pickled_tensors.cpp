#include "engine/io/pickled_tensors.h"

#include <algorithm>
#include <limits>
#include <map>
#include <memory>
#include <vector>

namespace headlight::io {
namespace {

struct Value;
using ValuePtr = std::shared_ptr<const Value>;

// What a pickle puts on its stack, as far as tensors need it.
struct Value {
  enum class Kind { other, mark, integer, text, global, tuple, storage };
  Kind kind = Kind::other;
  std::int64_t number = 0;       // integer; storage: how many elements
  std::string name;              // text, global; storage: its key
  std::int64_t element = 0;      // storage: bytes an element
  std::vector<ValuePtr> items{}; // tuple
  int depth = 0;                 // of tuples in it
};
using Kind = Value::Kind;

constexpr int deepest = 64;

ValuePtr make(Kind kind, std::int64_t number = 0, std::string name = {}) {
  return std::make_shared<const Value>(Value{kind, number, std::move(name), 0, {}, 0});
}

// Bytes an element of torch.FloatStorage …; 0 for an unknown one.
std::int64_t element_bytes(const std::string& storage) {
  static const std::map<std::string, std::int64_t> sizes{
      {"FloatStorage", 4},  {"DoubleStorage", 8}, {"HalfStorage", 2},          {"BFloat16Storage", 2},
      {"LongStorage", 8},   {"IntStorage", 4},    {"ShortStorage", 2},         {"CharStorage", 1},
      {"ByteStorage", 1},   {"BoolStorage", 1},   {"ComplexDoubleStorage", 16},{"ComplexFloatStorage", 8},
      {"QInt8Storage", 1},  {"QUInt8Storage", 1}, {"QInt32Storage", 4}};
  const auto found = sizes.find(storage.substr(storage.rfind('.') + 1));
  return found == sizes.end() ? 0 : found->second;
}

class Scanner {
 public:
  Scanner(const Archive& archive, std::string root, const ArchiveEntry& pickle, std::string records)
      : archive_(archive), root_(std::move(root)), name_(pickle.name), records_(std::move(records)), bytes_(archive.bytes(pickle)) {}

  void scan() {
    while (at_ < bytes_.size())
      if (!step(static_cast<unsigned char>(take(1)[0]))) return;
    refuse("no end");
  }

 private:
  [[noreturn]] void refuse(const std::string& found) const {
    throw Failure{unusable("damaged TorchScript file", name_, found, "what torch.jit.save writes")};
  }
  std::string_view take(std::size_t count) {
    if (count > bytes_.size() - at_) refuse("an end in the middle");
    at_ += count;
    return bytes_.substr(at_ - count, count);
  }
  // Little-endian, signed for four and eight bytes.
  std::int64_t integer(std::size_t width) {
    const auto part = take(width);
    std::uint64_t value = 0;
    for (std::size_t i = width; i-- > 0;) value = value << 8 | static_cast<unsigned char>(part[i]);
    return width == 4 ? static_cast<std::int32_t>(value) : static_cast<std::int64_t>(value);
  }
  std::string line() {
    const auto end = bytes_.find('\n', at_);
    if (end == std::string_view::npos) refuse("an end in the middle");
    const auto text = std::string(bytes_.substr(at_, end - at_));
    at_ = end + 1;
    return text;
  }
  void push(ValuePtr value) { stack_.push_back(std::move(value)); }
  ValuePtr pop() {
    if (stack_.empty()) refuse("an empty stack");
    auto value = std::move(stack_.back());
    stack_.pop_back();
    return value;
  }
  // All above the last mark, which goes too.
  std::vector<ValuePtr> pop_to_mark() {
    std::vector<ValuePtr> items;
    while (true) {
      auto value = pop();
      if (value->kind == Kind::mark) break;
      items.push_back(std::move(value));
    }
    return {items.rbegin(), items.rend()};
  }
  void push_tuple(std::vector<ValuePtr> items) {
    int depth = 1;
    for (const auto& item : items) depth = std::max(depth, item->depth + 1);
    if (depth > deepest) refuse("tuples too deep in each other");
    push(std::make_shared<const Value>(Value{Kind::tuple, 0, {}, 0, std::move(items), depth}));
  }
  void push_tuple(std::size_t count) {
    std::vector<ValuePtr> items(count);
    for (std::size_t i = count; i-- > 0;) items[i] = pop();
    push_tuple(std::move(items));
  }
  void long_integer() {
    const auto width = static_cast<std::size_t>(integer(1));
    if (width > 8) refuse("a number of " + std::to_string(width) + " bytes");
    std::uint64_t value = 0;
    const auto part = take(width);
    for (std::size_t i = 0; i < width; ++i) value |= std::uint64_t{static_cast<unsigned char>(part[i])} << (8 * i);
    if (width > 0 && width < 8 && (static_cast<unsigned char>(part[width - 1]) & 0x80U) != 0) value |= ~std::uint64_t{0} << (8 * width);
    push(make(Kind::integer, static_cast<std::int64_t>(value)));
  }
  void text(std::size_t count) { push(make(Kind::text, 0, std::string(take(count)))); }
  std::size_t length() {
    const auto count = integer(4);
    if (count < 0) refuse("a negative length");
    return static_cast<std::size_t>(count);
  }
  void remember(std::int64_t slot) {
    if (stack_.empty()) refuse("an empty stack");
    memo_[slot] = stack_.back();
  }
  void recall(std::int64_t slot) {
    const auto found = memo_.find(slot);
    if (found == memo_.end()) refuse("a reference to nothing");
    push(found->second);
  }

  // ('storage', torch.FloatStorage, key, device, elements)
  void persistent() {
    const auto id = pop();
    const bool known = id->kind == Kind::tuple && id->items.size() >= 5 && id->items[1]->kind == Kind::global &&
                       id->items[2]->kind == Kind::text && id->items[4]->kind == Kind::integer;
    if (!known) refuse("a storage of unknown form");
    const auto bytes = element_bytes(id->items[1]->name), count = id->items[4]->number;
    const auto* record = archive_.find(root_ + records_ + id->items[2]->name);
    if (record == nullptr) refuse("no record " + records_ + id->items[2]->name.substr(0, 60));
    std::int64_t size = 0;
    if (count < 0 || __builtin_mul_overflow(count, bytes, &size) || static_cast<std::uint64_t>(size) > record->size)
      refuse("a storage larger than its record");
    push(std::make_shared<const Value>(Value{Kind::storage, count, id->items[2]->name, bytes, {}, 0}));
  }

  // _rebuild_tensor_v2(storage, offset, sizes, strides, …)
  void tensor(const Value& arguments) {
    const auto& items = arguments.items;
    if (items.size() < 4 || items[0]->kind != Kind::storage || items[1]->kind != Kind::integer ||
        items[2]->kind != Kind::tuple || items[3]->kind != Kind::tuple || items[2]->items.size() != items[3]->items.size())
      refuse("a tensor of unknown form");
    std::int64_t last = items[1]->number, count = 1, reach = 0;
    bool wrong = last < 0;
    for (std::size_t i = 0; i < items[2]->items.size(); ++i) {
      const auto &size = *items[2]->items[i], &stride = *items[3]->items[i];
      wrong = wrong || size.kind != Kind::integer || stride.kind != Kind::integer || size.number < 0 || stride.number < 0 ||
              __builtin_mul_overflow(count, size.number, &count) ||
              __builtin_mul_overflow(size.number > 0 ? size.number - 1 : 0, stride.number, &reach) ||
              __builtin_add_overflow(last, reach, &last);
    }
    if (wrong || (count > 0 && last >= items[0]->number)) refuse("a tensor beyond its storage");
  }

  void reduce() {
    const auto arguments = pop(), function = pop();
    if (function->kind == Kind::global && function->name.find("_rebuild_tensor") != std::string::npos && arguments->kind == Kind::tuple)
      tensor(*arguments);
    push(make(Kind::other));
  }

  // One instruction; false at the end.
  bool step(unsigned char code) {
    switch (code) {
      case 0x80: (void)take(1); return true;
      case '.': return false;
      case '(': push(make(Kind::mark)); return true;
      case ')': push_tuple(0); return true;
      case 't': push_tuple(pop_to_mark()); return true;
      case 0x85: case 0x86: case 0x87: push_tuple(code - 0x84U); return true;
      case ']': case '}': case 'N': case 0x88: case 0x89: push(make(Kind::other)); return true;
      case 'a': (void)pop(); return true;
      case 's': (void)pop(); (void)pop(); return true;
      case 'e': case 'u': (void)pop_to_mark(); return true;
      case 'b': (void)pop(); return true;
      case 0x81: (void)pop(); (void)pop(); push(make(Kind::other)); return true;
      case 'R': reduce(); return true;
      case 'c': { auto module = line(); push(make(Kind::global, 0, module + '.' + line())); return true; }
      case 'Q': persistent(); return true;
      case 'K': push(make(Kind::integer, integer(1))); return true;
      case 'M': push(make(Kind::integer, integer(2))); return true;
      case 'J': push(make(Kind::integer, integer(4))); return true;
      case 0x8a: long_integer(); return true;
      case 'G': (void)take(8); push(make(Kind::other)); return true;
      case 'X': text(length()); return true;
      case 'T': text(length()); return true;
      case 'U': text(static_cast<std::size_t>(integer(1))); return true;
      case 'q': remember(integer(1)); return true;
      case 'r': remember(integer(4)); return true;
      case 'h': recall(integer(1)); return true;
      case 'j': recall(integer(4)); return true;
      case '0': (void)pop(); return true;
      case '2': remember(-1); recall(-1); return true;
      default: refuse("an instruction " + std::to_string(code));
    }
  }

  const Archive& archive_;
  std::string root_, name_, records_;
  std::string_view bytes_;
  std::size_t at_ = 0;
  std::vector<ValuePtr> stack_;
  std::map<std::int64_t, ValuePtr> memo_;
};

}  // namespace

Result<Done> check_pickled_tensors(const Archive& archive, const std::string& root, const std::string& pickle,
                                   const std::string& records) {
  return guarded<Done>([&]() -> Result<Done> {
    const auto* entry = archive.find(root + pickle);
    if (entry == nullptr || !entry->stored) return unusable("damaged TorchScript file", pickle, "no such entry", "what torch.jit.save writes");
    Scanner(archive, root, *entry, records).scan();
    return Done{};
  });
}

}  // namespace headlight::io
