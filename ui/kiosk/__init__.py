"""The ticket machine of the hall (取号机): one touch, one number."""
