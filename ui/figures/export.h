// Figures and their numbers as files, with what they were made from in the file's metadata.
#pragma once

#include <QImage>
#include <string>

#include "engine/api/result.h"
#include "engine/api/session.h"
#include "ui/figures/builder.h"

namespace headlight::ui {

enum class FileFormat { png, svg, pdf, csv, json, npy };

// By the file name's ending; an error names the known ones.
Result<FileFormat> file_format(const std::string& path);

struct PageSpec {
  // Of the whole file, margins included; 0: as wide as reads well, at most 175 mm, and so that letters can be read in
  // width_px pixels. Narrower than the figure's least width, or too few pixels for its letters, is an error of usage.
  double width_mm = 0;
  double dpi = 300;           // png
  std::int64_t width_px = 0;  // png: sets the pixels across and thereby the resolution; 0: by dpi
  double margin_pt = 4;
  bool source = true;  // model and input below the figure
  bool operator==(const PageSpec&) const = default;
};

// Where each format keeps the provenance: png text chunks ("Title", "Software", "Description", "headlight" as JSON),
// svg <title>, <desc>, <metadata>; pdf title, creator and XMP (dc:description); csv a first line "# {…}"; json
// "provenance"; npy a comment at the end of the header's dictionary, which readers of the format skip. Written under a
// temporary name and renamed, so no partial file is left behind.
Result<Written> write_figure(const BuiltFigure& built, const std::string& path, const PageSpec& page = {});

// Of the png.
Result<QSize> pixel_size(const BuiltFigure& built, const PageSpec& page);

// The figure as it would be written to a png.
Result<QImage> render(const BuiltFigure& built, const PageSpec& page);
// The same in the colours of the window, `scale` pixels a px.
QImage render_on_screen(const BuiltFigure& built, const FigureStyle& style, QSize size, double scale);

// The data formats' content.
QByteArray csv_text(const BuiltFigure& built);
QByteArray json_text(const BuiltFigure& built);
Result<QByteArray> npy_bytes(const BuiltFigure& built);

}  // namespace headlight::ui
