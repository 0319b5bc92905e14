// Fonts and pictures need a QGuiApplication: one for the whole test program.
#pragma once

#include <gtest/gtest.h>

#include <QFontDatabase>
#include <QGuiApplication>
#include <memory>

namespace headlight::testing {

class Application : public ::testing::Environment {
 public:
  void SetUp() override {
    static int count = 1;
    static char name[] = "test";
    static char* arguments[] = {name, nullptr};
    qputenv("QT_QPA_PLATFORM", "offscreen");
    application_ = std::make_unique<QGuiApplication>(count, arguments);
  }
  void TearDown() override { application_.reset(); }

 private:
  std::unique_ptr<QGuiApplication> application_;
};

inline const auto* const application = ::testing::AddGlobalTestEnvironment(new Application);

inline bool has_inter() { return QFontDatabase::families().contains(QStringLiteral("Inter")); }

}  // namespace headlight::testing
