"""Where feeds do not fit together: ids that one knows and another does not, and ids that changed."""
