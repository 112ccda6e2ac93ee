"""The curators' desk of both apps: the queue of what waits for somebody, and corrections told to readers."""
