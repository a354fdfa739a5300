"""Web addresses and pages, on the simulated network."""
