// The words and the colour scale that a spec gives a figure.
#pragma once

#include <QImage>

#include "ui/figures/builder.h"
#include "ui/figures/scale.h"
#include "ui/figures/side.h"
#include "ui/figures/usual_range.h"

namespace headlight::ui {

struct Sides {
  Side queries, keys;
};

// An empty image for replies that hold none.
QImage image_from(const Reply& reply);
// What is said of a picture that a trace names and that could not be read; empty where it was read.
QString picture_note(const TraceInfo& trace, const QImage& image);

// "weight", "score", "contribution", as data files and the command line call them.
QString quantity_key(Quantity quantity);

// The colour scale for values of rows over `keys` cells: the spec's range, else the automatic one.
Scale scale_for(const FigureSpec& spec, const Spread& spread, std::int64_t keys);
// The scale in a figure's provenance; with its values' ends where they lie beyond it.
void note_scale(QJsonObject& extra, const Scale& scale);
void note_scale(QJsonObject& extra, const Scale& scale, const Spread& spread);
double one_digit_below(double value);
// Which of a map's columns stand for a special token, also among others where columns are pooled.
std::vector<bool> special_columns(const Side& keys, std::int64_t columns);

// As it stands within a sentence: its first letter is small.
QString lowered(QString text);
// "a, b and c"
QString listed(const std::vector<QString>& words);
// "Subwords joined; [CLS] and [SEP] left out (0.344 of the row of it)."; `dropped` below 0: without the share.
QString words_note(const Side& queries, const Side& keys, double dropped, std::int64_t query);
// "Layer 3", with its stream where there are several.
QString layer_title(const TraceInfo& trace, const SiteInfo& site);
// "the two strongest links of each word"
QString links_title(const TraceInfo& trace, const SiteInfo& site, const FigureSpec& spec);
// How patches are named where they have labels; empty for other keys.
QString patches_note(const TraceInfo& trace, const SiteInfo& site);
// Of scores: how words are joined, and what is left out.
QString scores_note(const Sides& sides);
// Of a layer cut into windows or areas: what is greyed.
QString unseen_note(const SiteInfo& site);
// Of scores: cells without a number have no colour.
QString masked_note(const Plane& plane);
// What a sample's means may be off by.
QString sampled_note(const StatisticsResult& result, bool patches);
// What entropy and distance are of sampling points; `detections`: and the share inside of their boxes.
QString points_note(bool detections);
// The words of the text that the model does not know; empty where it knows all.
QString unknown_note(const TraceInfo& trace, const SiteInfo& site);
// Those that are not empty, one after the other.
QString sentences(const QStringList& all);

// What rows and columns are called.
struct Names {
  QString query = QStringLiteral("query"), key = QStringLiteral("key");
};
Names names_of(const TraceInfo& trace, const SiteInfo& site, const FigureSpec& spec);
// "queries", "key patches", "written tokens"
QString plural(const QString& name);

Sides sides_of(const TraceInfo& trace, const SiteInfo& site, const FigureSpec& spec);

}  // namespace headlight::ui
