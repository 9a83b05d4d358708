from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.compare import FieldComparison, diff_text, register_comparison_class

from tanu.lib.stale import refuse_stale
from tanu.lib.trilingual import LinesField, TrilingualField, in_lines


class TextsComparison(FieldComparison):
    """Word by word, as for a text in one language."""

    def htmldiff(self) -> SafeString:
        return SafeString(diff_text(in_lines(self.val_a), in_lines(self.val_b)).to_html())


register_comparison_class(TrilingualField, comparison_class=TextsComparison)
register_comparison_class(LinesField, comparison_class=TextsComparison)


@hooks.register("insert_global_admin_css")
def styles_of_editing() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("lib/editing.css"))


@hooks.register("insert_global_admin_js")
def script_of_editing() -> SafeString:
    return format_html('<script src="{}" defer></script>', static("lib/editing.js"))


hooks.register("before_edit_page", refuse_stale)
hooks.register("before_edit_snippet", refuse_stale)
