"""What kabar knows of the world: outlets, HTTP, feeds, HTML. It ends at an article."""
