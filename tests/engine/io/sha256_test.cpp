#include "engine/io/sha256.h"

#include <numeric>

#include "engine/io/sha256_blocks.h"
#include "tests/engine/io/scratch.h"

namespace headlight::io {
namespace {

std::string digest_of(const std::string& text) {
  Sha256 sha;
  sha.add(text.data(), text.size());
  return sha.digest();
}

// The examples of FIPS 180-4.
TEST(Sha256, MatchesTheStandardsExamples) {
  EXPECT_EQ(digest_of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(digest_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(digest_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(digest_of(std::string(1'000'000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, DoesNotDependOnThePieces) {
  std::string text(1000, '\0');
  std::iota(text.begin(), text.end(), '\0');
  for (std::size_t piece : {1U, 7U, 63U, 64U, 65U, 200U, 999U}) {
    Sha256 sha;
    for (std::size_t at = 0; at < text.size(); at += piece)
      sha.add(text.data() + at, std::min(piece, text.size() - at));
    EXPECT_EQ(sha.digest(), digest_of(text)) << piece;
  }
}

TEST(Sha256, FastAndPortableAgree) {
  std::array<unsigned char, 640> blocks{};
  std::iota(blocks.begin(), blocks.end(), static_cast<unsigned char>(3));
  Sha256State fast{1, 2, 3, 4, 5, 6, 7, 8};
  Sha256State portable = fast;
  sha256_blocks(fast, blocks.data(), 10);
  sha256_blocks_portable(portable, blocks.data(), 10);
  EXPECT_EQ(fast, portable);
}

TEST(Sha256, ReadsFiles) {
  const headlight::testing::Scratch scratch;
  const std::string text(3'000'001, 'q');
  EXPECT_EQ(sha256_file(scratch.write("x", text)).take(), digest_of(text));
  EXPECT_EQ(sha256_file(scratch.write("empty", "")).take(), digest_of(""));
  EXPECT_FALSE(sha256_file(scratch.folder()).ok());
  EXPECT_FALSE(sha256_file(scratch.folder() / "missing").ok());
}

}  // namespace
}  // namespace headlight::io
