"""The programs that make the model of the official language (`make model`). Nothing here is needed to run the tool."""
