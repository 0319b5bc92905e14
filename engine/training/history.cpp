#include "engine/training/history.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iomanip>
#include <sstream>

#include "engine/io/atomic_file.h"

namespace headlight::training {
namespace {

constexpr const char* header = "step,loss";
constexpr double plot_width = 640, height = 320, left = 56, right = 16, top = 32, bottom = 44;

// Data → points of the picture.
class Plane {
 public:
  explicit Plane(const std::vector<HistoryEntry>& entries) : last_(static_cast<double>(entries.back().step)) {
    const auto [low, high] = std::ranges::minmax(entries, {}, &HistoryEntry::loss);
    low_ = std::floor(10 * std::log10(low.loss)) / 10;
    high_ = std::max(low_ + 0.1, std::ceil(10 * std::log10(high.loss)) / 10);
  }
  [[nodiscard]] double x(double step) const { return left + (plot_width - left - right) * step / last_; }
  [[nodiscard]] double y(double loss) const {
    return top + (height - top - bottom) * (high_ - std::log10(loss)) / (high_ - low_);
  }
  // 1, 2, 3, 5 and 7 times a power of ten, inside the plane.
  [[nodiscard]] std::vector<double> loss_marks() const {
    std::vector<double> marks;
    for (double power = std::pow(10, std::floor(low_)); power <= std::pow(10, high_); power *= 10)
      for (const double mark : {power, 2 * power, 3 * power, 5 * power, 7 * power})
        if (std::log10(mark) >= low_ - 1e-9 && std::log10(mark) <= high_ + 1e-9) marks.push_back(mark);
    return marks;
  }
  [[nodiscard]] std::vector<double> step_marks() const {
    const double power = std::pow(10, std::floor(std::log10(std::max(1.0, last_))));
    const double gap = last_ / power >= 5 ? power : last_ / power >= 2 ? power / 2 : power / 5;
    std::vector<double> marks;
    for (double mark = 0; mark <= last_ + 1e-9; mark += gap) marks.push_back(mark);
    return marks;
  }

 private:
  double last_, low_ = 0, high_ = 0;
};

void text(std::ostream& out, double x, double y, const char* anchor, const std::string& words) {
  out << "<text x=\"" << x << "\" y=\"" << y << "\" text-anchor=\"" << anchor << "\">" << words << "</text>\n";
}

void line(std::ostream& out, double x0, double y0, double x1, double y1) {
  out << "<line x1=\"" << x0 << "\" y1=\"" << y0 << "\" x2=\"" << x1 << "\" y2=\"" << y1 << "\" stroke=\"#d0d0d0\"/>\n";
}

std::string number(double value) {
  std::ostringstream text;
  text << value;
  return text.str();
}

void axes(std::ostream& out, const Plane& plane) {
  for (const double mark : plane.loss_marks()) {
    line(out, left, plane.y(mark), plot_width - right, plane.y(mark));
    text(out, left - 6, plane.y(mark) + 4, "end", number(mark));
  }
  for (const double mark : plane.step_marks()) text(out, plane.x(mark), height - bottom + 18, "middle", number(mark));
  text(out, (left + plot_width - right) / 2, height - 8, "middle", "training step");
}

}  // namespace

Result<std::vector<HistoryEntry>> read_history(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::string row;
  const auto wrong = [&] { return unusable("no training history", file.string(), row, "step,loss"); };
  if (!std::getline(in, row) || row != header) return wrong();
  std::vector<HistoryEntry> entries;
  while (std::getline(in, row)) {
    std::istringstream fields(row);
    HistoryEntry entry;
    char comma = 0;
    if (!(fields >> entry.step >> comma >> entry.loss) || comma != ',' || !(entry.loss > 0)) return wrong();
    entries.push_back(entry);
  }
  return entries;
}

History::History(std::filesystem::path file, std::int64_t first_step) : file_(std::move(file)) {
  if (file_.empty() || first_step == 0 || !std::filesystem::exists(file_)) return;
  entries_ = read_history(file_).take();
  std::erase_if(entries_, [first_step](const HistoryEntry& entry) { return entry.step > first_step; });
}

void History::add(std::int64_t step, double loss) {
  if (file_.empty()) return;
  entries_.push_back({step, loss});
  std::ostringstream rows;
  rows << header << "\n" << std::setprecision(6);
  for (const auto& entry : entries_) rows << entry.step << "," << entry.loss << "\n";
  io::write_file(file_, rows.str()).take();
}

std::string plot_of(const std::vector<HistoryEntry>& entries, const std::string& title) {
  if (entries.empty()) throw Failure{unusable("nothing to plot", "training history", "no lines", "at least one")};
  const Plane plane(entries);
  std::ostringstream out;
  out << std::setprecision(6) << "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " << plot_width << " " << height
      << "\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#333333\">\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n";
  axes(out, plane);
  out << "<polyline fill=\"none\" stroke=\"#0072b2\" stroke-width=\"1.5\" points=\"" << std::fixed << std::setprecision(1);
  for (const auto& entry : entries) out << plane.x(static_cast<double>(entry.step)) << "," << plane.y(entry.loss) << " ";
  out << "\"/>\n";
  text(out, left, 20, "start", title);
  out << "</svg>\n";
  return out.str();
}

}  // namespace headlight::training
