"""The curators' actions on what others said: each has a name, a person and a transaction."""
