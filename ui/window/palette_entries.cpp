// What the palette finds.
#include <QCoreApplication>
#include <algorithm>
#include <string_view>

#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/studio/ask/ask_page.h"
#include "ui/studio/ask/patterns_view.h"
#include "ui/studio/compare/head_views.h"
#include "ui/theme/face.h"
#include "ui/window/palette.h"

namespace headlight::ui {

namespace {

constexpr std::int64_t kMostTokens = 2000;

struct PaletteEntriesWords {
  Q_DECLARE_TR_FUNCTIONS(PaletteEntries)
};

// Other words for an action, in both languages whichever is shown: one types what comes to mind.
struct Synonyms {
  const char *id, *words;
};
constexpr Synonyms kSynonyms[] = {
    {"automatic", "live auto run 자동 실행 타이핑"},
    {"choose_model", "model checkpoint open load switch 모델 열기 바꾸기"},
    {"copy_picture", "clipboard image 복사 클립보드 그림"},
    {"edit_input", "text sentence prompt 입력 문장 글"},
    {"export", "save figure png svg pdf csv print 저장 내보내기 그림"},
    {"fewer", "threshold top-k cutoff 임계값 문턱 링크"},
    {"fewer_detections", "threshold score cutoff 임계값 문턱 점수 탐지"},
    {"fit_range", "colour color scale range reset 색 범위"},
    {"full_screen", "fullscreen maximise maximize 전체 화면"},
    {"guide", "help tutorial manual 도움말 안내"},
    {"keys", "shortcuts keyboard help hotkeys 단축키 도움말 키보드"},
    {"language_en", "language locale English 언어 영어"},
    {"language_ko", "language locale Korean Hangul 언어 한국어 한글"},
    {"link_rule", "threshold top-k cutoff 임계값 문턱 링크"},
    {"map", "colormap colour color palette viridis cividis magma 색상표 컬러맵 색 색상"},
    {"merge", "subwords wordpiece bpe tokens 하위 단어 토큰"},
    {"mode", "average mean maximum max head 평균 최대 헤드"},
    {"more", "threshold top-k cutoff 임계값 문턱 링크"},
    {"more_detections", "threshold score cutoff 임계값 문턱 점수 탐지"},
    {"open_folder", "model checkpoint hugging face load 모델 폴더 열기"},
    {"panel_below", "split dock move layout 나누기 배치 패널 이동"},
    {"panel_beside", "split dock move layout 나누기 배치 패널 이동"},
    {"panel_tab", "tabs dock group layout 탭 배치 패널"},
    {"quantity", "weight score logits contribution rollout 가중치 점수 기여 롤아웃"},
    {"reset_layout", "default restore panels dock 배치 초기화 기본 되돌리기"},
    {"run", "execute start go 실행 시작"},
    {"save_session", "keep workspace 저장 세션"},
    {"scale", "linear root log sqrt logarithmic 척도 눈금 로그 선형"},
    {"specials", "[CLS] [SEP] bos eos sink 특수 토큰"},
    {"stop", "cancel abort clear escape 취소 중지 지우기"},
    {"switch_off", "ablate ablation disable prune 끄기 제거"},
    {"theme_contrast", "theme appearance accessibility 테마 모양 고대비"},
    {"theme_dark", "theme appearance night black 테마 모양 다크 어두운"},
    {"theme_light", "theme appearance day white bright 테마 모양 라이트 밝은"},
    {"theme_next", "theme appearance dark light 테마 모양 다크 라이트"},
};

// The same for statistics and patterns, in the order of their lists.
constexpr const char* kStatisticWords[] = {
    "statistic entropy spread bits 통계 엔트로피", "statistic mean distance 통계 평균 거리", "statistic on self diagonal 통계 자신",
    "statistic on previous token 통계 앞 이전", "statistic on next token 통계 뒤 다음", "statistic on first token sink [CLS] 통계 첫 처음",
    "statistic on separator separators [SEP] delimiter 통계 구분"};
constexpr const char* kPatternWords[] = {
    "pattern self diagonal 패턴 자신", "pattern previous token 패턴 앞 이전", "pattern next token 패턴 뒤 다음", "pattern first token sink [CLS] 패턴 첫 처음",
    "pattern delimiter separator [SEP] 패턴 구분", "pattern same word 패턴 같은 낱말 단어", "pattern copy same token duplicate 패턴 복사 같은 토큰",
    "pattern induction 패턴 귀납 유도", "pattern block same text sentence segment 패턴 문장 글", "pattern positional fixed distance offset 패턴 거리 위치"};

static_assert(std::size(kPatternWords) == pattern_count);

// What is found beside the words that are shown: the English ones too.
QString other_words(const ActionSpec& spec) {
  const auto* at = std::ranges::find_if(kSynonyms, [&](const Synonyms& each) { return std::string_view(each.id) == spec.id; });
  const QString english = QString::fromUtf8(spec.text);
  return at == std::end(kSynonyms) ? english : english + QLatin1Char(' ') + QString::fromUtf8(at->words);
}

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
        if (of.site == site.id && of.head == head) second = PaletteEntriesWords::tr("entropy %1 bits").arg(format_value(of.entropy, 2));
      }
      entries.push_back({EntryKind::head, PaletteEntriesWords::tr("Head %1").arg(QStringLiteral("%1.%2").arg(site.layer).arg(head)), second, {},
                         [&target = context.store, layer = site.layer, head] {
                           Selection next = target.selection();
                           next.layer = layer;
                           next.head = {HeadChoice::Mode::one, head};
                           target.select(next);
                         }});
    }
  }
}

// Tokens, and before its first one the word that several are of: choosing it chooses that one, which stands for the word
// wherever words are shown whole or asked about.
void add_tokens(std::vector<PaletteEntry>& entries, Context context) {
  const Store& store = context.store;
  if (store.site() == nullptr) return;
  const Axis& axis = query_axis(*store.trace(), *store.site());
  if (axis.kind != AxisKind::tokens) return;
  const auto add = [&](const QString& text, const QString& second, std::int64_t query) {
    entries.push_back({EntryKind::input, text, second, {}, [&target = context.store, query] {
                         Selection next = target.selection();
                         next.query = query;
                         target.select(next);
                       }});
  };
  SideOptions joined;
  joined.merge_words = true;
  joined.written = store.site()->kind == SiteKind::cross;
  const Side words = side_of(axis, joined);
  for (std::int64_t i = 0; i < std::min(axis.size(), kMostTokens); ++i) {
    const auto word = words.find(i);
    const auto* parts = word < 0 ? nullptr : &words.positions[std::size_t(word)];
    if (parts != nullptr && parts->size() > 1 && parts->front() == i)
      add(words.label(word), PaletteEntriesWords::tr("word, tokens %1–%2").arg(i).arg(parts->back()), i);
    add(position_text(store, i, true), PaletteEntriesWords::tr("token %1").arg(i), i);
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
                       PaletteEntriesWords::tr("detection, score %1").arg(format_value(found.score, 2)), {},
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
                       shown_keys(action->shortcut()), [action] { action->trigger(); }, other_words(spec)});
  }
}

// Each by its name; the action goes from one to the next.
void add_colour_maps(std::vector<PaletteEntry>& entries, Context context) {
  if (context.store.trace() == nullptr) return;
  for (const char* map : {"viridis", "cividis", "magma"}) {
    const QString now = context.store.look().map == map ? PaletteEntriesWords::tr("shown now") : QString();
    entries.push_back({EntryKind::setting, PaletteEntriesWords::tr("Colour map: %1").arg(QLatin1String(map)), now, {},
                       [&target = context.store, map] {
                         Look look = target.look();
                         look.map = map;
                         target.set_look(look);
                       },
                       QStringLiteral("colour map colormap color palette 색상표 컬러맵 색상 팔레트")});
  }
}

void add_runs(std::vector<PaletteEntry>& entries, Context context) {
  for (const Run& run : context.store.runs()) {
    entries.push_back({EntryKind::setting, from_utf8(run.trace->input), PaletteEntriesWords::tr("run of %1").arg(from_utf8(run.trace->model.name)), {},
                       [&target = context.store, number = run.number] { target.show_run(number); }});
  }
}

}  // namespace

QString entry_kind_name(EntryKind kind) {
  switch (kind) {
    case EntryKind::head: return PaletteEntriesWords::tr("Heads");
    case EntryKind::input: return PaletteEntriesWords::tr("In this input");
    case EntryKind::action: return PaletteEntriesWords::tr("Actions");
    case EntryKind::setting: return PaletteEntriesWords::tr("Settings and runs");
    case EntryKind::model: return PaletteEntriesWords::tr("Models");
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
  add_colour_maps(entries, context);
  add_runs(entries, context);
  return entries;
}

std::vector<PaletteEntry> measure_entries(const Store& store, const std::function<void(int)>& show_statistic, const std::function<void(int)>& show_pattern) {
  std::vector<PaletteEntry> entries;
  if (store.site() == nullptr) return entries;
  const QStringList statistics = HeadScatter::statistic_names();
  for (int i = 0; i < statistics.size(); ++i) {
    entries.push_back({EntryKind::setting, PaletteEntriesWords::tr("Statistic: %1").arg(statistics[i]), PaletteEntriesWords::tr("of every head, in Compare"), {},
                       [show_statistic, i] { show_statistic(i); }, QString::fromUtf8(kStatisticWords[i])});
  }
  if (!has_patterns(store)) return entries;
  for (int i = 0; i < int(pattern_count); ++i) {
    entries.push_back({EntryKind::setting, PaletteEntriesWords::tr("Pattern: %1").arg(pattern_name(Pattern(i))), PaletteEntriesWords::tr("heads that follow it, in Ask"), {},
                       [show_pattern, i] { show_pattern(i); }, QString::fromUtf8(kPatternWords[i])});
  }
  return entries;
}

std::vector<PaletteEntry> model_entries(const Catalogue& catalogue, std::function<void(const std::string&)> open) {
  std::vector<PaletteEntry> entries;
  const auto add = [&](const std::string& name, const QString& second) {
    const QString full = from_utf8(name);
    const QString shown = full.startsWith(QLatin1Char('/')) ? full.section(QLatin1Char('/'), -1) : full;
    entries.push_back({EntryKind::model, shown, second, {}, [open, name] { open(name); }, QStringLiteral("model checkpoint 모델 ") + full});
  };
  for (const ModelEntry& entry : catalogue.models())
    if (entry.usable) add(entry.name, family_name(entry.family));
  for (const QString& recent : catalogue.settings().recent_models)
    if (catalogue.find(recent.toStdString()) == nullptr) add(recent.toStdString(), PaletteEntriesWords::tr("opened before"));
  return entries;
}

}  // namespace headlight::ui
