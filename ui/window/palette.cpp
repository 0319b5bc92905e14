#include "ui/window/palette.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "ui/controls/appearance.h"
#include "ui/controls/button.h"
#include "ui/panels/scene.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr int kHintRole = Qt::UserRole, kKindRole = Qt::UserRole + 1;
constexpr std::size_t kMostShown = 60;

class EntryDelegate : public QStyledItemDelegate {
 public:
  explicit EntryDelegate(QLineEdit* field) : QStyledItemDelegate(field), field_(field) {}

  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {200, 28}; }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    painter->save();
    const QRectF rect = option.rect;
    if (option.state & QStyle::State_Selected) paint_soft(*painter, rect, Soft::selected);
    const double middle = rect.center().y();
    const Face face(12), small(11);
    painter->setPen(colour("text2"));
    small.draw_centred(*painter, {rect.left() + 16, middle}, index.data(kKindRole).toString());
    const QString hint = index.data(kHintRole).toString();
    const double keys = hint.isEmpty() ? 0 : paint_key(*painter, rect.right() - 12, middle, hint, colour("text2"));
    const QString text = face.elided(index.data().toString(), rect.width() - 100 - keys - 24);
    draw_marked(*painter, {rect.left() + 92, middle}, text);
    painter->restore();
  }

 private:
  // The part that was typed in accent and bold.
  void draw_marked(QPainter& painter, QPointF at, const QString& text) const {
    const Face plain(12), bold(12, 600);
    const QString typed = field_->text().trimmed();
    const auto from = typed.isEmpty() ? -1 : text.indexOf(typed, 0, Qt::CaseInsensitive);
    painter.setPen(colour("text"));
    if (from < 0) return plain.draw_centred(painter, at, text);
    const QString before = text.left(from), match = text.mid(from, typed.size()), after = text.mid(from + typed.size());
    plain.draw_centred(painter, at, before);
    at.rx() += plain.width(before);
    painter.setPen(colour("accent"));
    bold.draw_centred(painter, at, match);
    at.rx() += bold.width(match);
    painter.setPen(colour("text"));
    plain.draw_centred(painter, at, after);
  }

  QLineEdit* field_;
};

}  // namespace

Palette::Palette(Context context, Actions& actions, QWidget* area)
    : OverlayBox({560, 420}, area),
      context_(context),
      actions_(actions),
      field_(new QLineEdit(this)),
      list_(new QListWidget(this)) {
  setAccessibleName(tr("Find or do anything"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(1, 12, 1, 8);
  column->setSpacing(8);
  auto* row = new QHBoxLayout;
  row->setContentsMargins(12, 0, 12, 0);
  row->addWidget(field_);
  column->addLayout(row);
  column->addWidget(list_, 1);
  field_->setPlaceholderText(tr("Find or do anything"));
  field_->setAccessibleName(field_->placeholderText());
  field_->setFixedHeight(32);
  list_->setItemDelegate(new EntryDelegate(field_));
  list_->setFocusPolicy(Qt::NoFocus);
  list_->setStyleSheet(QStringLiteral("QListWidget { background: transparent; }"));
  setFocusProxy(field_);
  collect();
  refresh();
  connect(field_, &QLineEdit::textChanged, this, &Palette::refresh);
  connect(list_, &QListWidget::itemClicked, this, &Palette::act);
  field_->setFocus();
}

void Palette::collect() {
  collect_heads();
  collect_tokens();
  for (const ActionSpec& spec : action_specs()) {
    QAction* action = actions_.get(spec.id);
    if (!action->isEnabled() || action->objectName() == QStringLiteral("find")) continue;
    const QString place = spec.place == MenuPlace::theme ? menu_name(spec.place) + QStringLiteral(": ") : QString();
    entries_.push_back({tr("Action"), place + action->text().remove(QChar(0x2026)), shown_keys(action->shortcut()), [action] { action->trigger(); }});
  }
  for (const Run& run : context_.store.runs()) {
    entries_.push_back({tr("Run"), from_utf8(run.trace->input), {}, [this, number = run.number] { context_.store.show_run(number); }});
  }
}

void Palette::collect_heads() {
  const TraceInfo* trace = context_.store.trace();
  if (trace == nullptr) return;
  for (const SiteInfo& site : trace->sites) {
    if (site.stream != context_.store.selection().stream) continue;
    for (int head = 0; head < site.heads; ++head) {
      const int layer = site.layer;
      entries_.push_back({tr("Head"), QStringLiteral("%1.%2").arg(layer).arg(head), {}, [this, layer, head] {
                            Selection next = context_.store.selection();
                            next.layer = layer;
                            next.head = {HeadChoice::Mode::one, head};
                            context_.store.select(next);
                          }});
    }
  }
}

void Palette::collect_tokens() {
  const Store& store = context_.store;
  if (store.site() == nullptr) return;
  const Axis& axis = query_axis(*store.trace(), *store.site());
  if (axis.kind != AxisKind::tokens) return;
  for (std::int64_t i = 0; i < std::min<std::int64_t>(axis.size(), 2000); ++i) {
    entries_.push_back({tr("Token"), position_text(store, i, true), QString::number(i), [this, i] {
                          Selection next = context_.store.selection();
                          next.query = i;
                          context_.store.select(next);
                        }});
  }
}

void Palette::refresh() {
  list_->clear();
  shown_.clear();
  const QString typed = field_->text().trimmed();
  for (const Entry& entry : entries_) {
    const bool fits = typed.isEmpty() ? entry.kind == tr("Action") : entry.text.contains(typed, Qt::CaseInsensitive);
    if (!fits || shown_.size() >= kMostShown) continue;
    shown_.push_back(&entry);
    auto* item = new QListWidgetItem(entry.text, list_);
    item->setData(kHintRole, entry.hint);
    item->setData(kKindRole, entry.kind);
  }
  if (list_->count() > 0) list_->setCurrentRow(0);
}

void Palette::act() {
  const int row = list_->currentRow();
  if (row < 0 || std::size_t(row) >= shown_.size()) return;
  const auto chosen = shown_[std::size_t(row)]->act;
  dismiss();
  chosen();
}

bool Palette::eventFilter(QObject* object, QEvent* event) {
  if (object == field_ && event->type() == QEvent::KeyPress) {
    const auto* key = static_cast<QKeyEvent*>(event);
    const int step = key->key() == Qt::Key_Down ? 1 : key->key() == Qt::Key_Up ? -1 : 0;
    if (step != 0 && list_->count() > 0) {
      list_->setCurrentRow((list_->currentRow() + step + list_->count()) % list_->count());
      return true;
    }
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
      act();
      return true;
    }
    if (key->key() == Qt::Key_Escape) {
      dismiss();
      return true;
    }
  }
  return OverlayBox::eventFilter(object, event);
}

}  // namespace headlight::ui
