"""What the report page tells: values (`model`), queries (`*.sql` here), and the reading of them (`telling`).

How it looks is `flows.page`.
"""
