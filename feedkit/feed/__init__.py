"""A feed: built of a show, read from anywhere, written whole, and what is kept between builds."""
