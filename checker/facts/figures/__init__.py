"""Figures: quantities with their units and roles, indicators, and the relations between figures, right, wrong or open.

``inference/`` decides whether one figure follows from others; ``second_looks/`` ask about units, scales and lists where
it cannot tell.
"""
