"""Printed words, wherever they come from: keys of names, sentences, dates. Knows no Django."""
