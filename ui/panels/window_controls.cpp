#include "ui/panels/window_controls.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>
#include <algorithm>
#include <cmath>

#include "ui/controls/frames.h"
#include "ui/controls/number_field.h"
#include "ui/theme/face.h"

namespace headlight::ui {

namespace {

constexpr std::size_t kBins = 256;
constexpr std::int64_t kCountedEdge = 512;
constexpr double kLow = 0.01, kHigh = 0.99;
constexpr double kNearlyAll = 0.95;  // of a picture that shows nothing

QString number_text(double value) { return QString::number(value, 'f', std::abs(value - std::round(value)) < 1e-6 ? 0 : 1); }

}  // namespace

bool has_window(const Picture& picture) { return picture.range[1] > picture.range[0] && (picture.grey || picture.bits > 8); }

std::vector<double> counts_of(const Picture& picture) {
  std::vector<double> counts(kBins, 0);
  for (const std::uint8_t value : picture.rgb) counts[value] += 1;
  return counts;
}

std::array<double, 2> percentiles(const std::vector<double>& counts, std::array<double, 2> limits, double low, double high) {
  double all = 0, sum = 0;
  for (const double count : counts) all += count;
  const double bin = (limits[1] - limits[0]) / double(std::max<std::size_t>(1, counts.size() - 1));
  std::array<double, 2> found = limits;
  bool begun = false;
  for (std::size_t i = 0; i < counts.size() && all > 0; ++i) {
    sum += counts[i];
    if (!begun && sum > low * all) found[0] = limits[0] + double(i) * bin;
    begun = begun || sum > low * all;
    if (sum < high * all) continue;
    found[1] = limits[0] + double(i) * bin;
    break;
  }
  return found;
}

std::array<double, 2> clipped_shares(const std::vector<double>& counts, std::array<double, 2> limits, std::array<double, 2> window) {
  double all = 0;
  std::array<double, 2> out{0, 0};
  const double bin = (limits[1] - limits[0]) / double(std::max<std::size_t>(1, counts.size() - 1));
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double value = limits[0] + double(i) * bin;
    all += counts[i];
    if (value <= window[0]) out[0] += counts[i];
    if (value >= window[1]) out[1] += counts[i];
  }
  return all > 0 ? std::array{out[0] / all, out[1] / all} : out;
}

WindowControls::WindowControls(Context context, QWidget* parent)
    : QWidget(parent),
      context_(context),
      bar_(new RangeBar(tr("Window and level"), this)),
      low_(new QLineEdit(this)),
      high_(new QLineEdit(this)),
      preset_(new Segments({tr("Stored"), tr("Full"), tr("1–99 %")}, tr("Window and level"), this)),
      numbers_(new ElidedLabel("text3", 11, 400, this)),
      clipped_(new QLabel(this)),
      own_range_(new Button(Button::Kind::normal, tr("Use the picture's own range"), this)) {
  build();
  hide();
  connect(bar_, &RangeBar::changed, this, [this](double low, double high) { give(std::array{std::round(low), std::round(high)}); });
  for (QLineEdit* field : {low_, high_}) connect(field, &QLineEdit::editingFinished, this, &WindowControls::take_numbers);
  connect(preset_, &Segments::chosen, this, [this](int index) {
    index == 0 ? use_own() : index == 1 ? use_full() : use_percentiles();
    refresh();
  });
  connect(own_range_, &QPushButton::clicked, this, &WindowControls::use_full);
  connect(&context_.runs, &RunController::input_changed, this, &WindowControls::refresh);
}

void WindowControls::build() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  auto* name = new ElidedLabel("text2", 12, 400, this);
  name->set_text(tr("Window and level"));
  low_->setAccessibleName(tr("Black is"));
  high_->setAccessibleName(tr("White is"));
  auto* fields = new QHBoxLayout;
  fields->setSpacing(4);
  for (QLineEdit* field : {low_, high_}) {
    field->setFixedSize(56, 28);
    field->setAlignment(Qt::AlignRight);
  }
  fields->addWidget(low_);
  fields->addWidget(numbers_, 1);
  fields->addWidget(high_);
  clipped_->setProperty("role", "warn");
  clipped_->setWordWrap(true);
  clipped_->setTextFormat(Qt::PlainText);
  for (QWidget* each : std::initializer_list<QWidget*>{name, clipped_}) column->addWidget(each);
  column->addWidget(own_range_, 0, Qt::AlignLeft);
  column->addLayout(fields);
  column->addWidget(bar_);
  column->addWidget(preset_);
  preset_->set_enabled(0, true, tr("8-bit samples as they are, wider ones as the model's own loader narrows them"));
  preset_->set_enabled(1, true, tr("From the least to the largest sample of the file"));
  preset_->set_enabled(2, true, tr("From the 1st to the 99th percentile of the samples"));
  bar_->setToolTip(tr("Drag an end, or between them. On the picture: drag with the right button"));
}

void WindowControls::set_picture(const std::string& path, std::int64_t frame) {
  if (path == path_ && frame == frame_) return refresh();
  path_ = path;
  frame_ = frame;
  info_.reset();
  hide();
  Q_EMIT usable_changed();
  PreviewRequest request;
  request.path = path;
  request.edge = 16;
  request.frame = frame;
  context_.client.submit({.slot = "window", .request = request, .receiver = this, .done = [this](Result<Reply> reply) {
                            // A file that cannot be read has no window; the preview beside it says why.
                            const auto* picture = reply.ok() ? std::get_if<Picture>(&reply.value()) : nullptr;
                            if (picture != nullptr && has_window(*picture)) take_picture(*picture);
                          }});
}

void WindowControls::take_picture(const Picture& picture) {
  info_ = picture;
  info_->rgb.clear();
  middle_ = info_->range;
  bar_->set_limits(info_->range[0], info_->range[1]);
  bar_->set_counts({});
  counts_.clear();
  refresh();
  show();
  Q_EMIT usable_changed();
  count(info_->range, true);
}

// Counts come from 8-bit pictures: what a coarse one leaves between two neighbouring values, a second one of the part
// that is full tells apart.
void WindowControls::count(std::array<double, 2> limits, bool again) {
  PreviewRequest request;
  request.path = path_;
  request.edge = kCountedEdge;
  request.frame = frame_;
  request.window = limits;
  context_.client.submit({.slot = "window", .request = request, .receiver = this, .done = [this, limits, again](Result<Reply> reply) {
                            const auto* picture = reply.ok() ? std::get_if<Picture>(&reply.value()) : nullptr;
                            if (picture == nullptr) return;
                            const auto counts = counts_of(*picture);
                            middle_ = percentiles(counts, limits, kLow, kHigh);
                            if (again) bar_->set_counts(counts_ = counts);
                            refresh();
                            const double bin = (limits[1] - limits[0]) / double(kBins - 1);
                            const std::array finer{std::max(limits[0], middle_[0] - bin), std::min(limits[1], middle_[1] + bin)};
                            if (again && bin > 1) count(finer, false);
                          }});
}

std::array<double, 2> WindowControls::now() const {
  const auto& window = context_.runs.input().window;
  if (window) return *window;
  if (!info_) return {0, 1};
  // Wide grey samples are cut off at 255 there, wide colours keep their upper byte.
  return info_->bits > 8 && !info_->grey ? std::array{0.0, 65535.0} : std::array{0.0, 255.0};
}

void WindowControls::refresh() {
  if (!info_) return;
  const auto range = now();
  bar_->set_range(range[0], range[1]);
  const auto put = [](QLineEdit* field, double value) {
    if (field->hasFocus() && field->isModified()) return;
    field->setText(number_text(value));
    field->setCursorPosition(0);
  };
  put(low_, range[0]);
  put(high_, range[1]);
  const QString said = clipped();
  clipped_->setText(said);
  for (QWidget* each : std::initializer_list<QWidget*>{clipped_, own_range_}) each->setVisible(!said.isEmpty());
  numbers_->set_text(tr("W %1 · L %2").arg(number_text(range[1] - range[0]), number_text((range[0] + range[1]) / 2)));
  const auto& window = context_.runs.input().window;
  preset_->set_current(!window ? 0 : *window == info_->range ? 1 : *window == middle() ? 2 : -1);
}

// Wide grey as it is stored is cut off at 255, which most of them pass; a chosen window may miss the picture altogether.
QString WindowControls::clipped() const {
  if (!info_) return {};
  const auto range = now();
  if (!context_.runs.input().window)
    return info_->bits > 8 && info_->grey && info_->range[1] > range[1]
               ? tr("Values above %1 are white to the model, and this picture's reach %2.").arg(number_text(range[1]), number_text(info_->range[1]))
               : QString();
  const auto [black, white] = clipped_shares(counts_, info_->range, range);
  if (std::max(black, white) < kNearlyAll) return {};
  const QString own = number_text(info_->range[0]) + QStringLiteral("–") + number_text(info_->range[1]);
  return white >= kNearlyAll ? tr("Nearly all of the picture is white: its values are %1.").arg(own)
                             : tr("Nearly all of the picture is black: its values are %1.").arg(own);
}

void WindowControls::give(std::optional<std::array<double, 2>> window) {
  InputSpec input = context_.runs.input();
  if (input.image != path_ || (window && window->at(0) >= window->at(1))) return;
  input.window = window;
  context_.runs.set_input(std::move(input));
}

void WindowControls::take_numbers() {
  if (!low_->isModified() && !high_->isModified()) return;
  const auto low = number_in(*low_), high = number_in(*high_);
  const bool good = low && high && *low < *high;
  for (QLineEdit* field : {low_, high_}) {
    field->setProperty("invalid", !good);
    field->style()->polish(field);
    field->setToolTip(good ? QString() : tr("Two numbers, the lower one first"));
    if (good) field->setModified(false);
  }
  if (good) give(std::array{*low, *high});
}

void WindowControls::use_own() { give(std::nullopt); }

void WindowControls::use_full() {
  if (info_) give(info_->range);
}

void WindowControls::use_percentiles() {
  if (info_ && middle_[0] < middle_[1]) give(middle());
}

std::array<double, 2> WindowControls::middle() const {
  return {std::round(middle_[0]), std::max(std::round(middle_[0]) + 1, std::round(middle_[1]))};
}

void WindowControls::use_next() {
  const auto& window = context_.runs.input().window;
  if (!window) return use_full();
  *window == (info_ ? info_->range : *window) ? use_percentiles() : use_own();
}

void WindowControls::drag(QPointF by) {
  if (!info_) return;
  const double span = info_->range[1] - info_->range[0];
  const auto next = moved_range(now(), by.y() * span, by.x() * span, {std::min(info_->range[0], now()[0]), std::max(info_->range[1], now()[1])});
  give(std::array{next[0], next[1]});
}

}  // namespace headlight::ui
