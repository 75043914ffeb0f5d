"""Visits and cases (办件): materials, gaps, numbering, the state machine from intake to receipt."""
