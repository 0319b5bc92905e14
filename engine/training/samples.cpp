#include "engine/training/samples.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "engine/api/video_file.h"
#include "engine/io/atomic_file.h"
#include "engine/training/model_folder.h"
#include "engine/training/scene.h"

namespace headlight::training {
namespace {

constexpr int edge = 512;
constexpr std::uint64_t first_seed = 3000000000;  // none of the training or test scenes

struct Wanted {
  const char *file, *title;
  SceneClass vehicle;
  Weather weather;
  bool night;
};

constexpr Wanted wanted[] = {
    {"car-sun.png", "A car in the sun", SceneClass::car, Weather::clear, false},
    {"bus-rain.png", "A bus in the rain", SceneClass::bus, Weather::rain, false},
    {"tram-night.png", "A tram at night", SceneClass::tram, Weather::clear, true},
    {"bicycle-snow.png", "Cyclists in the snow", SceneClass::bicycle, Weather::snow, false},
    {"truck-sun.png", "A truck in the sun", SceneClass::truck, Weather::clear, false},
    {"car-fog.png", "A car in fog", SceneClass::car, Weather::fog, false},
};

constexpr std::uint64_t film_seed = 3000000007;
constexpr int film_frames = 75, film_edge = 320;

Result<Done> write_film(const std::filesystem::path& path) {
  auto video = make_video_file(path.string(), {film_edge, film_edge, 25});
  if (!video) return video.error();
  for (const auto& picture : draw_film(film_seed, film_frames, {film_edge, 2})) {
    const auto* bytes = picture.ptr<std::uint8_t>();
    if (auto added = video.value()->add({bytes, bytes + picture.total() * 3}); !added) return added;
  }
  auto written = video.value()->finish();
  return written ? Result<Done>(Done{}) : written.error();
}

std::size_t count_of(const Scene& scene, SceneClass kind) {
  std::size_t count = 0;
  for (const auto& object : scene.objects) count += object.kind == kind ? 1 : 0;
  return count;
}

// The first seed whose scene is as wanted, with people and a traffic light.
std::uint64_t seed_for(const Wanted& want) {
  for (auto seed = first_seed;; ++seed) {
    const auto scene = draw_scene(seed, {64, 1});
    const bool peopled = count_of(scene, SceneClass::person) >= 3 && count_of(scene, SceneClass::traffic_light) >= 1;
    if (peopled && scene.vehicle == want.vehicle && scene.weather == want.weather && scene.night == want.night) return seed;
  }
}

std::string png_of(const cv::Mat& rgb) {
  cv::Mat bgr;
  cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
  std::vector<std::uint8_t> bytes;
  cv::imencode(".png", bgr, bytes, {cv::IMWRITE_PNG_COMPRESSION, 9});
  return {bytes.begin(), bytes.end()};
}

io::Json sentences() {
  const auto one = [](const char* text, const char* title) { return io::Json{{"text", text}, {"title", title}}; };
  return {one("The robot picked up the wrench because it was heavy", "What is heavy? it → wrench"),
          one("The robot picked up the wrench because it was hungry", "Who is hungry? it → robot"),
          one("The black cat", "An adjective changes places"),
          one("The animal didn't cross the street because it was too tired", "Too tired: the animal"),
          one("The animal didn't cross the street because it was too wide", "Too wide: the street"),
          one("The trophy doesn't fit in the suitcase because it is too small", "Which of the two is too small?")};
}

}  // namespace

Result<Done> write_samples(const std::filesystem::path& folder) {
  return guarded<Done>([&]() -> Result<Done> {
    std::filesystem::create_directories(folder);
    io::Json images = io::Json::array();
    for (const auto& want : wanted) {
      const auto scene = draw_scene(seed_for(want), {edge, 2});
      io::write_file(folder / want.file, png_of(scene.picture)).take();
      images.push_back({{"file", want.file}, {"title", want.title}});
    }
    write_film(folder / "cars.mp4").take();
    images.push_back({{"file", "cars.mp4"}, {"title", "Two cars, a video"}, {"model", "scenes-detr"}});
    write_json(folder / "samples.json", {{"sentences", sentences()}, {"images", images}}).take();
    return Done{};
  });
}

}  // namespace headlight::training
