from django.db import models


class LoadedItem(models.Model):
    """What an item of content was loaded with, and what lies ready for it while an editor's work is not overwritten.

    Texts are {path under the content root: canonical text}. `incoming` is null if nothing waits for a decision, and
    empty if the files no longer have the item.
    """

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    base = models.JSONField(default=dict, help_text="The texts it was loaded with.")
    incoming = models.JSONField(null=True, help_text="Newer texts that were not loaded.")
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="loaded_item_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
