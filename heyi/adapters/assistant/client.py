"""An assistant behind an OpenAI-compatible address: one POST to /chat/completions for each draft.

The protocol: platform.openai.com/docs/api-reference/chat/create, as vLLM, llama.cpp and Ollama speak it too.
"""

from typing import Any

import httpx

from heyi.matters.ports import AssistantSilent

SECONDS = 30.0  # a county's own machine without a graphics card needs them
MOST_TOKENS = 800
MOST_READ = 1 << 20


class ChatAssistant:
    """Asks one address with one model. Redirects are not followed, no proxy is used, nothing is tried twice."""

    def __init__(self, address: str, key: str, model: str) -> None:
        self._address = f"{address.rstrip('/')}/chat/completions"
        self._key = key
        self._model = model

    def write(self, task: str, material: str) -> str:
        """The first choice's words."""
        asked = {
            "model": self._model,
            "messages": [{"role": "system", "content": task}, {"role": "user", "content": material}],
            "temperature": 0,
            "max_tokens": MOST_TOKENS,
        }
        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        try:
            with httpx.Client(timeout=SECONDS, follow_redirects=False, trust_env=False) as client:
                answer = client.post(self._address, json=asked, headers=headers)
        except httpx.TimeoutException as error:
            raise AssistantSilent("TIMEOUT") from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
            raise AssistantSilent("UNREACHABLE") from error
        if not answer.is_success:
            raise AssistantSilent("REFUSED")
        return _words_of(answer)


def _words_of(answer: httpx.Response) -> str:
    """What was said; a server that says nothing, or too much, is unreadable."""
    try:
        told: Any = answer.json() if len(answer.content) <= MOST_READ else None
        words = told["choices"][0]["message"]["content"]
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise AssistantSilent("UNREADABLE") from error
    if not isinstance(words, str) or not words.strip():
        raise AssistantSilent("UNREADABLE")
    return words.strip()
