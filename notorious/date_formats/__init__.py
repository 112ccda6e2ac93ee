"""How the desk writes dates. Public pages give their format themselves."""
