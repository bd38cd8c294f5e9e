"""Parts of the settings: environment, jobs, security."""
