"""Every address of the house."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path

from heyi.config import health
from heyi.desk.accounts.first import first

# Of allauth what is used here and no more: nobody signs up, and people have no mail to reset a password by.
accounts: list[URLPattern | URLResolver] = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("2fa/", include("allauth.mfa.urls")),
]
handler400 = "heyi.web.stopping.misread"
handler500 = "heyi.web.stopping.failed"
urlpatterns: list[URLPattern | URLResolver] = [
    path(
        "api/", include("heyi.api.urls")
    ),  # first: the busiest door, and whoever tries it last tries all others
    path("desk/", include("heyi.desk.urls")),
    path("", include("heyi.portal.urls")),
    path("", include("heyi.web.urls")),
    path("first/<str:token>", first, name="first"),
    path("accounts/", include(accounts)),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
]
