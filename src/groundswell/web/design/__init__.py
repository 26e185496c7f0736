"""The design system: what the frame and the components are given, and the live gallery."""
