#include "ui/window/figure_preview.h"

#include <QScreen>
#include <cmath>

namespace headlight::ui {

namespace {

constexpr double kMillimetresAnInch = 25.4, kUsualDots = 96;
constexpr double kLeastDots = 60, kMostDots = 600;  // what a screen may claim; where everything is enlarged, so is the figure
constexpr int kFigurePreviewMargin = 16;

}  // namespace

double pixels_per_millimetre(const QScreen* screen) {
  const double dots = screen == nullptr ? 0 : screen->physicalDotsPerInchX();
  return (dots >= kLeastDots && dots <= kMostDots ? dots : kUsualDots) / kMillimetresAnInch;
}

FigurePreview::FigurePreview(QWidget* parent) : QScrollArea(parent), picture_(new QLabel(this)) {
  picture_->setAlignment(Qt::AlignCenter);
  picture_->setContentsMargins(kFigurePreviewMargin, kFigurePreviewMargin, kFigurePreviewMargin, kFigurePreviewMargin);
  setWidget(picture_);
  setWidgetResizable(true);
  setObjectName(QStringLiteral("paper"));
  setAccessibleName(tr("Preview"));
  setFocusPolicy(Qt::StrongFocus);  // arrow keys scroll it
}

void FigurePreview::set_true_size(bool on) { true_size_ = on; }

void FigurePreview::resizeEvent(QResizeEvent* event) {
  QScrollArea::resizeEvent(event);
  if (!true_size_) Q_EMIT resized();
}

Result<QSizeF> FigurePreview::show_figure(const BuiltFigure& built, const PageSpec& page) {
  const QSizeF room = QSizeF(viewport()->size()) - QSizeF(2 * kFigurePreviewMargin, 2 * kFigurePreviewMargin);
  const double width = true_size_ ? page.width_mm * pixels_per_millimetre(screen()) : std::max(100.0, room.width());
  PageSpec pixels = page;
  pixels.width_px = std::max<std::int64_t>(1, std::llround(width * devicePixelRatioF()));
  auto image = headlight::ui::render(built, pixels);
  if (!image.ok()) return image.error();
  const QSizeF paper(page.width_mm, page.width_mm * image.value().height() / std::max(1, image.value().width()));
  QPixmap shown = QPixmap::fromImage(image.value());
  const double tall = room.height() * devicePixelRatioF();
  if (!true_size_ && shown.height() > tall) shown = shown.scaledToHeight(std::max(1, int(tall)), Qt::SmoothTransformation);
  shown.setDevicePixelRatio(devicePixelRatioF());
  picture_->setPixmap(shown);
  return paper;
}

}  // namespace headlight::ui
