"""Scanners that type (键盘口扫码枪): their keys are caught before any field or input method has them."""
