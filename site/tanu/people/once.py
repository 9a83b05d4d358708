"""Every form a learner sends carries a key: sent twice, it is done once and answered alike both times."""

import hashlib
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render

from tanu.people.models import LearnerWrite, Person

FIELD = "client_key"


def once(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answers a POST with a known key as before; another body under that key is 409.

    The view runs in a transaction. Only a redirect is remembered: any other answer undoes what the view wrote.
    """

    @wraps(view)
    def answered_once(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        try:
            key = uuid.UUID(request.POST.get(FIELD, ""))
        except ValueError:
            raise BadRequest("The form has no key.") from None
        with transaction.atomic():
            write, is_new = LearnerWrite.objects.get_or_create(
                person=cast(Person, request.user), key=key, defaults={"body_hash": _body_hash(request)}
            )
            if not is_new:
                return _answer_again(request, write)
            response = view(request, *args, **kwargs)
            if isinstance(response, HttpResponseRedirect):
                write.answered_with = response.url
                write.save(update_fields=["answered_with"])
            else:
                transaction.set_rollback(True)
        return response

    return answered_once


def _answer_again(request: HttpRequest, write: LearnerWrite) -> HttpResponse:
    if write.body_hash != _body_hash(request):
        return render(request, "409.html", status=409)
    return redirect(write.answered_with)


def _body_hash(request: HttpRequest) -> str:
    fields = sorted((name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken")
    return hashlib.sha256(repr((request.path, fields)).encode()).hexdigest()
