"""The way in for who has no password yet: a one-time link, a password, and on to the sign-in page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heyi.accounts.access import person_of_link
from heyi.accounts.operations import set_password_by_link
from heyi.desk.accounts.forms import PasswordForm
from heyi.desk.accounts.people import done
from heyi.kernel.clock import now
from heyi.web.scope import scope

_GONE = 410


@require_http_methods(["GET", "HEAD", "POST"])
def first(request: HttpRequest, token: str) -> HttpResponse:
    """Set a password by the link; opening the page uses nothing up."""
    with scope("admin"):
        username = person_of_link(token, now())
        if username is None:
            return render(request, "desk/accounts/first_gone.html", status=_GONE)
        form = PasswordForm(request.POST if request.method == "POST" else None)
        if done(form, lambda: set_password_by_link(token, password=form.cleaned_data["password"], at=now())):
            messages.success(request, _("密码已设好，请用它登录。用户名：%(name)s") % {"name": username})
            return redirect("account_login")
    context = {"form": form, "username": username}
    return render(request, "desk/accounts/first.html", context, status=422 if form.is_bound else 200)
