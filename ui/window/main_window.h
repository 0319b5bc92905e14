// The window: composes the rooms' parts, gives actions their meaning and lays everything out for its size.
#pragma once

#include <QLockFile>
#include <QMainWindow>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string_view>

#include "ui/controls/appearance_change.h"
#include "ui/controls/focus_ring.h"
#include "ui/controls/hover_tip.h"
#include "ui/panels/pointer.h"
#include "ui/panels/tile_grid.h"
#include "ui/state/catalogue.h"
#include "ui/state/playback.h"
#include "ui/state/session_file.h"
#include "ui/studio/ask/batch_model.h"
#include "ui/studio/compare/beside_run.h"
#include "ui/studio/intervene/head_importance.h"
#include "ui/window/actions.h"
#include "ui/window/export_dialog.h"
#include "ui/window/first_look.h"
#include "ui/window/given.h"
#include "ui/window/message_bar.h"
#include "ui/window/start_page.h"
#include "ui/window/status_line.h"
#include "ui/window/top_bar.h"
#include "ui/window/work_area.h"

class QMenu;
class QStackedWidget;
class QTranslator;

namespace headlight::ui {

class OverlayBox;
struct PaletteEntry;

struct WindowOptions {
  QStringList paths;          // models (folders, or names that model_names has), pictures, texts, traces
  QStringList model_names;    // those of `paths` that are models known by name: there is no such file
  QStringList guide_folders;  // GUIDE.LANGUAGE.md is read from the first that has it
  QStringList sample_files;   // samples.json files, the first readable one is used
  QString model;              // opened at once, empty for the start page
  InputSpec input;            // for `model`
  bool first_look = false;    // shows the first sentence in the first model as soon as the models are known
  QString screenshot;         // hidden: write the window to this PNG once nothing is under way, then quit
  QSize size;                 // empty: as last time
  QString theme, language;    // empty: as last time
  bool remember = true;       // read and write the settings
  QString session_folder;     // where the session is kept while one works; empty: with the settings, if those are remembered
  VideoFileMaker make_video = {};  // writes videos of figures; empty: none can be written
};

class MainWindow : public QMainWindow {
  Q_OBJECT

 public:
  MainWindow(std::unique_ptr<Session> session, WindowOptions options);
  ~MainWindow() override;

  void open_paths(const QStringList& paths);
  void open_model(const std::string& model, InputSpec input);
  void set_theme(const QString& theme);    // "dark", "light", "contrast"
  [[nodiscard]] bool changes_theme() const { return appearance_.running(); }  // some events after set_theme not any longer
  void set_language(const QString& code);  // "en", "ko"
  void write_session(const QString& file);
  void keep_session();  // now, where it has changed; it is done every two seconds
  [[nodiscard]] int sessions_made() const { return sessions_made_; }  // how often one was made to be kept
  [[nodiscard]] SavedSession saved_session() const;  // what write_session writes
  void found_missing(const QString& gone, const QString& found);  // of a session; opens what waits for it

  [[nodiscard]] Store& store() { return store_; }
  [[nodiscard]] Feed& feed() { return feed_; }
  [[nodiscard]] RunController& runs() { return runs_; }
  [[nodiscard]] Playback& playback() { return playback_; }
  [[nodiscard]] SessionClient& client() { return client_; }
  [[nodiscard]] TileGrid& grid() { return grid_; }
  [[nodiscard]] BatchModel& batch() { return batch_; }
  [[nodiscard]] Actions& actions() { return *actions_; }
  [[nodiscard]] CentreView& centre() { return work_->centre(); }
  [[nodiscard]] StartPage& start_page() { return *start_; }
  [[nodiscard]] HoverTip& tip() { return *tip_; }
  [[nodiscard]] MessageBar& message() { return *message_; }
  [[nodiscard]] InputSection& input() { return work_->input(); }
  [[nodiscard]] ModelSection& model() { return work_->model(); }
  [[nodiscard]] Rail& left_rail() { return work_->left(); }
  [[nodiscard]] Rail& inspector() { return work_->right(); }
  [[nodiscard]] Context context() { return context_; }
  [[nodiscard]] StatusLine& status() { return *status_; }
  [[nodiscard]] WorkArea& work() { return *work_; }
  [[nodiscard]] bool shows_start() const;
  [[nodiscard]] bool returning() const;  // after a change of language, to what was shown

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;  // that nobody took: a disabled action says why it is
  void closeEvent(QCloseEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  bool eventFilter(QObject* object, QEvent* event) override;
  bool focusNextPrevChild(bool next) override;  // top bar, left rail, centre, inspector

 private:
  // What is below the bar, hidden until the window takes it.
  struct Ground {
    QWidget* widget = nullptr;
    QStackedWidget* stack = nullptr;
    WorkArea* work = nullptr;
    QVariantMap layout;  // of the settings, by which it was made
  };
  // What has the keyboard, so that it is found again among widgets that are made anew.
  struct Keyboard {
    std::string kind;                            // its class; empty for none
    std::ptrdiff_t place = 0, count = 0;         // among those of its class that can have it, and how many these are
    bool types = false;                          // a field of text
    QPoint cursor{};                             // its text's anchor and cursor
    std::vector<std::shared_ptr<QEvent>> typed;  // since it went
  };

  // main_window.cpp
  [[nodiscard]] Ground make_ground();
  void build();
  void leave_fields();
  void connect_parts();
  void arrange();
  void refresh_actions();
  void refresh_steps();
  [[nodiscard]] QString why_no_such_part(std::string_view id) const;
  void refresh_title();
  void show_start(bool start);
  void show_workspace(Workspace workspace);
  void in_workspace(Workspace workspace, std::function<void()> act);  // once its page is made
  [[nodiscard]] std::vector<PaletteEntry> found_entries();  // of the palette
  void focus_picture();  // the map or photo in sight
  static void give_keyboard(QWidget& widget);  // also where a panel that was taken out of the window has it
  void focus_page();     // the first control of the workspace's page, or the picture
  void leave_rail();     // opened over the page: it closes, and the page has the keyboard
  void show_over(OverlayBox* box);

  // window_anew.cpp
  void make_anew();  // in another language or layout
  void rebuild();
  [[nodiscard]] std::vector<FigureCanvas*> zoomed();  // what a person zooms
  void return_to_shown();
  void return_to_workspace();
  [[nodiscard]] std::vector<QWidget*> keyboards(const std::string& kind);
  [[nodiscard]] Keyboard keyboard_now();
  void return_keyboard();
  [[nodiscard]] bool holds(const QEvent& event);
  [[nodiscard]] Workspace workspace() const;  // that is shown, or will be once everything is made anew

  // window_open.cpp
  void choose_first_key();
  void take_first_look();
  void open_unusable(const std::string& model);
  void await_model(const std::string& model);
  void open_chosen(const std::string& model, InputSpec input);
  void ask_consent(const CodeFile& file);
  void take_tokenizer(const QString& folder);
  void choose_tokenizer();
  [[nodiscard]] InputSpec input_for(const std::string& model, const ModelEntry* entry);  // where none was given
  void choose_folder();
  void choose_script();
  void choose_image();
  void choose_trace();
  void save_trace();
  void paste();

  // window_given.cpp
  void open_given(Given given);
  void open_known(Given given);
  [[nodiscard]] bool await_models(const Given& given);  // true: it is opened once they are known
  [[nodiscard]] Reads reads(const std::string& model) const;
  [[nodiscard]] std::string model_for(const Given::Input& input) const;  // of those known; "" for none
  void choose_models(const Given& given, Pairs& pairs, std::vector<Given::Input>& misfits) const;
  void await_catalogue(std::function<void()> then);
  void offer_other();
  [[nodiscard]] QStringList names_of_models(const Given::Input& input) const;
  void open_next();
  void opened();
  void loaded();
  void refuse_unread(const QString& path);
  void give_left_session_back();
  void forget_left_session();
  void open_no_more();
  void say_refused(bool of_session = false);
  [[nodiscard]] static QString refused_line(const Given::Refused& refused, std::ptrdiff_t times);
  [[nodiscard]] static QStringList refused_lines(const std::vector<Given::Refused>& refused);

  // window_absent.cpp
  [[nodiscard]] std::vector<Given::Refused> missing_of(const SessionRun& run) const;
  [[nodiscard]] bool is_missing(const SessionRun& run) const { return !missing_of(run).empty(); }
  void drop_missing();
  void show_absent_runs();  // how many, with what can be done about it
  void keep_absent_b(const SavedSession& session);
  void name_absent_b(SavedSession& session) const;
  void keep_absent(const SessionRun& run);
  void keep_unopened();
  void keep_absent_view(const SavedSession& session);
  void save_absent(SavedSession& session) const;
  void show_absent(SavedSession& session) const;
  void stop_opening();
  void offer_rest();
  void offer_missing();
  void find_missing();
  void open_absent();

  // window_session.cpp
  void begin_session(SavedSession session, bool again);  // again: what is open is not run anew
  void await_run(const SessionRun& run);
  void show_task();
  void save_session();
  void choose_session();
  void open_session(const QString& file);
  [[nodiscard]] const Run* run_of(const SessionRun& entry) const;
  void show_session(const SavedSession& session);  // in its layout, in later events where that is another one
  void show_state(const SavedSession& session);
  [[nodiscard]] Studio studio_of(const SavedSession& session) const;
  void start_keeping();
  void note_changes(QObject* while_there);
  [[nodiscard]] QString take_left_session(const QString& folder);
  void stop_keeping();
  void used_file(const QString& path);
  [[nodiscard]] QMenu* recent_menu();
  void forget_files(const QStringList& files);  // of the recent ones

  // window_panels.cpp
  void connect_panel_actions();
  void show_panel_menu(PanelFrame* panel, QPoint at);
  void show_targets(PanelPlace place);
  void fill_targets(QMenu& menu, PanelFrame* panel, PanelPlace place);
  void take_step(bool back);

  // window_commands.cpp
  void connect_actions();
  void connect_file_actions();
  void connect_edit_actions();
  void connect_window_actions();
  void connect_studio_actions();
  void connect_theme_actions();
  void connect_selection_actions();
  void connect_look_actions();
  void connect_view_actions();
  void connect_detection_actions();
  void connect_video_actions();
  void refresh_theme();
  void move_selection(const std::function<void(Selection&)>& edit);
  void change_look(const std::function<void(Look&)>& edit);
  void change_amount(Look& next, int by);
  void turn_patterns();
  void edit_input();
  void choose_model();
  void export_figure();
  void copy_value();
  void stop_or_clear();
  void next_panel(int by);
  void connect_language_actions();
  void show_guide();
  void show_grid(bool was_running);  // how far it is, in the status bar
  void show_batch(bool was_running);

  WindowOptions options_;
  Settings settings_;
  ExportChoices export_choices_;
  SessionClient client_;
  Store store_;
  Feed feed_;
  FirstLook first_look_;
  RunController runs_;
  Playback playback_;
  Catalogue catalogue_;
  Pointer pointer_;
  TileGrid grid_;
  AppearanceChange appearance_;
  Context context_;
  BatchModel batch_;
  BesideRun beside_;
  HeadImportance importance_;
  Actions* actions_ = nullptr;
  TopBar* top_ = nullptr;
  QStackedWidget* stack_ = nullptr;
  StartPage* start_ = nullptr;
  WorkArea* work_ = nullptr;
  MessageBar* message_ = nullptr;
  StatusLine* status_ = nullptr;
  HoverTip* tip_ = nullptr;
  FocusRing* ring_ = nullptr;
  Ground next_;                            // made, not shown yet
  std::deque<Opening> waiting_;            // still to be run, one after the other
  std::optional<QString> opening_;         // the one that runs
  std::vector<Given::Refused> refused_;    // of what was opened last
  std::ptrdiff_t closed_ = 0;              // runs of the session that cannot be made: something of theirs is missing
  std::vector<Given::Input> misfits_;      // which another model is offered for once what fits was run
  QMetaObject::Connection focus_lost_;     // by a panel that was hidden
  QMetaObject::Connection awaiting_;       // what is opened as soon as the models are known
  std::size_t given_ = 0;                  // how much that was
  std::map<TraceId, std::string> trace_files_;
  std::optional<SavedSession> opening_session_;  // shown once its runs are there
  std::size_t to_run_ = 0;                       // how many of them are not here yet when it begins
  std::vector<SessionRun> absent_;               // of sessions, not open here; saved with the rest
  std::optional<SavedSession> absent_view_;      // the one of them that was shown
  struct AbsentB {
    SessionRun run;
    Counterpart place;
    bool operator==(const AbsentB&) const = default;
  };
  std::optional<AbsentB> absent_b_;              // the one of them that was compared with
  bool restoring_ = false;
  bool rest_waits_ = false;  // to be offered when the stopped run is over
  QString left_session_;   // taken to be restored, not begun yet
  QString restored_from_;  // begun to be restored: stays until this window's own is written
  std::unique_ptr<QLockFile> left_lock_;
  QString kept_file_;
  QByteArray kept_;  // what it holds
  // What a session is made of that no signal tells of.
  struct Untold {
    QVariantMap layout, tokenizers;
    QString theme;
    Workspace workspace = Workspace::explore;
    std::vector<SessionRun> absent;
    std::optional<SavedSession> absent_view;
    std::optional<AbsentB> absent_b;
    bool operator==(const Untold&) const = default;
  };
  [[nodiscard]] Untold untold() const;
  Untold kept_untold_;
  bool session_changed_ = true;  // since it was kept, as signals tell
  int sessions_made_ = 0;
  std::unique_ptr<QLockFile> kept_lock_;
  std::string awaited_;  // a model that is opened as soon as the list tells what it reads
  Arrangement arrangement_;
  bool arranged_ = false, fresh_ = false;
  // After a change of language, unless another is chosen first.
  std::optional<bool> return_start_;
  std::optional<Workspace> return_to_;
  std::optional<Keyboard> keyboard_;
  bool floats_shown_ = false;  // what was enlarged or taken out of the window is so again
};

// Runs the window to its end. `application` must exist; gives it theme and language.
int run_window(std::unique_ptr<Session> session, WindowOptions options);

}  // namespace headlight::ui
