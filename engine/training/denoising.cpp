#include "engine/training/denoising.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <limits>

#include "engine/training/boxes.h"

namespace headlight::training {
namespace {

constexpr double label_noise = 0.25;  // share of labels drawn anew

// One noisy box from four numbers, centre and size: each corner moves by up to half (near) or by half to all (far) of
// the box's size.
void add_noise(float* box, bool far, Draw& draw) {
  double corners[4] = {box[0] - box[2] / 2, box[1] - box[3] / 2, box[0] + box[2] / 2, box[1] + box[3] / 2};
  for (int i = 0; i < 4; ++i) {
    const double share = (draw.unit() + (far ? 1 : 0)) * (draw.chance(0.5) ? 1 : -1);
    corners[i] = std::clamp(corners[i] + share * 0.5 * box[2 + i % 2], 0.0, 1.0);
  }
  for (int axis = 0; axis < 2; ++axis) {
    box[axis] = static_cast<float>((corners[axis] + corners[axis + 2]) / 2);
    box[axis + 2] = static_cast<float>(std::max(corners[axis + 2] - corners[axis], 0.0));
  }
}

struct Noisy {
  at::Tensor labels, boxes;  // int64 [B, N], float32 [B, N, 4]
  Matches matches;
};

// Every group holds `places` near copies, then as many far ones.
Noisy noisy_copies(const std::vector<Objects>& objects, std::int64_t places, std::int64_t groups, std::int64_t classes,
                   Draw& draw) {
  const auto batch = static_cast<std::int64_t>(objects.size()), count = 2 * groups * places;
  Noisy noisy{at::full({batch, count}, classes, at::kLong), at::zeros({batch, count, 4}), {}};
  std::vector<std::int64_t> rows, queries, numbers;
  for (std::int64_t row = 0; row < batch; ++row) {
    const auto& own = objects[static_cast<std::size_t>(row)];
    for (std::int64_t place = 0; place < count; ++place) {
      const auto object = place % places;
      if (object >= own.labels.size(0)) continue;
      const bool far = place / places % 2 == 1;
      auto* label = noisy.labels.mutable_data_ptr<std::int64_t>() + row * count + place;
      *label = own.labels.const_data_ptr<std::int64_t>()[object];
      if (draw.chance(label_noise)) *label = static_cast<std::int64_t>(draw.below(static_cast<std::size_t>(classes)));
      auto* box = noisy.boxes.mutable_data_ptr<float>() + (row * count + place) * 4;
      std::copy_n(own.boxes.const_data_ptr<float>() + object * 4, 4, box);
      add_noise(box, far, draw);
      if (far) continue;
      rows.push_back(row);
      queries.push_back(place);
      numbers.push_back(object);
    }
  }
  noisy.matches = {at::tensor(rows, at::kLong), at::tensor(queries, at::kLong), at::tensor(numbers, at::kLong)};
  return noisy;
}

// No query sees another group's; the selected ones see none that was made from the truth.
at::Tensor bias_of(std::int64_t group, std::int64_t groups, std::int64_t selected) {
  const auto noisy = group * groups;
  auto bias = at::zeros({noisy + selected, noisy + selected});
  bias.slice(1, 0, noisy).fill_(-std::numeric_limits<float>::infinity());
  for (std::int64_t i = 0; i < groups; ++i)
    bias.slice(0, i * group, (i + 1) * group).slice(1, i * group, (i + 1) * group).fill_(0);
  return bias;
}

}  // namespace

Denoising with_noise(const models::RtDetrQueries& selected, const std::vector<Objects>& objects,
                     const at::Tensor& embedding, std::int64_t most, Draw& draw) {
  std::int64_t places = 1;
  for (const auto& each : objects) places = std::max(places, each.labels.size(0));
  Denoising made;
  made.groups = std::max<std::int64_t>(1, most / (2 * places));
  const auto noisy = noisy_copies(objects, places, made.groups, embedding.size(0) - 1, draw);
  made.noisy = noisy.labels.size(1);
  made.matches = noisy.matches;
  made.queries.content = at::cat({at::embedding(embedding, noisy.labels), selected.content}, 1);
  made.queries.reference = at::cat({models::inverse_sigmoid(noisy.boxes), selected.reference}, 1);
  made.queries.bias = bias_of(2 * places, made.groups, selected.content.size(1));
  return made;
}

}  // namespace headlight::training
