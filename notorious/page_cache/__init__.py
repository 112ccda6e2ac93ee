"""Public pages: rendered once per data revision and served compressed from memory."""
