// What the palette finds.
#include <QCoreApplication>
#include <algorithm>

#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/theme/face.h"
#include "ui/window/palette.h"

namespace headlight::ui {

namespace {

constexpr std::int64_t kMostTokens = 2000;

struct Words {
  Q_DECLARE_TR_FUNCTIONS(PaletteEntries)
};

bool is_setting(const ActionSpec& spec) {
  static const char* const looks[] = {"quantity", "scale", "map", "same_scale", "specials", "merge", "link_rule", "automatic"};
  return spec.place == MenuPlace::theme || spec.place == MenuPlace::language ||
         std::any_of(std::begin(looks), std::end(looks), [&](const char* id) { return std::string(id) == spec.id; });
}

void add_heads(std::vector<PaletteEntry>& entries, Context context) {
  const Store& store = context.store;
  if (store.trace() == nullptr) return;
  const auto* statistics = context.feed.statistics.has(store.trace()->id) ? context.feed.statistics.get<StatisticsResult>() : nullptr;
  for (const SiteInfo& site : store.trace()->sites) {
    if (site.stream != store.selection().stream) continue;
    for (int head = 0; head < site.heads; ++head) {
      QString second;
      for (const HeadStatistics& of : statistics == nullptr ? std::vector<HeadStatistics>{} : statistics->heads) {
        if (of.site == site.id && of.head == head) second = Words::tr("entropy %1").arg(format_value(of.entropy, 2));
      }
      entries.push_back({EntryKind::head, Words::tr("Head %1").arg(QStringLiteral("%1.%2").arg(site.layer).arg(head)), second, {},
                         [&target = context.store, layer = site.layer, head] {
                           Selection next = target.selection();
                           next.layer = layer;
                           next.head = {HeadChoice::Mode::one, head};
                           target.select(next);
                         }});
    }
  }
}

void add_tokens(std::vector<PaletteEntry>& entries, Context context) {
  const Store& store = context.store;
  if (store.site() == nullptr) return;
  const Axis& axis = query_axis(*store.trace(), *store.site());
  if (axis.kind != AxisKind::tokens) return;
  for (std::int64_t i = 0; i < std::min(axis.size(), kMostTokens); ++i) {
    entries.push_back({EntryKind::input, position_text(store, i, true), Words::tr("token %1").arg(i), {},
                       [&target = context.store, i] {
                         Selection next = target.selection();
                         next.query = i;
                         target.select(next);
                       }});
  }
}

void add_detections(std::vector<PaletteEntry>& entries, Context context) {
  const TraceInfo* trace = context.store.trace();
  if (trace == nullptr) return;
  for (std::size_t i = 0; i < trace->detections.size(); ++i) {
    const Detection& found = trace->detections[i];
    const int number = context.store.number_of(found.query, std::int64_t(i));
    const QString label = from_utf8(found.label);
    entries.push_back({EntryKind::input, number < 0 ? label : QStringLiteral("%1 %2").arg(number).arg(label),
                       Words::tr("detection, score %1").arg(format_value(found.score, 2)), {},
                       [&target = context.store, query = found.query] {
                         if (target.trace() == nullptr) return;
                         target.select(with_object(*target.trace(), target.selection(), query));
                       }});
  }
}

void add_actions(std::vector<PaletteEntry>& entries, const Actions& actions, bool settings) {
  for (const ActionSpec& spec : action_specs()) {
    QAction* action = actions.get(spec.id);
    if (is_setting(spec) != settings || !action->isEnabled() || std::string(spec.id) == "find") continue;
    const bool inside = spec.place == MenuPlace::theme || spec.place == MenuPlace::language;
    const QString place = inside ? menu_name(spec.place) + QStringLiteral(": ") : QString();
    entries.push_back({settings ? EntryKind::setting : EntryKind::action, place + action->text().remove(QChar(0x2026)), {},
                       shown_keys(action->shortcut()), [action] { action->trigger(); }});
  }
}

void add_runs(std::vector<PaletteEntry>& entries, Context context) {
  for (const Run& run : context.store.runs()) {
    entries.push_back({EntryKind::setting, from_utf8(run.trace->input), Words::tr("run of %1").arg(from_utf8(run.trace->model.name)), {},
                       [&target = context.store, number = run.number] { target.show_run(number); }});
  }
}

}  // namespace

QString entry_kind_name(EntryKind kind) {
  switch (kind) {
    case EntryKind::head: return Words::tr("Heads");
    case EntryKind::input: return Words::tr("In this input");
    case EntryKind::action: return Words::tr("Actions");
    case EntryKind::setting: return Words::tr("Settings and runs");
  }
  return {};
}

std::vector<PaletteEntry> palette_entries(Context context, const Actions& actions) {
  std::vector<PaletteEntry> entries;
  add_heads(entries, context);
  add_tokens(entries, context);
  add_detections(entries, context);
  add_actions(entries, actions, false);
  add_actions(entries, actions, true);
  add_runs(entries, context);
  return entries;
}

}  // namespace headlight::ui
