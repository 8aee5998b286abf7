"""At a consulate: the photo of whoever came, taken by the camera of a telephone, or from a file."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from acuerdo.operate import photos
from acuerdo.operate.audit import NotThere
from acuerdo.web.pages.common import me
from acuerdo.web.pages.consulate import appointment_of


class PhotoForm(forms.Form):
    """A photo."""

    photo = forms.FileField(
        label=gettext_lazy("Photo"),
        help_text=gettext_lazy("JPEG or PNG, at most 8 MB: the face from the front, nobody else in it."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png", "capture": "user"}),
    )


@require_http_methods(["GET", "POST"])
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the photo, or another in its place."""
    account = me(request)
    found = appointment_of(account, "photo.take", pk)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["photo"]
        try:
            photos.take(account, found, sent.read())
        except ValidationError as error:
            form.add_error("photo", error)
        else:
            messages.success(request, _("The photo is kept."))
            return redirect("photo_take", pk=pk)
    worker = found.placement.application.worker
    shown = {"form": form, "appointment": found, "photo": photos.of(worker), "worker": worker}
    return render(request, "consulate/photo.html", shown, status=422 if form.errors else 200)


@require_GET
def see(request: HttpRequest, pk: int) -> HttpResponse:
    """The photo that was taken."""
    found = appointment_of(me(request), "photo.take", pk)
    photo = photos.of(found.placement.application.worker)
    if photo is None:
        raise NotThere("Photo is not there")
    response = HttpResponse(bytes(photo.jpeg), "image/jpeg")
    response["Cache-Control"] = "private, no-store"
    return response


urlpatterns = [
    path("consulate/appointments/<int:pk>/photo/", take, name="photo_take"),
    path("consulate/appointments/<int:pk>/photo.jpg", see, name="photo_see"),
]
