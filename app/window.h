// Opens the window.
#pragma once

#include <memory>

#include "app/options.h"

namespace headlight::app {

// Runs the window until it is closed; gives the exit status.
int run_window(std::unique_ptr<Session> session, const Options& options);

}  // namespace headlight::app
