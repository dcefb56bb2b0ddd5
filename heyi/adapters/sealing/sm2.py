"""SM2 seals (GB/T 32918, with SM3): a signature beside the PDF, made and checked by the openssl command.

It is no seal in the PDF: readers of PDF do not know it. It is for those who must show national cryptography, and off
where settings name no key. The signer's identifier is the one that GM/T 0009 gives where none was agreed.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from heyi.documents.ports import CannotSeal

IDENTIFIER = "1234567812345678"
_SECONDS = 30


class Sm2Seals:
    """Signs and checks with the machine's openssl, 1.1.1 or newer."""

    def __init__(self, key: Path | None = None, *, openssl: str = "openssl") -> None:
        self._key = key
        self._openssl = shutil.which(openssl)

    def sign(self, pdf: bytes) -> bytes:
        """The signature (DER) over the PDF as it is; raises CannotSeal."""
        if self._key is None or not self._key.exists():
            raise CannotSeal("no SM2 key (HEYI_SM2_KEY)")
        with _laid(pdf=pdf) as folder:
            try:
                self._ask("-sign", "-inkey", str(self._key), "-out", f"{folder}/seal", folder=folder)
            except subprocess.CalledProcessError as error:
                raise CannotSeal("openssl did not sign: not an SM2 key?") from error
            return Path(folder, "seal").read_bytes()

    def holds(self, pdf: bytes, seal: bytes, public: bytes) -> bool:
        """Whether the signature is this key's over these bytes; raises CannotSeal where openssl cannot be asked."""
        with _laid(pdf=pdf, seal=seal, public=public) as folder:
            words = ("-verify", "-pubin", "-inkey", f"{folder}/public", "-sigfile", f"{folder}/seal")
            try:
                self._ask(*words, folder=folder)
            except subprocess.CalledProcessError:
                return False
        return True

    def public_key(self) -> bytes:
        """The public key, PEM; raises CannotSeal."""
        if self._key is None or self._openssl is None:
            raise CannotSeal("no SM2 key or no openssl")
        asked = [self._openssl, "pkey", "-in", str(self._key), "-pubout"]
        return subprocess.run(asked, check=True, capture_output=True, timeout=_SECONDS).stdout  # noqa: S603

    def _ask(self, *words: str, folder: str) -> None:
        """One call of pkeyutl; its arguments are ours, the bytes lie in files of a folder of our own."""
        if self._openssl is None:
            raise CannotSeal("no openssl")
        how = ("-rawin", "-digest", "sm3", "-pkeyopt", f"distid:{IDENTIFIER}", "-in", f"{folder}/pdf")
        asked = [self._openssl, "pkeyutl", *words, *how]
        subprocess.run(asked, check=True, capture_output=True, timeout=_SECONDS)  # noqa: S603


@contextmanager
def _laid(**files: bytes) -> Iterator[str]:
    """Files in a folder for this process alone, gone at the end."""
    with tempfile.TemporaryDirectory(prefix="heyi-sm2-") as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        yield folder
