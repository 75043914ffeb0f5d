"""The device centre (设备中心): how every device is, and what can be done about it."""
