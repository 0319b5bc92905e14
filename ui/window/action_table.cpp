// The list of all actions, by menu.
#include <QtGlobal>

#include "ui/window/actions.h"

namespace headlight::ui {

namespace {

using enum MenuPlace;
using enum When;

constexpr ActionSpec kFileActions[] = {
    {"open_folder", QT_TRANSLATE_NOOP("Actions", "Open model folder…"), file, "Ctrl+O", always, "folder"},
    {"open_script", QT_TRANSLATE_NOOP("Actions", "Open TorchScript file…"), file, "Ctrl+Shift+O", always},
    {"open_image", QT_TRANSLATE_NOOP("Actions", "Open picture or video…"), file, "Ctrl+I", always, "image"},
    {"open_trace", QT_TRANSLATE_NOOP("Actions", "Open trace…"), file, "Ctrl+T", always, "trace"},
    {"open_session", QT_TRANSLATE_NOOP("Actions", "Open session…"), file, "Ctrl+Alt+O", always},
    {"save_session", QT_TRANSLATE_NOOP("Actions", "Save session…"), file, "Ctrl+S", with_run},
    {"save_trace", QT_TRANSLATE_NOOP("Actions", "Save trace…"), file, "Ctrl+Alt+S", with_run, "", true},
    {"export", QT_TRANSLATE_NOOP("Actions", "Export figure…"), file, "Ctrl+E", with_run, "export", true},
    {"quit", QT_TRANSLATE_NOOP("Actions", "Quit"), file, "Ctrl+Q", always}};

constexpr ActionSpec kEditActions[] = {
    {"undo", QT_TRANSLATE_NOOP("Actions", "Undo"), edit, "Ctrl+Z", can_undo, "undo"},
    {"redo", QT_TRANSLATE_NOOP("Actions", "Redo"), edit, "Ctrl+Shift+Z", can_redo, "redo", true},
    {"copy_picture", QT_TRANSLATE_NOOP("Actions", "Copy picture"), edit, "Ctrl+C", with_run, "copy"},
    {"copy_value", QT_TRANSLATE_NOOP("Actions", "Copy value"), edit, "Ctrl+Shift+C", with_run},
    {"paste", QT_TRANSLATE_NOOP("Actions", "Paste text or picture"), edit, "Ctrl+V", always, "", true},
    {"turn_round", QT_TRANSLATE_NOOP("Actions", "Turn the question round"), edit, "R", with_run},
    {"swap_sides", QT_TRANSLATE_NOOP("Actions", "Swap A and B"), edit, "Shift+C", with_run},
    {"patterns", QT_TRANSLATE_NOOP("Actions", "Ask about a place or for patterns"), edit, "Shift+A", with_run},
    {"edit_input", QT_TRANSLATE_NOOP("Actions", "Edit the input"), edit, "I", always, "text"},
    {"find", QT_TRANSLATE_NOOP("Actions", "Find or do anything"), edit, "Ctrl+K", always, "search"}};

constexpr ActionSpec kViewActions[] = {
    {"head_left", QT_TRANSLATE_NOOP("Actions", "Head to the left"), selection, "Left", with_run},
    {"head_right", QT_TRANSLATE_NOOP("Actions", "Head to the right"), selection, "Right", with_run},
    {"layer_up", QT_TRANSLATE_NOOP("Actions", "Layer above"), selection, "Up", with_run},
    {"layer_down", QT_TRANSLATE_NOOP("Actions", "Layer below"), selection, "Down", with_run, "", true},
    {"query_up", QT_TRANSLATE_NOOP("Actions", "Query before"), selection, "Shift+Up", with_run},
    {"query_down", QT_TRANSLATE_NOOP("Actions", "Query after"), selection, "Shift+Down", with_run},
    {"key_left", QT_TRANSLATE_NOOP("Actions", "Key before"), selection, "Shift+Left", with_run},
    {"key_right", QT_TRANSLATE_NOOP("Actions", "Key after"), selection, "Shift+Right", with_run, "", true},
    {"play", QT_TRANSLATE_NOOP("Actions", "Play or pause the video"), video, "K", with_video, "play"},
    {"frame_back", QT_TRANSLATE_NOOP("Actions", "One frame back"), video, "Alt+Left", with_video},
    {"frame_next", QT_TRANSLATE_NOOP("Actions", "One frame on"), video, "Alt+Right", with_video},
    {"keep_frame", QT_TRANSLATE_NOOP("Actions", "Keep this frame as a run of its own"), video, "Ctrl+Shift+K", with_video, "pin"},
    {"loop", QT_TRANSLATE_NOOP("Actions", "Play the video again and again"), video, "Shift+K", with_video, "loop", true},
    {"mode", QT_TRANSLATE_NOOP("Actions", "One head, mean, max"), view, "H", with_run},
    {"quantity", QT_TRANSLATE_NOOP("Actions", "Weight, raw score, weight × |v|, rollout"), view, "S", with_run},
    {"scale", QT_TRANSLATE_NOOP("Actions", "Linear, root, log"), view, "L", with_run},
    {"map", QT_TRANSLATE_NOOP("Actions", "Next colour map"), view, "Ctrl+M", with_run},
    {"same_scale", QT_TRANSLATE_NOOP("Actions", "Same scale for all heads"), view, "Ctrl+L", with_run},
    {"specials", QT_TRANSLATE_NOOP("Actions", "Special tokens in the scale"), view, "E", with_run},
    {"fit_range", QT_TRANSLATE_NOOP("Actions", "Fit the range of colours to the values"), view, "Ctrl+Shift+F", with_run},
    {"link_rule", QT_TRANSLATE_NOOP("Actions", "Links by number or by weight"), view, "J", with_run},
    {"merge", QT_TRANSLATE_NOOP("Actions", "Merge subwords"), view, "U", with_run},
    {"fewer", QT_TRANSLATE_NOOP("Actions", "Fewer links or points"), view, ",", with_run},
    {"more", QT_TRANSLATE_NOOP("Actions", "More links or points"), view, ".", with_run, "", true},
    {"fit", QT_TRANSLATE_NOOP("Actions", "Fit the whole map"), zoom, "Z", with_run, "fit"},
    {"zoom_in", QT_TRANSLATE_NOOP("Actions", "Zoom in"), zoom, "+", with_run},
    {"zoom_out", QT_TRANSLATE_NOOP("Actions", "Zoom out"), zoom, "-", with_run},
    {"pan_left", QT_TRANSLATE_NOOP("Actions", "Move the view left"), zoom, "Ctrl+Left", with_run},
    {"pan_right", QT_TRANSLATE_NOOP("Actions", "Move the view right"), zoom, "Ctrl+Right", with_run},
    {"pan_up", QT_TRANSLATE_NOOP("Actions", "Move the view up"), zoom, "Ctrl+Up", with_run},
    {"pan_down", QT_TRANSLATE_NOOP("Actions", "Move the view down"), zoom, "Ctrl+Down", with_run},
    {"hand", QT_TRANSLATE_NOOP("Actions", "Hand tool"), zoom, "G", with_run, "hand"},
    {"pin", QT_TRANSLATE_NOOP("Actions", "Pin what is shown"), view, "Space", with_run, "pin"},
    {"swap_pinned", QT_TRANSLATE_NOOP("Actions", "Pinned against current"), view, "V", with_pin, "", true}};

constexpr ActionSpec kPanelActions[] = {
    {"enlarge", QT_TRANSLATE_NOOP("Actions", "Enlarge the panel"), panels, "F", with_run, "max"},
    {"float", QT_TRANSLATE_NOOP("Actions", "Float the panel"), panels, "Shift+F", with_run, "float", true},
    {"panel_tab", QT_TRANSLATE_NOOP("Actions", "Tab the panel with…"), panels, "Ctrl+Shift+G", with_panels},
    {"panel_beside", QT_TRANSLATE_NOOP("Actions", "Put the panel beside…"), panels, "Ctrl+Shift+B", with_panels},
    {"panel_below", QT_TRANSLATE_NOOP("Actions", "Put the panel below…"), panels, "Ctrl+Shift+D", with_panels, "", true},
    {"next_tab", QT_TRANSLATE_NOOP("Actions", "Next tab"), panels, "Ctrl+Tab", with_tabs},
    {"previous_tab", QT_TRANSLATE_NOOP("Actions", "Previous tab"), panels, "Ctrl+Shift+Tab", with_tabs, "", true},
    {"reset_layout", QT_TRANSLATE_NOOP("Actions", "Reset the layout"), panels, "Ctrl+Shift+R", with_panels}};

constexpr ActionSpec kDetectionActions[] = {
    {"detection_next", QT_TRANSLATE_NOOP("Actions", "Next detection"), detections, "N", with_detections},
    {"detection_previous", QT_TRANSLATE_NOOP("Actions", "Detection before"), detections, "P", with_detections},
    {"other_queries", QT_TRANSLATE_NOOP("Actions", "Other queries"), detections, "Q", with_detections},
    {"whole_layer", QT_TRANSLATE_NOOP("Actions", "Points of the whole layer"), detections, "Shift+Q", with_points},
    {"more_detections", QT_TRANSLATE_NOOP("Actions", "More detections, by a lower score"), detections, "Ctrl+.", with_detections},
    {"fewer_detections", QT_TRANSLATE_NOOP("Actions", "Fewer detections, by a higher score"), detections, "Ctrl+,", with_detections},
    {"window_level", QT_TRANSLATE_NOOP("Actions", "Window and level: as stored, full, 1–99 %"), detections, "Y", with_window},
    {"beside", QT_TRANSLATE_NOOP("Actions", "Attention beside convolution"), detections, "B", with_detections},
    {"photo", QT_TRANSLATE_NOOP("Actions", "Points, map or links on the picture"), detections, "O", with_photo},
    {"opacity", QT_TRANSLATE_NOOP("Actions", "Strength of the map on the picture"), detections, "Shift+O", with_photo},
    {"smooth", QT_TRANSLATE_NOOP("Actions", "Smooth map on the picture"), detections, "Shift+S", with_photo},
    {"offset_lines", QT_TRANSLATE_NOOP("Actions", "Lines from the reference point"), detections, "Shift+D", with_points},
    {"other_boxes", QT_TRANSLATE_NOOP("Actions", "Boxes of the other detections"), detections, "Shift+B", with_detections},
    {"dim", QT_TRANSLATE_NOOP("Actions", "Dim the picture"), detections, "D", with_detections, "", true},
    {"part", QT_TRANSLATE_NOOP("Actions", "Run on a part of the picture"), detections, "T", with_picture, "box"},
    {"whole", QT_TRANSLATE_NOOP("Actions", "Run on the whole picture again"), detections, "Ctrl+Shift+T", with_part, "image"},
    {"tiles", QT_TRANSLATE_NOOP("Actions", "Run over a grid of tiles…"), detections, "Shift+T", with_picture, "grid", true},
    {"colour_by", QT_TRANSLATE_NOOP("Actions", "Colour points by head or level"), detections, "Shift+L", with_points},
    {"all_heads", QT_TRANSLATE_NOOP("Actions", "All heads"), detections, "0", with_points},
    {"head_1", QT_TRANSLATE_NOOP("Actions", "Head 0 alone"), detections, "1", with_points},
    {"head_2", QT_TRANSLATE_NOOP("Actions", "Head 1 alone"), detections, "2", with_points},
    {"head_3", QT_TRANSLATE_NOOP("Actions", "Head 2 alone"), detections, "3", with_points},
    {"head_4", QT_TRANSLATE_NOOP("Actions", "Head 3 alone"), detections, "4", with_points},
    {"head_5", QT_TRANSLATE_NOOP("Actions", "Head 4 alone"), detections, "5", with_points},
    {"head_6", QT_TRANSLATE_NOOP("Actions", "Head 5 alone"), detections, "6", with_points},
    {"head_7", QT_TRANSLATE_NOOP("Actions", "Head 6 alone"), detections, "7", with_points},
    {"head_8", QT_TRANSLATE_NOOP("Actions", "Head 7 alone"), detections, "8", with_points},
    {"level_1", QT_TRANSLATE_NOOP("Actions", "Level 0 on or off"), detections, "Ctrl+1", with_points},
    {"level_2", QT_TRANSLATE_NOOP("Actions", "Level 1 on or off"), detections, "Ctrl+2", with_points},
    {"level_3", QT_TRANSLATE_NOOP("Actions", "Level 2 on or off"), detections, "Ctrl+3", with_points},
    {"level_4", QT_TRANSLATE_NOOP("Actions", "Level 3 on or off"), detections, "Ctrl+4", with_points, "", true}};

constexpr ActionSpec kThemeActions[] = {
    {"theme_dark", QT_TRANSLATE_NOOP("Actions", "Dark"), theme, "Ctrl+Alt+1", always},
    {"theme_light", QT_TRANSLATE_NOOP("Actions", "Light"), theme, "Ctrl+Alt+2", always},
    {"theme_contrast", QT_TRANSLATE_NOOP("Actions", "High contrast"), theme, "Ctrl+Alt+3", always, "", true},
    {"theme_next", QT_TRANSLATE_NOOP("Actions", "Next theme"), theme, "Ctrl+Shift+L", always}};

// Languages are called by their own names.
constexpr ActionSpec kLanguageActions[] = {{"language_en", "English", language, "Ctrl+Alt+E", always}, {"language_ko", "한국어", language, "Ctrl+Alt+K", always}};

constexpr ActionSpec kRunActions[] = {
    {"run", QT_TRANSLATE_NOOP("Actions", "Run"), run, "Ctrl+Return", with_model, "play"},
    {"automatic", QT_TRANSLATE_NOOP("Actions", "Run as I type"), run, "Ctrl+Shift+Return", always},
    {"stop", QT_TRANSLATE_NOOP("Actions", "Stop, clear"), run, "Esc", always, "", true},
    {"switch_off", QT_TRANSLATE_NOOP("Actions", "Switch off the head"), run, "X", with_run, "stop"},
    {"layer_off", QT_TRANSLATE_NOOP("Actions", "Switch off the layer"), run, "Ctrl+Shift+X", with_run},
    {"cut_link", QT_TRANSLATE_NOOP("Actions", "Cut this link"), run, "Shift+X", with_run, "link"},
    {"head_mean", QT_TRANSLATE_NOOP("Actions", "Head at its mean"), run, "Shift+M", with_run},
    {"hide_key", QT_TRANSLATE_NOOP("Actions", "Hide the key everywhere"), run, "Shift+H", with_run},
    {"even_row", QT_TRANSLATE_NOOP("Actions", "Make the row even"), run, "Shift+E", with_run},
    {"only_key", QT_TRANSLATE_NOOP("Actions", "Look at the key alone"), run, "Shift+N", with_run},
    {"move_points", QT_TRANSLATE_NOOP("Actions", "Move the points"), run, "M", with_points, "target"},
    {"clear_changes", QT_TRANSLATE_NOOP("Actions", "Take back every change"), run, "Ctrl+Shift+Backspace", with_changes},
    {"weigh_heads", QT_TRANSLATE_NOOP("Actions", "Weigh every head"), run, "Shift+W", with_run, "bars", true},
    {"choose_model", QT_TRANSLATE_NOOP("Actions", "Choose a model…"), run, "Ctrl+Shift+M", always}};

constexpr ActionSpec kWindowActions[] = {
    {"explore", QT_TRANSLATE_NOOP("Actions", "Explore"), window, "Alt+1", with_run},
    {"weight", QT_TRANSLATE_NOOP("Actions", "Weight"), window, "W Alt+2", with_run},
    {"compare", QT_TRANSLATE_NOOP("Actions", "Compare"), window, "C Alt+3", with_run},
    {"ask", QT_TRANSLATE_NOOP("Actions", "Ask"), window, "A Alt+4", with_run},
    {"intervene", QT_TRANSLATE_NOOP("Actions", "Intervene"), window, "Alt+5", with_run, "", true},
    {"next_panel", QT_TRANSLATE_NOOP("Actions", "Next panel"), window, "F6", always},
    {"previous_panel", QT_TRANSLATE_NOOP("Actions", "Previous panel"), window, "Shift+F6", always, "", true},
    {"left_rail", QT_TRANSLATE_NOOP("Actions", "Left rail"), window, "[", always},
    {"inspector", QT_TRANSLATE_NOOP("Actions", "Inspector"), window, "]", with_panels},
    {"start_page", QT_TRANSLATE_NOOP("Actions", "Start page"), window, "Ctrl+Home", always, "", true},
    {"full_screen", QT_TRANSLATE_NOOP("Actions", "Full screen"), window, "F11", always}};

constexpr ActionSpec kHelpActions[] = {
    {"keys", QT_TRANSLATE_NOOP("Actions", "All keys"), help, "? F1", always, "keyboard"},
    {"guide", QT_TRANSLATE_NOOP("Actions", "Guide"), help, "Ctrl+F1", always, "info"},
    {"about", QT_TRANSLATE_NOOP("Actions", "About Headlight"), help, "Shift+F1", always, "info"}};

}  // namespace

const std::vector<ActionSpec>& action_specs() {
  static const std::vector<ActionSpec> specs = [] {
    std::vector<ActionSpec> all;
    const auto add = [&](const auto& menu) {
      for (const ActionSpec& spec : menu) all.push_back(spec);
    };
    add(kFileActions);
    add(kEditActions);
    add(kViewActions);
    add(kPanelActions);
    add(kDetectionActions);
    add(kThemeActions);
    add(kLanguageActions);
    add(kRunActions);
    add(kWindowActions);
    add(kHelpActions);
    return all;
  }();
  return specs;
}

}  // namespace headlight::ui
