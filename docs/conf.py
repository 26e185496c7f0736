"""How the documentation is built."""

project = "Groundswell"
author = "The Groundswell developers"
extensions = ["myst_parser"]
html_theme = "furo"
html_title = "Groundswell"
html_static_path = ["look"]
html_css_files = ["charts.css"]
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
suppress_warnings = ["misc.highlighting_failure"]
