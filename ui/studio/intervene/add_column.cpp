#include "ui/studio/intervene/add_column.h"

#include <QHBoxLayout>
#include <QLabel>
#include <algorithm>

#include "ui/controls/choices.h"
#include "ui/panels/placed_text.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/studio/common/layout.h"

namespace headlight::ui {

namespace {

constexpr int kMostShift = 50;  // percent of the picture

bool needs_key(Addition what) { return what == Addition::cut_link || what == Addition::hide_key || what == Addition::only_key; }
bool needs_query(Addition what) { return what == Addition::cut_link || what == Addition::even_row || what == Addition::only_key; }

}  // namespace

QString why_not(const Store& store, Addition what) {
  const SiteInfo* site = store.site();
  const Selection& now = store.selection();
  if (site == nullptr) return AddColumn::tr("Run a sentence or a picture first.");
  const bool sampled = is_deformable(*site);
  if (what == Addition::move_points && !sampled) return AddColumn::tr("Only layers that sample points have any to move.");
  if ((needs_key(what) || needs_query(what)) && sampled) return AddColumn::tr("This layer samples points; it has no single keys.");
  if (needs_query(what) && now.query < 0) return AddColumn::tr("Choose a query first.");
  return needs_key(what) && now.key < 0 ? AddColumn::tr("Choose a key first.") : QString();
}

AddColumn::AddColumn(Context context, QWidget* parent) : Section(tr("Add"), parent), context_(context) {
  const struct {
    Addition what;
    QString name, icon, key;
  } parts[] = {{Addition::head_off, tr("Switch off the head"), QStringLiteral("stop"), QStringLiteral("X")},
               {Addition::head_mean, tr("Head at its mean"), QStringLiteral("stop"), QStringLiteral("Shift M")},
               {Addition::layer_off, tr("Switch off the layer"), QStringLiteral("grid"), QStringLiteral("Ctrl Shift X")},
               {Addition::cut_link, tr("Cut this link"), QStringLiteral("link"), QStringLiteral("Shift X")},
               {Addition::hide_key, tr("Hide key everywhere"), QStringLiteral("x"), QStringLiteral("Shift H")},
               {Addition::even_row, tr("Make the row even"), QStringLiteral("bars"), QStringLiteral("Shift E")},
               {Addition::only_key, tr("Look at the key alone"), QStringLiteral("target"), QStringLiteral("Shift N")},
               {Addition::move_points, tr("Move the points"), QStringLiteral("target"), QStringLiteral("M")}};
  for (const auto& part : parts) {
    auto* button = new Button(Button::Kind::normal, part.name, this);
    button->set_icon_name(part.icon);
    button->set_key(part.key);
    button->set_left_aligned(true);
    body()->addWidget(button);
    buttons_.emplace_back(part.what, button);
    connect(button, &QPushButton::clicked, this, [this, what = part.what] { Q_EMIT wanted(what); });
  }
  build_shift();
  why_ = paragraph("hint", this);
  body()->addWidget(why_);
}

void AddColumn::build_shift() {
  shift_ = new QWidget(this);
  auto* row = new QHBoxLayout(shift_);
  row->setContentsMargins(0, 0, 0, 0);
  dx_ = new Stepper(tr("Percent to the right"), shift_);
  dy_ = new Stepper(tr("Percent down"), shift_);
  for (const auto& [name, stepper] : {std::pair{tr("x %"), dx_}, std::pair{tr("y %"), dy_}}) {
    stepper->set_range(-kMostShift, kMostShift);
    stepper->set_value(5);
    auto* label = new QLabel(name, shift_);
    label->setProperty("role", "second");
    row->addWidget(label);
    row->addWidget(stepper);
  }
  body()->addWidget(shift_);
}

void AddColumn::refresh(const QString& unable, const QString& replaced) {
  for (const auto& [what, button] : buttons_) {
    const QString why = unable.isEmpty() ? why_not(context_.store, what) : unable;
    button->setEnabled(why.isEmpty());
    button->setToolTip(why);
  }
  const SiteInfo* site = context_.store.site();
  const Selection& now = context_.store.selection();
  const bool sampled = site != nullptr && is_deformable(*site);
  shift_->setVisible(sampled);
  QString words = site == nullptr ? QString() : tr("They act on the selection: %1").arg(head_words(now));
  if (site != nullptr && now.query >= 0 && !sampled) words += QStringLiteral(", ") + pair_text(placed_text(context_.store, now.query, true), placed_text(context_.store, now.key, false));
  if (sampled) words += QStringLiteral(". ") + tr("Points can be dragged on the picture, too.");
  if (!replaced.isEmpty()) words = replaced + QLatin1Char(' ') + words;
  why_->setText(unable.isEmpty() ? words : unable);
}

std::optional<Intervention> AddColumn::change_of(Addition what) const {
  const auto button = std::ranges::find(buttons_, what, &std::pair<Addition, Button*>::first);
  const SiteInfo* site = context_.store.site();
  if (site == nullptr || button == buttons_.end() || !button->second->isEnabled()) return std::nullopt;
  const Selection& now = context_.store.selection();
  using Kind = Intervention::Kind;
  Intervention change;
  change.stream = site->stream;
  change.layer = what == Addition::hide_key ? -1 : site->layer;
  change.head = now.head.mode == HeadChoice::Mode::one && what != Addition::layer_off && what != Addition::hide_key ? now.head.head : -1;
  if (needs_query(what)) change.query = now.query;
  if (needs_key(what)) change.key = now.key;
  switch (what) {
    case Addition::head_off:
    case Addition::layer_off: break;  // as Intervention begins
    case Addition::head_mean: change.kind = Kind::head_mean; break;
    case Addition::hide_key:
    case Addition::cut_link: change.kind = Kind::hide; break;
    case Addition::only_key: change.kind = Kind::only; break;
    case Addition::even_row: change.kind = Kind::even; break;
    case Addition::move_points:
      change.kind = Kind::move;
      change.query = context_.feed.sampled_query();
      change.dx = dx_->value() / 100.0;
      change.dy = dy_->value() / 100.0;
      break;
  }
  return change;
}

}  // namespace headlight::ui
