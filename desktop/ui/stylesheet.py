"""The one stylesheet, made from the tokens."""

from string import Template

from desktop.ui.tokens import RADIUS, Colours, TextSizes, mix

# Widgets say what they are with the property "role"; nothing is styled by the name of an object.
_SHEET = Template("""
QWidget { color: $ink; }
QMainWindow, QWidget[role="page"] { background: $page; }
QToolTip { background: $raised; color: $ink; border: 1px solid $line; padding: 4px 8px; }

QLabel { background: transparent; }
QLabel[role="headline"] { font-size: ${headline_px}px; font-weight: 600; }
QLabel[role="title"] { font-size: ${title_px}px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="large"] { font-size: ${large_px}px; }
QLabel[role="large strong"] { font-size: ${large_px}px; font-weight: 600; }
QLabel[role="question"] { font-size: ${question_px}px; }
QLabel[role="score"] { font-size: ${score_px}px; font-weight: 600; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: ${small_px}px; }
QLabel[role="overline"] { color: $muted; font-size: ${small_px}px; font-weight: 600; }
QLabel[role="good"] { color: $good; font-weight: 600; }
QLabel[role="place"] { color: $accent; font-size: ${small_px}px; font-weight: 600; }
QLabel[role="note"] { color: $note; }
QLabel[role="stop"] { color: $stop; }

QLabel[role="key"] { background: $raised; border: 1px solid $edge; border-radius: 4px; padding: 2px 8px; }

QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: ${radius}px; }
QFrame[role="well"] { background: $raised; border: 1px solid $line; border-radius: ${radius}px; }
QFrame[role="rail"] { background: $page; border: none; border-right: 1px solid $line; }
QFrame[role="rule"] { background: $line; border: none; }

QPushButton, QToolButton { background: $surface; color: $ink; border: 2px solid $line; border-radius: ${radius}px;
  padding: 7px 14px; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed { background: $line; }
QPushButton:focus, QToolButton:focus { border-color: $accent; }
QPushButton:disabled, QToolButton:disabled { color: $muted; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600;
  padding: 9px 20px; }
QPushButton[role="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[role="primary"]:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton[role="primary"]:focus { border-color: $ink; }
QPushButton[role="primary"]:disabled { background: $raised; color: $muted; border-color: $line; }
QPushButton[role="quiet"], QToolButton[role="icon"] { background: transparent; border-color: transparent; }
QToolButton[role="icon"] { padding: 0; }
QPushButton[role="quiet"]:hover, QToolButton[role="icon"]:hover { background: $hover; }
QPushButton[role="quiet"]:focus, QToolButton[role="icon"]:focus { border-color: $accent; }
QPushButton[role="quiet small"] { background: transparent; border-color: transparent; color: $muted;
  font-size: ${small_px}px; padding: 2px 8px; }
QPushButton[role="quiet small"]:hover { background: $hover; color: $ink; }
QPushButton[role="quiet small"]:focus { border-color: $accent; color: $ink; }
QToolButton[role="round"] { background: $accent; color: $on_accent; border: 2px solid $accent;
  border-radius: 22px; padding: 0; }
QToolButton[role="round"]:hover { background: $accent_hover; }
QToolButton[role="round"]:focus { border-color: $ink; }
QPushButton[role="rail"] { background: transparent; border-color: transparent; text-align: left; padding: 8px 12px; }
QPushButton[role="rail icon"] { background: transparent; border-color: transparent; padding: 8px 0; }
QPushButton[role^="rail"]:hover { background: $hover; }
QPushButton[role^="rail"]:checked { background: $accent_wash; color: $accent; font-weight: 600; }
QPushButton[role^="rail"]:focus { border-color: $accent; }

QRadioButton { background: $surface; border: 2px solid $line; border-radius: ${radius}px; padding: 9px 12px;
  spacing: 10px; }
QRadioButton:hover { background: $hover; }
QRadioButton:checked { background: $accent_wash; border-color: $accent; }
QRadioButton:focus { border-color: $ink; }
QRadioButton::indicator { width: 14px; height: 14px; border: 2px solid $edge; border-radius: 9px;
  background: $surface; }
QRadioButton::indicator:checked { width: 8px; height: 8px; border: 5px solid $accent; border-radius: 9px;
  background: $surface; }

QLineEdit, QComboBox { background: $surface; color: $ink; border: 2px solid $line; border-radius: ${radius}px;
  padding: 7px 10px; selection-background-color: $accent; selection-color: $on_accent;
  placeholder-text-color: $muted; }
QLineEdit:focus, QComboBox:focus { border-color: $accent; }
QComboBox { padding-right: 34px; }
QComboBox:hover { background: $hover; }
QComboBox::drop-down { border: none; width: 0; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $line; outline: 0; padding: 4px;
  selection-background-color: $accent_wash; selection-color: $ink; }
QComboBox QAbstractItemView::item { min-height: 32px; padding: 0 8px; }

QCheckBox { spacing: 10px; padding: 4px; border: 2px solid transparent; border-radius: ${radius}px; }
QCheckBox:focus { border-color: $accent; }
QCheckBox:disabled { color: $muted; }
QCheckBox::indicator { width: 16px; height: 16px; border: 2px solid $edge; border-radius: 4px; background: $surface; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; }

QSlider { min-height: 28px; border: 2px solid transparent; border-radius: ${radius}px; }
QSlider:focus { border-color: $accent; }
QSlider::groove:horizontal { height: 4px; background: $line; border-radius: 2px; margin: 0 4px; }
QSlider::sub-page:horizontal { height: 4px; background: $accent; border-radius: 2px; margin: 0 4px; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -7px -2px; border: 2px solid $accent;
  border-radius: 9px; background: $surface; }

QTableView { background: $surface; alternate-background-color: $raised; border: 1px solid $line;
  border-radius: ${radius}px; outline: 0; selection-background-color: $accent_wash; selection-color: $ink; }
QTableView:focus { border-color: $accent; }
QTableView::corner { background: transparent; border: none; }
QTableView::item { padding: 0 8px; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: $muted; border: none; border-bottom: 1px solid $line;
  padding: 4px 11px; font-size: ${small_px}px; }
QListView { background: transparent; border: none; outline: 0; }
QSplitter::handle { background: transparent; image: none; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[role="scrolled"] { background: transparent; }
QTextEdit { background: transparent; border: none; selection-background-color: $accent;
  selection-color: $on_accent; }

QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $muted; border: 2px solid transparent;
  border-bottom: 3px solid transparent; padding: 9px 7px 8px 7px; margin-right: 2px; }
QTabBar::tab:hover { color: $ink; }
QTabBar::tab:selected { color: $ink; font-weight: 600; border-bottom-color: $accent; }
QTabBar::tab:focus { border-color: $accent; border-radius: 4px; }

QTabBar::scroller { width: 32px; }
QTabBar QToolButton { background: $surface; border: 1px solid $line; border-radius: 4px; padding: 0; }

QProgressBar { background: $line; border: none; border-radius: 3px; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $handle; border-radius: 4px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def stylesheet(colours: Colours, text: TextSizes) -> str:
    """Return the stylesheet in this palette at these sizes of type."""
    names = {name: getattr(colours, name) for name in colours.__slots__}
    sizes = {f"{name}_px": getattr(text, name) for name in text.__slots__}
    return _SHEET.substitute(
        names,
        **sizes,
        radius=RADIUS,
        hover=mix(colours.ink, colours.surface, 0.05),
        handle=mix(colours.edge, colours.page, 0.45),
        accent_hover=mix(colours.ink, colours.accent, 0.12),
        accent_pressed=mix(colours.ink, colours.accent, 0.22),
    )
