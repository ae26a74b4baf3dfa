"""What kabar keeps: articles, text, names, SQL. It never sees HTML or a socket."""
