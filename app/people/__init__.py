"""Who comes to the counter: applicants and agents."""
