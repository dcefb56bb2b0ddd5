from heyi.accounts.adapter import ClosedDoor


def test_nobody_signs_up_alone(rf) -> None:
    assert not ClosedDoor().is_open_for_signup(rf.get("/accounts/signup/"))
