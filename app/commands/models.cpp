#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/commands/commands.h"
#include "app/console.h"

namespace headlight::app {
namespace {

const char* origin_name(ModelEntry::Origin origin) {
  switch (origin) {
    case ModelEntry::Origin::bundled: return "bundled";
    case ModelEntry::Origin::package: return "package";
    case ModelEntry::Origin::cache: return "cache";
    case ModelEntry::Origin::folder: return "folder";
    case ModelEntry::Origin::script: return "TorchScript file";
  }
  return "folder";
}

nlohmann::json entry_json(const ModelEntry& entry) {
  return {{"name", entry.name}, {"path", entry.path}, {"family", entry.family}, {"origin", origin_name(entry.origin)},
          {"usable", entry.usable}, {"text", entry.takes_text}, {"image", entry.takes_image}, {"note", entry.note}};
}

int list_models(Session& session, const Options& options) {
  const auto entries = session.models(options.folders);
  if (options.json) {
    auto lines = nlohmann::json::array();
    for (const auto& entry : entries) lines.push_back(entry_json(entry));
    print_json(lines);
    return 0;
  }
  for (const auto& entry : entries)
    std::printf("%-28s %-8s %-14s %s\n", entry.name.c_str(), origin_name(entry.origin), entry.family.c_str(),
                entry.note.c_str());
  return 0;
}

nlohmann::json info_json(const ModelInfo& info) {
  return {{"name", info.name}, {"family", info.family}, {"task", info.task}, {"path", info.path},
          {"parameters", info.parameters}, {"layers", info.layers}, {"heads", info.heads},
          {"decoder_layers", info.decoder_layers}, {"decoder_heads", info.decoder_heads},
          {"longest", info.longest}, {"text", info.takes_text}, {"image", info.takes_image}, {"note", info.note}};
}

std::string layers_text(const ModelInfo& info) {
  const auto side = [](std::int64_t layers, std::int64_t heads) {
    return std::to_string(layers) + " layers, " + std::to_string(heads) + " heads";
  };
  if (info.decoder_layers == 0) return side(info.layers, info.heads);
  return "encoder " + side(info.layers, info.heads) + "; decoder " + side(info.decoder_layers, info.decoder_heads);
}

void print_info(const ModelInfo& info) {
  std::printf("%s\n  family      %s, %s\n  size        %lld parameters, %s\n", info.name.c_str(), info.family.c_str(),
              info.task.c_str(), static_cast<long long>(info.parameters), layers_text(info).c_str());
  std::printf("  reads       %s\n", info.takes_text ? "text" : "pictures");
  if (info.longest > 0) std::printf("  at most     %lld tokens\n", static_cast<long long>(info.longest));
  std::printf("  folder      %s\n", info.path.c_str());
  if (!info.note.empty()) std::printf("  note        %s\n", info.note.c_str());
}

}  // namespace

int run_models(Session& session, const Options& options) {
  if (options.shown_model.empty()) return list_models(session, options);
  const auto reply = answer(session, LoadRequest{options.shown_model, {}}, progress_printer(options.quiet));
  end_progress();
  if (!reply) return report(reply.error(), options.json);
  const auto& info = std::get<ModelInfo>(reply.value());
  if (options.json) print_json(info_json(info));
  else print_info(info);
  return 0;
}

}  // namespace headlight::app
