"""The right of reply: anybody sends a statement or a correction, and an editor decides what becomes public."""
