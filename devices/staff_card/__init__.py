"""Staff cards (工作证): contactless cards whose number says who stands at the window."""
