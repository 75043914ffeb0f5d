"""Storage: engines, transactions, the shared table registry, migrations."""
