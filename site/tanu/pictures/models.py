from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Picture(AbstractImage):
    """An uploaded picture with its alternative text in three languages, its credit and licence."""

    alt_kk = models.CharField(max_length=300, blank=True)
    alt_ru = models.CharField(max_length=300, blank=True)
    alt_en = models.CharField(max_length=300, blank=True)
    credit = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=60, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "alt_kk", "alt_ru", "alt_en", "credit", "licence")


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="picture_rendition_once")
        ]
