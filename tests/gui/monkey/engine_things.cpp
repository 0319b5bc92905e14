#include "engine/api/session.h"
#include "tests/gui/monkey/things.h"
#include "tests/places.h"

namespace headlight::ui {

namespace {

Monkey::Thing picture(const char* model, const std::string& name) {
  Monkey::Thing thing{model, {}};
  thing.input.image = tests::resources() + "/samples/" + name;
  return thing;
}

Monkey::Thing text(const char* words) {
  Monkey::Thing thing{"translate-en-fr", {}};
  thing.input.text = words;
  return thing;
}

}  // namespace

std::unique_ptr<Session> monkey_session() {
  SessionOptions options;
  options.resource_folders = {tests::resources()};
  return make_session(options);
}

std::vector<Monkey::Thing> monkey_things(const std::string&) {
  return {text("the black cat sleeps"), text("the robot picked up the wrench because it was heavy"), picture("scenes-vit", "bus-rain.png"),
          picture("scenes-detr", "car-sun.png")};
}

}  // namespace headlight::ui
