"""The rules of evaluation: rubrics, marks, sums, agreement, who may rate whom."""
