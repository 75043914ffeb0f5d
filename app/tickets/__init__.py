"""取号叫号: tickets of a hall, the order they are called in, and the board that shows them."""
