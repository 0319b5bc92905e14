// What every panel is given.
#pragma once

#include "ui/state/feed.h"
#include "ui/state/run_controller.h"
#include "ui/state/store.h"

namespace headlight::ui {

class Pointer;
class Playback;

struct Context {
  Store& store;
  Feed& feed;
  SessionClient& client;
  RunController& runs;
  Pointer& pointer;
  Playback& playback;
};

}  // namespace headlight::ui
