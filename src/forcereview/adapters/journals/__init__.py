"""The journal in SQLite and in PostgreSQL: one set of tables and rules, two databases."""
