"""From an existing feed to a show's folder: one record an episode, which builds a feed with the same meaning."""
