"""Second looks at a figure that no way explains, and at one that a way accuses: units, scales, what stands beside it.

Nothing here weighs wordings. Each module takes one kind of figure whose wording leaves no choice, and asks the digits.
"""
