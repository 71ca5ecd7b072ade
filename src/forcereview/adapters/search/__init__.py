"""Words of all evidence, found by the full-text search of SQLite or PostgreSQL."""
