"""What a person hands to others and takes from them: bags, crates, case graphs."""
