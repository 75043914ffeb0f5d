"""Call pads (呼叫器) and the evaluators (评价器) that share their line."""
