"""Bytes to plain cells."""
