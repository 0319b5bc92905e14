#include "engine/models/tap/script.h"

#include <ATen/Functions.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/ir/ir.h>
#include <torch/csrc/jit/passes/inliner.h>
#include <torch/csrc/jit/runtime/graph_executor.h>
#include <torch/csrc/jit/runtime/interpreter.h>
#include <torch/csrc/jit/serialization/import.h>

#include <algorithm>
#include <exception>
#include <set>
#include <string_view>

#include "engine/io/archive.h"
#include "engine/io/pickled_tensors.h"
#include "engine/models/tap/vision_operators.h"

namespace headlight::models::tap {
namespace {

namespace jit = torch::jit;
using Use = Script::Use;

constexpr const char* expected_file = "a file that torch.jit.save wrote";

// The folder inside the archive that everything lies in.
std::string root_of(const io::Archive& archive, const std::string& path) {
  for (const auto& entry : archive.entries()) {
    const auto slash = entry.name.find('/');
    if (slash != std::string::npos && entry.name.substr(slash) == "/data.pkl") return entry.name.substr(0, slash + 1);
  }
  throw Failure{unusable("not a TorchScript file", path, "a zip archive without data.pkl", expected_file)};
}

// The first line that says something: LibTorch's own messages begin with empty lines and arrows.
std::string unread_because(const std::string& text) {
  return text.find("INTERNAL ASSERT FAILED") != std::string::npos ? "code that LibTorch cannot read" : line_of(text);
}

// What the operator says about its argument number `offset`; unknown for those that do not tell.
Use told_by(std::string_view kind, std::size_t offset) {
  if (kind == "aten::embedding" || kind == "aten::index_select" || kind == "aten::gather") return offset == 0 ? Use::unknown : Use::tokens;
  if (kind.starts_with("aten::conv") || kind == "aten::_convolution") return Use::picture;
  // Numbers that are no ids: patches that were cut out of a picture.
  return kind == "aten::linear" || kind == "aten::matmul" || kind == "aten::addmm" ? Use::picture : Use::unknown;
}

// Where the values go that a use hands on: the results of an operator, or those of the branch that ends with it.
at::ArrayRef<jit::Value*> onward(const jit::Use& use) {
  if (use.user->kind() != c10::prim::Return) return use.user->outputs();
  auto* const owner = use.user->owningBlock()->owningNode();
  return owner == nullptr || owner->kind() != c10::prim::If ? at::ArrayRef<jit::Value*>{} : owner->outputs().slice(use.offset, 1);
}

// What the first operator on the value's way that tells is: nearer ones first.
Use use_of(const jit::Value* value) {
  constexpr std::size_t most = 1024;
  std::vector<const jit::Value*> reached{value};
  std::set<const jit::Value*> known{value};
  for (std::size_t at = 0; at < reached.size() && at < most; ++at) {
    for (const auto& use : reached[at]->uses()) {
      if (const auto found = told_by(use.user->kind().toQualString(), use.offset); found != Use::unknown) return found;
      for (const auto* next : onward(use))
        if (known.insert(next).second) reached.push_back(next);
    }
  }
  return Use::unknown;
}

std::vector<Script::Input> inputs_of(const jit::Method& forward) {
  const auto graph = forward.graph()->copy();
  jit::Inline(*graph);
  std::vector<Script::Input> inputs;
  const auto& arguments = forward.function().getSchema().arguments();
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    const auto& argument = arguments[i];
    const bool may_be_none = argument.type()->kind() == c10::TypeKind::OptionalType;
    const bool optional = may_be_none || argument.default_value().has_value();
    inputs.push_back({argument.name(), optional, use_of(graph->inputs().at(i))});
  }
  return inputs;
}

void collect(const c10::IValue& value, const std::string& name, std::vector<std::pair<std::string, at::Tensor>>& out) {
  if (value.isTensor() && value.toTensor().defined()) {
    out.emplace_back(name, value.toTensor());
  } else if (value.isGenericDict()) {
    for (const auto& item : value.toGenericDict())
      collect(item.value(), item.key().isString() ? item.key().toStringRef() : name, out);
  } else if (value.isTuple() || value.isList()) {
    const auto parts = value.isTuple() ? value.toTupleRef().elements().vec() : value.toList().vec();
    for (std::size_t i = 0; i < parts.size(); ++i) collect(parts[i], name + std::to_string(i), out);
  }
}

Storages storages_of(const jit::Module& module) {
  Storages found;
  for (const auto& parameter : module.parameters()) found.insert(parameter.storage().unsafeGetStorageImpl());
  for (const auto& buffer : module.buffers()) found.insert(buffer.storage().unsafeGetStorageImpl());
  return found;
}

}  // namespace

struct Script::Loaded {
  mutable jit::Module module;
  std::vector<Input> inputs;
  Storages storages;
};

std::string line_of(const std::string& message, std::size_t from) {
  const auto begin = message.find_first_not_of(" \n\t", from);
  if (begin == std::string::npos) return "no reason given";
  return message.substr(begin, std::min<std::size_t>(message.find('\n', begin), begin + 300) - begin);
}

ScriptFacts inspect(const std::filesystem::path& path) {
  const auto archive = io::Archive::open(path).take();
  const auto root = root_of(archive, path.string());
  const auto has_code = std::any_of(archive.entries().begin(), archive.entries().end(), [&](const auto& entry) {
    return entry.name.starts_with(root + "code/") && entry.name.ends_with(".py");
  });
  if (!has_code)
    throw Failure{unusable("not a TorchScript file", path.string(), "a checkpoint without code", expected_file)};
  (void)io::check_pickled_tensors(archive, root, "data.pkl", "data/").take();
  (void)io::check_pickled_tensors(archive, root, "constants.pkl", "constants/").take();
  ScriptFacts facts;
  constexpr std::uint64_t most_config = std::uint64_t{4} << 20;
  const auto* config = archive.find(root + "extra/config.txt");
  if (config != nullptr && config->stored && config->size <= most_config) facts.config = archive.bytes(*config);
  return facts;
}

Script::Script(const std::filesystem::path& path) : loaded_(std::make_unique<Loaded>()) {
  (void)inspect(path);
  register_vision_operators();
  try {
    loaded_->module = jit::load(path.string(), at::Device(at::kCPU));
    loaded_->module.eval();
    if (!loaded_->module.find_method("forward"))
      throw Failure{unusable("the TorchScript file cannot be run", path.string(), "no method forward", expected_file)};
    loaded_->inputs = inputs_of(loaded_->module.get_method("forward"));
    loaded_->storages = storages_of(loaded_->module);
  } catch (const c10::Error& error) {
    throw Failure{unusable("the TorchScript file cannot be loaded", path.string(),
                           unread_because(error.what_without_backtrace()), expected_file)};
  } catch (const std::bad_alloc&) {
    throw Failure{failed("out of memory while loading the model", path.string())};
  } catch (const std::exception& error) {
    throw Failure{unusable("the TorchScript file cannot be loaded", path.string(), unread_because(error.what()), expected_file)};
  }
}

Script::Script(Script&&) noexcept = default;
Script::~Script() = default;

const std::vector<Script::Input>& Script::inputs() const { return loaded_->inputs; }

std::int64_t Script::parameters() const {
  std::int64_t count = 0;
  for (const auto& parameter : loaded_->module.parameters()) count += parameter.numel();
  return count;
}

const Storages& Script::storages() const { return loaded_->storages; }

at::ScalarType Script::scalar_type() const {
  for (const auto& parameter : loaded_->module.parameters())
    if (parameter.is_floating_point()) return parameter.scalar_type();
  for (const auto& buffer : loaded_->module.buffers())
    if (buffer.is_floating_point()) return buffer.scalar_type();
  return at::kFloat;
}

std::vector<std::pair<std::string, at::Tensor>> Script::run(const std::vector<at::Tensor>& inputs) const {
  const at::NoGradGuard no_grad;
  const jit::GraphOptimizerEnabledGuard as_written(false);
  jit::getProfilingMode() = false;
  std::vector<c10::IValue> values;
  for (const auto& input : inputs) values.push_back(input.defined() ? c10::IValue(input) : c10::IValue());
  std::vector<std::pair<std::string, at::Tensor>> out;
  collect(loaded_->module.forward(std::move(values)), "output", out);
  return out;
}

// Each line is "name(Class)::function", the root's "TOP(Class)::function".
std::vector<std::string> running_module() {
  std::vector<std::string> names;
  for (const auto& line : jit::currentModuleHierarchy()) {
    const auto name = line.substr(0, line.find('('));
    if (name != "TOP" && !name.empty() && name != line) names.push_back(name);
  }
  return names;
}

}  // namespace headlight::models::tap
