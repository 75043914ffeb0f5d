"""Pictures of paper: find the sheet, set it upright, keep it small. Pure; nothing of a device or the desk."""
