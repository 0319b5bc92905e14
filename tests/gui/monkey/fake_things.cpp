#include <fstream>

#include "tests/gui/fake_session.h"
#include "tests/gui/monkey/things.h"

namespace headlight::ui {

namespace {

Monkey::Thing text(const char* words) {
  Monkey::Thing thing{"fake-bert", {}};
  thing.input.text = words;
  return thing;
}

Monkey::Thing picture(const char* model, const std::string& file) {
  Monkey::Thing thing{model, {}};
  thing.input.image = file;
  return thing;
}

}  // namespace

std::unique_ptr<Session> monkey_session() { return std::make_unique<fake::FakeSession>(); }

std::vector<Monkey::Thing> monkey_things(const std::string& folder) {
  const std::string street = folder + "/street.png";
  std::ofstream(street) << "a picture that a session finds again";
  return {text("The robot picked up the wrench because it was heavy."), text("القطة السوداء تجلس على الكرسي"), text("A"),
          picture("fake-vit", street), picture("fake-detr", street), picture("broken", street)};
}

}  // namespace headlight::ui
