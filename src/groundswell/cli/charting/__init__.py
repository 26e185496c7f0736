"""From a file to a chart, with no server, no database and no Django."""
