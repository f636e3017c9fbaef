"""Plainleaf compiles a folder of Markdown chapters into accessible patient leaflets."""

__version__ = "0.1.0"
