#include "engine/training/cards.h"

#include <sstream>
#include <vector>

#include "engine/io/atomic_file.h"
#include "engine/training/history.h"
#include "engine/training/model_folder.h"

namespace headlight::training {
namespace {

constexpr const char* translator_head = R"(---
license: apache-2.0
language: [en, fr]
pipeline_tag: translation
---
# translate-en-fr: a teaching model

A very small English–French translator of the Marian family (2 encoder and 2 decoder layers, width 128, 4 heads), made so
that its attention can be read: which English word every French word comes from, how an adjective changes places with its
noun (*the black cat*, *le chat noir*), how a pronoun finds the noun that it stands for (*the robot picked up the wrench
because it was heavy*, *… parce qu'elle était lourde*). It knows a few hundred words and the sentence patterns of its
generator, and nothing else. It is not a translation system.

## Data

Sentences drawn by the project's own grammar (`engine/training/grammar.*`): nouns with gender and number, articles and
possessives with elision and contraction, adjectives before and after the noun, verbs in five tenses with negation,
prepositions, object pronouns, and reasons ("because it was …") whose pronoun stands for the noun that the adjective implies:
an object is heavy, the one who acts is hungry. The grammar knows which source words every French word comes from and which
noun every pronoun stands for. One sentence in sixteen, by a hash of its English words, is never trained on.

## Training

Teacher forcing with cross-entropy, AdamW, by the program `headlight-train` on the very modules that run the model.
There is **no loss on attention weights**. There is a **second task** during training, with linear heads that are not part of
the model: from the encoder's last states, the French gender and number of every source word and, for nouns and pronouns,
which noun they stand for; from the decoder's last state where a pronoun is written, which noun that pronoun stands for. In
half of the sentences the decoder cannot see the English pronoun and has to find its antecedent elsewhere, and in another
half it cannot see the end mark `</s>`, so that words and marks are read off their own sources. Without the second
task *it* itself hardly looks at its antecedent. So the clear links of the pronouns are a consequence of this training; in
models trained on text alone they are often weaker and spread over heads.

## Figures, measured on held-out sentences with the weights of this folder

The alignment error counts a written word as wrong when the strongest source word of the head is none of the grammar's;
pronouns may look at the English pronoun or at its antecedent.

```
)";

constexpr const char* classifier_head = R"(---
license: apache-2.0
pipeline_tag: image-classification
---
# scenes-vit: a teaching model

A very small vision Transformer (ViT family: 144 × 144 pixels, patches of 12, 4 layers, width 96, 4 heads) that names the kind
of vehicle in a drawn street scene: bicycle, bus, car, tram or truck. Made so that its attention can be read: people, trees,
traffic lights, houses and weather are in the picture too, so the class token has to look at the vehicle. It knows drawings
by its generator and nothing else. It is not an image classifier for photographs.

## Data

Scenes drawn by the project's own program (`engine/training/scene*.cpp`) with OpenCV: by day and night, in sun, rain, snow
and fog, with one kind of vehicle (once or twice), people, trees and traffic lights. The program knows every box.
Training and test scenes come from different seeds.

## Training

Cross-entropy, AdamW, by the program `headlight-train` on the very modules that run the model. There is **no loss on
attention weights**. There is a **second task** during training, with a linear head that is not part of the model: from each
patch's states after the third and after the fourth layer, which kind of thing the patch shows (a vehicle's kind, a person, a
traffic light, a tree, or none of them). It weighs more than the naming of the vehicle. So the class token finds the vehicle's
kind at the vehicle; models trained on class names alone often look elsewhere.

## Figures, measured on held-out scenes with the weights of this folder

The pointing game counts a scene when the patch to which the class token gives the most weight has its centre inside the box
of a vehicle.

```
)";

constexpr const char* detector_head = R"(---
license: apache-2.0
pipeline_tag: object-detection
---
# scenes-detr: a teaching model

A very small detector of the RT-DETRv2 family (128 × 128 pixels, ResNet-vd backbone of 11 convolutions, width 64, 4 heads,
24 queries, 2 decoder layers) that finds bicycles, buses, cars, trams, trucks, people, traffic lights and trees in drawn
street scenes. Made so that deformable attention can be read: where on the picture every head of every layer samples for a
detection, with which weight, and how each layer moves the box. It knows drawings by its generator and nothing else. It is
not a detector for photographs. The input is smaller than the 640 pixels usual for the family, so that it trains on a
processor core; objects are small on it, and thin ones (traffic lights, people far away) are the hardest.

## Data

Scenes drawn by the project's own program (`engine/training/scene*.cpp`) with OpenCV, by day and night, in sun, rain, snow
and fog. The program knows every box. An object counts when at least 35 % of its box lies outside the boxes of nearer objects
and both its sides are at least 3 % of the picture's; the others are neither trained on nor judged. Training and test scenes
come from different seeds.

## Training

By the program `headlight-train` on the very modules that run the model, from random weights: one query an object by the
cheapest assignment, varifocal classification, L1 and generalised IoU for the boxes, after the encoder's selection and after
every decoder layer; contrastive denoising queries in training only; AdamW. There is **no loss on sampling points or
attention weights**. Offsets are scaled to 0.4 of the box's size (`decoder_offset_scale`), so points start inside it.

![loss](training.svg)

The same numbers as data: `training.csv`.

## Figures, measured on held-out scenes with the weights of this folder

mAP50 is the mean over the classes of the area under precision over recall, a box counting when it overlaps an object of its
class by at least half (IoU). The sampling weight inside the box is, for each detection with a score above 0.5, the share of
the last decoder layer's sampling weight whose points lie inside the detection's box, mean over the heads and levels.

```
)";

struct Aim {
  const char* text;
  bool reached;
};

// Says plainly which aims the figures miss.
std::string aims_of(const std::vector<Aim>& aims) {
  std::string text = "```\n\nAims: ";
  for (const auto& aim : aims)
    text += std::string(&aim == aims.data() ? "" : "; ") + aim.text + (aim.reached ? " (reached)" : " (**not reached**)");
  return text + ".\n";
}

std::string reproduction(const std::string& name) {
  return "\nMeasure again: `headlight-train evaluate " + name + " --model DIR`.\n"
         "Train again (same seed, same data): `headlight-train " + name + " --out DIR --threads 1`.\n";
}

template <typename Figures>
Result<Done> write(const std::filesystem::path& folder, const std::string& name, const char* head, const Figures& figures,
                   const std::vector<Aim>& aims) {
  return guarded<Done>([&]() -> Result<Done> {
    std::ostringstream text;
    text << head << figures << aims_of(aims) << reproduction(name);
    io::write_file(folder / "README.md", text.str()).take();
    write_json(folder / "headlight.json",
               {{"note", "teaching model: very small, trained on generated data so that its attention can be read"}})
        .take();
    return Done{};
  });
}

}  // namespace

Result<Done> write_card(const std::filesystem::path& folder, const TranslatorFigures& figures) {
  return write(folder, "translate-en-fr", translator_head, figures,
               {{"exact match ≥ 0.99", figures.exact_match >= 0.99},
                {"pronoun gender ≥ 0.98", figures.pronoun_gender >= 0.98},
                {"alignment error ≤ 0.05", figures.alignment_error.value <= 0.05}});
}

Result<Done> write_card(const std::filesystem::path& folder, const ClassifierFigures& figures) {
  return write(folder, "scenes-vit", classifier_head, figures,
               {{"accuracy ≥ 0.95", figures.accuracy >= 0.95}, {"pointing game ≥ 0.90", figures.pointing >= 0.9}});
}

Result<Done> write_card(const std::filesystem::path& folder, const DetectorFigures& figures) {
  return guarded<Done>([&]() -> Result<Done> {
    const auto history = read_history(folder / "training.csv").take();
    io::write_file(folder / "training.svg", plot_of(history, "scenes-detr: loss of training")).take();
    return write(folder, "scenes-detr", detector_head, figures,
                 {{"mAP50 ≥ 0.85", figures.map50 >= 0.85},
                  {"sampling weight inside the box ≥ 0.90", figures.weight_inside >= 0.9}});
  });
}

}  // namespace headlight::training
