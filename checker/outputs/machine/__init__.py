"""Formats for other programs: JSON, SARIF, JUnit, CSV, and those of GitHub and GitLab."""
