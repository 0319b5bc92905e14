#include "ui/window/palette.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/controls/appearance.h"
#include "ui/controls/button.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr int kHighest = 412;  // its last line whole
constexpr int kEntryRole = Qt::UserRole;  // place in the list of entries, −1 for the name of a kind
constexpr std::size_t kMostOfAKind = 8, kMostOfKept = 200;
constexpr EntryKind kKinds[] = {EntryKind::head, EntryKind::input, EntryKind::action, EntryKind::setting, EntryKind::model};

class EntryDelegate : public QStyledItemDelegate {
 public:
  EntryDelegate(QLineEdit* field, const std::vector<PaletteEntry>& entries)
      : QStyledItemDelegate(field), field_(field), entries_(entries) {}

  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override {
    return {200, index.data(kEntryRole).toInt() < 0 ? 24 : 28};
  }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    painter->save();
    const QRectF rect = option.rect;
    const int at = index.data(kEntryRole).toInt();
    if (at < 0) {
      painter->setPen(colour("text2"));
      Face(11).draw_centred(*painter, {rect.left() + 16, rect.center().y()}, index.data().toString());
    } else {
      if (option.state & QStyle::State_Selected) {
        paint_soft(*painter, rect, Soft::selected);
        painter->fillRect(QRectF(rect.left(), rect.top(), 2, rect.height()), colour("accent"));
      }
      draw_entry(*painter, rect, entries_[std::size_t(at)]);
    }
    painter->restore();
  }

 private:
  void draw_entry(QPainter& painter, const QRectF& rect, const PaletteEntry& entry) const {
    const double middle = rect.center().y(), left = rect.left() + 28;
    const double keys = entry.hint.isEmpty() ? 0 : paint_key(painter, rect.right() - 12, middle, entry.hint, colour("text2")) + 12;
    const double room = rect.right() - 12 - keys - left;
    const Face face(12), small(11);
    const double second = entry.second.isEmpty() ? 0 : std::min(small.width(entry.second) + 12, room / 2);
    const double end = draw_marked(painter, {left, middle}, face.elided(entry.text, room - second));
    if (second <= 0) return;
    painter.setPen(colour("text2"));
    small.draw_centred(painter, {end + 12, middle}, small.elided(entry.second, second - 12));
  }

  // The part that was typed in accent and bold; returns where the text ends.
  double draw_marked(QPainter& painter, QPointF at, const QString& text) const {
    const Face plain(12), bold(12, 600);
    const QString typed = field_->text().trimmed();
    const auto from = typed.isEmpty() ? -1 : text.indexOf(typed, 0, Qt::CaseInsensitive);
    const auto draw = [&](const Face& face, const char* role, const QString& part) {
      painter.setPen(colour(role));
      face.draw_centred(painter, at, part);
      at.rx() += face.width(part);
    };
    draw(plain, "text", from < 0 ? text : text.left(from));
    if (from >= 0) draw(bold, "accent", text.mid(from, typed.size()));
    if (from >= 0) draw(plain, "text", text.mid(from + typed.size()));
    return at.x();
  }

  QLineEdit* field_;
  const std::vector<PaletteEntry>& entries_;
};

}  // namespace

bool is_called(const PaletteEntry& entry, const QString& typed) {
  const QString words = entry.text + QLatin1Char(' ') + entry.also;
  if (words.contains(typed, Qt::CaseInsensitive)) return true;
  const QStringList parts = typed.split(QLatin1Char(' '), Qt::SkipEmptyParts);
  return std::ranges::all_of(parts, [&](const QString& part) { return words.contains(part, Qt::CaseInsensitive); });
}

namespace {

// Where a word of `text` begins, or stands whole, with `part`.
bool has_word(const QString& text, const QString& part, bool whole) {
  const auto joins = [&](qsizetype at) { return at >= 0 && at < text.size() && text[at].isLetterOrNumber(); };
  for (auto at = text.indexOf(part, 0, Qt::CaseInsensitive); at >= 0; at = text.indexOf(part, at + 1, Qt::CaseInsensitive)) {
    if (!joins(at - 1) && !(whole && joins(at + part.size()))) return true;
  }
  return false;
}

}  // namespace

int rank_of_match(const PaletteEntry& entry, const QString& typed) {
  const QStringList parts = typed.split(QLatin1Char(' '), Qt::SkipEmptyParts);
  const auto all = [&](const QString& words, bool whole) { return std::ranges::all_of(parts, [&](const QString& part) { return has_word(words, part, whole); }); };
  if (all(entry.text, true)) return 0;
  if (all(entry.text + QLatin1Char(' ') + entry.also, true)) return 1;
  return all(entry.text, false) ? 2 : 3;
}

Palette::Palette(std::vector<PaletteEntry> entries, QWidget* area)
    : OverlayBox({560, kHighest}, area),
      entries_(std::move(entries)),
      field_(new QLineEdit(this)),
      list_(new QListWidget(this)),
      kind_(new QLabel(this)),
      count_(new QLabel(this)),
      keys_(new QLabel(this)),
      highest_(height()) {
  setAccessibleName(tr("Find or do anything"));
  build();
  refresh();
  connect(field_, &QLineEdit::textChanged, this, &Palette::refresh);
  connect(list_, &QListWidget::itemClicked, this, &Palette::act);
  field_->setFocus();
}

void Palette::build() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(1, 12, 1, 8);
  column->setSpacing(8);
  auto* row = new QHBoxLayout;
  row->setContentsMargins(12, 0, 12, 0);
  row->setSpacing(8);
  row->addWidget(kind_);
  row->addWidget(field_, 1);
  row->addWidget(count_);
  column->addLayout(row);
  column->addWidget(list_, 1);
  auto* foot = new QHBoxLayout;
  foot->setContentsMargins(16, 0, 16, 0);
  foot->addWidget(keys_);
  column->addLayout(foot);
  field_->setPlaceholderText(tr("Find or do anything"));
  field_->setAccessibleName(field_->placeholderText());
  field_->setFixedHeight(32);
  field_->installEventFilter(this);  // before the box takes Tab for moving the keyboard
  kind_->setProperty("role", "accent");
  for (QLabel* label : {count_, keys_}) label->setProperty("role", "raised");
  list_->setAccessibleName(field_->accessibleName());
  list_->setItemDelegate(new EntryDelegate(field_, entries_));
  list_->setFocusPolicy(Qt::NoFocus);
  list_->setMinimumHeight(1);  // as high as its rows
  list_->setStyleSheet(QStringLiteral("QListWidget { background: transparent; }"));
  setFocusProxy(field_);
}

// Fewer than all of a kind are listed, so that every kind is in sight.
std::size_t Palette::list_kind(EntryKind kind, const QString& typed) {
  const std::size_t most = kept_ || typed.isEmpty() ? kMostOfKept : kMostOfAKind;
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (entries_[i].kind == kind && is_called(entries_[i], typed)) found.push_back(i);
  }
  if (found.empty()) return 0;
  std::ranges::stable_sort(found, {}, [&](std::size_t i) { return rank_of_match(entries_[i], typed); });
  list_words(entry_kind_name(kind));
  for (std::size_t at = 0; at < std::min(most, found.size()); ++at) {
    auto* item = new QListWidgetItem(entries_[found[at]].text, list_);
    item->setData(kEntryRole, int(found[at]));
  }
  return found.size();
}

// A line that cannot be chosen.
void Palette::list_words(const QString& words) {
  auto* line = new QListWidgetItem(words, list_);
  line->setFlags(Qt::NoItemFlags);
  line->setData(kEntryRole, -1);
}

void Palette::refresh() {
  list_->clear();
  const QString typed = field_->text().trimmed();
  std::size_t found = 0;
  for (const EntryKind kind : kKinds) {
    const bool wanted = kept_ ? kind == *kept_ : !typed.isEmpty() || kind == EntryKind::action;
    if (wanted) found += list_kind(kind, typed);
  }
  if (found == 0) {
    list_words(kept_ ? tr("Nothing of this kind is called “%1”").arg(typed) : tr("Nothing is called “%1”").arg(typed));
    list_words(kept_ ? tr("Tab looks among all kinds.") : tr("Heads are found as 3.1, and words of the input, actions, settings, runs and models by their names."));
  }
  count_->setVisible(!typed.isEmpty() || kept_);
  count_->setText(typed.isEmpty() && !kept_ ? QString() : tr("%1 of %2").arg(found).arg(entries_.size()));
  kind_->setText(kept_ ? entry_kind_name(*kept_) : QString());
  kind_->setVisible(kept_.has_value());
  keys_->setText(QStringLiteral("↑ ↓  %1     ↵  %2     Tab  %3     Esc  %4")
                     .arg(tr("choose"), tr("do"), kept_ ? tr("all kinds") : tr("only this kind"), tr("close")));
  fit_height();
  choose_best(typed);
}

// Kinds keep their order; what is named best is chosen wherever it stands.
void Palette::choose_best(const QString& typed) {
  int best = -1, rank = 0;
  for (int row = 0; row < list_->count(); ++row) {
    const int at = list_->item(row)->data(kEntryRole).toInt();
    if (at < 0) continue;
    const int own = rank_of_match(entries_[std::size_t(at)], typed);
    if (best < 0 || own < rank) best = row;
    rank = best == row ? own : rank;
  }
  if (best >= 0) choose(best);
}

void Palette::fit_height() {
  int rows = 0;
  for (int i = 0; i < list_->count(); ++i) rows += list_->sizeHintForRow(i);
  const QMargins margins = layout()->contentsMargins();
  const int rest = margins.top() + margins.bottom() + 2 * layout()->spacing() + field_->height() + keys_->sizeHint().height() + 2 * list_->frameWidth();
  resize(width(), std::min(highest_, rest + rows));
}

void Palette::step(int by) {
  const int count = list_->count();
  int row = list_->currentRow();
  for (int tried = 0; tried < count; ++tried) {
    row = ((row < 0 && by < 0 ? 0 : row) + by + count) % count;
    if (list_->item(row)->data(kEntryRole).toInt() < 0) continue;
    return choose(row);
  }
}

void Palette::choose(int row) {
  list_->setCurrentRow(row);
  if (row == 1) list_->scrollToTop();  // with its kind's name
}

const PaletteEntry* Palette::chosen() const {
  const QListWidgetItem* item = list_->currentItem();
  const int at = item == nullptr ? -1 : item->data(kEntryRole).toInt();
  return at < 0 ? nullptr : &entries_[std::size_t(at)];
}

void Palette::keep_kind() {
  if (kept_) {
    kept_.reset();
  } else if (const PaletteEntry* entry = chosen()) {
    kept_ = entry->kind;
  }
  refresh();
}

void Palette::act() {
  const PaletteEntry* entry = chosen();
  if (entry == nullptr) return;
  const auto chosen = entry->act;
  dismiss();
  QMetaObject::invokeMethod(parentWidget(), chosen, Qt::QueuedConnection);  // not while the list still handles the click
}

bool Palette::press(int key) {
  switch (key) {
    case Qt::Key_Down: step(1); return true;
    case Qt::Key_Up: step(-1); return true;
    case Qt::Key_Tab:
    case Qt::Key_Backtab: keep_kind(); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: act(); return true;
    case Qt::Key_Escape: dismiss(); return true;
    default: return false;
  }
}

bool Palette::eventFilter(QObject* object, QEvent* event) {
  if (object == field_ && event->type() == QEvent::KeyPress) {
    if (press(static_cast<QKeyEvent*>(event)->key())) return true;
  }
  return OverlayBox::eventFilter(object, event);
}

}  // namespace headlight::ui
