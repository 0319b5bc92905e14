// The process's memory between runs of models.
#pragma once

namespace headlight::models {

// Up to 64 MiB of freed memory stay with the process. Otherwise the C library gives the memory of every layer's results
// back as they are freed and gets it again for the next ones, cleared page by page: up to a tenth of a small model's run.
void keep_freed_memory();

}  // namespace headlight::models
