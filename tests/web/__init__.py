"""Routes, headers and the gate."""
