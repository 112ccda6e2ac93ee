"""The curators' actions: each has a name, a person and a transaction, and leaves its trace in the history."""
