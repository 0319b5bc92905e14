#include "ui/window/token_line.h"

#include <QHBoxLayout>

#include "ui/controls/button.h"
#include "ui/panels/scene.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr std::int64_t kMostChips = 400;
constexpr int kHeight = 36;

}  // namespace

std::vector<Chip> chips_of(const Axis& axis, bool written) {
  std::vector<Chip> chips;
  if (axis.kind != AxisKind::tokens || axis.size() > kMostChips) return chips;
  SideOptions options;
  options.written = written;
  const Side side = side_of(axis, options);
  for (std::size_t i = 0; i < side.labels.size(); ++i) {
    const bool joined = i > 0 && i < axis.words.size() && axis.words[i] >= 0 && axis.words[i] == axis.words[i - 1];
    chips.push_back({side.labels[i], side.special[i] != 0, joined});
  }
  return chips;
}

TokenLine::TokenLine(Context context, QWidget* parent)
    : QWidget(parent),
      context_(context),
      tokens_(new TokenFlow(this)),
      count_(new ElidedLabel("text2", 11, 400, this)) {
  setObjectName(QStringLiteral("header"));
  setAttribute(Qt::WA_StyledBackground);
  setFixedHeight(kHeight);
  tokens_->set_one_line(true);
  tokens_->setAccessibleName(tr("Tokens"));
  auto* edit = new Button(Button::Kind::normal, tr("Edit"), this);
  edit->set_key(QStringLiteral("I"));
  edit->setFixedHeight(24);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(12, 0, 12, 1);
  row->setSpacing(8);
  row->addWidget(tokens_, 1);
  row->addWidget(count_);
  row->addWidget(edit);
  hide();
  connect(edit, &QPushButton::clicked, this, &TokenLine::edit_wanted);
  connect(tokens_, &TokenFlow::clicked, this, [this](int index, bool as_key) {
    Selection next = context_.store.selection();
    (as_key ? next.key : next.query) = index;
    context_.store.select(next);
  });
  connect(tokens_, &TokenFlow::pointed, this, [this](int index) { context_.store.hover({index, -1, -1, -1}); });
  connect(&context_.store, &Store::view_changed, this, &TokenLine::refresh);
  connect(&context_.store, &Store::hover_changed, this, [this] {
    tokens_->set_hovered(int(context_.store.hovered().query), -1);
  });
  refresh();
}

void TokenLine::set_wanted(bool wanted) {
  wanted_ = wanted;
  setVisible(wanted_ && context_.store.run() != nullptr);
}

void TokenLine::refresh() {
  const Store& store = context_.store;
  setVisible(wanted_ && store.run() != nullptr);
  if (store.site() == nullptr) return;
  const Axis& axis = query_axis(*store.trace(), *store.site());
  tokens_->set_chips(chips_of(axis, !axis.writes.empty() && store.site()->kind == SiteKind::cross));
  const bool self = store.site()->query_axis == store.site()->key_axis;
  tokens_->set_selected(int(store.selection().query), self ? int(store.selection().key) : -1);
  count_->set_text(axis.kind == AxisKind::tokens ? tr("%1 tokens").arg(format_count(axis.size())) : QString());
}

}  // namespace headlight::ui
