"""What a leaflet's language is like: its passages and sentences, measured and worked through.

Everything here is a function of the frozen Book. It stands below `checks`, whose rules of plain
language are built on it, and beside the outputs, which know nothing of it.
"""
