from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks


@hooks.register("insert_global_admin_js")
def begin_script() -> str:
    return format_html('<script src="{}"></script>', static("tanu/js/admin.js"))
