"""checker/formats/markup."""
