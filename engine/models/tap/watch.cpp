#include "engine/models/tap/watch.h"

#include <ATen/core/function_schema.h>
#include <ATen/record_function.h>

#include <string>
#include <unordered_map>
#include <utility>

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
  std::string name, overload;  // whose it is
  Kind kind = Kind::other;
  std::size_t arguments = 0, returns = 0;
};

// What watches this thread now.
struct State {
  Observer* observer = nullptr;
  std::stop_token stop;
  bool fused = false;   // a call of kind `fused` is under way
  bool closed = false;  // a call that is looked at as a whole is under way, or the observer is at work
  std::exception_ptr failure;
};
thread_local State state;
// By the address of the operator's name; kept from run to run, since asking for an operator's schema copies it.
thread_local std::unordered_map<const void*, Signature> signatures;

struct Context final : at::ObserverContext {
  bool closes = false, silences = false, fuses = false, lse = false;
  Call call;
  std::vector<c10::IValue> inputs;  // the call's own stack is gone when it ends
  std::size_t returns = 0;
  std::unique_ptr<CallNotes> notes;
};

// An address may come to hold another name, so the name is compared.
const Signature& signature_of(const at::RecordFunction& function) {
  auto& signature = signatures[function.name()];
  if (signature.name == function.name() && signature.overload == function.overload_name()) return signature;
  signature = {function.name(), function.overload_name()};
  if (const auto schema = function.operator_schema()) {
    signature.kind = kind_of(function.name());
    signature.arguments = schema->arguments().size();
    signature.returns = schema->returns().size();
  }
  return signature;
}

// What the observer computes is not the model's.
template <typename Body>
void keeping_failures(Body&& body) {
  const bool closed = std::exchange(state.closed, true);
  try {
    if (!state.failure) body();
  } catch (...) {
    state.failure = std::current_exception();
  }
  state.closed = closed;
}

// Whether LibTorch is told to show nothing of what runs inside, which costs as much as showing a few operators does.
bool runs_others(Kind kind) {
  return kind == Kind::product || kind == Kind::softmax || kind == Kind::map || kind == Kind::closed || kind == Kind::sample;
}

using Values = c10::ArrayRef<const c10::IValue>;

// A call from the script's interpreter shows its whole stack: the operator's own values are the last ones.
Values last(Values values, std::size_t count) {
  return values.size() > count ? values.slice(values.size() - count) : values;
}

std::unique_ptr<Context> begin_inside_fused(const at::RecordFunction& function) {
  if (std::string_view(function.name()) != "aten::_scaled_dot_product_flash_attention_for_cpu") return nullptr;
  auto context = std::make_unique<Context>();
  context->lse = true;
  return context;
}

std::unique_ptr<Context> begin(const at::RecordFunction& function) {
  if (state.fused) return begin_inside_fused(function);
  const auto& signature = signature_of(function);
  if (signature.arguments == 0 || !state.observer->wants(signature.kind)) return nullptr;
  auto context = std::make_unique<Context>();
  context->call.name = signature.name;
  context->call.kind = signature.kind;
  context->call.inputs = last(function.inputs(), signature.arguments);
  context->returns = signature.returns;
  context->notes = state.observer->before(context->call);
  context->fuses = state.fused = signature.kind == Kind::fused;
  context->closes = signature.kind != Kind::other && !context->fuses;
  context->silences = runs_others(signature.kind);
  if (!context->notes) return context->closes || context->fuses ? std::move(context) : nullptr;
  context->inputs.assign(context->call.inputs.begin(), context->call.inputs.end());
  context->call.inputs = Values(context->inputs.data(), context->inputs.size());
  return context;
}

void finish(const at::RecordFunction& function, Context& context) {
  const auto& outputs = function.outputs();
  if (context.lse && outputs.size() >= 2 && outputs.back().isTensor()) state.observer->inside_fused(outputs.back().toTensor());
  if (!context.notes) return;
  context.call.outputs = last(Values(outputs.data(), outputs.size()), context.returns);
  state.observer->after(context.call, *context.notes);
}

std::unique_ptr<at::ObserverContext> on_start(const at::RecordFunction& function) {
  if (state.observer == nullptr || state.closed) return nullptr;
  if (state.failure || state.stop.stop_requested()) Interruptible::interrupt();
  std::unique_ptr<Context> context;
  keeping_failures([&] { context = begin(function); });
  if (context && context->closes) state.closed = true;
  if (context && context->silences) at::enableRecordFunction(false);
  return context;
}

void on_end(const at::RecordFunction& function, at::ObserverContext* context) {
  if (state.observer == nullptr || context == nullptr) return;
  auto& own = static_cast<Context&>(*context);
  if (own.fuses) {
    state.fused = false;
    own.silences = true;
    at::enableRecordFunction(false);  // much is computed from its arguments
  }
  keeping_failures([&] { finish(function, own); });
  if (own.closes) state.closed = false;
  if (own.silences) at::enableRecordFunction(true);
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
