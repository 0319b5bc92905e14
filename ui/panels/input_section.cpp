// The input section: what is typed and what the controller has, kept alike.
#include <QMenu>
#include <QPainter>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QStyle>
#include <QTextOption>

#include "ui/panels/centre_panels.h"
#include "ui/panels/input_rail.h"
#include "ui/panels/scene.h"
#include "ui/state/engine_words.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

std::vector<std::int64_t> numbers_in(const QString& text) {
  std::vector<std::int64_t> numbers;
  static const QRegularExpression gaps(QStringLiteral("[\\s,]+"));
  for (const QString& part : text.split(gaps, Qt::SkipEmptyParts)) {
    bool good = false;
    const qint64 number = part.toLongLong(&good);
    if (!good) return {};
    numbers.push_back(number);
  }
  return numbers;
}

QString joined(const std::vector<std::int64_t>& numbers) {
  QStringList parts;
  for (const auto number : numbers) parts += QString::number(number);
  return parts.join(QStringLiteral(", "));
}

// A text that reads from right to left stands at the right, as its tokens do.
void follow_direction(QPlainTextEdit* box) {
  const auto turn = [box] {
    const bool mirrored = reads_right_to_left(box->toPlainText());
    QTextOption option = box->document()->defaultTextOption();
    const auto wanted = mirrored ? Qt::RightToLeft : Qt::LeftToRight;
    if (option.textDirection() == wanted) return;
    option.setTextDirection(wanted);
    option.setAlignment(mirrored ? Qt::AlignRight | Qt::AlignAbsolute : Qt::AlignLeft | Qt::AlignAbsolute);
    box->document()->setDefaultTextOption(option);
  };
  QObject::connect(box, &QPlainTextEdit::textChanged, box, turn);
  turn();
}

}  // namespace

QImage as_model_gets(const QImage& picture, const Axis& axis) {
  QImage out(int(axis.input[1]), int(axis.input[0]), QImage::Format_RGB32);
  out.fill(Qt::black);  // padding
  const Affine& a = axis.to_image;
  bool can = false;
  const QTransform input = QTransform(a[0], a[3], a[1], a[4], a[2], a[5]).inverted(&can);
  if (!can || picture.isNull()) return out;
  QPainter painter(&out);
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.setTransform(input);
  painter.drawImage(QRectF(0, 0, double(axis.image[1]), double(axis.image[0])), picture);
  return out;
}

InputSection::InputSection(Context context, Catalogue& catalogue, QWidget* parent)
    : Section(tr("Input"), parent), context_(context), catalogue_(catalogue) {
  kind_ = new Segments({tr("Text"), tr("Image"), tr("IDs")}, tr("Kind of input"), this);
  body()->addWidget(kind_);
  build_text();
  build_image();
  build_ids();
  error_ = new ElidedLabel("error", 11, 400, this);
  body()->addWidget(error_);
  build_run_row();
  kind_->set_current(0);
  connect(kind_, &Segments::chosen, this, &InputSection::change_kind);
  for (QPlainTextEdit* box : {text_, pair_, target_}) follow_direction(box);
  connect(&context_.runs, &RunController::input_changed, this, &InputSection::take_input);
  connect(&context_.runs, &RunController::model_changed, this, &InputSection::refresh_model);
  connect(&context_.runs, &RunController::tokens_changed, this, &InputSection::refresh_tokens);
  connect(&context_.runs, &RunController::state_changed, this, &InputSection::refresh_state);
  connect(&catalogue_, &Catalogue::changed, this, &InputSection::refresh_model);
  connect(&catalogue_, &Catalogue::changed, this, &InputSection::refresh_state);
  connect(&context_.store, &Store::run_changed, this, [this] {
    refresh_tokens();  // a trace file brings its own
    previewed_ = {};
    show_preview();
  });
  connect(&context_.store, &Store::view_changed, this, &InputSection::refresh_selection);
  connect(&context_.store, &Store::hover_changed, this, &InputSection::refresh_selection);
  take_input();
  refresh_model();
  refresh_tokens();
  refresh_state();
}

// In cross attention the input's tokens are keys: the queries are what the decoder writes.
bool InputSection::input_is_keys_only() const {
  const SiteInfo* site = context_.store.site();
  return site != nullptr && site->query_axis != site->key_axis;
}

void InputSection::focus_text() {
  text_->setFocus();
  text_->selectAll();
}

void InputSection::take_input() {
  const InputSpec& input = context_.runs.input();
  taking_ = true;
  window_->set_picture(input.image, input.frame);
  const auto put = [](QPlainTextEdit* box, const std::string& text) {
    if (box->toPlainText() != from_utf8(text)) box->setPlainText(from_utf8(text));
  };
  if (!giving_) {  // what is typed for another kind of input stays for when one returns to it
    put(text_, input.text);
    put(pair_, input.pair.value_or(""));
    put(target_, input.target.value_or(""));
    show_pair(input.pair.has_value() || !pair_->isHidden());
    if (numbers_in(ids_->text()) != input.ids) ids_->setText(joined(input.ids));
  }
  if (!input.image.empty()) image_ = input.image;
  show_preview();
  if (!input.image.empty()) kind_->set_current(1);
  if (!input.ids.empty()) kind_->set_current(2);
  if (!input.text.empty()) kind_->set_current(0);
  taking_ = false;
  refresh_model();
}

void InputSection::give_input() {
  if (taking_) return;
  InputSpec input;
  if (kind_->current() == 0) {
    input.text = text_->toPlainText().toStdString();
    if (!pair_->isHidden() && !pair_->toPlainText().isEmpty()) input.pair = pair_->toPlainText().toStdString();
    if (!target_->isHidden() && !target_->toPlainText().isEmpty()) input.target = target_->toPlainText().toStdString();
  } else if (kind_->current() == 1) {
    if (context_.runs.input().image == image_) input = context_.runs.input();  // with its window, frame and region
    input.image = image_;
  } else {
    input.ids = numbers_in(ids_->text());
    ids_->setProperty("invalid", !ids_->text().trimmed().isEmpty() && input.ids.empty());
    ids_->style()->polish(ids_);
  }
  giving_ = true;
  context_.runs.set_input(std::move(input));
  giving_ = false;
}

// Another kind of input was chosen. Token numbers begin as those of the text, until somebody writes others.
void InputSection::change_kind() {
  const Axis* read = shown_tokens();
  if (kind_->current() == 2 && read != nullptr && !read->ids.empty() && (ids_->text().isEmpty() || ids_->text() == of_text_)) {
    of_text_ = joined(read->ids);
    const QSignalBlocker quiet(ids_);
    ids_->setText(of_text_);
  }
  refresh_model();
  give_input();
}

void InputSection::refresh_model() {
  const ModelEntry* entry = catalogue_.find(context_.runs.model());
  const TraceInfo* trace = context_.store.trace();
  const bool known = entry != nullptr, script = holds_code(context_.runs.model());
  const bool image = script || (known ? entry->takes_image : trace != nullptr && trace->model.takes_image);
  const bool text = script || (known ? entry->takes_text : trace == nullptr || trace->model.takes_text);
  refresh_tokenizer();
  kind_->set_enabled(0, text, text ? QString() : tr("This model takes images"));
  kind_->set_enabled(1, image, image ? QString() : tr("This model takes text"));
  kind_->set_enabled(2, text, text ? QString() : tr("This model takes images"));
  if (kind_->current() == 1 ? !image : !text) kind_->set_current(image ? 1 : 0);
  text_page_->setVisible(kind_->current() == 0);
  image_page_->setVisible(kind_->current() == 1);
  ids_page_->setVisible(kind_->current() == 2);
  const bool translates = trace != nullptr && trace->model.generates && trace->streams().size() > 1;
  target_->setVisible(translates);
  second_->setVisible(!translates && !(trace != nullptr && trace->model.generates));
  automatic_->setVisible(kind_->current() != 1);
  if (kind_->current() == 1 && image_.empty()) preview_->setText(tr("Drop a picture here, paste one, or open a file"));
}

void InputSection::refresh_state() {
  const bool running = context_.runs.running();
  run_->setText(running ? tr("Stop") : tr("Run"));
  run_->set_icon_name(running ? QStringLiteral("stop") : QStringLiteral("play"));
  run_->set_key(running ? QStringLiteral("Esc") : QStringLiteral("Ctrl ↵"));
  show_token_error();
  const ModelEntry* entry = catalogue_.find(context_.runs.model());
  const bool usable = entry == nullptr || entry->usable;
  run_->setEnabled(running || (usable && context_.runs.ready()));
  const bool of_file = context_.runs.of_file();
  run_->setToolTip(of_file ? tr("A trace is shown as it was written. Choose a model to run its input again.") : usable ? QString() : engine_sentence(entry->note));
  automatic_->setEnabled(!of_file);
  automatic_->setChecked(context_.runs.automatic());
  automatic_->setToolTip(run_->toolTip());
  for (QPlainTextEdit* box : {text_, pair_, target_}) box->setReadOnly(of_file);
  ids_->setReadOnly(of_file);
  take_back_->setVisible(context_.runs.edited() && !running);
  set_note(of_file ? tr("from the trace, read only") : context_.runs.edited() && !running ? tr("edited, not run") : QString());
}

// Why a model cannot be opened says more than that it has no tokenizer.
void InputSection::show_token_error() {
  const auto& error = context_.runs.token_error();
  error_->setVisible(error.has_value() && !context_.runs.error());
  if (error) error_->set_text(engine_line(*error));
}

const Axis* InputSection::shown_tokens() const {
  const Run* run = context_.store.run();
  if (run == nullptr || !run->model.empty()) return context_.runs.tokens();
  const auto read = std::ranges::find_if(run->trace->axes, [](const Axis& axis) { return axis.kind == AxisKind::tokens; });
  return read == run->trace->axes.end() ? nullptr : &*read;
}

void InputSection::refresh_tokens() {
  const Axis* axis = shown_tokens();
  show_token_error();
  const bool some = axis != nullptr && axis->kind == AxisKind::tokens && axis->size() > 0;
  if (some) {
    const TraceInfo* trace = context_.store.trace();
    const std::int64_t longest = trace == nullptr ? 0 : trace->model.longest;
    count_->set_text(longest > 0 ? tr("%1 tokens of %2", nullptr, int(axis->size())).arg(format_count(axis->size()), format_count(longest))
                                 : tr("%1 tokens", nullptr, int(axis->size())).arg(format_count(axis->size())));
    count_->set_role(longest > 0 && std::int64_t(axis->size()) > longest ? "warn" : "text3");
  } else {
    count_->set_text({});
  }
  tokens_->setVisible(some);
  refresh_chips();
}

void InputSection::refresh_chips() {
  SideOptions options;
  options.merge_words = merges_words(context_.store);
  chips_ = show_tokens(*tokens_, shown_tokens(), options);
  merged_ = options.merge_words;
  refresh_selection();
}

void InputSection::refresh_selection() {
  const Store& store = context_.store;
  if (merged_ != merges_words(store)) return refresh_chips();
  const Axis* axis = shown_tokens();
  const bool same = store.site() != nullptr && axis != nullptr && !context_.runs.edited();
  const auto is_input = [&](const Axis& shown) { return same && shown.labels == axis->labels; };
  const bool queries = same && is_input(query_axis(*store.trace(), *store.site()));
  const bool keys = same && is_input(key_axis(*store.trace(), *store.site()));
  const auto chip = [&](bool shown, std::int64_t position) { return shown ? int(chips_.find(position)) : -1; };
  tokens_->set_selected(chip(queries, store.selection().query), chip(keys, store.selection().key));
  tokens_->set_hovered(chip(queries, store.hovered().query), chip(keys, store.hovered().key));
}

void InputSection::refresh_tokenizer() {
  tokenizer_->setVisible(holds_code(context_.runs.model()));
  const std::string& folder = context_.runs.tokenizer();
  folder_->set_text(folder.empty() ? tr("No tokenizer: choose its folder") : tr("Tokenizer: %1").arg(from_utf8(folder)));
}

// The rail shows what is chosen, also before it has run.
void InputSection::show_preview() {
  if (image_.empty()) return;
  image_name_->set_text(from_utf8(image_).section(QLatin1Char('/'), -1));
  PreviewRequest wanted;
  wanted.path = image_;
  const InputSpec& input = context_.runs.input();
  if (input.image == image_) {
    wanted.window = input.window;
    wanted.frame = input.frame;
  }
  const bool same = wanted.path == previewed_.path && wanted.window == previewed_.window && wanted.frame == previewed_.frame;
  if (same) return;
  previewed_ = wanted;
  context_.client.submit({.slot = "preview", .request = std::move(wanted), .receiver = this, .done = [this](Result<Reply> reply) {
                            const auto* picture = reply.ok() ? std::get_if<Picture>(&reply.value()) : nullptr;
                            if (picture != nullptr) return show_picture(image_of(*picture));
                            preview_->setText(reply.ok() ? QString() : engine_line(reply.error()));
                          }});
}

const Axis* InputSection::model_input() const {
  const Run* run = context_.store.run();
  if (run == nullptr || run->model != context_.runs.model() || run->input.image != image_) return nullptr;
  for (const Axis& axis : run->trace->axes) {
    if (axis.kind == AxisKind::patches && axis.input[0] > 0 && axis.image[0] > 0) return &axis;
  }
  return nullptr;
}

void InputSection::show_picture(const QImage& picture) {
  const Axis* axis = model_input();
  as_model_->setVisible(axis != nullptr);
  const bool as_model = axis != nullptr && as_model_->isChecked();
  const QImage seen = as_model ? as_model_gets(picture, *axis) : picture;
  image_name_->set_text(as_model ? tr("%1 × %2 px, what the model gets").arg(axis->input[1]).arg(axis->input[0])
                                 : from_utf8(image_).section(QLatin1Char('/'), -1));
  const QSize room = preview_->size() * devicePixelRatioF();
  QPixmap shown = QPixmap::fromImage(seen).scaled(room, Qt::KeepAspectRatio, Qt::SmoothTransformation);
  shown.setDevicePixelRatio(devicePixelRatioF());
  preview_->setPixmap(shown);
}

void InputSection::fill_samples() {
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  for (const Sample& sample : catalogue_.samples_for(catalogue_.find(context_.runs.model()))) {
    connect(menu->addAction(sample_title(sample)), &QAction::triggered, this, [this, sample] {
      context_.runs.set_input(sample.input);
      context_.runs.run();
    });
  }
  if (menu->isEmpty()) menu->addAction(tr("No samples for this model"))->setEnabled(false);
  menu->popup(samples_->mapToGlobal(QPoint(0, samples_->height())));
}

}  // namespace headlight::ui
