"""Step 7, lay out and bind: one module or package for each kind of file."""
