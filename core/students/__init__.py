"""Pupils and staff as people who may be screened: roster, enrolment by school year."""
