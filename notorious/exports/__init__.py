"""All tables as one file that explains itself, built once for each version of the data and kept for ever."""
