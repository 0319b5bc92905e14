#include "ui/panels/detection_inspector.h"

#include <QHBoxLayout>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/controls/appearance.h"
#include "ui/controls/icon.h"
#include "ui/controls/tips.h"
#include "ui/figures/figure_words.h"
#include "ui/figures/points_legend.h"
#include "ui/panels/detection_scene.h"
#include "ui/panels/inspector_parts.h"
#include "ui/panels/photo_scene.h"
#include "ui/panels/scene.h"
#include "ui/state/detections.h"
#include "ui/state/run_controller.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr int kPercent = 100;

bool is_hidden(std::uint64_t hidden, std::size_t number) { return (hidden >> number & 1U) != 0; }

}  // namespace

void show_one_head(Store& store, int head, int heads) {
  Look look = store.look();
  const std::uint64_t others = other_heads(head, heads);
  look.hidden_heads = look.hidden_heads == others ? 0 : others;
  Selection next = store.selection();
  next.head = {HeadChoice::Mode::one, head};
  store.set_look(look);
  store.settle(next);
}

// --- the chosen object

ObjectSection::ObjectSection(Context context, QWidget* parent)
    : Section(tr("Detection"), parent),
      context_(context),
      name_(new ElidedLabel("text", 13, 600, this)),
      share_(new ElidedLabel("text", 24, 500, this)),
      place_(new ElidedLabel("text2", 11, 400, this)),
      what_(new ElidedLabel("text2", 11, 400, this)),
      others_(new Button(Button::Kind::normal, tr("Other queries"), this)) {
  share_->set_anchor_end(true);
  what_->set_anchor_end(true);
  share_->setFixedWidth(96);
  others_->set_key(QStringLiteral("Q"));
  body()->setSpacing(4);
  body()->addLayout(row_of({name_, share_}));
  body()->addWidget(what_);
  body()->addWidget(place_);
  body()->addWidget(others_);
  connect(others_, &QPushButton::clicked, this, [this] { change_look(context_, [](Look& look) { look.all_queries = !look.all_queries; }); });
  connect(&context_.store, &Store::view_changed, this, &ObjectSection::refresh);
  connect(&context_.feed.points, &ViewLoader::changed, this, &ObjectSection::refresh);
  refresh();
}

void ObjectSection::refresh() {
  const Store& store = context_.store;
  const bool shown = store.trace() != nullptr && object_axis(*store.trace()) != nullptr;
  setVisible(shown);
  if (!shown) return;
  const TraceInfo& trace = *store.trace();
  const std::int64_t query = store.selection().detection, number = detection_number(trace, query);
  const ObjectWords words = object_words(trace, query);
  setWindowTitle(query >= 0 && number < 0 ? tr("Query") : tr("Detection"));
  QString note = query < 0 ? QString() : tr("query %1").arg(query);
  const int called = number < 0 ? -1 : store.number_of(query, number);
  if (called >= 0) note = numbered_detection(called, !store.tracks().empty()) + QStringLiteral(" · ") + note;
  set_note(note);
  name_->set_text(query < 0 ? tr("No detection chosen")
                            : object_text(trace, query) + (words.score >= 0 ? QStringLiteral("  ") + format_value(words.score, 2) : QString()));
  const Box& box = words.box;
  place_->set_text(query < 0 ? tr("Click a box, or a line of the list")
                             : tr("box at %1, %2 · %3 × %4 px").arg(std::lround(box.x0)).arg(std::lround(box.y0))
                                   .arg(std::lround(box.x1 - box.x0)).arg(std::lround(box.y1 - box.y0)).replace(QLatin1Char('-'), QChar(0x2212)));
  const SiteInfo* site = context_.feed.sampled_site();
  const QueryPoints* points = site != nullptr && reads_objects(trace, *site) ? sampled_points(context_.feed) : nullptr;
  const bool measured = points != nullptr && is_box(points->box);
  share_->setVisible(measured);
  what_->setVisible(measured);
  if (measured) share_->set_text(QStringLiteral("%1 %").arg(inside_share(*points) * kPercent, 0, 'f', 1));
  what_->set_text(tr("of weight in its final box"));
  const QString meaning = tr("Of the weight that all heads of the chosen layer put on the detection's sampling points, the share on those inside the box that the model reports");
  for (ElidedLabel* label : {share_, what_}) label->set_meaning(meaning);
}

// --- one toggle

ShareToggle::ShareToggle(const QString& name, QWidget* parent) : QAbstractButton(parent) {
  setText(name);
  setCheckable(true);
  setChecked(true);
  setAttribute(Qt::WA_Hover);
  setFocusPolicy(Qt::StrongFocus);
  setFixedHeight(22);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setAccessibleName(name);
}

void ShareToggle::set_mark(int level, const QColor& colour) {
  level_ = level;
  mark_ = colour;
  update();
}

void ShareToggle::set_colour(const QColor& of) {
  coloured_ = of.isValid();
  mark_ = coloured_ ? of : colour("accentFill");
  update();
}

void ShareToggle::set_chosen(bool chosen) {
  chosen_ = chosen;
  update();
}

double ShareToggle::room_beside(const QString& name, const QString& note) { return Face(12).width(name) + 8 + Face(11).width(note); }

void ShareToggle::set_note(const QString& note, double room) {
  note_ = note;
  beside_room_ = room;
  update();
}

void ShareToggle::set_share(std::optional<double> share) {
  share_ = share;
  setAccessibleName(share ? text() + QLatin1Char(' ') + percent_text(*share) : text());
  update();
}

void ShareToggle::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  if (underMouse()) paint_soft(painter, rect(), Soft::pointed, 3);
  const double middle = height() / 2.0, number = 40, bar = std::clamp(width() * 0.28, 40.0, 96.0);
  const QRectF box(0.5, middle - 6.5, 13, 13);
  painter.setPen(QPen(isChecked() ? mark_ : colour("borderStrong"), 1));
  painter.setBrush(isChecked() ? QBrush(mark_) : QBrush(Qt::NoBrush));
  painter.drawRoundedRect(box, 3, 3);
  if (isChecked()) paint_icon(painter, box.adjusted(1, 1, -1, -1), QStringLiteral("check"), coloured_ ? QColor("#000000") : colour("onAccent"));
  double left = 22;
  if (level_ >= 0) {
    painter.setPen(QPen(colour("text"), 1.3));
    painter.setBrush(coloured_ ? QBrush(mark_) : QBrush(Qt::NoBrush));
    painter.drawPath(level_mark(level_, {left + 6, middle}, 5));
    left += 20;
  }
  const Face face(12, chosen_ ? 600 : 400), small(11);
  const double end = width() - number - bar - 8;
  painter.setPen(colour(isChecked() ? "text" : "text2"));
  face.draw_centred(painter, {left, middle}, face.elided(text(), end - left));
  painter.setPen(colour("text2"));
  if (!note_.isEmpty() && left + beside_room_ < end) small.draw_centred(painter, {end, middle}, note_, Anchor::end);
  if (!share_) return;
  paint_bar(painter, QRectF(end + 8, middle - 4, bar - 8, 8), *share_, coloured_ ? mark_ : colour("text2"));
  painter.setPen(colour("text"));
  face.draw_centred(painter, {double(width()), middle}, percent_text(*share_), Anchor::end);
}

// --- heads

HeadSharesSection::HeadSharesSection(Context context, QWidget* parent)
    : Section(tr("Heads"), parent),
      context_(context),
      rows_(new QVBoxLayout),
      all_(new Button(Button::Kind::normal, tr("All"), this)),
      none_(new Button(Button::Kind::normal, tr("None"), this)) {
  rows_->setSpacing(0);
  body()->addLayout(rows_);
  body()->addLayout(row_of({all_, none_}));
  set_note(tr("weight in the final box"), tr("Of the weight that one head of the chosen layer puts on the detection's sampling points, the share on those inside the box that the model reports"));
  connect(all_, &QPushButton::clicked, this, [this] { change_look(context_, [](Look& look) { look.hidden_heads = 0; }); });
  connect(none_, &QPushButton::clicked, this, [this] {
    change_look(context_, [](Look& look) { look.hidden_heads = ~std::uint64_t{0}; });
  });
  connect(&context_.store, &Store::view_changed, this, &HeadSharesSection::refresh);
  connect(&context_.feed.points, &ViewLoader::changed, this, &HeadSharesSection::refresh);
  refresh();
}

void HeadSharesSection::rebuild(int heads) {
  for (ShareToggle* toggle : toggles_) delete toggle;
  toggles_.clear();
  for (int head = 0; head < heads; ++head) {
    auto* toggle = new ShareToggle(tr("Head %1").arg(head), this);
    connect(toggle, &QAbstractButton::clicked, this, [this, head] {
      change_look(context_, [&](Look& look) { look.hidden_heads ^= std::uint64_t{1} << head; });
    });
    rows_->addWidget(toggle);
    toggles_.push_back(toggle);
  }
}

void HeadSharesSection::refresh() {
  const SiteInfo* site = context_.feed.sampled_site();
  setVisible(site != nullptr && shows_points(context_.store));
  if (site == nullptr) return;
  const int heads = std::min(site->heads, 64);
  if (int(toggles_.size()) != heads) rebuild(heads);
  const QueryPoints* points = sampled_points(context_.feed);
  const Look& look = context_.store.look();
  const bool boxed = points != nullptr && is_box(points->box);
  for (std::size_t head = 0; head < toggles_.size(); ++head) {
    toggles_[head]->setChecked(!is_hidden(look.hidden_heads, head));
    toggles_[head]->set_mark(-1, look.colour_by_level ? colour("text2") : mark_colour(points_look(look, 1), int(head), 0));
    toggles_[head]->set_chosen(int(head) == one_head(context_.store.selection().head));
    const bool known = boxed && head < points->inside.size();
    toggles_[head]->set_share(known ? std::optional<double>(points->inside[head]) : std::nullopt);
  }
}

// --- levels

LevelsSection::LevelsSection(Context context, QWidget* parent) : Section(tr("Levels"), parent), context_(context) {
  body()->setSpacing(0);
  set_note(tr("share of weight"));
  connect(&context_.store, &Store::view_changed, this, &LevelsSection::refresh);
  connect(&context_.feed.points, &ViewLoader::changed, this, &LevelsSection::refresh);
  refresh();
}

void LevelsSection::refresh() {
  const SiteInfo* site = context_.feed.sampled_site();
  setVisible(site != nullptr && shows_points(context_.store));
  if (site == nullptr) return;
  while (toggles_.size() > site->levels.size()) {
    delete toggles_.back();
    toggles_.pop_back();
  }
  const Look& look = context_.store.look();
  const QueryPoints* points = sampled_points(context_.feed);
  PointsContent words;  // what names a level
  words.levels = site->levels;
  words.input = key_axis(*context_.store.trace(), *site).input;
  const auto note = [&](std::size_t level) { return QStringLiteral("%1 × %2").arg(site->levels[level][0]).arg(site->levels[level][1]); };
  double room = 0;  // all rows have their note, or none has
  for (std::size_t level = 0; level < site->levels.size(); ++level)
    room = std::max(room, ShareToggle::room_beside(level_name(words, level), note(level)));
  for (std::size_t level = 0; level < site->levels.size(); ++level) {
    if (level == toggles_.size()) {
      toggles_.push_back(new ShareToggle(QString(), this));
      body()->addWidget(toggles_.back());
      connect(toggles_.back(), &QAbstractButton::clicked, this, [this, level] {
        change_look(context_, [&](Look& next) { next.hidden_levels ^= std::uint64_t{1} << level; });
      });
    }
    ShareToggle& toggle = *toggles_[level];
    toggle.setText(level_name(words, level));
    toggle.set_note(note(level), room);
    toggle.setChecked(!is_hidden(look.hidden_levels, level));
    toggle.set_mark(int(level), colour("accentFill"));
    toggle.set_colour(look.colour_by_level ? mark_colour(points_look(look, 1), 0, int(level)) : QColor());
    const bool known = points != nullptr && level < points->level_share.size();
    toggle.set_share(known ? std::optional<double>(points->level_share[level]) : std::nullopt);
  }
}

// --- the photo

PhotoSection::PhotoSection(Context context, QWidget* parent)
    : Section(tr("On the picture"), parent),
      context_(context),
      kind_(new Segments({tr("Points"), tr("Map"), tr("Links")}, tr("On the picture"), this)),
      beside_(new CheckBox(tr("Beside convolution"), this)) {
  body()->addWidget(kind_);
  body()->addWidget(beside_);
  connect(beside_, &QCheckBox::clicked, this, [this](bool on) { change_look(context_, [&](Look& look) { look.receptive = on; }); });
  connect(kind_, &Segments::chosen, this, [this](int index) { show_photo(context_.store, static_cast<Photo>(index + 1)); });
  connect(&context_.store, &Store::view_changed, this, &PhotoSection::refresh);
  refresh();
}

void PhotoSection::refresh() {
  const TraceInfo* trace = context_.store.trace();
  setVisible(trace != nullptr && (object_axis(*trace) != nullptr || shows_points(context_.store)));
  if (trace == nullptr || context_.store.site() == nullptr) return;
  const Selection& now = context_.store.selection();
  const QString why[] = {tr("This layer samples no points"), tr("This layer reads no picture"), tr("No attention between detections at this layer")};
  for (const Photo photo : {Photo::points, Photo::map, Photo::links}) {
    const bool can = can_show(*trace, now, photo);
    kind_->set_enabled(int(photo) - 1, can, can ? QString() : why[int(photo) - 1]);
  }
  const bool script = holds_code(context_.store.run()->model);
  beside_->setEnabled(!script);
  beside_->setToolTip(script ? tr("Which layers of a TorchScript file are its convolutions is not known")
                             : tip_of({tr("Beside the attention, which pixels the model's features at a place depend on: the effective receptive field, on the same part of the picture")}));
  beside_->setChecked(context_.store.look().receptive && !script);
  kind_->set_current(int(shown_photo(*trace, now, context_.store.look().photo)) - 1);
}

// --- points

PointsSection::PointsSection(Context context, QWidget* parent)
    : Section(tr("Points"), parent),
      context_(context),
      whose_(new Segments({tr("Chosen"), tr("Layer")}, tr("Points of"), this)),
      colour_(new Segments({tr("Head"), tr("Level")}, tr("Colour by"), this)),
      lines_(new CheckBox(tr("Offset lines"), this)),
      boxes_(new CheckBox(tr("Other boxes"), this)) {
  body()->addLayout(row_of({name_label(tr("Points of"), 72, this), whose_}));
  body()->addLayout(row_of({name_label(tr("Colour by"), 72, this), colour_}));
  weight_ = add(new Slide(tr("Weight from"), {0, 0.2, 0.001, 0, 1}, {3}, this), [](Look& look, double value) { look.least_weight = value; });
  size_ = add(new Slide(tr("Point size"), {0.4, 3, 0.1}, {1, 1, QStringLiteral("×")}, this), [](Look& look, double value) { look.point_size = value; });
  dim_ = add(new Slide(tr("Dim picture"), {0, 0.8, 0.01}, {0, 100, QStringLiteral("%")}, this), [](Look& look, double value) { look.dim = value; });
  body()->addWidget(lines_);
  body()->addWidget(boxes_);
  connect(whose_, &Segments::chosen, this, [this](int index) { change_look(context_, [&](Look& look) { look.whole_layer = index == 1; }); });
  connect(colour_, &Segments::chosen, this, [this](int index) { change_look(context_, [&](Look& look) { look.colour_by_level = index == 1; }); });
  connect(lines_, &QCheckBox::clicked, this, [this](bool on) { change_look(context_, [&](Look& look) { look.offset_lines = on; }); });
  connect(boxes_, &QCheckBox::clicked, this, [this](bool on) { change_look(context_, [&](Look& look) { look.other_boxes = on; }); });
  connect(&context_.store, &Store::view_changed, this, &PointsSection::refresh);
  connect(&context_.feed.points, &ViewLoader::changed, this, &PointsSection::refresh);
  connect(&context_.feed.layer, &ViewLoader::changed, this, &PointsSection::refresh);
  refresh();
}

Slide* PointsSection::add(Slide* slide, std::function<void(Look&, double)> edit) {
  body()->addWidget(slide);
  connect(slide, &Slide::changed, this, [this, edit = std::move(edit)](double value, std::uint64_t gesture) {
    Look look = context_.store.look();
    edit(look, value);
    context_.store.set_look(look, gesture);
  });
  return slide;
}

void PointsSection::refresh() {
  const Look& look = context_.store.look();
  const SiteInfo* site = context_.feed.sampled_site();
  setVisible(site != nullptr && shows_points(context_.store));
  weight_->set_value(look.least_weight);
  size_->set_value(look.point_size);
  dim_->set_value(look.dim);
  whose_->set_current(look.whole_layer ? 1 : 0);
  colour_->set_current(look.colour_by_level ? 1 : 0);
  lines_->setChecked(look.offset_lines);
  boxes_->setChecked(look.other_boxes);
  set_note(site == nullptr ? QString() : count_text(*site));
}

QString PointsSection::count_text(const SiteInfo& site) const {
  const bool whole = context_.store.look().whole_layer;
  const PointsResult* layer = whole ? layer_points(context_.feed) : nullptr;
  const QueryPoints* points = sampled_points(context_.feed);
  if (whole ? layer == nullptr : points == nullptr) return {};
  std::size_t shown = whole ? 0 : points->points.size();
  if (whole) for (const QueryPoints& each : layer->queries) shown += each.points.size();
  return tr("%1 of %2 shown").arg(format_count(std::int64_t(shown)), format_count(points_of_layer(*context_.store.trace(), site, whole)));
}

}  // namespace headlight::ui
