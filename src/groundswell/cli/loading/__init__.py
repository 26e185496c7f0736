"""`groundswell data load`, `preview` and `match`: bring files in, build a mapping, see what does not fit together."""
