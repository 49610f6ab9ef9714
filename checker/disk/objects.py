"""Objects in stores that speak S3: listed and read through s3fs, the only module that knows it.

Keys and the address of the service come from where every such client finds them (``AWS_ACCESS_KEY_ID``,
``AWS_ENDPOINT_URL``, ``~/.aws``), never from a configuration of this tool.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from checker.disk.reading import too_large
from checker.disk.reasons import RefusedError

if TYPE_CHECKING:
    from s3fs import S3FileSystem

SCHEME = "s3://"
_MAGIC = ("*", "?", "[")
_BILLION = 1_000_000_000

Stamp = tuple[int, int]
"""Size in bytes and time of modification in nanoseconds."""


def is_object(path: str) -> bool:
    """Return True for the address of an object, or of what stands before the names of objects."""
    return path.startswith(SCHEME)


def list_objects(address: str) -> dict[str, Stamp]:
    """Return the addresses of the objects below an address or matching it (``*``, ``**``, ``?``), sorted, with stamps.

    Raises :class:`OSError`.
    """
    place = address.removeprefix(SCHEME).rstrip("/")
    if not place.partition("/")[0] or any(sign in place.partition("/")[0] for sign in _MAGIC):
        raise RefusedError(f"要写明桶：{SCHEME}桶/前缀")
    with _told() as system:
        if any(sign in place for sign in _MAGIC):
            found = system.glob(place, detail=True)
        else:
            found = system.find(place, detail=True)
    return {
        f"{SCHEME}{name}": (int(one["size"]), int(one["LastModified"].timestamp()) * _BILLION)
        for name, one in sorted(found.items())
        if one["type"] == "file"
    }


def read_object(path: str, limit: int) -> bytes:
    """Read an object of at most ``limit`` bytes.

    Raises :class:`OSError`.
    """
    with _told() as system:
        size = int(system.info(path)["size"])
        if size > limit:
            raise RefusedError(too_large(size, limit))
        data: bytes = system.cat_file(path)
    if len(data) > limit:
        raise RefusedError(too_large(len(data), limit))
    return data


@contextmanager
def _told() -> Iterator[S3FileSystem]:
    """Give the file system, and raise what goes wrong as :class:`OSError` with a reason in our words."""
    import s3fs  # noqa: PLC0415 - an extra, and a second to import
    from botocore import exceptions as botocore  # noqa: PLC0415

    try:
        yield s3fs.S3FileSystem()
    except RefusedError:
        raise
    except (botocore.NoCredentialsError, botocore.PartialCredentialsError, botocore.ProfileNotFound):
        reason = "没有访问密钥，请用 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY 或 ~/.aws 给出"
    except PermissionError:
        reason = "没有权限，密钥不对或不许读"
    except FileNotFoundError:
        reason = "没有这个桶或文件"
    except (botocore.HTTPClientError, botocore.ConnectionError):
        reason = "连不上存储服务，AWS_ENDPOINT_URL 要写它的网址"
    except ValueError:
        reason = "AWS_ENDPOINT_URL 不是网址"
    except (OSError, botocore.BotoCoreError) as error:
        reason = f"存储服务：{str(error).splitlines()[0] if str(error) else type(error).__name__}"
    else:
        return
    raise RefusedError(reason)
