"""The sync centre (同步中心): what waits for the hub, what failed, what must be decided."""
