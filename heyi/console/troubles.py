"""What stops a command and only a person can put right: a sentence that says what to do, never a traceback."""

import sys
from gettext import translation
from pathlib import Path

CATALOGUES = Path(__file__).resolve().parent.parent / "web" / "locale"


class Trouble(Exception):
    """A code and a sentence (a Chinese msgid with named places) for whoever typed the command."""

    def __init__(self, code: str, sentence: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence
        self.params = params

    def words(self, language: str) -> str:
        """The sentence in a language of the catalogue; without a catalogue, as it stands in the code."""
        speak = translation("django", CATALOGUES, [language], fallback=True).gettext
        return speak(self.sentence).format(**self.params)


def tell(trouble: Trouble) -> None:
    """Print the sentence to stderr in Chinese and in English."""
    print("\n".join(dict.fromkeys((trouble.words("zh-hans"), trouble.words("en")))), file=sys.stderr)
