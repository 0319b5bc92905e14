// A TorchScript file, opened and run. Nothing outside this pair of files sees LibTorch's own script classes.
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <memory>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "engine/api/result.h"

namespace headlight::models::tap {

// What a file says of itself, read without running anything.
struct ScriptFacts {
  std::string config;  // the text of its extra file config.txt (Ultralytics); empty for none
};

// Validates the archive: an intact zip that holds code and data.pkl. Throws Failure otherwise.
[[nodiscard]] ScriptFacts inspect(const std::filesystem::path& path);

// Storages of tensors, by address.
using Storages = std::unordered_set<const void*>;

class Script {
 public:
  // What an input of forward() is used for, as far as its graph shows.
  enum class Use { unknown, picture, tokens };
  struct Input {
    std::string name;
    bool optional = false;  // may be left out or None
    Use use = Use::unknown;
  };

  // Loads the file, which runs code of it: only after consent. Throws Failure with one line for whatever is wrong.
  explicit Script(const std::filesystem::path& path);
  Script(Script&&) noexcept;
  ~Script();

  [[nodiscard]] const std::vector<Input>& inputs() const;
  [[nodiscard]] std::int64_t parameters() const;
  [[nodiscard]] const Storages& storages() const;  // of its parameters and buffers
  [[nodiscard]] at::ScalarType scalar_type() const;  // of its first floating-point parameter, float32 without one

  // forward() without gradients and without LibTorch's profiling executor. Undefined tensors become None. The tensors
  // that it returns, by name where it names them, else "output", or "output0", "output1" … in order.
  [[nodiscard]] std::vector<std::pair<std::string, at::Tensor>> run(const std::vector<at::Tensor>& inputs) const;

 private:
  struct Loaded;
  std::unique_ptr<Loaded> loaded_;
};

// A line of one of LibTorch's messages: from the first thing said behind `from` to the end of its line, at most 300 bytes.
[[nodiscard]] std::string line_of(const std::string& message, std::size_t from = 0);

// The modules from the root to the one whose operator is being run, as the file names them ("encoder", "layer", "0");
// to be called from inside an operator's callback. Empty where the file does not say.
[[nodiscard]] std::vector<std::string> running_module();

}  // namespace headlight::models::tap
