// Maps and links of detections as figures on the photo, made from what the feed holds.
#pragma once

#include <QImage>

#include "ui/figures/overlay.h"
#include "ui/figures/patch_graph.h"
#include "ui/figures/picture_graph.h"
#include "ui/state/feed.h"

namespace headlight::ui {

// What lies on the photo of the chosen site; Photo::points where nothing is chosen.
[[nodiscard]] Photo photo_of(const Store& store);

// The path of the picture that the run shown is of; empty for none.
[[nodiscard]] std::string shown_picture(const Store& store);

// Puts another picture there, and with it chooses the layer that it shows, so that heads and statistics are those of the
// picture.
void show_photo(Store& store, Photo photo);
void show_next_photo(Store& store);  // of those that the chosen layer has

// The receptive field, while it is shown, is taken at a place of the picture that is clicked.
void take_place(const Store& store, Selection& selection, QPointF at);

// Each is null while its numbers have not arrived.
// A picture's patches are to be drawn, but no row is chosen: the picture stands alone, to be clicked.
[[nodiscard]] bool waits_for_patch(const Store& store);
// Where the chosen head's sampling points fell, as a map over the picture.
[[nodiscard]] std::optional<OverlayContent> sampled_map(Feed& feed, const ViewLoader& map, const QImage& picture);
// The attention between the shown objects; of the chosen one where it is among them.
[[nodiscard]] std::shared_ptr<const PictureGraphFigure> links_figure(Feed& feed, const QImage& picture);
// The attention between patches: of the chosen one, else of all; of a map too large to be held only of the chosen one.
[[nodiscard]] std::shared_ptr<const PatchGraphFigure> patch_links_figure(Feed& feed, const QImage& picture);
// Whether a map of an object lies there and none is chosen: its figure is then of all boxes.
[[nodiscard]] bool waits_for_object(const Feed& feed);
// What lies on the photo where that is not the sampling points.
[[nodiscard]] FigurePtr photo_figure(Feed& feed, const QImage& picture);

}  // namespace headlight::ui
