"""Charts as SVG: each says what it shows in its title, and has the same in words and as a table."""
