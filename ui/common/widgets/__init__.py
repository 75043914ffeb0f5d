"""The parts that every page is built from. They know the theme and nothing of the business."""
