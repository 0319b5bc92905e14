// Sections of the inspector that change how the selection is drawn.
#include <QHBoxLayout>
#include <QLocale>
#include <QSlider>
#include <QStyle>
#include <cmath>

#include "ui/controls/icon.h"
#include "ui/controls/number_field.h"
#include "ui/panels/inspector.h"
#include "ui/panels/inspector_parts.h"
#include "ui/panels/photo_scene.h"
#include "ui/panels/scene.h"
#include "ui/panels/shown_scale.h"
#include "ui/state/detections.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr int kMostLinks = 12, kThresholdSteps = 100;

QLineEdit* number_field(const QString& name, QWidget* parent) {
  auto* field = new QLineEdit(parent);
  field->setAccessibleName(name);
  field->setMinimumWidth(48);
  field->setFixedHeight(28);
  return field;
}

QSlider* slider(const QString& name, int low, int high, QWidget* parent) {
  auto* made = new QSlider(Qt::Horizontal, parent);
  made->setRange(low, high);
  made->setAccessibleName(name);
  made->setFixedHeight(24);
  return made;
}

}  // namespace

namespace {

bool has_specials(const Store& store) {
  const auto any = [](const Axis& axis) {
    if (axis.kind == AxisKind::patches) return axis.leading > 0 || !axis.trailing.empty();
    return std::ranges::find(axis.special, 1) != axis.special.end();
  };
  return any(query_axis(*store.trace(), *store.site())) || any(key_axis(*store.trace(), *store.site()));
}

}  // namespace

ColourSection::ColourSection(Context context, QWidget* parent)
    : Section(tr("Colour"), parent),
      context_(context),
      map_(new Choice(tr("Colour map"), this)),
      low_(number_field(tr("Lowest value"), this)),
      high_(number_field(tr("Highest value"), this)),
      fit_(icon_button(QStringLiteral("fit"), tr("Fit the range to the values"), this)),
      range_of_(new ElidedLabel("text3", 11, 400, this)),
      scale_(new Segments({tr("Linear"), tr("Root"), tr("Log")}, tr("Scale"), this)),
      same_(new CheckBox(tr("Same scale for all heads"), this)),
      specials_(new CheckBox(tr("Leave special tokens out"), this)) {
  map_->set_colour_bars(true);
  map_->addItems({QStringLiteral("viridis"), QStringLiteral("cividis"), QStringLiteral("magma")});
  const auto add_row = [&](const QString& name, std::initializer_list<QWidget*> widgets) {
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(name_label(name, 40, this));
    for (QWidget* widget : widgets) row->addWidget(widget, qobject_cast<QToolButton*>(widget) == nullptr ? 1 : 0);
    body()->addLayout(row);
  };
  add_row(tr("Map"), {map_});
  add_row(tr("Range"), {low_, high_, fit_});
  auto* under = new QHBoxLayout;
  under->addSpacing(48);
  under->addWidget(range_of_);
  body()->addLayout(under);
  add_row(tr("Scale"), {scale_});
  body()->addWidget(same_);
  body()->addWidget(specials_);
  connect(map_, &QComboBox::textActivated, this, [this](const QString& name) {
    change_look(context_, [&](Look& look) { look.map = name.toStdString(); });
  });
  for (QLineEdit* field : {low_, high_}) connect(field, &QLineEdit::editingFinished, this, &ColourSection::set_range);
  fit_->setToolTip(tr("Fit the range to the values; again: the automatic range"));
  connect(fit_, &QToolButton::clicked, this, [this] { change_look(context_, [this](Look& look) { fit_range(context_.feed, look); }); });
  connect(scale_, &Segments::chosen, this, [this](int index) {
    change_look(context_, [&](Look& look) { look.scale = static_cast<ValueScale>(index); });
  });
  connect(same_, &QCheckBox::toggled, this, [this](bool on) { change_look(context_, [&](Look& look) { look.same_scale = on; }); });
  connect(specials_, &QCheckBox::toggled, this, [this](bool on) {
    change_look(context_, [&](Look& look) { look.leave_specials = on; });
  });
  connect(&context_.store, &Store::view_changed, this, &ColourSection::refresh);
  connect(&context_.feed.heads, &ViewLoader::changed, this, &ColourSection::refresh);
  for (const ViewSet* maps : {&context_.feed.maps, &context_.feed.splats}) connect(maps, &ViewSet::changed, this, &ColourSection::refresh);
  for (const ViewLoader* loader : {&context_.feed.tile, &context_.feed.row, &context_.feed.map}) connect(loader, &ViewLoader::changed, this, &ColourSection::refresh);
  refresh();
}

void ColourSection::refresh() {
  const Look& look = context_.store.look();
  map_->setCurrentText(from_utf8(look.map));
  map_->update();
  const Scale scale = chosen_scale(context_.feed);
  const double largest = std::max(std::fabs(scale.low), std::fabs(scale.high));
  const auto put = [largest](QLineEdit* field, double value) {
    if (!field->hasFocus() || !field->isModified()) field->setText(format_within(value, largest));
  };
  put(low_, scale.low);
  put(high_, scale.high);
  range_of_->set_text(range_words());
  fit_->setEnabled(context_.store.site() != nullptr);
  const bool weights = look.quantity != Quantity::score;
  for (const ValueScale other : {ValueScale::root, ValueScale::log})
    scale_->set_enabled(static_cast<int>(other), weights, tr("Raw scores are below 0 too: their scale is linear"));
  scale_->set_current(static_cast<int>(shown_scale(look)));
  same_->setChecked(look.same_scale);
  specials_->setChecked(look.leave_specials);
  specials_->setVisible(context_.store.site() == nullptr || has_specials(context_.store));
}

QString ColourSection::range_words() const {
  if (context_.store.site() == nullptr) return {};
  switch (range_of(context_.feed)) {
    case RangeOf::hand: return tr("set by hand, for every picture");
    case RangeOf::photo: return tr("of the map on the picture");
    case RangeOf::small_maps: return tr("of the heads' small maps");
    case RangeOf::rollout: return tr("of the rollout");
    case RangeOf::all_heads: return tr("of all heads of this attention");
    case RangeOf::one_head: return tr("of head %1").arg(from_utf8(head_text(context_.store.selection())));
  }
  return {};
}

void ColourSection::set_range() {
  if (!low_->isModified() && !high_->isModified()) return;
  const auto low = number_in(*low_), high = number_in(*high_);
  const bool good = low && high && *low < *high;
  for (QLineEdit* field : {low_, high_}) {
    field->setProperty("invalid", !good);
    field->style()->polish(field);
    field->setToolTip(good ? QString() : tr("Two numbers, the lower one first"));
    if (good) field->setModified(false);
  }
  if (!good) return;
  change_look(context_, [&](Look& look) {
    look.fixed_range = true;
    look.low = *low;
    look.high = *high;
  });
}

LinksSection::LinksSection(Context context, QWidget* parent)
    : Section(tr("Links"), parent),
      context_(context),
      rule_(new Segments({tr("Top k"), tr("Threshold")}, tr("Which links"), this)),
      slider_(slider(tr("Links"), 1, kMostLinks, this)),
      name_(new ElidedLabel("text2", 12, 400, this)),
      value_(new ElidedLabel("text", 12, 500, this)),
      merge_(new CheckBox(tr("Merge subwords into words"), this)) {
  body()->addWidget(rule_);
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  name_->setFixedWidth(72);
  value_->setFixedWidth(36);
  value_->set_anchor_end(true);
  row->addWidget(name_);
  row->addWidget(slider_, 1);
  row->addWidget(value_);
  body()->addLayout(row);
  body()->addWidget(merge_);
  connect(rule_, &Segments::chosen, this, [this](int index) {
    change_look(context_, [&](Look& look) { look.link_rule = static_cast<LinkRule>(index); });
  });
  connect(slider_, &QSlider::valueChanged, this, &LinksSection::slide);
  connect(merge_, &QCheckBox::toggled, this, [this](bool on) { change_look(context_, [&](Look& look) { look.merge_words = on; }); });
  connect(&context_.store, &Store::view_changed, this, &LinksSection::refresh);
  refresh();
}

void LinksSection::slide(int value) {
  change_look(context_, [&](Look& look) {
    if (look.link_rule == LinkRule::top_k) {
      look.top_k = value;
    } else {
      look.threshold = double(value) / kThresholdSteps;
    }
  });
}

void LinksSection::refresh() {
  const Look& look = context_.store.look();
  const SiteInfo* site = context_.store.site();
  const bool graph = site != nullptr && !is_deformable(*site) && patch_links_site(*context_.store.trace(), context_.store.selection()) == nullptr;
  setVisible(site == nullptr || graph || photo_of(context_.store) == Photo::links);
  const QSignalBlocker quiet(slider_);
  const bool top = look.link_rule == LinkRule::top_k;
  rule_->set_current(static_cast<int>(look.link_rule));
  slider_->setRange(1, top ? kMostLinks : kThresholdSteps);
  slider_->setValue(top ? look.top_k : int(std::lround(look.threshold * kThresholdSteps)));
  name_->set_text(top ? tr("per query") : tr("weight from"));
  value_->set_text(top ? QString::number(look.top_k) : format_value(look.threshold, 2));
  merge_->setVisible(site == nullptr || query_axis(*context_.store.trace(), *site).kind == AxisKind::tokens);
  merge_->setChecked(look.merge_words);
  const QString why = why_no_joined_words(context_.store);
  merge_->setEnabled(why.isEmpty());
  merge_->setToolTip(why);
}

PictureSection::PictureSection(Context context, QWidget* parent)
    : Section(tr("Picture"), parent),
      context_(context),
      kind_(new Segments({tr("Map"), tr("Links")}, tr("On the picture"), this)),
      opacity_(slider(tr("Opacity"), 0, 100, this)),
      name_(name_label(tr("Opacity"), 72, this)),
      value_(new ElidedLabel("text", 12, 500, this)),
      contour_name_(name_label(tr("Contour"), 72, this)),
      contours_(new Segments({tr("None"), tr("50 %"), tr("90 %"), tr("Both")}, tr("Contours around shares of the weight"), this)),
      smooth_(new CheckBox(tr("Smooth between patches"), this)) {
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  value_->setFixedWidth(36);
  value_->set_anchor_end(true);
  body()->addWidget(kind_);
  row->addWidget(name_);
  row->addWidget(opacity_, 1);
  row->addWidget(value_);
  body()->addLayout(row);
  auto* lines = new QHBoxLayout;
  lines->setSpacing(8);
  lines->addWidget(contour_name_);
  lines->addWidget(contours_, 1);
  body()->addLayout(lines);
  contours_->setToolTip(tr("The line around the cells of largest weight that together hold this share of it"));
  body()->addWidget(smooth_);
  connect(contours_, &Segments::chosen, this, [this](int index) {
    change_look(context_, [&](Look& look) { look.contours = static_cast<Contours>(index); });
  });
  connect(kind_, &Segments::chosen, this, [this](int index) {
    change_look(context_, [&](Look& look) { look.photo = index == 0 ? Photo::map : Photo::links; });
  });
  connect(opacity_, &QSlider::valueChanged, this, [this](int value) {
    change_look(context_, [&](Look& look) { look.picture_opacity = value / 100.0; });
  });
  connect(smooth_, &QCheckBox::toggled, this, [this](bool on) { change_look(context_, [&](Look& look) { look.smooth_picture = on; }); });
  connect(&context_.store, &Store::view_changed, this, &PictureSection::refresh);
  refresh();
}

void PictureSection::refresh() {
  const QSignalBlocker quiet(opacity_);
  const Look& look = context_.store.look();
  opacity_->setValue(int(std::lround(look.picture_opacity * 100)));
  value_->set_text(QStringLiteral("%1 %").arg(opacity_->value()));
  smooth_->setChecked(look.smooth_picture);
  contours_->set_current(static_cast<int>(look.contours));
  const Store& store = context_.store;
  const bool pictures = store.site() != nullptr && (shows_picture(store) || object_axis(*store.trace()) != nullptr);
  const bool patches = store.trace() != nullptr && object_axis(*store.trace()) == nullptr && patch_links_site(*store.trace(), store.selection()) != nullptr;
  const bool map = photo_of(store) == Photo::map;
  kind_->setVisible(patches);
  kind_->set_current(map ? 0 : 1);
  for (QWidget* of_maps : std::initializer_list<QWidget*>{name_, opacity_, value_, smooth_, contour_name_, contours_}) of_maps->setVisible(map);
  setVisible(pictures && (map || patches));
}

}  // namespace headlight::ui
