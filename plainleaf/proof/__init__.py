"""Step 8, proof: finished files are read back and judged."""
