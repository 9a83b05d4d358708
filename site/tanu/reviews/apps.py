from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "tanu.reviews"
    label = "reviews"

    def ready(self) -> None:
        import tanu.reviews.receivers  # noqa: F401
