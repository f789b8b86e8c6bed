"""What `lab` is made of: from settings, which knows nothing of the rest, up."""
