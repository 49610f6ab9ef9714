"""Formats that other programs read: JSON, SARIF, JUnit, CSV, and those of GitHub and GitLab."""
