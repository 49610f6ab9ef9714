"""Whether a figure follows from others: the ways to compute it, their probability by wording, and slips."""
