from wagtail.snippets.models import register_snippet

from tanu.institutions.admin import WhomToCall

register_snippet(WhomToCall)
