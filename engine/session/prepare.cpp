#include "engine/session/prepare.h"

#include <ATen/Functions.h>
#include <ATen/ops/from_blob.h>

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "engine/api/code_points.h"
#include "engine/image/image.h"
#include "engine/image/video_kind.h"
#include "engine/io/npy.h"
#include "engine/session/bounded_text.h"
#include "engine/session/free_memory.h"
#include "engine/session/memory.h"

namespace headlight::session {
namespace {

using models::AxisSource;

at::Tensor row_of(const std::vector<std::int64_t>& ids) {
  return at::tensor(ids, at::kLong).unsqueeze(0);
}

Axis axis_of(const text::Encoding& encoding, const text::Tokenizer& tokenizer) {
  Axis axis;
  axis.kind = AxisKind::tokens;
  axis.ids = encoding.ids;
  axis.offsets = encoding.offsets;
  axis.special = encoding.special;
  axis.words = encoding.words;
  axis.sequence = encoding.sequence;
  for (const auto id : encoding.ids) axis.labels.push_back(tokenizer.token(id));
  for (const auto& label : axis.labels) axis.shown.push_back(tokenizer.readable(label));
  return axis;
}

// The words of the text that became the unknown token, each once.
std::vector<std::string> unknown_words(const Axis& axis, const text::Tokenizer& tokenizer) {
  const CodePoints text(axis.text), pair(axis.pair);
  std::vector<std::string> words;
  std::unordered_set<std::string> known;
  for (std::size_t i = 0; i < axis.ids.size(); ++i) {
    if (axis.ids[i] != tokenizer.unknown() || axis.special[i] != 0) continue;
    auto word = (axis.sequence[i] == 1 ? pair : text).part(axis.offsets[i][0], axis.offsets[i][1]);
    const bool typed = word == axis.labels[i];  // the token's own name
    if (!word.empty() && !typed && known.insert(word).second) words.push_back(std::move(word));
  }
  return words;
}

// A word as a line can show it: its first 40 code points, control characters as U+FFFD.
std::string in_a_line(const std::string& word) {
  constexpr int longest = 40;
  std::string out;
  int points = 0;
  for (const char byte : word) {
    if ((static_cast<unsigned char>(byte) & 0xC0U) != 0x80U && ++points > longest) return out + "…";
    if (static_cast<unsigned char>(byte) < 0x20U || byte == 0x7F) out += "\uFFFD";
    else out += byte;
  }
  return out;
}

// What the model was not told, and answers all the same.
std::string note_on(const Axis& axis, const text::Tokenizer& tokenizer) {
  constexpr std::size_t most_named = 8;
  if (std::all_of(axis.special.begin(), axis.special.end(), [](auto special) { return special != 0; }))
    return "the text is empty: the model saw special tokens only";
  const auto words = unknown_words(axis, tokenizer);
  if (words.empty()) return {};
  std::string named;
  for (std::size_t i = 0; i < std::min(words.size(), most_named); ++i) named += (i == 0 ? "“" : ", “") + in_a_line(words[i]) + "”";
  if (words.size() > most_named) named += " and " + std::to_string(words.size() - most_named) + " more";
  return "not in the model's vocabulary, read as " + tokenizer.token(tokenizer.unknown().value_or(-1)) + ": " + named;
}

// Positions known by id only: raw ids, and whatever a decoder was fed.
Axis axis_of(const std::vector<std::int64_t>& ids, const text::Tokenizer* tokenizer) {
  Axis axis;
  axis.kind = AxisKind::tokens;
  axis.ids = ids;
  axis.offsets.assign(ids.size(), {0, 0});
  for (const auto id : ids) {
    const auto token = tokenizer != nullptr ? tokenizer->token(id) : std::string{};
    axis.labels.push_back(token.empty() ? std::to_string(id) : token);
    axis.shown.push_back(token.empty() ? axis.labels.back() : tokenizer->readable(token));
    const bool special = tokenizer != nullptr && tokenizer->is_special(id);
    axis.special.push_back(special ? 1 : 0);
    axis.sequence.push_back(special ? -1 : 0);
  }
  axis.words = words_of(axis.labels, axis.special);
  return axis;
}

// What keeps a tokenizer or processor from being used, as the answer to an option that needs it.
Error not_fed(const std::string& need, Error problem, const std::string& instead) {
  problem.what = need + (problem.what.empty() ? "" : ": " + problem.what);
  problem.expected += (problem.expected.empty() ? "" : ", or ") + instead;
  return problem;
}

// An empty second sentence is none, as transformers' tokenizers take it.
std::optional<std::string> pair_of(const InputSpec& spec) {
  return spec.pair && !spec.pair->empty() ? spec.pair : std::nullopt;
}

Result<Done> add_source_text(const LoadedModel& loaded, const InputSpec& spec, Prepared& prepared) {
  if (!spec.ids.empty()) {
    prepared.input.ids = row_of(spec.ids);
    prepared.ids_from = "--ids";
    prepared.axes[0] = axis_of(spec.ids, loaded.tokenizer.get());
    prepared.line = std::to_string(spec.ids.size()) + " ids";
    return Done{};
  }
  if (loaded.tokenizer == nullptr) {
    if (!loaded.tokenizer_problem) return usage("no input for this model", "--text", "nothing", "a text or --ids");
    return not_fed("--text needs a tokenizer", *loaded.tokenizer_problem, "--ids");
  }
  const TextLimit limit{most_tokens(loaded.info, free_bytes()), "--text", "--pair"};
  auto encoded = encode_within(*loaded.tokenizer, spec.text, pair_of(spec), limit);
  if (!encoded) return encoded.error();
  if (encoded->ids.empty()) return usage("the text has no tokens", "--text", "nothing", "a text");
  prepared.input.ids = row_of(encoded->ids);
  prepared.ids_from = "--text";
  if (loaded.type_ids) prepared.input.type_ids = row_of(encoded->type_ids);
  prepared.axes[0] = axis_of(encoded.value(), *loaded.tokenizer);
  prepared.axes[0].text = spec.text;
  prepared.axes[0].pair = spec.pair.value_or("");
  prepared.line = spec.text;
  prepared.note = note_on(prepared.axes[0], *loaded.tokenizer);
  return Done{};
}

// The decoder is fed its start token and then the target without its last token.
Result<Done> add_target(const LoadedModel& loaded, const InputSpec& spec, Prepared& prepared) {
  if (!spec.target_ids.empty()) {
    prepared.input.target_ids = row_of(spec.target_ids);
    prepared.target_from = "--target-ids";
    return Done{};
  }
  if (!spec.target) return Done{};
  const auto start = loaded.model->decoder_start();  // check_kind made sure that there is one
  if (loaded.tokenizer == nullptr)
    return not_fed("--target needs a tokenizer", loaded.tokenizer_problem.value_or(Error{}), "--target-ids");
  auto encoded = encode_within(*loaded.tokenizer, *spec.target, std::nullopt, {most_tokens(loaded.info, free_bytes()), "--target", {}});
  if (!encoded) return encoded.error();
  std::vector<std::int64_t> fed{*start};
  if (!encoded->ids.empty()) fed.insert(fed.end(), encoded->ids.begin(), encoded->ids.end() - 1);
  prepared.input.target_ids = row_of(fed);
  prepared.target_from = "--target";
  return Done{};
}

std::string list_of(const std::vector<std::int64_t>& numbers) {
  std::string text;
  for (const auto number : numbers) text += (text.empty() ? "" : ", ") + std::to_string(number);
  return "[" + text + "]";
}

// The first number that is none, by its place.
Result<Done> check_finite(const io::FloatArray& array, const std::string& path) {
  const auto found = std::find_if(array.values.begin(), array.values.end(), [](float value) { return !std::isfinite(value); });
  if (found == array.values.end()) return Done{};
  const auto place = found - array.values.begin(), columns = array.shape[2], rows = array.shape[1];
  const auto at = list_of({place / columns / rows, place / columns % rows, place % columns});
  return unusable("a pixel is not a number", path + ", position " + at, std::isnan(*found) ? "NaN" : *found > 0 ? "inf" : "-inf",
                  "finite numbers");
}

// The cells of one or several convolutional maps: strides round up.
void lay_levels(const std::vector<std::int64_t>& strides, Axis& axis) {
  for (const auto stride : strides)
    axis.levels.push_back({(axis.input[0] + stride - 1) / stride, (axis.input[1] + stride - 1) / stride});
  axis.patch = {strides.front(), strides.front()};
  axis.grid = axis.levels.front();
  if (strides.size() == 1) axis.levels.clear();
}

// The cells of a model's input of axis.input pixels.
void lay_cells(const models::AxisPlan& plan, Axis& axis) {
  axis.kind = AxisKind::patches;
  axis.labels = plan.leading;
  axis.trailing = plan.trailing;
  axis.leading = static_cast<std::int64_t>(plan.leading.size());
  if (!plan.strides.empty()) return lay_levels(plan.strides, axis);
  axis.patch = plan.patch;
  axis.grid = {axis.input[0] / plan.patch[0], axis.input[1] / plan.patch[1]};
}

// Channels of the pixels that the model takes; 0 where they are known only when it runs.
std::int64_t channels_of(const models::Model& model) {
  for (const auto& plan : model.axes())
    if (plan.source == AxisSource::patches) return plan.channels;
  return 0;
}

// Whether a model can be run on pixels of this shape, as far as the shape says. What is refused here does not fit however
// its arrays are kept; the run itself asks again.
Result<Done> check_pixels(const LoadedModel& loaded, const std::string& path, const std::vector<std::int64_t>& shape) {
  const auto channels = channels_of(*loaded.model);
  if (shape.size() != 3 || std::ranges::min(shape) < 1 || (channels > 0 && shape[0] != channels))
    return unusable("wrong shape of pixels", path, list_of(shape),
                    "[" + (channels > 0 ? std::to_string(channels) : "channels") + ", H, W], H and W from 1");
  for (const auto& plan : loaded.model->axes()) {
    if (plan.source != AxisSource::patches || (plan.strides.empty() && plan.patch[0] < 1)) continue;
    Axis axis;
    axis.input = {shape[1], shape[2]};
    lay_cells(plan, axis);
    if (auto fits = check_memory(loaded.info, {axis.size(), path, thriftiest(loaded.info)}, free_bytes()); !fits) return fits;
  }
  return Done{};
}

Result<at::Tensor> read_pixels(const LoadedModel& loaded, const std::string& path) {
  auto array = io::read_float32_npy(path, [&](const auto& shape) { return check_pixels(loaded, path, shape); });
  if (!array) return array.error();
  if (auto finite = check_finite(array.value(), path); !finite) return finite.error();
  const auto kept = std::make_shared<io::FloatArray>(std::move(array).value());
  return at::from_blob(kept->values.data(), kept->shape, [kept](void*) {}, at::kFloat);
}

using ImagePtr = std::shared_ptr<const image::Image>;

Result<ImagePtr> read_picture(const InputSpec& spec, const FrameSource& frames) {
  if (spec.frame < 0 && frames.pictures != nullptr) {
    auto pyramid = frames.pictures->open({spec.image, spec.window}, frames.stop);
    if (!pyramid) return pyramid.error();
    return ImagePtr(pyramid.value(), &pyramid.value()->level(0));
  }
  if (spec.frame < 0) {
    auto picture = image::read_image(spec.image, {.window = spec.window});
    if (!picture) return picture.error();
    return std::make_shared<const image::Image>(std::move(picture).value());
  }
  if (spec.window) return usage("a video has no window", "--window", "a frame of a video", "a still picture");
  Videos alone;
  return read_frame(frames.videos != nullptr ? *frames.videos : alone, spec.image, spec.frame, frames.stop);
}

// What the model sees of the picture, and in `prepared` the picture's size and which part of it that is.
Result<ImagePtr> picture_of(const InputSpec& spec, const FrameSource& frames, Prepared& prepared) {
  return guarded<ImagePtr>([&]() -> Result<ImagePtr> {
    auto whole = read_picture(spec, frames);
    if (!whole) return whole;
    const auto& picture = *whole.value();
    prepared.image = {picture.height, picture.width};
    prepared.note = picture.note;
    if (!spec.region) return whole;
    const auto part = image::part_of(picture.width, picture.height, *spec.region);
    if (part == image::Part{0, 0, picture.width, picture.height}) return whole;
    prepared.region = part;
    return ImagePtr(std::make_shared<image::Image>(image::cut(picture, part)));
  });
}

Result<Done> fill_pixels(const LoadedModel& loaded, const InputSpec& spec, const FrameSource& frames, Prepared& prepared) {
  if (spec.window && spec.image.empty())
    return usage("a window without a picture", "--window", "no --image", "--image with it");
  if (spec.region && spec.image.empty())
    return usage("a region without a picture", "--region", "no --image", "--image with it");
  if (!spec.pixels.empty()) {
    auto pixels = read_pixels(loaded, spec.pixels);
    if (!pixels) return pixels.error();
    prepared.input.pixels = pixels->unsqueeze(0);
    prepared.line = spec.pixels;
    prepared.image = {pixels->size(1), pixels->size(2)};
    return Done{};
  }
  if (spec.image.empty()) return usage("no input for this model", "--image", "nothing", "a picture or --pixels");
  if (!loaded.processor && !loaded.letterbox)
    return not_fed("--image needs an image processor", loaded.processor_problem.value_or(Error{}), "--pixels");
  auto seen = picture_of(spec, frames, prepared);
  if (!seen) return seen.error();
  const auto& part = *seen.value();
  auto processed = loaded.letterbox ? loaded.letterbox->process(part) : loaded.processor->process(part);
  image::let_rest(part.rgb.data(), part.rgb.size());
  if (!processed) return processed.error();
  prepared.input.pixels = processed->pixels.unsqueeze(0);
  if (processed->mask.defined()) prepared.input.pixel_mask = processed->mask.unsqueeze(0);
  prepared.line = prepared.image_path = spec.image;
  if (spec.frame >= 0) prepared.line += " frame " + std::to_string(spec.frame);
  prepared.to_image = processed->to_image;
  if (prepared.region) {
    prepared.to_image[2] += static_cast<double>(prepared.region->x0);
    prepared.to_image[5] += static_cast<double>(prepared.region->y0);
  }
  return Done{};
}

// The pixels must be there.
void lay_patches(const models::AxisPlan& plan, const Prepared& prepared, Axis& axis) {
  axis.image = prepared.image;
  axis.to_image = prepared.to_image;
  axis.input = {prepared.input.pixels.size(2), prepared.input.pixels.size(3)};
  lay_cells(plan, axis);
}

Result<Done> check_kind(const LoadedModel& loaded, const InputSpec& spec) {
  const auto& info = loaded.info;
  if (!info.takes_text && (!spec.text.empty() || !spec.ids.empty()))
    return usage("this model reads pictures", info.name, "a text", "--image or --pixels");
  if (!info.takes_image && (!spec.image.empty() || !spec.pixels.empty()))
    return usage("this model reads text", info.name, "a picture", "--text or --ids");
  if (!info.takes_image && spec.window) return usage("this model reads text", "--window", "a window", "none");
  if (!info.takes_image && spec.region) return usage("this model reads text", "--region", "a region", "none");
  if ((spec.target || !spec.target_ids.empty()) && !loaded.model->decoder_start())
    return usage("this model has no decoder that takes a target", spec.target ? "--target" : "--target-ids", info.family,
                 "no target");
  return Done{};
}

}  // namespace

std::vector<std::int64_t> words_of(const std::vector<std::string>& labels, const std::vector<std::uint8_t>& special) {
  std::vector<std::int64_t> words;
  std::int64_t word = -1;
  bool marked = false;  // a vocabulary that marks word starts rather than continuations
  for (const auto& label : labels) marked = marked || label.rfind("▁", 0) == 0 || label.rfind("Ġ", 0) == 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (special[i] != 0) {
      words.push_back(-1);
      continue;
    }
    const bool starts = marked ? labels[i].rfind("▁", 0) == 0 || labels[i].rfind("Ġ", 0) == 0 || word < 0
                               : labels[i].rfind("##", 0) != 0;
    if (starts) ++word;
    words.push_back(word);
  }
  return words;
}

Result<Axis> tokenize(const text::Tokenizer& tokenizer, const InputSpec& spec) {
  if (!spec.ids.empty()) return axis_of(spec.ids, &tokenizer);
  auto encoded = encode_within(tokenizer, spec.text, pair_of(spec), {most_tokens({}, -1), "--text", "--pair"});
  if (!encoded) return encoded.error();
  auto axis = axis_of(encoded.value(), tokenizer);
  axis.text = spec.text;
  axis.pair = spec.pair.value_or("");
  return axis;
}

Result<InputSpec> with_frame(InputSpec input) {
  const bool video = !input.image.empty() && image::is_video(input.image);
  if (input.frame >= 0 && !video)
    return usage("a frame of what is no video", input.image.empty() ? "--frame" : input.image, std::to_string(input.frame),
                 "a video file, or no --frame");
  if (video) input.frame = std::max<std::int64_t>(0, input.frame);
  return input;
}

Result<Prepared> prepare(const LoadedModel& loaded, const InputSpec& given, const RunOptions& options,
                         const FrameSource& frames) {
  const auto input = with_frame(given);
  if (!input) return input.error();
  const InputSpec& spec = input.value();
  if (auto kind = check_kind(loaded, spec); !kind) return kind.error();
  Prepared prepared;
  const auto plans = loaded.model->axes();
  prepared.axes.resize(plans.size());
  const auto reads_pixels = [](const models::AxisPlan& plan) { return plan.source == AxisSource::patches; };
  if (std::any_of(plans.begin(), plans.end(), reads_pixels)) {
    if (auto filled = fill_pixels(loaded, spec, frames, prepared); !filled) return filled.error();
  }
  for (std::size_t i = 0; i < plans.size(); ++i) {
    auto& axis = prepared.axes[i];
    Result<Done> done = Done{};
    if (plans[i].source == AxisSource::source_tokens) done = add_source_text(loaded, spec, prepared);
    if (plans[i].source == AxisSource::target_tokens) done = add_target(loaded, spec, prepared);
    if (plans[i].source == AxisSource::queries) axis.kind = AxisKind::queries;  // filled after the run
    if (plans[i].source == AxisSource::patches) lay_patches(plans[i], prepared, axis);
    if (!done) return done.error();
    axis.id = static_cast<int>(i);
  }
  prepared.input.generation = {options.max_new, options.beams};
  return prepared;
}

void finish_target_axis(const LoadedModel& loaded, const models::ModelOutput& output, std::vector<Axis>& axes) {
  const auto plans = loaded.model->axes();
  for (std::size_t i = 0; i < plans.size(); ++i) {
    if (plans[i].source != AxisSource::target_tokens) continue;
    axes[i] = axis_of(output.decoder_ids, loaded.tokenizer.get());
    axes[i].id = static_cast<int>(i);
    auto written = axis_of(output.generated, loaded.tokenizer.get());
    axes[i].writes = std::move(written.labels);
    axes[i].writes_shown = std::move(written.shown);
  }
}

}  // namespace headlight::session
