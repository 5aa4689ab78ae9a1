"""Judgement: what is wrong with a show or a feed, why it matters, and the way out."""
