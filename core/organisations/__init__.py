"""Province, city, county, school: the tree that owns every row."""
