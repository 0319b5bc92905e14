// The chosen layer's maps and points of both runs, and how far every map of its stream moved.
#pragma once

#include <QImage>
#include <QObject>
#include <optional>

#include "ui/panels/context.h"
#include "ui/studio/common/head_changes.h"
#include "ui/studio/common/triple_maps.h"
#include "ui/studio/intervene/intervene_numbers.h"

namespace headlight::ui {

class ChangedMaps : public QObject {
  Q_OBJECT

 public:
  explicit ChangedMaps(Context context, QObject* parent = nullptr);

  // Of the selection; nothing where it is shown or under way. `made`: what the changed run was run with.
  void request(const Ablation& result, const std::vector<Intervention>& made);
  void clear();

  [[nodiscard]] bool sampled() const;  // the chosen layer samples points
  [[nodiscard]] const std::vector<MapChange>& changes() const { return changes_.found(); }  // in layer, then head order
  // Cells a side that the maps behind changes() were pooled to, because all of them are too many; 0: they are whole.
  [[nodiscard]] std::int64_t pooled() const { return changes_.pooled(); }
  // The most changed head's maps in the place of the chosen one's.
  void set_most(bool on);
  [[nodiscard]] HeadPlace place() const;  // the head whose maps are shown; there must be a site
  // Of that head, before, after, after − before; sampled layers over `picture`.
  [[nodiscard]] std::optional<TripleMaps::Content> maps(const QImage& picture) const;
  // What the chosen row sampled at the chosen layer; null where that has not arrived.
  [[nodiscard]] const QueryPoints* points_before() const { return points_of(points_before_, true); }
  [[nodiscard]] const QueryPoints* points_after() const { return points_of(points_after_, false); }
  [[nodiscard]] const std::optional<Error>& error() const;
  [[nodiscard]] bool counting() const { return changes_.counting(); }
  // Newer ones are under way than maps() and points, and than changes().
  [[nodiscard]] bool awaited() const;
  [[nodiscard]] bool changes_awaited() const { return changes_.awaited(); }

 Q_SIGNALS:
  void changed();

 private:
  void ask(const SiteInfo& site);
  void ask_again();  // of what was asked for last
  void ask_sampled(const SiteInfo& site);
  void ask_dense();
  void ask_changes(const SiteInfo& site);
  void take_changes();
  [[nodiscard]] bool same_shape(const SiteInfo& site) const;
  [[nodiscard]] const QueryPoints* points_of(const ViewLoader& loader, bool before) const;
  [[nodiscard]] std::optional<TripleMaps::Content> sampled_maps(const SiteInfo& site, const QImage& picture) const;
  [[nodiscard]] std::optional<TripleMaps::Content> dense_maps(const SiteInfo& site) const;
  [[nodiscard]] static QString told_marks(const TripleMaps::Content& content);

  Context context_;
  ViewLoader tile_before_, tile_after_, points_before_, points_after_;
  HeadChanges changes_;
  std::optional<Ablation> of_;
  std::vector<Intervention> made_;
  bool most_ = false;
};

}  // namespace headlight::ui
