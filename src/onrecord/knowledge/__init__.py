"""Places and actors: read-only indexes, built from dated and hashed sources."""
