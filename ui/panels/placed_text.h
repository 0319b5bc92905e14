// Words of long texts with their positions, where the same word stands at several.
#pragma once

#include "ui/figures/side.h"
#include "ui/state/store.h"

namespace headlight::ui {

[[nodiscard]] QString with_position(const QString& word, std::int64_t position);  // "the · 12"
[[nodiscard]] QString unbroken(QString text);  // no line ends between a word and its position
// "the · 12"; the word alone in short texts, and where it is the only one. Of other axes as position_text.
[[nodiscard]] QString placed_text(const Store& store, std::int64_t position, bool as_query);
// "the · 12" of any token of a side with `own` positions; what another text has beyond those is counted by that text.
[[nodiscard]] QString counted_label(const Side& side, std::int64_t entry, std::int64_t own);
// As placed_text of an entry of a side.
[[nodiscard]] QString placed_label(const Side& side, std::int64_t entry);

}  // namespace headlight::ui
