"""What can be taken away: the columns and their meaning, the rows, and how they become bytes."""
