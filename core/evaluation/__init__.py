"""Evaluation of schools: rubrics, rounds, self-assessment, marks, results, recognition."""
