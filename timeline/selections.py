"""From the parameters of an address to a question of the API, and from its answer to a feed."""
