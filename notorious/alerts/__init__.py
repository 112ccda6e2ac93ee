"""E-mails to readers about what they follow: without an account, confirmed by link, and never the same twice."""
