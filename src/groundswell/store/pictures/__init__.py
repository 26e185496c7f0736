"""Every picture of a chart specification: SVG, PNG, PDF, one HTML page, or shown in a notebook.

No server, no browser and no Django. Reads nothing but the fonts and styles that ship with the package.
"""

from groundswell.store.pictures.page import html
from groundswell.store.pictures.sheet import UndrawableTextError, pdf, png
from groundswell.store.pictures.shown import Shown, show
from groundswell.store.pictures.vector import svg

__all__ = ["Shown", "UndrawableTextError", "html", "pdf", "png", "show", "svg"]
