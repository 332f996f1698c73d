"""The registry of those who do the work: counsellors, their certificates and their hours of training."""
