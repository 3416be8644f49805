"""Rules and causes from TOML documents."""
