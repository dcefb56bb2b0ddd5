"""What a stub knows: what it handed over, what it was answered and told, and what it refused to believe."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import Any

MODES = {
    "WELL": "正常",
    "DOWN": "停机",
    "SLOW": "答复很慢",
    "FAILING": "答复 500",
    "REFUSING": "一律拒收",
    "LOST": "收下却不答复",
}
HABITS = {"BY_HAND": "由人处理", "ACCEPTS": "自动接收", "REFUSES": "自动不接收"}
KEPT_FAULTS = 50
_TAKEN = 200


@dataclass(frozen=True, slots=True)
class Heard:
    """One change as the stub was told of it."""

    seq: int
    state: str
    unit: str
    at: str
    text: str
    heard_at: str


@dataclass(slots=True)
class Sent:
    """One matter that was handed over: the document, what was answered, and every change since, by its number."""

    ref: str
    at: str
    document: dict[str, Any]
    status: int = 0
    answer: str = ""
    receipt: dict[str, Any] = field(default_factory=dict)
    call: str = ""  # how the record of a three-way call was answered
    heard: dict[int, Heard] = field(default_factory=dict)
    doubled: int = 0
    late: int = 0

    @property
    def history(self) -> list[Heard]:
        """What was told, in the order in which it happened."""
        return [self.heard[seq] for seq in sorted(self.heard)]

    @property
    def newest(self) -> Heard | None:
        """How it stands, as far as the stub was told."""
        return self.heard[max(self.heard)] if self.heard else None


@dataclass(slots=True)
class Said:
    """One answer to a transfer, and what Heyi answered to it: 0 is no answer at all."""

    verb: str
    text: str
    at: str
    status: int
    answer: str


@dataclass(slots=True)
class Offer:
    """One matter that Heyi gave to this partner: every field as it came, its own number for it, and what it said."""

    number: str
    at: str
    document: dict[str, Any]
    ref: str
    state: str = "WAITING"
    said: list[Said] = field(default_factory=list)
    doubled: int = 0


class Book:
    """The stub's whole memory, safe for threads; kept in a file where one is named: a restart forgets nothing."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._lock = RLock()
        self.sent: dict[str, Sent] = {}
        self.keys: dict[str, str] = {}  # Idempotency-Key -> digest of the body it came with
        self.faults: list[tuple[str, str]] = []
        self.offers: dict[str, Offer] = {}
        self.mode = "WELL"
        self.habit = "BY_HAND"
        if path and path.exists():
            self._load(json.loads(path.read_text(encoding="utf-8")))

    def note_sending(self, ref: str, document: Mapping[str, Any], *, at: str) -> Sent:
        """Write down what is about to be handed over: a change may be told before the answer is here."""
        with self._lock:
            found = self.sent.setdefault(ref, Sent(ref, at, dict(document)))
            self._save()
            return found

    def note_answer(self, ref: str, status: int, answer: str, receipt: Mapping[str, Any]) -> None:
        """What Heyi answered to a hand-over; 0 is no answer at all."""
        with self._lock:
            sent = self.sent[ref]
            sent.status, sent.answer = status, answer
            sent.receipt = dict(receipt) or sent.receipt
            self._save()

    def note_call(self, ref: str, words: str) -> None:
        """What Heyi answered to the record of a call."""
        with self._lock:
            self.sent[ref].call = words
            self._save()

    def take(self, ref: str, key: str, body: bytes, heard: Heard) -> int:
        """Take a change once: 200 taken or known, 404 for what was never handed over, 409 for another body."""
        digest = sha256(body).hexdigest()
        with self._lock:
            sent = self.sent.get(ref)
            if sent is None:
                return self._refuse(heard.heard_at, f"没有这个编号：{ref}", 404)
            if key in self.keys:
                if self.keys[key] != digest:
                    return self._refuse(heard.heard_at, f"同一个键，内容不同：{key}", 409)
                sent.doubled += 1
            else:
                self.keys[key] = digest
                sent.late += bool(sent.heard) and heard.seq < max(sent.heard)
                sent.heard[heard.seq] = heard
            self._save()
            return 200

    def take_offer(self, offer: Offer, key: str, body: bytes) -> int:
        """Take a transfer once: 200 taken or known, 409 for another body under its key."""
        with self._lock:
            known = self._known(key, body, offer.at)
            if known is None:
                self.offers[offer.number] = offer
            elif known == _TAKEN:
                self.offers[offer.number].doubled += 1
            self._save()
            return known or _TAKEN

    def take_recall(self, number: str, key: str, body: bytes, at: str) -> int:
        """Take back what was given, and take note of what never came: 200, 409."""
        with self._lock:
            known = self._known(key, body, at)
            if known is None and number in self.offers:
                self.offers[number].state = "RECALLED"
            self._save()
            return known or _TAKEN

    def note_said(self, number: str, said: Said, state: str) -> None:
        """What was answered to a transfer; `state` is how it stands where Heyi took the answer."""
        with self._lock:
            offer = self.offers[number]
            offer.said.append(said)
            offer.state = state
            self._save()

    def _known(self, key: str, body: bytes, at: str) -> int | None:
        """What a key means that came before: 200 the same again, 409 another body; None for a new one."""
        digest = sha256(body).hexdigest()
        if key not in self.keys:
            self.keys[key] = digest
            return None
        if self.keys[key] != digest:
            return self._refuse(at, f"同一个键，内容不同：{key}", 409)
        return _TAKEN

    def note_fault(self, at: str, words: str) -> None:
        """Something came in that is not to be believed."""
        with self._lock:
            self._refuse(at, words, 401)

    def switch(self, mode: str) -> None:
        """Be well, down, slow or failing."""
        with self._lock:
            if mode in MODES:
                self.mode = mode
                self._save()

    def take_to(self, habit: str) -> None:
        """Answer transfers by itself from now on, or leave them to people."""
        with self._lock:
            if habit in HABITS:
                self.habit = habit
                self._save()

    def _refuse(self, at: str, words: str, status: int) -> int:
        self.faults = [*self.faults, (at, words)][-KEPT_FAULTS:]
        self._save()
        return status

    def _save(self) -> None:
        if self._path is None:
            return
        kept = {
            "sent": [asdict(sent) for sent in self.sent.values()],
            "offers": [asdict(offer) for offer in self.offers.values()],
            "keys": self.keys,
            "faults": self.faults,
            "mode": self.mode,
            "habit": self.habit,
        }
        draft = self._path.with_suffix(".new")
        draft.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        draft.replace(self._path)

    def _load(self, kept: Mapping[str, Any]) -> None:
        for row in kept["sent"]:
            heard = {int(seq): Heard(**told) for seq, told in row["heard"].items()}
            self.sent[row["ref"]] = Sent(**{**row, "heard": heard})
        for row in kept.get("offers", []):  # a file of before knew none
            self.offers[row["number"]] = Offer(**{**row, "said": [Said(**said) for said in row["said"]]})
        self.keys, self.mode = dict(kept["keys"]), kept["mode"]
        self.habit = kept.get("habit", self.habit)
        self.faults = [(at, words) for at, words in kept["faults"]]
