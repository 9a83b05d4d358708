from django.db import models


class LoadedItem(models.Model):
    """What an item of content was loaded with, so that loading again changes nothing."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    hash = models.CharField(max_length=64, help_text="Of the files' normalised text.")
    revisions = models.JSONField(default=dict, help_text="The revision each page was loaded as: edited if it moved on.")
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="loaded_item_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
