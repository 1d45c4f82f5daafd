import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from made_readings import raid_reading
from onrecord.errors import StoreError
from onrecord.store import Filter, open_store
from onrecord.store.opening import newest_version


def _record(tmp_path: Path) -> Path:
    path = tmp_path / "kept.record"
    with open_store(path, create=True) as store:
        store.add(raid_reading())
    return path


def test_a_record_that_is_not_there_is_told_when_listing(tmp_path: Path) -> None:
    missing = tmp_path / "none.record"
    with pytest.raises(StoreError, match=r"none\.record: there is no such record"):
        open_store(missing)
    assert not missing.exists()


@pytest.mark.parametrize("create", [False, True])
@pytest.mark.parametrize("content", [b"Rain fell over the plateau. " * 200, b"\x00\xff" * 4000])
def test_a_file_that_is_no_database_is_no_record(tmp_path: Path, content: bytes, *, create: bool) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"notes\.txt: is no record"):
        open_store(path, create=create)
    assert path.read_bytes() == content


@pytest.mark.parametrize("create", [False, True])
def test_the_database_of_another_program_is_no_record(tmp_path: Path, *, create: bool) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE songs (name TEXT)")
    other.close()
    with pytest.raises(StoreError, match="is no record"):
        open_store(path, create=create)


def test_an_empty_file_is_no_record_to_list_but_may_become_one(tmp_path: Path) -> None:
    path = tmp_path / "new.record"
    path.touch()
    with pytest.raises(StoreError, match="is no record"):
        open_store(path)
    with open_store(path, create=True) as store:
        assert store.add(raid_reading()).state == "added"


@pytest.mark.parametrize("create", [False, True])
def test_a_record_of_a_newer_version_is_told_with_what_to_do(tmp_path: Path, *, create: bool) -> None:
    path = _record(tmp_path)
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {newest_version() + 1}")
    connection.close()
    with pytest.raises(StoreError, match="newer version of onrecord") as told:
        open_store(path, create=create)
    assert "Update onrecord" in told.value.advice


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path / "no" / "folder" / "kept.record", create=True)


def test_a_damaged_record_is_told(tmp_path: Path) -> None:
    path = _record(tmp_path)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\x13" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"kept\.record"), open_store(path) as store:
        list(store.events(Filter()))


def test_a_full_disk_is_told_and_what_was_kept_stays(tmp_path: Path) -> None:
    path = _record(tmp_path)
    script = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from made_readings import Draft; from onrecord.store import open_store\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({path.stat().st_size + 50_000},) * 2)\n"
        f"with open_store(Path({str(path)!r}), create=True) as store:\n"
        "    for number in range(1000): store.add(Draft(f'Flood {number}. ' * 500).reading())\n"
    )
    done = _python(script)
    assert done.returncode == 1
    assert "kept.record" in done.stderr
    assert "what was kept before is safe" in done.stderr
    with open_store(path) as store:
        assert [one for one in store.readings() if one.report.id == raid_reading().report.id] == [raid_reading()]
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_record_that_may_only_be_read_can_be_listed_but_not_added_to(tmp_path: Path) -> None:
    path = _record(tmp_path)
    path.chmod(0o400)
    with open_store(path) as store:
        assert len(list(store.reports(Filter()))) == 1
    with pytest.raises(StoreError), open_store(path, create=True) as store:
        store.add(raid_reading(code="2"))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_record_in_a_folder_without_write_permission_can_be_listed_but_not_added_to(tmp_path: Path) -> None:
    path = _record(tmp_path)
    tmp_path.chmod(0o500)
    path.chmod(0o400)
    try:
        with open_store(path) as store:
            assert len(list(store.reports(Filter()))) == 1
        with pytest.raises(StoreError), open_store(path, create=True) as store:
            store.add(raid_reading(code="2"))
    finally:
        tmp_path.chmod(0o700)


def test_a_listing_cannot_write(tmp_path: Path) -> None:
    with open_store(_record(tmp_path)) as store, pytest.raises(StoreError, match="may not be written"):
        store.add(raid_reading(code="2"))


def test_a_reader_sees_what_a_writer_adds_meanwhile(tmp_path: Path) -> None:
    path = _record(tmp_path)
    with open_store(path) as reader, open_store(path, create=True) as writer:
        assert len(list(reader.events(Filter()))) == 4
        writer.add(msgspec.structs.replace(raid_reading(code="2"), events=raid_reading().events[2:]))
        assert [one.finding for one in reader.events(Filter())] == list(raid_reading().events[2:])


def test_two_writers_take_turns(tmp_path: Path) -> None:
    path = tmp_path / "kept.record"
    script = (
        "import sys; from pathlib import Path\n"
        "from made_readings import Draft; from onrecord.store import open_store\n"
        f"with open_store(Path({str(path)!r}), create=True) as store:\n"
        "    for number in range(25): store.add(Draft(f'Flood {sys.argv[1]} {number}').reading())\n"
    )
    writers = [_start(script, name) for name in ("upper", "lower")]
    for writer in writers:
        with writer:
            assert writer.wait(timeout=60) == 0
    with open_store(path) as store:
        assert len(list(store.readings())) == 50


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_killed_writer_loses_no_report_it_had_kept(tmp_path: Path) -> None:
    path = tmp_path / "kept.record"
    script = (
        "from pathlib import Path\n"
        "from made_readings import Draft; from onrecord.store import open_store\n"
        f"with open_store(Path({str(path)!r}), create=True) as store:\n"
        "    for number in range(100000):\n"
        "        print(store.add(Draft(f'Flood {number}').reading()).report, flush=True)\n"
    )
    with _start(script) as writer:
        assert writer.stdout is not None
        kept = [writer.stdout.readline().strip() for _ in range(40)]
        writer.send_signal(signal.SIGKILL)
        kept += writer.stdout.read().split("\n")[:-1]
    with open_store(path) as store:
        assert [one.report.id for one in store.readings()][: len(kept)] == kept
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}


def _python(script: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", script]
    return subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False, timeout=60)


def _start(script: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.Popen(command, env=_environment(), stdout=subprocess.PIPE, text=True)
