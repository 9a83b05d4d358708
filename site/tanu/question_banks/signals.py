from django.dispatch import Signal

# A question was reviewed and says so: `question`.
reviewed = Signal()
