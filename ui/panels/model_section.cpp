#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QWidgetAction>
#include <algorithm>
#include <utility>

#include "ui/controls/appearance.h"
#include "ui/controls/icon.h"
#include "ui/panels/input_rail.h"
#include "ui/panels/scene.h"
#include "ui/state/engine_words.h"
#include "ui/state/first_selection.h"
#include "ui/theme/face.h"
#include "ui/theme/text_pieces.h"

namespace headlight::ui {

namespace {

constexpr double kNoteRoom = 260;  // why a model cannot be used, in px
constexpr int kMostRecent = 5;

QString short_name(const std::string& name) {
  const QString text = from_utf8(name);
  return text.contains(QLatin1Char('/')) && text.startsWith(QLatin1Char('/')) ? text.section(QLatin1Char('/'), -1) : text;
}

QString origin_name(ModelEntry::Origin origin) {
  switch (origin) {
    case ModelEntry::Origin::bundled:
      return ModelSection::tr("teaching model");
    case ModelEntry::Origin::package:
      return ModelSection::tr("installed with Headlight");
    case ModelEntry::Origin::cache:
      return ModelSection::tr("Hugging Face cache");
    case ModelEntry::Origin::folder:
      return ModelSection::tr("Hugging Face folder");
    case ModelEntry::Origin::script:
      return ModelSection::tr("TorchScript file");
  }
  return {};
}

QString group_name(ModelEntry::Origin origin) {
  switch (origin) {
    case ModelEntry::Origin::bundled:
      return ModelSection::tr("Bundled models");
    case ModelEntry::Origin::package:
      return ModelSection::tr("Pretrained");
    case ModelEntry::Origin::cache:
      return ModelSection::tr("Hugging Face cache");
    case ModelEntry::Origin::folder:
      return ModelSection::tr("Folders");
    case ModelEntry::Origin::script:
      return ModelSection::tr("TorchScript files");
  }
  return {};
}

// "6 layers × 8 heads", or an encoder's and its decoder's: "6 + 3 layers × 8 heads" where they have equal heads.
QString layers_text(const ModelInfo& model) {
  const auto side = [](std::int64_t layers, std::int64_t heads) {
    return ModelSection::tr("%1 × %2 heads", nullptr, int(heads)).arg(ModelSection::tr("%1 layers", nullptr, int(layers)).arg(layers)).arg(heads);
  };
  if (model.decoder_layers == 0) return side(model.layers, model.heads);
  if (model.layers == 0) return side(model.decoder_layers, model.decoder_heads);
  if (model.heads != model.decoder_heads)
    return side(model.layers, model.heads) + QStringLiteral(" + ") + side(model.decoder_layers, model.decoder_heads);
  const QString layers = ModelSection::tr("%1 + %2 layers").arg(model.layers).arg(model.decoder_layers);
  return ModelSection::tr("%1 × %2 heads", nullptr, int(model.heads)).arg(layers).arg(model.heads);
}

}  // namespace

ModelButton::ModelButton(QWidget* parent) : QPushButton(parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setAttribute(Qt::WA_Hover);
}

void ModelButton::set(const QString& name, const QString& second) {
  name_ = name;
  second_ = second;
  setAccessibleName(tr("Model: %1").arg(name));
  update();
}

void ModelButton::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(colour(underMouse() ? "borderStrong" : "border"), 1));
  painter.setBrush(colour("field"));
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
  const double middle = height() / 2.0;
  paint_icon(painter, QRectF(12, middle - 8, 16, 16), QStringLiteral("folder"), colour("text2"));
  paint_icon(painter, QRectF(width() - 26, middle - 8, 16, 16), QStringLiteral("down"), colour("text2"));
  const double room = width() - 36 - 30;
  const Face bold(13, 600), small(11);
  painter.setPen(colour("text"));
  bold.draw_centred(painter, {36, second_.isEmpty() ? middle : 14.5}, bold.elided(name_, room));
  painter.setPen(colour("text2"));
  small.draw_centred(painter, {36, 31}, small.elided(second_, room));
}

ModelSection::ModelSection(Context context, Catalogue& catalogue, QWidget* parent)
    : Section(tr("Model"), parent),
      context_(context),
      catalogue_(catalogue),
      button_(new ModelButton(this)),
      menu_(new QMenu(this)),
      shape_(new ElidedLabel("text3", 11, 400, this)),
      hint_(new QLabel(this)),
      warning_(new QLabel(this)),
      stream_(new Choice(tr("Stream"), this)) {
  body()->addWidget(button_);
  body()->addWidget(shape_);
  for (const auto& [note, role] : {std::pair{hint_, "hint"}, {warning_, "warn"}}) {
    note->setProperty("role", role);
    note->setWordWrap(true);
    note->setTextFormat(Qt::PlainText);
    body()->addWidget(note);
  }
  auto* row = new QHBoxLayout;
  auto* label = new ElidedLabel("text2", 12, 400, this);
  label->set_text(tr("Stream"));
  label->setFixedWidth(44);
  row->addWidget(label);
  row->addWidget(stream_, 1);
  body()->addLayout(row);
  connect(button_, &QPushButton::clicked, this, &ModelSection::open_menu);
  connect(stream_, &QComboBox::activated, this, [this](int index) {
    Selection next = context_.store.selection();
    next.stream = stream_->itemData(index).toString().toStdString();
    next.layer = context_.store.layer_in(next.stream);
    next.query = next.key = -1;
    const TraceInfo* trace = context_.store.trace();
    if (trace == nullptr) return;
    next = fitted(*trace, next);
    const SiteInfo* site = selected_site(*trace, next);
    if (site != nullptr && next.query < 0) next.query = first_query(query_axis(*trace, *site));
    context_.store.select(next);
  });
  connect(&catalogue_, &Catalogue::changed, this, &ModelSection::refresh);
  connect(&context_.runs, &RunController::model_changed, this, &ModelSection::refresh);
  connect(&context_.store, &Store::run_changed, this, &ModelSection::refresh);
  connect(&context_.store, &Store::view_changed, this, &ModelSection::refresh_stream);
  refresh();
}

void ModelSection::refresh() {
  const std::string& model = context_.runs.model();
  const TraceInfo* trace = context_.store.trace();
  const Run* run = context_.store.run();
  const bool shown = run != nullptr && run->model == model;
  const ModelEntry* entry = catalogue_.find(model);
  const QString family = family_name(entry != nullptr ? entry->family : shown ? trace->model.family : std::string());
  const bool script = holds_code(model);
  QString second = script ? tr("TorchScript file") : entry != nullptr ? origin_name(entry->origin) : tr("Hugging Face folder");
  if (!family.isEmpty() && !script) second = family + QStringLiteral(" · ") + second;
  if (model.empty()) second = tr("bundled, from a folder, or cached");
  if (model.empty() && trace != nullptr) {
    button_->set(from_utf8(trace->model.name), tr("from a trace file"));
  } else {
    button_->set(model.empty() ? tr("Choose a model") : short_name(model), second);
  }
  shape_->setVisible(trace != nullptr && (shown || model.empty()));
  if (trace != nullptr) {
    const double millions = double(trace->model.parameters) / 1e6;
    const QString found = tr("%1 attention layers found", nullptr, int(trace->sites.size())).arg(trace->sites.size());  // a script names no layers of its own
    const bool has_shape = trace->model.layers + trace->model.decoder_layers > 0;
    shape_->set_text((has_shape ? layers_text(trace->model) : found) +
                     (millions > 0 ? QStringLiteral(" · ") + tr("%1 M parameters").arg(millions, 0, 'f', millions < 10 ? 2 : 1) : QString()));
  }
  ModelInfo described = shown ? trace->model : ModelInfo{};
  if (window_told_) described.note = without_window(described.note);
  const ModelNotes notes = shown ? model_notes(described) : ModelNotes{{}, entry != nullptr ? engine_sentence(entry->note) : QString()};
  const bool same_model = std::exchange(noted_, model) == model;
  say(*hint_, notes.own, same_model);
  say(*warning_, notes.warnings, same_model);
  refresh_stream();
}

void ModelSection::set_window_told(bool told) {
  if (std::exchange(window_told_, told) != told) refresh();
}

// A warning of the text comes and goes while one types: it keeps its room, so that the input below stays where it is.
void ModelSection::say(QLabel& label, const QString& note, bool same_model) {
  const int room = same_model && !label.isHidden() ? label.height() : 0;
  label.setMinimumHeight(room);
  label.setText(breakable(note));
  label.setVisible(!note.isEmpty() || room > 0);
}

void ModelSection::refresh_stream() {
  const TraceInfo* trace = context_.store.trace();
  stream_->setEnabled(trace != nullptr);
  if (trace == nullptr) return stream_->clear();
  QStringList names;
  for (const std::string& stream : trace->streams()) names += from_utf8(stream);
  QStringList present;
  for (int i = 0; i < stream_->count(); ++i) present += stream_->itemData(i).toString();
  if (names != present) {
    stream_->clear();
    for (const std::string& stream : trace->streams()) stream_->addItem(stream_name(*trace, stream), from_utf8(stream));
  }
  stream_->setCurrentIndex(int(names.indexOf(from_utf8(context_.store.selection().stream))));
  stream_->update();
}

namespace {

// The name of a group; it cannot be chosen.
void add_heading(QMenu& menu, const QString& name) {
  auto* label = new QLabel(name, &menu);
  label->setProperty("role", "group");
  label->setContentsMargins(12, menu.isEmpty() ? 4 : 10, 12, 2);
  auto* heading = new QWidgetAction(&menu);
  heading->setText(name);
  heading->setDefaultWidget(label);
  heading->setEnabled(false);
  menu.addAction(heading);
}

// A name, and in a column of its own what is known of it.
QAction* add_model(QMenu& menu, const std::string& name, const QString& second) {
  const auto plain = [](QString text) { return text.replace(QLatin1Char('&'), QStringLiteral("&&")).replace(QLatin1Char('\t'), QLatin1Char(' ')); };
  QAction* action = menu.addAction(second.isEmpty() ? plain(short_name(name)) : plain(short_name(name)) + QLatin1Char('\t') + plain(second));
  action->setData(from_utf8(name));
  action->setCheckable(true);
  return action;
}

QString cleaned(const QString& name) { return QDir::isAbsolutePath(name) ? QDir::cleanPath(name) : name; }

// Those that no list names: the one that is open, and the last ones before it.
QStringList elsewhere(const Catalogue& catalogue, const std::string& open) {
  QStringList recent = catalogue.settings().recent_models;
  if (!open.empty()) recent.prepend(from_utf8(open));
  for (QString& name : recent) name = cleaned(name);
  recent.removeDuplicates();
  recent.removeIf([&](const QString& name) { return catalogue.find(name.toStdString()) != nullptr; });
  return recent.mid(0, kMostRecent);
}

// The folder of a path whose last part another one has too.
QString folder_among(const QString& path, const QStringList& all) {
  const auto last = [](const QString& each) { return each.section(QLatin1Char('/'), -1); };
  const bool alone = std::ranges::count_if(all, [&](const QString& each) { return last(each) == last(path); }) < 2;
  return alone ? QString() : Face(12).elided(QDir::toNativeSeparators(path.section(QLatin1Char('/'), 0, -2)), kNoteRoom);
}

// Of a model that was opened before: which of those of its name it is, or that it is gone.
void add_recent(QMenu& menu, const QString& name, const QStringList& all) {
  const bool gone = name.startsWith(QLatin1Char('/')) && !QFileInfo::exists(name);
  QAction* action = add_model(menu, name.toStdString(), gone ? ModelSection::tr("not found") : folder_among(name, all));
  action->setToolTip(name);
  action->setEnabled(!gone);
}

}  // namespace

void ModelSection::fill_menu() {
  menu_->clear();
  const auto add = [&](const ModelEntry& entry) {
    const QString note = engine_sentence(entry.note);
    QAction* action = add_model(*menu_, entry.name, entry.usable ? family_name(entry.family) : Face(12).elided(note, kNoteRoom));
    action->setToolTip(note);
    action->setEnabled(entry.usable);
  };
  menu_->setToolTipsVisible(true);
  for (const auto origin : {ModelEntry::Origin::package, ModelEntry::Origin::bundled, ModelEntry::Origin::folder,
                            ModelEntry::Origin::script, ModelEntry::Origin::cache}) {
    bool first = true;
    for (const ModelEntry& entry : catalogue_.models()) {
      if (entry.origin != origin) continue;
      if (first) add_heading(*menu_, group_name(origin));
      first = false;
      add(entry);
    }
  }
  const QStringList recent = elsewhere(catalogue_, context_.runs.model());
  if (!recent.isEmpty()) add_heading(*menu_, tr("Recent"));
  for (const QString& name : recent) add_recent(*menu_, name, recent);
  const ModelEntry* open = catalogue_.find(context_.runs.model());  // perhaps opened by its path
  for (QAction* action : menu_->actions()) {
    if (!action->isCheckable()) continue;
    const std::string name = action->data().toString().toStdString();
    action->setChecked(cleaned(action->data().toString()) == cleaned(from_utf8(open == nullptr ? context_.runs.model() : open->name)));
    connect(action, &QAction::triggered, this, [this, name] { Q_EMIT model_chosen(name); });
  }
  menu_->addSeparator();
  connect(menu_->addAction(tr("Open folder…")), &QAction::triggered, this, &ModelSection::folder_wanted);
}

void ModelSection::open_menu() {
  fill_menu();
  menu_->setMinimumWidth(button_->width());
  menu_->popup(button_->mapToGlobal(QPoint(0, button_->height() + 2)));
  const auto actions = menu_->actions();
  const auto open = std::ranges::find_if(actions, &QAction::isChecked);
  if (open != actions.end()) menu_->setActiveAction(*open);  // where the arrow keys begin
}

}  // namespace headlight::ui
