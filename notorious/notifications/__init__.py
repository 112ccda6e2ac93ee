"""The daily e-mail digest of what is new on the desk's to-do list. No item is sent twice."""
