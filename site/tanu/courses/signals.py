from django.dispatch import Signal

# thing: a Course or a Lesson. The state of a review was written down.
reviewed = Signal()
