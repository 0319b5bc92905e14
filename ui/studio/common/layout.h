// How the pages divide their room.
#pragma once

#include <QLabel>
#include <QScrollArea>
#include <QSplitter>
#include <initializer_list>
#include <utility>

namespace headlight::ui {

class TableView;

// Parts with their shares of the room, dragged apart at a hairline.
[[nodiscard]] QSplitter* split_of(Qt::Orientation orientation, std::initializer_list<std::pair<QWidget*, int>> parts);

// The same of one that is there: its parts in this order, taken from wherever they are.
void fill_split(QSplitter* splitter, std::initializer_list<std::pair<QWidget*, int>> parts);

// An area that scrolls a table or a column of sections downwards.
[[nodiscard]] QScrollArea* scroll_around(QWidget* widget, QWidget* parent);

// The same of a table: its column heads stay, and it scrolls by whole rows.
[[nodiscard]] QScrollArea* rows_around(TableView* table, QWidget* parent);

// The same for a column beside a page, `width` wide.
[[nodiscard]] QScrollArea* column_around(QWidget* widget, int width, QWidget* parent);

// Plain words that wrap; `role` as the style sheet has them.
[[nodiscard]] QLabel* paragraph(const char* role, QWidget* parent);

}  // namespace headlight::ui
