"""Examples: reports beside what is in them."""
