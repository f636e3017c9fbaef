"""What a build costs, measured side by side."""
