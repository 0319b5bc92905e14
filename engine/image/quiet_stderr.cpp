#include "engine/image/quiet_stderr.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdarg>
#include <cstdio>

namespace headlight::image {
namespace {

std::mutex& one_at_a_time() {
  static std::mutex mutex;
  return mutex;
}

}  // namespace

QuietStderr::QuietStderr() : lock_(one_at_a_time()) {
  std::fflush(stderr);
  kept_ = ::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (kept_ >= 0 && nowhere >= 0) ::dup2(nowhere, STDERR_FILENO);
  if (nowhere >= 0) ::close(nowhere);
}

QuietStderr::~QuietStderr() {
  if (kept_ < 0) return;
  std::fflush(stderr);
  ::dup2(kept_, STDERR_FILENO);
  ::close(kept_);
}

void silence_ffmpeg() {
  using Say = void (*)(void*, int, const char*, va_list);
  using SetSay = void (*)(Say);
  const auto set_say = reinterpret_cast<SetSay>(::dlsym(RTLD_DEFAULT, "av_log_set_callback"));
  if (set_say != nullptr) set_say([](void*, int, const char*, va_list) {});
}

}  // namespace headlight::image
