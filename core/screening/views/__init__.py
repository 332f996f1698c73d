"""How screening is drawn: campaigns, uploads, results, warnings, the desk and the overview."""
