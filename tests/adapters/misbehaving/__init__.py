"""Readers that do what a hostile file might make one do."""
