"""checker/i18n."""
