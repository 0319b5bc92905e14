#include "ui/window/changes_line.h"

#include <QHBoxLayout>
#include <QToolButton>

#include "ui/controls/frames.h"
#include "ui/studio/intervene/intervene_numbers.h"

namespace headlight::ui {

namespace {

constexpr qsizetype kNamed = 56;  // characters of names; further changes are counted

}  // namespace

ChangesLine::ChangesLine(Context context, QWidget* parent)
    : QWidget(parent),
      context_(context),
      words_(new Button(Button::Kind::link, {}, this)),
      clear_(icon_button(QStringLiteral("x"), tr("Take back every change"), this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(2);
  words_->set_icon_name(QStringLiteral("stop"));
  words_->setFixedHeight(22);
  words_->setAccessibleName(tr("Interventions"));
  clear_->setFixedSize(20, 20);
  row->addWidget(words_);
  row->addWidget(clear_);
  connect(words_, &QPushButton::clicked, this, &ChangesLine::intervene_wanted);
  connect(clear_, &QToolButton::clicked, this, &ChangesLine::clear);
  connect(&context_.store, &Store::view_changed, this, &ChangesLine::refresh);
  connect(&context_.store, &Store::run_changed, this, &ChangesLine::refresh);
  refresh();
}

void ChangesLine::refresh() {
  const TraceInfo* trace = context_.store.trace();
  const std::vector<Intervention> changes = made(context_.store.studio().steps);
  setVisible(trace != nullptr && !changes.empty());
  if (isHidden()) return;
  QString names;
  for (const Intervention& change : changes) {
    const QString name = words_of(change, *trace).name, so_far = names.isEmpty() ? name : names + QStringLiteral(", ") + name;
    const bool fits = names.isEmpty() || so_far.size() <= kNamed;
    names = fits ? so_far : names + QStringLiteral(", …");
    if (!fits) break;
  }
  const QString count = tr("%1 changes", nullptr, int(changes.size())).arg(changes.size());
  words_->setText(count + QStringLiteral(": ") + names);
  words_->setAccessibleName(words_->text());
  words_->setToolTip(tr("Intervene shows what they change. The other workspaces show the run without them."));
  words_->updateGeometry();
}

void ChangesLine::clear() {
  Studio next = context_.store.studio();
  next.steps.clear();
  context_.store.set_studio(std::move(next));
}

}  // namespace headlight::ui
