"""A new row as the event that tells of it holds it."""

from collections.abc import Mapping


def new_image(table: str, row: Mapping[str, object]) -> dict[str, Mapping[str, object]]:
    """All columns but the key, under the name that events use: `table/id`."""
    return {f"{table}/{row['id']}": {name: value for name, value in row.items() if name != "id"}}
