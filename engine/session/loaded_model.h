// A model with what feeds it: tokenizer or image processor.
#pragma once

#include <filesystem>
#include <future>
#include <memory>
#include <optional>
#include <string>

#include "engine/api/session.h"
#include "engine/image/letterbox.h"
#include "engine/image/processor.h"
#include "engine/kernels/cuda_devices.h"
#include "engine/models/model.h"
#include "engine/models/replays.h"
#include "engine/session/placing.h"
#include "engine/text/tokenizer.h"

namespace headlight::session {

struct LoadedModel {
  std::unique_ptr<models::Model> model;
  std::unique_ptr<models::Replays> replays;            // of runs on a device
  std::shared_ptr<const text::Tokenizer> tokenizer;    // null when the folder has none (raw ids still work)
  std::optional<image::Processor> processor;           // likewise for pictures (raw pixels still work)
  std::optional<image::Letterbox> letterbox;           // in place of a processor: as Ultralytics' exports are fed
  std::optional<Error> tokenizer_problem, processor_problem;  // why there is none
  bool type_ids = false;                               // the model is told which sentence a token belongs to
  ModelInfo info;                                      // complete but for the hash
  Place place;                                         // where it lies and runs
  std::string place_note;                              // why it runs elsewhere than was asked, in one line; empty for nothing
  std::string left_aside;                              // what of the folder the model does not use, in one line
  std::shared_future<Result<std::string>> hash;        // sha256 over the weight files, counted beside the run
  std::string stamp;                                   // of the files, as file_stamp gave it when they were read
  double load_seconds = 0;
};

using LoadedModelPtr = std::shared_ptr<const LoadedModel>;

// Times and sizes of a folder's files, or of one file: changes when a model is overwritten in place.
[[nodiscard]] std::string file_stamp(const std::filesystem::path& path);

// A file's path with its stamp; "" for no file.
[[nodiscard]] std::string named_stamp(const std::string& file);

// Reads a model folder, or a TorchScript file where options.trust_code says that its code may run. `name` is what people call it.
// It lies where options.device says of `devices`, or on the CPU where the device has no room for it.
Result<LoadedModelPtr> load(const std::filesystem::path& path, const std::string& name, const RunOptions& options,
                            const DeviceList& devices = kernels::cuda_devices);

// The notice that a run asked for on `device` is made on the CPU.
[[nodiscard]] std::string moved_to_cpu(const std::string& device);

}  // namespace headlight::session
