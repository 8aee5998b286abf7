"""Pay: what employers report of a pay period, what workers say they got, and tables of many."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, register_converter
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from acuerdo.operate import audit, bulk, cases, columns, dwelling, owing, paying, rating
from acuerdo.operate.authority import check
from acuerdo.operate.filing import given
from acuerdo.operate.office import UploadForm
from acuerdo.operate.pay_forms import GotForm, PayForm
from acuerdo.operate.sheets import MOST_BYTES, Unusable
from acuerdo.records.models import Employer, Employment
from acuerdo.web.filed import filed as filed_own
from acuerdo.web.pages.common import (
    WORKBOOK,
    csv_download,
    download,
    filed,
    key_of,
    me,
    new_key,
    page_of,
    sent_by,
)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Who works for the employers that the account stands for, and the last period reported of each."""
    account = me(request)
    page = page_of(request, paying.at_work(account) if account.role != "worker" else Employment.every.none())
    works = paying.works(account, list(page.object_list))
    rows = [(each.employment, max((until for _since, until in each.told), default=None)) for each in works]
    return render(request, "pay/index.html", {"page": page, "rows": rows})


def _work(request: HttpRequest, pk: int) -> Employment:
    """Work of which the account reports.

    Raises:
        NotThere: there is none within reach.
    """
    found = paying.at_work(me(request)).filter(pk=pk).first()
    if found is None:
        raise audit.NotThere("Employment is not there")
    return found


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Report a pay period of one worker."""
    account, employment = me(request), _work(request, pk)
    if account.role == "worker":
        return redirect("my_pay")
    [work] = paying.works(account, [employment])
    form = PayForm(request.POST if request.method == "POST" else None, work)
    if request.method == "POST":
        before = given(account, key_of(request), "pay", sent_by(request))
        if before is not None:
            return redirect("order_receipt", number=before["number"])
        if form.is_valid():
            told = {**form.cleaned_data, "employment": employment}
            employer = employment.order.employer
            return filed(
                request,
                "pay",
                lambda: audit.subject_of(paying.report(account, employer, [told])[0]),
                _("The pay is reported. Keep this receipt."),
            )
    reports = paying.reports_of(account, Q(employment=employment))
    return render(
        request,
        "pay/new.html",
        {"form": form, "work": employment, "reports": reports, "key": key_of(request)},
        status=422 if request.method == "POST" else 200,
    )


def _payer(request: HttpRequest) -> tuple[list[Employer], Employer | None]:
    found = list(cases.employers(me(request), "pay.report"))
    said = request.POST.get("employer", "")
    meant = next((each for each in found if str(each.pk) == said), None)
    return found, meant or (found[0] if len(found) == 1 else None)


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Report a table of pay periods."""
    account = me(request)
    check(account, "order.file")
    found, employer = _payer(request)
    told: dict[str, Any] = {"employers": found, "employer": employer, "columns": columns.PAY}
    if request.method == "POST" and employer is None:
        told["wrong"] = True
    elif request.method == "POST" and employer is not None:
        file = request.FILES.get("table")
        try:
            if file is None:
                raise Unusable("none")
            receipt = bulk.file_pay(account, employer, bytes(file.read(MOST_BYTES + 1)))
        except Unusable as wrong:
            told["unusable"] = wrong
        except bulk.Faulty as wrong:
            told |= {"faults": wrong.faults, "count": wrong.count}
        else:
            messages.success(request, _("The whole table is filed. Keep this receipt."))
            return redirect("order_receipt", number=receipt["number"])
    shown = {"form": UploadForm(), **told}
    return render(request, "pay/upload.html", shown, status=422 if request.method == "POST" else 200)


@require_GET
def template(request: HttpRequest, form: str) -> HttpResponse:
    """An empty table to fill in."""
    check(me(request), "pay.report")
    language = (get_language() or "es")[:2]
    name = "pago" if language == "es" else "pay"
    if form == "csv":
        return csv_download(f"{name}.csv", columns.template_rows(columns.PAY, language))
    return download(f"{name}.xlsx", columns.template_workbook(columns.PAY, language), WORKBOOK)


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """A worker's work: its pay periods, and what is owed, wherever the worker is."""
    account = me(request)
    check(account, "owed.confirm")
    work = paying.own_work(account)
    rows = [(each, paying.periods(each)) for each in work[:MOST_SEASONS]]
    sums = audit.see_many(
        account,
        "owed.see",
        owing.sums(account)[: owing.MOST_SHOWN],
        "own pay",
        owing.WORKER,
    )
    shown = [each for each in sums if each.status != "dropped"]
    rate = rating.to_rate(account)
    return render(request, "pay/mine.html", {"rows": rows, "sums": shown, "rate": rate, "key": new_key()})


MOST_SEASONS = 2
"""Seasons whose pay periods a page shows: the last ones (layout)."""


@require_http_methods(["GET", "POST"])
def got(request: HttpRequest, pk: int, since: date, until: date) -> HttpResponse:
    """Say what came of a pay period: two fields."""
    account, employment = me(request), _work(request, pk)
    check(account, "owed.confirm")
    period = next(
        (each for each in paying.periods(employment) if (each.since, each.until) == (since, until)), None
    )
    if period is None:
        raise audit.NotThere("PayPeriod is not there")
    form = GotForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return filed_own(
            request,
            "pay",
            sent_by(request),
            lambda: audit.subject_of(paying.got(account, employment, (since, until), form.cleaned_data)),
            to="my_pay",
        )
    shown = {"form": form, "work": employment, "period": period, "key": key_of(request)}
    return render(request, "pay/got.html", shown, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def conditions(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell of the place where one works or sleeps."""
    account, employment = me(request), _work(request, pk)
    check(account, "condition.report", employment)
    form = dwelling.ConditionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return filed_own(
            request,
            "condition",
            sent_by(request),
            lambda: audit.subject_of(dwelling.tell(account, employment, form.cleaned_data)),
        )
    shown = {"form": form, "work": employment, "key": key_of(request)}
    return render(request, "pay/conditions.html", shown, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def rate(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what a season was like."""
    account = me(request)
    employment = next((each for each in rating.to_rate(account) if each.pk == pk), None)
    if employment is None:
        raise audit.NotThere("Employment is not there")
    form = rating.RatingForm(request.POST if request.method == "POST" else None, rating.recruiters())
    if request.method == "POST" and form.is_valid():
        return filed_own(
            request,
            "rating",
            sent_by(request),
            lambda: audit.subject_of(rating.give(account, employment, form.cleaned_data)),
        )
    shown = {"form": form, "work": employment, "key": key_of(request)}
    return render(request, "pay/rate.html", shown, status=422 if request.method == "POST" else 200)


class Day:
    """A day in an address, as 2017-04-14."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """The day.

        Raises:
            ValueError: there is no such day.
        """
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """As an address writes it."""
        return value.isoformat()


register_converter(Day, "day")
urlpatterns = [
    path("pay/", index, name="pay"),
    path("pay/upload/", upload, name="pay_upload"),
    path("pay/template.csv", template, {"form": "csv"}, name="pay_template_csv"),
    path("pay/template.xlsx", template, {"form": "xlsx"}, name="pay_template_xlsx"),
    path("pay/<int:pk>/", new, name="pay_new"),
    path("my/pay/", mine, name="my_pay"),
    path("my/pay/<int:pk>/<day:since>/<day:until>/", got, name="my_pay_got"),
    path("my/work/<int:pk>/conditions/", conditions, name="my_conditions"),
    path("my/work/<int:pk>/rating/", rate, name="my_rating"),
]
