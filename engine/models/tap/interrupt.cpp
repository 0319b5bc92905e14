#include "engine/models/tap/interrupt.h"

#include <c10/core/impl/LocalDispatchKeySet.h>
#include <c10/util/Exception.h>
#include <torch/library.h>

namespace headlight::models::tap {
namespace {

// A key that LibTorch leaves to others and looks at before all kernels.
constexpr auto key = c10::DispatchKey::TESTING_ONLY_GenericMode;

void refuse(const c10::OperatorHandle& /*op*/, torch::jit::Stack* /*stack*/) {
  c10::impl::tls_set_dispatch_key_included(key, false);  // what runs while the exception is on its way runs as ever
  TORCH_CHECK(false, "interrupted");
}

}  // namespace

Interruptible::~Interruptible() { c10::impl::tls_set_dispatch_key_included(key, false); }

void Interruptible::interrupt() { c10::impl::tls_set_dispatch_key_included(key, true); }

}  // namespace headlight::models::tap

TORCH_LIBRARY_IMPL(_, TESTING_ONLY_GenericMode, library) {
  library.fallback(torch::CppFunction::makeFromBoxedFunction<&headlight::models::tap::refuse>());
}
