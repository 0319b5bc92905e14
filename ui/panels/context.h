// What every panel is given.
#pragma once

#include <functional>
#include <utility>

#include "ui/state/feed.h"
#include "ui/state/run_controller.h"
#include "ui/state/store.h"

namespace headlight::ui {

class BatchModel;
class BesideRun;
class HeadImportance;
class Pointer;
class Playback;
class TileGrid;

struct Context {
  Store& store;
  Feed& feed;
  SessionClient& client;
  RunController& runs;
  Pointer& pointer;
  Playback& playback;
  TileGrid& grid;
  // What goes on whatever page is shown, also while all pages are made anew:
  BatchModel& batch;  // one question of many inputs
  BesideRun& beside;  // what there is no run of yet, to compare with
  HeadImportance& importance;
};

// The look of the views, edited in place.
inline void change_look(Context& context, const std::function<void(Look&)>& edit) {
  Look look = context.store.look();
  edit(look);
  context.store.set_look(std::move(look));
}

}  // namespace headlight::ui
