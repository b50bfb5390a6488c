"""Checks: functions from tables to findings."""
