"""Tables as files: downloads, the data package and archived versions."""
