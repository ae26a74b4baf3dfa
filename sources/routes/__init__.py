"""How it is found out what an outlet published on a past day: one module per kind of route, and the rules of a walk."""
