"""Simulated devices as processes (演示设备): told what to do by lines of JSON, heard over the real wire."""
