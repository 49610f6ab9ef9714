"""Which toolbox a file is checked with: the editor's settings over the file's ``fazhi.toml``."""

from __future__ import annotations

from pathlib import Path

from checker.config import Config, find_config, load_config
from checker.diagnostic import Confidence
from checker.errors import FazhiError, RulesetError
from checker.server.preferences import Preferences
from checker.toolbox import Settings, Toolbox

_Stamp = tuple[int, int]


class ConfigurationError(FazhiError):
    """No toolbox can be made; ``path`` and ``line`` (from 1) say where to look, if that is a file."""

    def __init__(self, error: FazhiError, path: str, line: int) -> None:
        super().__init__(str(error))
        self.path, self.line = path, line


class Toolboxes:
    """The toolboxes of a session, one for each configuration file, made when first asked for.

    A file that has changed on disk gets a new one: not every editor watches files.
    """

    def __init__(self, preferences: Preferences, root: Path) -> None:
        self._preferences, self._root = preferences, root
        self._made: dict[str, tuple[_Stamp, Toolbox]] = {}

    def toolbox_for(self, path: str) -> Toolbox:
        """The toolbox of a file, the one place that knows how a file comes by its configuration.

        Raises :class:`ConfigurationError`.
        """
        found = self.configuration_of(path)
        key = found.as_posix() if found else ""
        try:
            stamp = _stamp(found)
            made = self._made.get(key)
            if made is None or made[0] != stamp:
                made = stamp, self._make(load_config(found) if found else Config())
                self._made[key] = made
        except RulesetError as error:
            raise ConfigurationError(error, error.path, error.line) from None
        except FazhiError as error:
            raise ConfigurationError(error, key, 1) from None
        return made[1]

    def configuration_of(self, path: str) -> Path | None:
        """The configuration file of a file; a text that is in no file has that of the folder that is open."""
        if self._preferences.configuration:
            return self._root / Path(self._preferences.configuration).expanduser()
        return find_config(Path(path).parent if Path(path).is_absolute() else self._root)

    def _make(self, config: Config) -> Toolbox:
        wanted = self._preferences
        toolbox = Toolbox(
            Settings(
                select=wanted.select or config.select,
                ignore=(*config.ignore, *wanted.ignore),
                profile=wanted.profile or config.profile,
                preset=wanted.preset or config.preset or "default",
                catalogs=config.catalogs,
                own_rulesets=config.rulesets,
                own_rules=config.table,
                accepted=config.accepted,
                minimum_confidence=wanted.minimum_confidence or config.minimum_confidence or Confidence.MEDIUM,
            )
        )
        toolbox.prepare()
        return toolbox


def _stamp(path: Path | None) -> _Stamp:
    """What changes when the file does: its time and size."""
    if path is None:
        return 0, 0
    try:
        state = path.stat()
    except OSError as error:
        raise FazhiError(f"{path.as_posix()}:无法读取({error.strerror})") from None
    return state.st_mtime_ns, state.st_size
