"""The devices of a window put together: drivers by binding, the device centre, the simulators' processes."""
