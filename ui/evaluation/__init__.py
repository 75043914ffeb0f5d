"""The evaluator (评价器): five grades, for the citizen alone."""
