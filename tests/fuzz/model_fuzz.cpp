// Mutations of every file of a model folder, of traces and of TorchScript files, read in this process: an answer or an
// Error in one line, soon and in little memory. HEADLIGHT_MUTATIONS says how many of each kind; unset, a few seconds' worth.
#include <ATen/ATen.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>

#include "engine/image/processor.h"
#include "engine/io/json_file.h"
#include "engine/models/model.h"
#include "engine/models/tap/tapped_model.h"
#include "engine/session/catalogue.h"
#include "engine/text/tokenizer.h"
#include "engine/trace/trace_file.h"
#include "engine/views/view.h"
#include "tests/engine/io/scratch.h"
#include "tests/engine/trace/sample_trace.h"
#include "tests/fuzz/memory_cap.h"
#include "tests/fuzz/mutate.h"
#include "tests/places.h"

namespace headlight::testing {
namespace {

namespace fs = std::filesystem;

constexpr rlim_t most_memory = rlim_t{1} << 29;  // far above these files; LibTorch's own threads and arenas are in it

int count_of(int compact) {
  const char* asked = std::getenv("HEADLIGHT_MUTATIONS");
  return asked != nullptr ? std::atoi(asked) : compact;
}

std::string slurp(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

fs::path parity(const std::string& name) { return fs::path(headlight::tests::fixtures()) / "parity" / name; }

// A folder with the model's own files, in which one is replaced again and again.
struct Folder {
  explicit Folder(const std::string& name) : scratch(quick_folder()) {
    for (const auto& entry : fs::directory_iterator(parity(name))) {
      const auto file = entry.path().filename().string();
      if (file != "case.json" && file != "reference.safetensors") fs::copy_file(entry.path(), scratch.folder() / file);
    }
  }
  Scratch scratch;
};

class FuzzModel : public ::testing::TestWithParam<const char*> {};

TEST_P(FuzzModel, Configs) {
  const Folder folder(GetParam());
  const auto seed = slurp(folder.scratch.folder() / "config.json");
  (void)models::load_model(folder.scratch.folder(), at::kFloat).take();  // what the first one allocates is not counted
  const MemoryCap cap(most_memory);
  fuzz({seed}, 30, [&](const std::string& bytes) {
    folder.scratch.write("config.json", bytes);
    return models::load_model(folder.scratch.folder(), at::kFloat);
  }, count_of(60));
}

std::string case_name(const ::testing::TestParamInfo<const char*>& info) {
  std::string name = info.param;
  for (auto& letter : name) letter = letter == '-' ? '_' : letter;
  return name;
}

INSTANTIATE_TEST_SUITE_P(Families, FuzzModel,
                         ::testing::Values("bert-sequence", "roberta-base", "distilbert-base", "electra-base", "gpt2-lm",
                                           "marian-mt", "bart-lm", "vit-classifier", "deit-base", "dinov2-base", "detr-base",
                                           "deformable-detr-base", "rt-detr", "yolos-base"),
                         case_name);

TEST(FuzzGeneration, Rules) {
  const Folder folder("bart-lm");
  const std::vector<std::string> seeds{
      R"({"decoder_start_token_id": 2, "eos_token_id": [2, 5], "forced_bos_token_id": 7, "min_length": 3, "no_repeat_ngram_size": 2,)"
      R"("bad_words_ids": [[3], [4, 5]], "sequence_bias": [[[3, 4], 1.5]], "exponential_decay_length_penalty": [2, 1.1],)"
      R"("suppress_tokens": [1], "early_stopping": "never", "length_penalty": -0.5, "encoder_repetition_penalty": 1.4})"};
  models::ModelInput input;
  input.ids = at::tensor({5, 6, 7}, at::kLong).unsqueeze(0);
  input.generation = {8, 2};
  fuzz(seeds, 31, [&](const std::string& bytes) {
    folder.scratch.write("generation_config.json", bytes);
    return guarded<models::ModelOutput>([&]() -> Result<models::ModelOutput> {
      kernels::Context context;
      return models::load_model(folder.scratch.folder(), at::kFloat).take()->run(input, context);
    });
  }, count_of(300));
}

TEST(FuzzWeights, OfOneFileAndOfShards) {
  for (const std::string name : {"bert-base", "bert-sharded"}) {
    const Folder folder(name);
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder.scratch.folder()))
      if (entry.path().filename() != "config.json") files.push_back(entry.path());
    for (const auto& file : files) {
      const auto whole = slurp(file);
      // Numbers carry no checksum: a file whose tensors are whole is read with whatever numbers it holds.
      std::mt19937 random(32);
      for (int i = 0; i < count_of(150); ++i) {
        const auto bytes = mutated({whole}, random);
        folder.scratch.write(file.filename(), bytes);
        expect_answer(models::load_model(folder.scratch.folder(), at::kFloat), i);
      }
      folder.scratch.write(file.filename(), whole);
    }
  }
}

// Opens the tokenizer and, where that goes, reads a text with it and back.
Result<std::string> read_text(const fs::path& folder) {
  return guarded<std::string>([&]() -> Result<std::string> {
    const auto tokenizer = text::Tokenizer::open(folder).take();
    const auto encoded = tokenizer->encode("The ab cat, Größe 한국어 🙂", "x").take();
    return tokenizer->decode(encoded.ids, true);
  });
}

TEST(FuzzTokenizer, OneFile) {
  const Scratch scratch(quick_folder());
  std::vector<std::string> seeds{
      R"({"version":"1.0","added_tokens":[{"id":0,"content":"[UNK]","single_word":false,"lstrip":false,"rstrip":true,)"
      R"("normalized":false,"special":true}],"normalizer":{"type":"Sequence","normalizers":[{"type":"NFKC"},)"
      R"({"type":"Replace","pattern":{"Regex":"x+"},"content":"y"}]},"pre_tokenizer":{"type":"ByteLevel","add_prefix_space":true,)"
      R"("trim_offsets":true,"use_regex":true},"post_processor":null,"decoder":{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true},"model":{"type":"BPE",)"
      R"("vocab":{"[UNK]":0,"a":1,"b":2,"ab":3,"Ġ":4},"merges":["a b"]}})",
      R"({"normalizer":{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true},"pre_tokenizer":{"type":"BertPreTokenizer"},"decoder":null,)"
      R"("post_processor":{"type":"BertProcessing","sep":["[SEP]",2],"cls":["[CLS]",1]},"model":{"type":"WordPiece",)"
      R"("unk_token":"[UNK]","continuing_subword_prefix":"##","max_input_chars_per_word":100,"vocab":{"[UNK]":0,"[CLS]":1,)"
      R"("[SEP]":2,"the":3,"c":4,"##at":5}}})",
      R"({"normalizer":null,"pre_tokenizer":{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true},)"
      R"("decoder":{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true},"model":{"type":"Unigram","unk_id":0,"byte_fallback":false,)"
      R"("vocab":[["<unk>",0.0],["▁",-2.5],["▁the",-3.0],["a",-4.25],["b",-1e3]]}})"};
  for (const auto& seed : seeds) {
    scratch.write("tokenizer.json", seed);
    const auto read = read_text(scratch.folder());
    ASSERT_TRUE(read) << read.error().line();
  }
  const MemoryCap cap(most_memory);
  fuzz(seeds, 33, [&](const std::string& bytes) {
    scratch.write("tokenizer.json", bytes);
    return read_text(scratch.folder());
  }, count_of(2000));
}

TEST(FuzzTokenizer, OlderFiles) {
  const std::map<std::string, std::string> bert{
      {"vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\nc\n##at\n,\n"},
      {"tokenizer_config.json", R"({"do_lower_case":true,"strip_accents":null,"tokenizer_class":"BertTokenizer","unk_token":"[UNK]",)"
                                R"("added_tokens_decoder":{"0":{"content":"[PAD]","special":true,"lstrip":false}}})"},
      {"special_tokens_map.json", R"({"unk_token":"[UNK]","cls_token":{"content":"[CLS]","lstrip":false}})"},
      {"config.json", R"({"model_type":"bert"})"}};
  const std::map<std::string, std::string> gpt{
      {"vocab.json", R"({"<|endoftext|>":0,"a":1,"b":2,"ab":3,"Ġ":4,"t":5,"h":6,"e":7})"},
      {"merges.txt", "#version: 0.2\na b\nt h\n"},
      {"tokenizer_config.json", R"({"tokenizer_class":"GPT2Tokenizer","add_prefix_space":false,"unk_token":"<|endoftext|>"})"},
      {"config.json", R"({"model_type":"gpt2"})"}};
  for (const auto& files : {bert, gpt})
    for (const auto& [name, seed] : files) {
      const Scratch scratch(quick_folder());
      for (const auto& [other, bytes] : files) scratch.write(other, bytes);
      std::mt19937 random(34);
      const MemoryCap cap(most_memory);
      for (int i = 0; i < count_of(250); ++i) {
        scratch.write(name, mutated({seed}, random));
        expect_answer(read_text(scratch.folder()), i);
      }
    }
}

TEST(FuzzFolder, NotesAndProcessors) {
  const Scratch scratch(quick_folder());
  fuzz({R"({"note":"teaching model","trained":{"steps":100}})"}, 35, [&](const std::string& bytes) {
    scratch.write("headlight.json", bytes);
    return session::note_of(scratch.folder());
  }, count_of(1000));
  fuzz({R"({"image_processor":{"image_processor_type":"DetrImageProcessor","size":{"shortest_edge":40,"longest_edge":60}}})"}, 36,
       [&](const std::string& bytes) {
         scratch.write("processor_config.json", bytes);
         return image::Processor::open(scratch.folder());
       }, count_of(1000));
}

// What can be read is looked at: a tile of every layer.
Result<ViewResult> look(const fs::path& path) {
  auto trace = trace::read_trace(path);
  if (!trace) return trace.error();
  Result<ViewResult> last = usage("no layer", "trace", "none", "one");
  for (const auto& site : trace.value()->sites) {
    TileRequest tile;
    tile.site = site.info.id;
    const auto rows = site.queries(), columns = site.deformable() ? 1 : site.keys();
    tile.extent = {0, rows, 0, columns};
    tile.out_rows = std::min<std::int64_t>(rows, 4);
    tile.out_columns = std::min<std::int64_t>(columns, 4);
    last = views::view(*trace.value(), tile, {});
    if (!last) expect_answer(last, site.info.id);
  }
  return last;
}

TEST(FuzzTrace, Files) {
  const Scratch scratch(quick_folder());
  const auto path = scratch.folder() / "x.trace";
  (void)trace::write_trace(trace::testing::sample_trace(), path).take();
  const auto whole = slurp(path);
  (void)look(path);
  const MemoryCap cap(most_memory);
  fuzz({whole}, 37, [&](const std::string& bytes) { return look(scratch.write("x.trace", bytes)); }, count_of(1000));
}

// The archive carries checksums: what loads is what was saved.
TEST(FuzzScript, Files) {
  const Scratch scratch(quick_folder());
  const fs::path tap = fs::path(headlight::tests::fixtures()) / "tap";
  const auto whole = slurp(tap / "eager.torchscript");
  const auto plain = models::tap::load_script(tap / "eager.torchscript").take();
  const auto parameters = plain->info().parameters;
  std::mt19937 random(38);
  int refused = 0;
  for (int i = 0; i < count_of(150); ++i) {
    const auto bytes = mutated({whole}, random);
    const auto start = std::chrono::steady_clock::now();
    const auto loaded = models::tap::load_script(scratch.write("x.torchscript", bytes));
    ASSERT_LT(std::chrono::steady_clock::now() - start, longest_answer) << i;
    expect_answer(loaded, i);
    refused += loaded ? 0 : 1;
    if (loaded) {
      EXPECT_EQ(loaded.value()->info().parameters, parameters) << i;
    }
  }
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace headlight::testing
