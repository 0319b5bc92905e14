#include "engine/models/tap/names.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "engine/models/unread.h"

namespace headlight::models::tap {
namespace {

using Path = std::vector<std::string>;

Path pattern_of(const Path& module) {
  Path pattern = module;
  for (auto& part : pattern)
    if (is_number(part)) part = "#";
  return pattern;
}

std::string joined(const Path& parts) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : ".") + part;
  return text;
}

// The parts that all of them have at the same place; a lone module's whole path.
std::string common_name(const std::vector<const Path*>& modules) {
  Path shared;
  for (std::size_t i = 0; i < modules.front()->size(); ++i) {
    const auto& part = (*modules.front())[i];
    if (std::all_of(modules.begin(), modules.end(), [&](const Path* other) { return (*other)[i] == part; })) shared.push_back(part);
  }
  return shared.empty() ? "attention" : joined(shared);
}

std::string unused(const std::string& name, std::set<std::string>& used) {
  auto free = name;
  for (int number = 2; !used.insert(free).second; ++number) free = name + "-" + std::to_string(number);
  return free;
}

}  // namespace

std::vector<Place> places_of(const std::vector<Found>& found, const std::vector<int>& kinds) {
  std::map<std::pair<Path, int>, std::vector<std::size_t>> groups;
  std::vector<std::pair<Path, int>> order;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const std::pair key(pattern_of(found[i].module), kinds[i]);
    if (groups[key].empty()) order.push_back(key);
    groups[key].push_back(i);
  }
  std::vector<Place> places(found.size());
  std::set<std::string> used;
  for (const auto& key : order) {
    std::vector<const Path*> modules;
    for (const auto i : groups[key]) modules.push_back(&found[i].module);
    const auto stream = unused(common_name(modules), used);
    int layer = 0;
    for (const auto i : groups[key]) places[i] = {stream, layer++};
  }
  return places;
}

std::string after_colon(const std::vector<std::string>& module) {
  std::string text;
  for (const auto& name : module) text += (text.empty() ? ": " : ".") + name;
  return text;
}

}  // namespace headlight::models::tap
