"""The name of the stamp that our blanks carry: a hidden sheet in Excel, properties in Word."""

from __future__ import annotations

STAMP = "_bieu_mau"
