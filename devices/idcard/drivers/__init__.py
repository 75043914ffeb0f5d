"""Ways to reach a real reader. Only the composition root imports them."""
