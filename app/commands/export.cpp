#include <QGuiApplication>
#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/commands/commands.h"
#include "app/console.h"
#include "ui/figures/export.h"
#include "ui/figures/grid.h"
#include "ui/figures/sequence.h"
#include "ui/window/language.h"

namespace headlight::app {
namespace {

Result<std::optional<HeadChoice>> head_choice(const std::string& text) {
  if (text.empty()) return std::optional<HeadChoice>();
  if (text == "mean") return std::optional(HeadChoice{HeadChoice::Mode::mean, 0});
  if (text == "max") return std::optional(HeadChoice{HeadChoice::Mode::max, 0});
  int head = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), head);
  if (error != std::errc() || end != text.data() + text.size() || head < 0)
    return usage("wrong head", "--head", text, "a number from 0, mean or max");
  return std::optional(HeadChoice{HeadChoice::Mode::one, head});
}

// The site that --site names: a number, or "stream.layer".
Result<SiteInfo> named_site(const TraceInfo& trace, const std::string& name) {
  for (const auto& site : trace.sites)
    if (name == std::to_string(site.id) || name == site.stream + "." + std::to_string(site.layer)) return site;
  const auto count = std::to_string(trace.sites.size());
  return usage("no such attention layer", "--site", name, "0 to " + count + " (exclusive), or stream.layer");
}

// The grid of all heads, of which a layer leaves its row and a head its column.
void only_chosen(ui::FigureSpec& spec) {
  if (spec.layer) spec.layers = {*spec.layer};
  if (spec.head) spec.heads = {spec.head->head};
  spec.layer.reset();
  spec.head.reset();
}

Result<ui::FigureSpec> figure_spec(const TraceInfo& trace, const Choice& choice) {
  const auto view = ui::figure_view(choice.view);
  if (!view) return view.error();
  const auto head = head_choice(choice.head);
  if (!head) return head.error();
  ui::FigureSpec spec;
  spec.view = view.value();
  spec.head = head.value();
  spec.stream = choice.stream;
  if (choice.layer >= 0) spec.layer = choice.layer;
  if (!choice.site.empty()) {
    const auto site = named_site(trace, choice.site);
    if (!site) return site.error();
    spec.stream = site->stream;
    spec.layer = site->layer;
  }
  if (spec.view == ui::FigureView::heads) only_chosen(spec);
  const auto samples = [](const SiteInfo& site) { return site.kind == SiteKind::deformable; };
  if (choice.view == "heads" && choice.query >= 0 && std::none_of(trace.sites.begin(), trace.sites.end(), samples))
    return usage("option of another view", "--query", "--view heads, which is of all queries", "no --query, or --view overlay");
  if (spec.heads.empty()) spec.heads = choice.heads;
  spec.query = choice.query;
  spec.all_detections = choice.detection == "all";
  if (!choice.detection.empty() && !spec.all_detections) spec.detection = std::stoi(choice.detection);
  spec.levels = choice.levels;
  spec.least_weight = choice.least_weight;
  spec.by_level = choice.by_level;
  spec.whole_layer = choice.whole_layer;
  spec.refinement = choice.refinement;
  if (choice.dim >= 0) spec.dim = choice.dim;
  spec.quantity = quantity_named(choice.quantity);
  if (choice.top_k >= 0) spec.top_k = choice.top_k;
  if (choice.threshold >= 0) spec.threshold = choice.threshold;
  spec.merge_words = choice.merge_words;
  spec.drop_special = choice.drop_special;
  spec.colour_map = choice.map;
  spec.scale = choice.scale;
  if (choice.range.size() == 2) {
    spec.low = choice.range[0];
    spec.high = choice.range[1];
  }
  spec.smooth = choice.smooth;
  if (choice.opacity >= 0) spec.opacity = choice.opacity;
  spec.shares = choice.shares;
  return spec;
}

Result<ui::BuiltFigure> built_figure(Session& session, const Options& options) {
  const auto trace = obtain_trace(session, options);
  if (!trace) return trace.error();
  if (options.choice.view == "receptive") {
    auto choice = options.choice;
    choice.view = "overlay";
    const auto spec = figure_spec(*trace.value(), choice);
    return spec ? beside_convolution(session, options, *trace.value(), spec.value()) : spec.error();
  }
  const auto spec = figure_spec(*trace.value(), options.choice);
  if (!spec) return spec.error();
  return ui::build(session, *trace.value(), spec.value());
}

Result<ui::BuiltFigure> built_on_grid(Session& session, const Options& options) {
  const auto grid = obtain_grid(session, options);
  if (!grid) return grid.error();
  const auto spec = figure_spec(*grid->parts.front().trace, options.choice);
  if (!spec) return spec.error();
  return ui::build_on_grid(session, grid_request(options), grid.value(), spec.value());
}

Result<Written> write(Session& session, const Options& options) {
  if (const auto format = ui::file_format(options.out); !format) return format.error();
  if (const auto view = ui::figure_view(options.choice.view); !view && options.choice.view != "receptive") return view.error();
  const auto built = options.source.tile > 0 ? built_on_grid(session, options) : built_figure(session, options);
  if (!built) return built.error();
  ui::PageSpec page;
  page.width_mm = options.choice.width_mm;
  page.width_px = options.choice.width_px;
  page.dpi = options.choice.dpi;
  page.source = options.choice.source;
  const Uninterrupted whole;
  return ui::write_figure(built.value(), options.out, page);
}

volatile std::sig_atomic_t interrupted = 0;

// Ctrl C ends a sequence between two frames, so that what was begun is removed.
Result<ui::SequenceWritten> write_frames(Session& session, const Options& options) {
  const auto frames = ui::frame_range(options.frames);
  if (!frames) return frames.error();
  if (auto place = check_target(options); !place) return place.error();
  if (auto asked = check_before_run(session, options); !asked) return asked.error();
  ui::SequenceSpec spec;
  spec.run = {options.source.model, options.source.input, options.source.options};
  spec.frames = frames.value();
  spec.figure = [&options](const TraceInfo& trace) { return figure_spec(trace, options.choice); };
  spec.page.width_mm = options.choice.width_mm;
  spec.page.width_px = options.choice.width_px;
  // A video of a printed page's resolution is larger than players like.
  spec.page.dpi = names_video_file(options.out) && options.choice.dpi == Choice{}.dpi ? 150 : options.choice.dpi;
  spec.page.source = options.choice.source;
  spec.out = options.out;
  spec.frames_per_second = options.frames_per_second;
  std::signal(SIGINT, [](int) { interrupted = 1; });
  std::signal(SIGTERM, [](int) { interrupted = 1; });
  return ui::write_sequence(session, spec, make_video_file,
                            {progress_printer(options.quiet), [] { return interrupted != 0; }});
}

int report_frames(const Result<ui::SequenceWritten>& written, const Options& options) {
  end_progress();
  if (!written) return report(written.error(), options.json);
  if (options.json) print_json({{"out", options.out}, {"figures", written->figures}, {"bytes", written->bytes}});
  else std::printf("%s: %lld figures\n", options.out.c_str(), static_cast<long long>(written->figures));
  return 0;
}

// Qt's remarks about the desktop (no runtime folder, no display) say nothing about a figure.
void only_faults(QtMsgType type, const QMessageLogContext& /*context*/, const QString& message) {
  if (type == QtCriticalMsg || type == QtFatalMsg) std::fprintf(stderr, "headlight: %s\n", qPrintable(message));
}

}  // namespace

Quantity quantity_named(const std::string& name) {
  if (name == "contribution") return Quantity::contribution;
  return name == "score" ? Quantity::score : Quantity::weight;
}

int run_export(Session& session, const Options& options) {
  qInstallMessageHandler(only_faults);
  if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  int count = 1;
  char name[] = "headlight";
  char* arguments[] = {name, nullptr};
  QGuiApplication application(count, arguments);
  ui::set_language(application, QString::fromStdString(options.language.empty() ? "en" : options.language));
  if (!options.frames.empty()) return report_frames(write_frames(session, options), options);
  const auto written = write(session, options);
  end_progress();
  if (!written) return report(written.error(), options.json);
  if (options.json)
    print_json({{"out", written->path}, {"bytes", written->bytes}});
  else if (!options.quiet)
    std::printf("%s\n", written->path.c_str());
  return 0;
}

}  // namespace headlight::app
