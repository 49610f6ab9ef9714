"""A report with mistakes that fixes correct, and the corrected report."""

from __future__ import annotations

TEXT = "青石镇2024年法治政府建设年度报告\n\n2024年,开展检查、等12次。截止2024年底,落实《关于截止2024年底检查、等事项的通知》。现对2024年法治政府建设情况报告如下:\n"
MENDED = "青石镇2024年法治政府建设年度报告\n\n2024年,开展检查等12次。截至2024年底,落实《关于截止2024年底检查、等事项的通知》。现将2024年法治政府建设情况报告如下:\n"
