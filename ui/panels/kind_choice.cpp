#include "ui/panels/kind_choice.h"

#include <QStandardItemModel>

#include "ui/state/detections.h"
#include "ui/state/map_kind.h"

namespace headlight::ui {

KindChoice::KindChoice(Context context, QWidget* parent) : Choice(tr("Show"), parent), context_(context) {
  addItems({tr("Weight"), tr("Raw score"), tr("Weight × |v|"), tr("Rollout")});
  set_key(QStringLiteral("S"));
  connect(this, &QComboBox::activated, this, [this](int index) {
    Look look = context_.store.look();
    set_map_kind(look, static_cast<MapKind>(index));
    context_.store.set_look(look);
  });
  connect(&context_.store, &Store::view_changed, this, &KindChoice::refresh);
  refresh();
}

void KindChoice::refresh() {
  const Store& store = context_.store;
  const SiteInfo* site = store.site();
  const bool sampled = site != nullptr && is_deformable(*site), rolls = site != nullptr && rolls_out(*store.trace(), *site);
  setEnabled(site != nullptr && !sampled);
  setToolTip(sampled ? tr("Sampling points have weights alone.") : QString());
  const int rollout = int(MapKind::rollout);
  qobject_cast<QStandardItemModel*>(model())->item(rollout)->setEnabled(rolls);
  setItemData(rollout, rolls ? tr("All heads, from the first layer up to this one") : tr("Only of self-attention over one axis, up to %1 positions.").arg(longest_rollout), Qt::ToolTipRole);
  const MapKind kind = map_kind(store.look());
  setCurrentIndex(int(kind == MapKind::rollout && !rolls ? MapKind::weight : kind));
}

}  // namespace headlight::ui
