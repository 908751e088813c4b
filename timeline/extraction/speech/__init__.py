"""Who said what: quotations, and what is told of somebody's words."""
