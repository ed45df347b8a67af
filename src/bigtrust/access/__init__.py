"""Who may see what: roles and scope, and the pseudonyms under which people are kept."""
