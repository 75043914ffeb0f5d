"""Evaluations (好差评): the citizen's free and private word on the service."""
