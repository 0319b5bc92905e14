#include "ui/window/token_line.h"

#include <QHBoxLayout>

#include "ui/controls/button.h"
#include "ui/panels/scene.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr int kHeight = 36;

}  // namespace

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
    (as_key ? next.key : next.query) = chips_.position(index);
    context_.store.select(next);
  });
  connect(tokens_, &TokenFlow::pointed, this, [this](int index) { context_.store.hover({chips_.position(index), -1, -1, -1}); });
  connect(&context_.store, &Store::view_changed, this, &TokenLine::refresh);
  connect(&context_.store, &Store::hover_changed, this, [this] {
    tokens_->set_hovered(int(chips_.find(context_.store.hovered().query)), -1);
  });
  refresh();
}

void TokenLine::set_wanted(bool wanted) {
  wanted_ = wanted;
  refresh();
}

void TokenLine::refresh() {
  const Store& store = context_.store;
  const Axis* shown = store.site() == nullptr ? nullptr : &query_axis(*store.trace(), *store.site());
  setVisible(wanted_ && shown != nullptr && shown->kind == AxisKind::tokens);
  if (shown == nullptr) return;
  const Axis& axis = *shown;
  SideOptions options;
  options.written = !axis.writes.empty() && store.site()->kind == SiteKind::cross;
  options.merge_words = merges_words(store);
  chips_ = show_tokens(*tokens_, &axis, options);
  const bool self = store.site()->query_axis == store.site()->key_axis;
  tokens_->set_selected(int(chips_.find(store.selection().query)), self ? int(chips_.find(store.selection().key)) : -1);
  count_->set_text(axis.kind == AxisKind::tokens ? tr("%1 tokens", nullptr, int(axis.size())).arg(format_count(axis.size())) : QString());
}

}  // namespace headlight::ui
