"""What schools do for psychological health beside lessons: activities as they were held."""
