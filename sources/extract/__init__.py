"""Reading a page: from archived bytes to an article."""
