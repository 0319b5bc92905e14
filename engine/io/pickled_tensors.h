// Tensors inside the pickles of a TorchScript archive, checked without running or building anything.
#pragma once

#include <string>

#include "engine/io/archive.h"

namespace headlight::io {

// Follows `pickle` (an entry of the archive below the folder `root`, "name/") as far as PyTorch's own pickler writes it
// and checks every tensor: its numbers lie inside its storage, and the storage's record `root` + `records` + key holds
// as many bytes. Error for whatever else it holds.
Result<Done> check_pickled_tensors(const Archive& archive, const std::string& root, const std::string& pickle,
                                   const std::string& records);

}  // namespace headlight::io
