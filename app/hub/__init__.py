"""The hub: owns a hall's queue, gathers its journals, and tells everybody what happens."""
