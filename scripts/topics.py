"""The shipped model of topics, made anew: `.venv/bin/python scripts/topics.py QUESTIONS.jsonl`.

QUESTIONS is LawBench's set 2-4 (Apache-2.0) as JSON lines with "question" and "answer". Rows of 综合咨询 are left out:
it says that a question is of no sort, which `unsure` says too. The same rows make the same files.
"""

import json
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from heyi.adapters.learning.fitting import learn
from heyi.triage.model_files import save
from heyi.triage.shipped import FOLDER

OF_NO_SORT = "综合咨询"
ABOUT = {
    "data": "LawBench 2-4 (https://github.com/open-compass/LawBench), Apache-2.0",
    "card": "docs/reference/topics.md",
}


def main(path: Path) -> None:
    """Learn, write, and tell the scores by cross-validation."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    kept = [row for row in rows if row["answer"] != OF_NO_SORT]
    learned = learn([row["question"] for row in kept], [[row["answer"]] for row in kept], is_multi=False)
    about = {**ABOUT, "rows": len(kept), "scores_by_cross_validation": learned.scores}
    save(learned.model, FOLDER, about=about)
    print(json.dumps(about, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
