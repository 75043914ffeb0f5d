"""Drivers that may hang or crash, each in a process of its own (边车): JSON lines on stdin and stdout.

```
→ {"id": 1, "method": "find", "params": {}}
← {"id": 1, "result": true}          or  {"id": 1, "error": {"code": "device.refused", "facts": {...}}}
← {"beat": 17}                       every second, whatever the driver does
```
"""
