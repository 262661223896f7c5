"""Onrecord: who said what, when, on whose authority."""
