#include "engine/text/pre_tokenizers.h"

namespace headlight::text {
std::unique_ptr<const PreTokenizer> make_script_cutter() {
  throw Failure{unusable("pre-tokenizer UnicodeScripts is not known", "tokenizer.json")};
}
}  // namespace headlight::text
