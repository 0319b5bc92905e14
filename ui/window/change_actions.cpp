#include "ui/window/change_actions.h"

#include <algorithm>
#include <string_view>

#include "ui/studio/intervene/intervene_model.h"

namespace headlight::ui {

QString why_no_change(const Store& store, const char* id) {
  const auto is = [&](const auto& each) { return std::string_view(each.first) == id; };
  const auto at = std::ranges::find_if(change_actions, is);
  if (at == change_actions.end()) return {};
  const QString unable = InterveneModel::unable(store);
  return unable.isEmpty() ? why_not(store, at->second) : unable;
}

}  // namespace headlight::ui
