"""Addresses of rules: published books for everybody at the desk, drafts for rules officers."""

from django.urls import path

from heyi.desk.books import acting, deciding, drafts, learning, rows, views

urlpatterns = [
    path("", views.rules, name="rules"),
    path("books/<int:version>", views.book, name="rule_book"),
    path("books/<int:version>/withdraw", deciding.withdraw, name="rule_withdraw"),
    path("drafts/new", drafts.begin, name="rule_begin"),
    path("drafts/<int:draft_id>", drafts.draft, name="rule_draft"),
    path("drafts/<int:draft_id>/trial", drafts.trial, name="rule_trial"),
    path("drafts/<int:draft_id>/submit", deciding.submit, name="rule_submit"),
    path("drafts/<int:draft_id>/review", deciding.review, name="rule_review"),
    path("drafts/<int:draft_id>/send-back", deciding.send_back, name="rule_send_back"),
    path("drafts/<int:draft_id>/rows/<str:part>", rows.add, name="rule_row_new"),
    path("drafts/<int:draft_id>/<str:verb>", acting.act, name="rule_act"),
    path("learning", learning.learnings, name="learnings"),
    path("learning/<str:verb>", learning.act, name="learning_act"),
    path("rows/<int:row_id>", rows.change, name="rule_row"),
    path("rows/<int:row_id>/<str:verb>", acting.act_on_row, name="rule_row_act"),
]
