"""What an export is made of, decided without a connection; `warehouse.export` writes it."""
