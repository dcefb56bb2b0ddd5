"""A bucket that speaks S3 over a real socket."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

BUCKET, KEY, SECRET = "heyi-files", "test", "only-for-tests"


@contextmanager
def bucket() -> Iterator[str]:
    """The address of a server with one empty bucket."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a library that only tests use
        from moto.server import ThreadedMotoServer
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        address = f"http://{host}:{port}"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _client(address).create_bucket(Bucket=BUCKET)
        yield address
    finally:
        server.stop()


def options(address: str) -> dict[str, str]:
    """What settings say of it."""
    return {
        "bucket": BUCKET,
        "endpoint": address,
        "region": "us-east-1",
        "access_key": KEY,
        "secret_key": SECRET,
    }


def overwrite(address: str, path: str, content: bytes) -> None:
    """As somebody does who has the bucket's keys and not ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _client(address).put_object(Bucket=BUCKET, Key=path, Body=content)


def _client(address: str):
    import boto3

    return boto3.client(
        "s3",
        endpoint_url=address,
        aws_access_key_id=KEY,
        aws_secret_access_key=SECRET,
        region_name="us-east-1",
    )


@contextmanager
def housed(address: str) -> Iterator[None]:
    """The house keeps its files there while inside."""
    from django.test import override_settings

    from heyi.evidence.operations import wiring

    store = "heyi.adapters.objectstore.ObjectStore"
    wiring.store.cache_clear()
    try:
        with override_settings(HEYI_FILE_STORE=store, HEYI_FILE_STORE_OPTIONS=options(address)):
            yield
    finally:
        wiring.store.cache_clear()


@contextmanager
def away(monkeypatch) -> Iterator[None]:
    """The house keeps its files in a bucket that nobody answers for."""
    monkeypatch.setattr("heyi.adapters.objectstore._RETRIES", 0)
    with housed("http://127.0.0.1:1"):
        yield
