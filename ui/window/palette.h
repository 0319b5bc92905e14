// Find or do anything: heads ("3.1"), tokens and detections, actions, settings, runs and models.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "ui/panels/context.h"
#include "ui/state/catalogue.h"
#include "ui/window/actions.h"
#include "ui/window/overlay_box.h"

class QLabel;
class QLineEdit;
class QListWidget;

namespace headlight::ui {

// What an entry of the palette is of, in the order in which they are listed.
enum class EntryKind { head, input, action, setting, model };
[[nodiscard]] QString entry_kind_name(EntryKind kind);

struct PaletteEntry {
  EntryKind kind = EntryKind::action;
  QString text, second, hint;  // hint: its shortcut
  std::function<void()> act;
  QString also = {};  // other words that it is found by
};

// Whether every word of `typed` stands in the entry's text or its other words, in any case.
[[nodiscard]] bool is_called(const PaletteEntry& entry, const QString& typed);

// How well `typed` names an entry that is called so: 0 where each of its words stands whole in the entry's text, 1 whole in
// its other words, 2 where each begins a word of the text, 3 anything else.
[[nodiscard]] int rank_of_match(const PaletteEntry& entry, const QString& typed);

// Everything that can be found or done now, kind by kind.
[[nodiscard]] std::vector<PaletteEntry> palette_entries(Context context, const Actions& actions);
// Statistics of heads and, where there are any, patterns by their names; both functions get a place in Compare's or Ask's list.
[[nodiscard]] std::vector<PaletteEntry> measure_entries(const Store& store, const std::function<void(int)>& show_statistic, const std::function<void(int)>& show_pattern);
// The models that were found, and those opened before.
[[nodiscard]] std::vector<PaletteEntry> model_entries(const Catalogue& catalogue, std::function<void(const std::string&)> open);

class Palette : public OverlayBox {
  Q_OBJECT

 public:
  Palette(std::vector<PaletteEntry> entries, QWidget* area);
  [[nodiscard]] QLineEdit* field() const { return field_; }
  [[nodiscard]] QListWidget* list() const { return list_; }
  [[nodiscard]] const std::optional<EntryKind>& kept() const { return kept_; }

 protected:
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  void build();
  void refresh();
  std::size_t list_kind(EntryKind kind, const QString& typed);  // how many match; the best come first
  void list_words(const QString& words);
  void fit_height();  // to its rows
  void step(int by);
  void choose(int row);
  void choose_best(const QString& typed);  // of all kinds
  void keep_kind();  // that of the chosen entry, or all again
  void act();
  [[nodiscard]] const PaletteEntry* chosen() const;
  bool press(int key);

  std::vector<PaletteEntry> entries_;
  std::optional<EntryKind> kept_;
  QLineEdit* field_;
  QListWidget* list_;
  QLabel *kind_, *count_, *keys_;
  int highest_;  // in this window
};

}  // namespace headlight::ui
