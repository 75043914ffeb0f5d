"""Serial frames that are described, not programmed: profiles of call pads, evaluators and boards."""
