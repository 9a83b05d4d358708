"""The demo's invented people and places, brought in through the same doors as real ones."""
