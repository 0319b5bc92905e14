#include "ui/panels/picture_zoom.h"

#include <algorithm>
#include <cmath>

namespace headlight::ui {

namespace {

constexpr double kDeepest = 64;  // screen pixels a pixel of the picture

double scale_of(const PicturePlace& place) { return place.rect.width() / place.visible.width(); }

}  // namespace

PictureZoom::PictureZoom(FigureCanvas& canvas, Ask ask) : QObject(&canvas), canvas_(canvas), ask_(std::move(ask)) {
  connect(&canvas_, &FigureCanvas::dragged, this, &PictureZoom::pan);
  connect(&canvas_, &FigureCanvas::turned, this, [this](QPointF at, double steps) { zoom(at, std::pow(1.25, steps)); });
}

std::optional<PicturePlace> PictureZoom::place() const {
  const auto shown = ask_();
  if (!shown || shown->picture.isEmpty()) return std::nullopt;
  return shown->place(canvas_.viewport());
}

QSizeF PictureZoom::picture() const {
  const auto shown = ask_();
  return shown ? shown->picture : QSizeF();
}

double PictureZoom::scale() const {
  const auto now = place();
  return now ? scale_of(*now) : 0;
}

// The part of the picture that fills the room at `scale`, so that its pixel `held` lies at the canvas's point `at`.
void PictureZoom::set_view(const Shown& shown, double scale, QPointF held, QPointF at) {
  const QSizeF all = shown.picture;
  const double fitting = std::min(shown.room.width() / all.width(), shown.room.height() / all.height());
  if (scale <= fitting * 1.0001) return fit();
  scale = std::min(scale, std::max(kDeepest, fitting));
  const QSizeF size(std::min(all.width(), shown.room.width() / scale), std::min(all.height(), shown.room.height() / scale));
  QRectF view(QPointF(0, 0), size);
  view.translate(held - shown.place(view).original(at));
  view.moveLeft(std::clamp(view.left(), 0.0, all.width() - size.width()));
  view.moveTop(std::clamp(view.top(), 0.0, all.height() - size.height()));
  canvas_.set_viewport(view);
}

void PictureZoom::zoom(QPointF at, double factor) {
  const auto shown = ask_();
  if (!shown || shown->picture.isEmpty()) return;
  const PicturePlace now = shown->place(canvas_.viewport());
  const QPointF on(std::clamp(at.x(), now.rect.left(), now.rect.right()), std::clamp(at.y(), now.rect.top(), now.rect.bottom()));
  set_view(*shown, scale_of(now) * factor, now.original(on), on);
}

void PictureZoom::zoom_middle(double factor) {
  if (const auto now = place()) zoom(now->rect.center(), factor);
}

void PictureZoom::pan(QPointF by) {
  const auto shown = ask_();
  if (!shown || shown->picture.isEmpty() || canvas_.viewport().isEmpty()) return;
  const PicturePlace now = shown->place(canvas_.viewport());
  set_view(*shown, scale_of(now), now.original(now.rect.center() - by), now.rect.center());
}

void PictureZoom::show(const QRectF& part) {
  const auto shown = ask_();
  if (!shown || shown->picture.isEmpty() || part.isEmpty()) return;
  const double scale = std::min(shown->room.width() / part.width(), shown->room.height() / part.height());
  set_view(*shown, scale, part.center(), shown->place({}).rect.center());
}

}  // namespace headlight::ui
