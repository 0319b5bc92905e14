#include "engine/models/tap/watch.h"

#include <ATen/core/function_schema.h>
#include <ATen/record_function.h>

#include <string>
#include <unordered_map>

namespace headlight::models::tap {
namespace {

using Kind = OperatorKind;

// Names without "aten::"; a trailing '_' (in place) is looked up without it.
const std::unordered_map<std::string_view, Kind>& kinds() {
  static const std::unordered_map<std::string_view, Kind> known{
      {"view", Kind::layout},          {"reshape", Kind::layout},        {"_unsafe_view", Kind::layout},
      {"_reshape_alias", Kind::layout},{"expand", Kind::layout},         {"expand_as", Kind::layout},
      {"broadcast_to", Kind::layout},  {"unsqueeze", Kind::layout},      {"squeeze", Kind::layout},
      {"flatten", Kind::layout},       {"unflatten", Kind::layout},      {"contiguous", Kind::layout},
      {"clone", Kind::layout},         {"to", Kind::layout},             {"_to_copy", Kind::layout},
      {"type_as", Kind::layout},       {"float", Kind::layout},          {"detach", Kind::layout},
      {"alias", Kind::layout},         {"dropout", Kind::layout},        {"feature_dropout", Kind::layout},
      {"view_as", Kind::layout},       {"reshape_as", Kind::layout},     {"unsafe_view", Kind::layout},
      {"transpose", Kind::transpose},  {"t", Kind::transpose},           {"swapaxes", Kind::transpose},
      {"swapdims", Kind::transpose},   {"numpy_T", Kind::transpose},     {"mT", Kind::transpose},
      {"permute", Kind::permute},      {"mul", Kind::scale},             {"div", Kind::scale},
      {"multiply", Kind::scale},       {"divide", Kind::scale},          {"true_divide", Kind::scale},
      {"add", Kind::shift},            {"sub", Kind::shift},             {"subtract", Kind::shift},
      {"matmul", Kind::product},       {"bmm", Kind::product},           {"mm", Kind::product},
      {"baddbmm", Kind::product},      {"softmax", Kind::softmax},       {"_softmax", Kind::softmax},
      {"_safe_softmax", Kind::softmax},{"special_softmax", Kind::softmax},{"exp", Kind::exponential},
      {"_masked_softmax", Kind::softmax},{"log_softmax", Kind::logarithm},{"_log_softmax", Kind::logarithm},
      {"special_log_softmax", Kind::logarithm},
      {"sum", Kind::sum},              {"scaled_dot_product_attention", Kind::fused},
      {"grid_sampler", Kind::sample},  {"grid_sampler_2d", Kind::sample},{"cat", Kind::join},
      {"concat", Kind::join},          {"concatenate", Kind::join},      {"stack", Kind::join},
      {"topk", Kind::choose},          {"gather", Kind::pick},           {"conv2d", Kind::map},
      {"_convolution", Kind::map},     {"convolution", Kind::map},       {"roll", Kind::roll},
      {"linear", Kind::closed},
      {"addmm", Kind::closed},         {"layer_norm", Kind::closed},     {"batch_norm", Kind::closed},
      {"group_norm", Kind::closed},    {"embedding", Kind::closed},      {"max_pool2d", Kind::closed},
      {"avg_pool2d", Kind::closed},    {"instance_norm", Kind::closed},  {"conv1d", Kind::closed},
      {"conv3d", Kind::closed},        {"conv_transpose2d", Kind::closed},{"native_layer_norm", Kind::closed},
      {"mean", Kind::closed},          {"max", Kind::closed},            {"amax", Kind::closed},
      {"item", Kind::closed},          {"empty_like", Kind::closed},     {"zeros_like", Kind::closed},
      {"ones_like", Kind::closed},     {"full_like", Kind::closed},      {"argmax", Kind::closed},
  };
  return known;
}

Kind kind_of(std::string_view name) {
  if (!name.starts_with("aten::")) return Kind::other;
  name.remove_prefix(6);
  auto found = kinds().find(name);
  if (found == kinds().end() && name.ends_with('_')) found = kinds().find(name.substr(0, name.size() - 1));
  return found == kinds().end() ? Kind::other : found->second;
}

struct Signature {
  Kind kind = Kind::other;
  std::size_t arguments = 0, returns = 0;
};

// What watches this thread now.
struct State {
  Observer* observer = nullptr;
  std::stop_token stop;
  int closed = 0;  // calls under way that are looked at as a whole
  bool fused = false;
  std::exception_ptr failure;
  std::unordered_map<std::string, Signature> signatures;
};
thread_local State state;

struct Context final : at::ObserverContext {
  bool counted = false, seen = false, lse = false;
  Call call;
  std::size_t returns = 0;
  std::unique_ptr<CallNotes> notes;
};

const Signature& signature_of(const at::RecordFunction& function) {
  const auto key = std::string(function.name()) + '.' + function.overload_name();
  const auto found = state.signatures.find(key);
  if (found != state.signatures.end()) return found->second;
  Signature signature;
  if (const auto schema = function.operator_schema()) {
    signature.kind = kind_of(function.name());
    signature.arguments = schema->arguments().size();
    signature.returns = schema->returns().size();
  }
  return state.signatures.emplace(key, signature).first->second;
}

template <typename Body>
void keeping_failures(Body&& body) {
  try {
    const at::DisableRecordFunctionGuard own_work;  // what the observer computes is not the model's
    if (!state.failure) body();
  } catch (...) {
    state.failure = std::current_exception();
  }
}

// A call from the script's interpreter shows its whole stack: the operator's own values are the last ones.
template <typename Values>
std::vector<c10::IValue> last(const Values& values, std::size_t count) {
  const auto from = values.size() > count ? values.size() - count : 0;
  return std::vector<c10::IValue>(values.begin() + static_cast<std::ptrdiff_t>(from), values.end());
}

void begin(const at::RecordFunction& function, Context& context) {
  if (state.closed > 0) {
    context.lse = state.fused && std::string_view(function.name()) == "aten::_scaled_dot_product_flash_attention_for_cpu";
    return;
  }
  const auto& signature = signature_of(function);
  if (signature.arguments == 0) return;
  context.seen = true;
  context.call.name = function.name();
  context.call.kind = signature.kind;
  context.call.inputs = last(function.inputs(), signature.arguments);
  context.returns = signature.returns;
  context.notes = state.observer->before(context.call);
  if (signature.kind == Kind::other) return;
  context.counted = true;
  ++state.closed;
  state.fused = signature.kind == Kind::fused;
}

void finish(const at::RecordFunction& function, Context& context) {
  if (context.counted) --state.closed;
  if (context.lse && function.outputs().size() >= 2 && function.outputs().back().isTensor())
    state.observer->inside_fused(function.outputs().back().toTensor());
  if (!context.seen || !context.notes) return;
  context.call.outputs = last(function.outputs(), context.returns);
  state.observer->after(context.call, *context.notes);
}

std::unique_ptr<at::ObserverContext> on_start(const at::RecordFunction& function) {
  auto context = std::make_unique<Context>();
  if (state.observer != nullptr && (state.failure || state.stop.stop_requested())) Interruptible::interrupt();
  if (state.observer != nullptr) keeping_failures([&] { begin(function, *context); });
  return context;
}

void on_end(const at::RecordFunction& function, at::ObserverContext* context) {
  if (state.observer != nullptr && context != nullptr)
    keeping_failures([&] { finish(function, static_cast<Context&>(*context)); });
}

}  // namespace

at::Tensor Call::tensor(std::size_t input) const {
  return input < inputs.size() && inputs[input].isTensor() ? inputs[input].toTensor() : at::Tensor{};
}

std::int64_t Call::integer(std::size_t input, std::int64_t otherwise) const {
  return input < inputs.size() && inputs[input].isInt() ? inputs[input].toInt() : otherwise;
}

at::Tensor Call::result(std::size_t output) const {
  return output < outputs.size() && outputs[output].isTensor() ? outputs[output].toTensor() : at::Tensor{};
}

Watch::Watch(Observer& observer, std::stop_token stop) {
  state = State{};
  state.observer = &observer;
  state.stop = std::move(stop);
  handle_ = at::addThreadLocalCallback(at::RecordFunctionCallback(on_start, on_end)
                                           .needsInputs(true)
                                           .needsOutputs(true)
                                           .scopes({at::RecordScope::FUNCTION}));
}

Watch::~Watch() {
  at::removeCallback(handle_);
  state = State{};
}

void Watch::rethrow() const {
  if (state.failure) std::rethrow_exception(state.failure);
}

}  // namespace headlight::models::tap
