// Marian (opus-mt): translation with sinusoidal positions.
#pragma once

#include "engine/models/seq2seq_model.h"

namespace headlight::models {

// MarianMTModel or MarianModel, by what the checkpoint holds (a store without tensors: by config.json's
// architectures, MarianMTModel where it says nothing). One table for both sides, or one each where
// share_encoder_decoder_embeddings is false.
struct MarianModel : Seq2SeqModel {
  MarianModel(const io::Fields& config, const Weights& weights);
};

std::unique_ptr<Model> make_marian(const io::Fields& config, const Weights& weights);

}  // namespace headlight::models
