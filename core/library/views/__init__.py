"""What the library shows: the shelf, one resource, courses, a school's own resources, and the desk of those who keep it."""
