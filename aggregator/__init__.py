"""Collects the filled-in workbooks of a campaign into one checked district workbook."""

__version__ = "0.1.0"
