"""Settings: a slip of the pen is told, with the file and the name that may be meant."""

from pathlib import Path

import pytest

from schemas.settings import Settings, settings_for


def test_a_name_that_is_no_setting_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "newsledger.toml").write_text('wharehouse = "x"')
    with pytest.raises(ValueError, match=r"newsledger\.toml: no setting is called wharehouse: is warehouse meant\?"):
        Settings()
    (tmp_path / "newsledger.toml").write_text("chunk_size =")
    with pytest.raises(ValueError, match=r"^newsledger\.toml: "):
        Settings()
    (tmp_path / "newsledger.toml").unlink()
    monkeypatch.setenv("NEWSLEDGER_CHUNKSIZE", "5")
    with pytest.raises(ValueError, match="no setting is called NEWSLEDGER_CHUNKSIZE: is chunk_size meant"):
        Settings()


def test_a_variable_of_another_program_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEWSLEDGER_SERVICE_HOST", "10.0.0.1")  # as Kubernetes sets for a service of this name
    assert Settings().chunk_size == 128


def test_settings_come_from_the_environment_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "newsledger.toml").write_text("chunk_size = 5\nmax_bytes = 5000")
    monkeypatch.setenv("NEWSLEDGER_CHUNK_SIZE", "7")
    settings = settings_for("w")
    assert (settings.chunk_size, settings.max_bytes, settings.warehouse) == (7, 5000, Path("w"))
