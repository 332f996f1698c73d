"""What attackers try: each test stands for a hole that was found open, or for one that must stay shut."""
