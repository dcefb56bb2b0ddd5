"""Tables of dispatch."""

from heyi.dispatch.models.commanding import (
    Bulletin,
    BulletinRow,
    CommandGroup,
    GroupMember,
    GroupOrder,
)
from heyi.dispatch.models.learning import LearnedModel
from heyi.dispatch.models.rules import (
    DraftRow,
    EscalationRule,
    LimitRule,
    RoutingRule,
    RuleBook,
    RuleDraft,
    RuleTrial,
    TrialHit,
)
from heyi.dispatch.models.tasks import (
    Bundling,
    Clock,
    Conferral,
    Part,
    Supervision,
    Task,
)

__all__ = [
    "Bulletin",
    "BulletinRow",
    "Bundling",
    "Clock",
    "CommandGroup",
    "Conferral",
    "DraftRow",
    "EscalationRule",
    "GroupMember",
    "GroupOrder",
    "LearnedModel",
    "LimitRule",
    "Part",
    "RoutingRule",
    "RuleBook",
    "RuleDraft",
    "RuleTrial",
    "Supervision",
    "Task",
    "TrialHit",
]
