"""The HTML page: the text of each report with its findings marked in place."""
