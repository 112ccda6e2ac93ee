"""Examples: reports beside what stands in them."""
