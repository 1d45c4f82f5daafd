"""Files, folders, streams and JSON Lines: what is read, and what each bad item costs."""

import io
import json
import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from onrecord.errors import InputError, OptionError
from onrecord.ingest import SourceSettings, parse_published, read_jsonl, read_source, read_stream
from onrecord.ingest import source as source_module
from onrecord.records import Report

NOTHING_KNOWN = SourceSettings()
STORY = (
    "Ferry crews walk out in Zanzibar\n\n"
    "Ferry crews in Zanzibar stopped work on Thursday after the port company cut their night allowance.\n\n"
    "The company said it would meet the union on Saturday.\n"
)
PAGE = """<!doctype html><html><head><title>Ferry crews walk out in Zanzibar | The Island Mail</title>
<meta property="og:site_name" content="The Island Mail"></head><body><h1>Ferry crews walk out in Zanzibar</h1><article>
<p>Ferry crews in Zanzibar stopped work on Thursday after the port company cut their night allowance by half.</p>
<p>The company said in a statement that it would meet the leaders of the union on Saturday to talk about pay.</p>
<p>“We will not sail for less,” the union's secretary told reporters at the harbour gate on Thursday evening.</p>
</article></body></html>"""


def read_all(source: Path, settings: SourceSettings = NOTHING_KNOWN) -> tuple[list[Report], list[InputError]]:
    items = list(read_source(source, settings))
    return [one for one in items if isinstance(one, Report)], [one for one in items if isinstance(one, InputError)]


def read_bytes(tmp_path: Path, content: bytes, name: str = "report.txt") -> tuple[list[Report], list[InputError]]:
    path = tmp_path / name
    path.write_bytes(content)
    return read_all(path)


def only_error(errors: list[InputError]) -> InputError:
    assert len(errors) == 1
    assert errors[0].advice.endswith(".")
    return errors[0]


def test_a_text_file_is_kept_to_the_character(tmp_path: Path) -> None:
    text = "\t" + STORY.replace("\n", "\r\n") + " \u2028  x\r\n"
    reports, errors = read_bytes(tmp_path, text.encode())
    assert errors == []
    assert reports[0].text == text
    assert reports[0].title == "Ferry crews walk out in Zanzibar"
    assert reports[0].language == "en"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_followed_and_dropped(tmp_path: Path, encoding: str) -> None:
    reports, _ = read_bytes(tmp_path, STORY.encode(encoding))
    assert reports[0].text == STORY


def test_windows_quotation_marks_are_read_where_nothing_else_fits(tmp_path: Path) -> None:
    text = STORY.replace("would meet", "“would” – perhaps – meet")
    reports, _ = read_bytes(tmp_path, text.encode("cp1252"))
    assert reports[0].text == text


def test_the_charset_that_a_page_declares_is_believed(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1254">').replace("secretary", "secretary Işıl Çağ")
    reports, _ = read_bytes(tmp_path, page.encode("cp1254"), "page.html")
    assert "Işıl Çağ" in reports[0].text


def test_an_encoding_that_cannot_be_told_is_an_error_and_no_guess(tmp_path: Path) -> None:
    russian = "Паромщики остановили работу в четверг. " * 20
    _, errors = read_bytes(tmp_path, russian.encode("koi8-r"))
    assert "encoding is unknown" in only_error(errors).problem
    assert "UTF-8" in only_error(errors).advice


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "the file is empty"),
        (b" \n\n ", "no words"),
        (b"12 34 --- 56\n", "no words"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "this is a PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "binary file"),
        (STORY.encode("utf-16-le"), "UTF-16 without its byte order mark"),
        (b"\xff\xfe" + b"\x00\xd8", "marked as UTF-16"),
        (b"[1, 2]", "JSON array"),
    ],
)
def test_bad_content_is_told_with_the_file_and_what_to_do(tmp_path: Path, content: bytes, problem: str) -> None:
    name = "report.json" if content.startswith(b"[") else "report.txt"
    reports, errors = read_bytes(tmp_path, content, name)
    assert reports == []
    error = only_error(errors)
    assert problem in error.problem
    assert error.where == str(tmp_path / name)


def test_another_language_is_told_by_name(tmp_path: Path) -> None:
    french = (
        "Les équipages des ferries ont cessé le travail jeudi après que la compagnie du port a réduit leur prime de "
        "nuit. La compagnie a annoncé dans un communiqué qu'elle rencontrerait le syndicat samedi pour en discuter. "
    )
    _, errors = read_bytes(tmp_path, (french * 3).encode())
    assert "'fr'" in only_error(errors).problem


def test_a_short_text_of_names_is_not_taken_for_another_language(tmp_path: Path) -> None:
    reports, errors = read_bytes(tmp_path, b"Juan Carlos Quispe Mamani, La Paz, Bolivia")
    assert errors == []
    assert len(reports) == 1


def test_a_missing_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    _, errors = read_all(tmp_path / "nowhere.txt")
    assert only_error(errors).where.endswith("nowhere.txt")
    assert "no such file" in only_error(errors).problem


def test_a_path_that_no_file_can_have_is_an_error(tmp_path: Path) -> None:
    _, errors = read_all(tmp_path / "a\0b")
    assert "cannot be opened" in only_error(errors).problem or "no such file" in only_error(errors).problem


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(STORY)
    path.chmod(0)
    _, errors = read_all(path)
    assert "cannot be opened" in only_error(errors).problem


def test_a_document_over_the_size_cap_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_module, "LARGEST_DOCUMENT", 1_000)
    _, errors = read_bytes(tmp_path, (STORY * 20).encode())
    assert "larger than" in only_error(errors).problem


def test_a_folder_is_read_in_order_and_one_bad_file_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(STORY)
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\x00")
    (tmp_path / ".hidden.txt").write_text(STORY)
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "c.jsonl").write_text(json.dumps({"id": 9, "text": STORY}) + "\n")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "d.txt").write_text(STORY)
    reports, errors = read_all(tmp_path)
    assert [report.given_id for report in reports] == ["a.html", "b.txt", "9"]
    assert [Path(error.where).name for error in errors] == ["empty.txt", "scan.pdf"]


def test_a_folder_with_nothing_to_read_says_what_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\x00")
    _, errors = read_all(tmp_path)
    assert ".jsonl" in only_error(errors).advice


def test_what_the_caller_says_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(STORY)
    moment = datetime(2023, 6, 1, 12, tzinfo=UTC)
    reports, _ = read_all(path, SourceSettings(published=moment, outlet="Island Mail", url="https://mail.example/1"))
    assert reports[0].published_at == moment
    assert reports[0].published_basis == "given"
    assert reports[0].outlet == "Island Mail"
    assert reports[0].url == "https://mail.example/1"


def test_a_text_without_a_date_gets_none(tmp_path: Path) -> None:
    reports, _ = read_bytes(tmp_path, STORY.encode())
    assert reports[0].published_at is None
    assert reports[0].published_basis == "none"


@pytest.mark.parametrize("content", [STORY.encode(), PAGE.encode(), json.dumps({"text": STORY}).encode()])
def test_standard_input_tells_its_kind_by_its_content(content: bytes) -> None:
    items = list(read_stream(io.BytesIO(b"\n" + content), "standard input", NOTHING_KNOWN))
    assert len(items) == 1
    assert isinstance(items[0], Report)
    assert items[0].title == "Ferry crews walk out in Zanzibar"


def test_one_object_over_many_lines_is_one_record(tmp_path: Path) -> None:
    content = json.dumps({"id": "one", "text": STORY}, indent=2).encode()
    reports, errors = read_bytes(tmp_path, content, "report.json")
    assert errors == []
    assert reports[0].given_id == "one"
    items = list(read_stream(io.BytesIO(content), "standard input", NOTHING_KNOWN))
    assert isinstance(items[0], Report)


def test_a_bad_line_costs_only_itself_and_is_told_by_number() -> None:
    lines = [
        json.dumps({"id": 7, "text": STORY, "published": "2022-05-01", "unknown": [1]}).encode() + b"\n",
        b"\n",
        b'{"id": 8, "text": \n',
        b'{"id": 9}\n',
        b'{"id": [1], "text": "x"}\n',
        json.dumps({"text": STORY, "published": "01/02/2022"}).encode(),
        b'{"text": "  "}',
        b'{"text": "caf\xe9"}',
        json.dumps({"html": PAGE, "title": "Given title", "outlet": "Given outlet"}).encode(),
    ]
    items = list(read_jsonl(lines, "many.jsonl", NOTHING_KNOWN))
    assert [type(item) for item in items] == [Report, *[InputError] * 6, Report]
    errors = [item for item in items if isinstance(item, InputError)]
    assert [error.where for error in errors] == [f"many.jsonl, line {number}" for number in range(3, 9)]
    assert "missing" in errors[1].problem
    assert "$.id" in errors[2].problem
    assert "`published`" in errors[3].problem
    assert "which number is the month" in errors[3].problem
    assert "empty" in errors[4].problem
    first, last = items[0], items[-1]
    assert isinstance(first, Report)
    assert first.given_id == "7"
    assert first.published_at == datetime(2022, 5, 1, tzinfo=UTC)
    assert isinstance(last, Report)
    assert (last.title, last.outlet) == ("Given title", "Given outlet")


def test_an_overlong_line_is_passed_over_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    good = json.dumps({"id": "good", "text": STORY}).encode() + b"\n"
    long = json.dumps({"id": "long", "text": "word " * 2_000}).encode() + b"\n"
    for module in ("onrecord.ingest.source", "onrecord.ingest.jsonl"):
        monkeypatch.setattr(f"{module}.LARGEST_DOCUMENT", 2_000)
    items = list(read_stream(io.BytesIO(good + long + good), "standard input", NOTHING_KNOWN))
    assert [type(item) for item in items] == [Report, InputError, Report]
    assert "line 2" in str(items[1])


def test_a_deeply_nested_json_line_is_an_error_and_no_crash() -> None:
    items = list(read_jsonl([b'{"text": "x", "more": ' + b"[" * 200_000], "deep.jsonl", NOTHING_KNOWN))
    assert isinstance(items[0], InputError)


def test_text_wins_over_html_and_is_kept_to_the_character() -> None:
    items = list(read_jsonl([json.dumps({"text": STORY, "html": PAGE}).encode()], "both.jsonl", NOTHING_KNOWN))
    assert isinstance(items[0], Report)
    assert items[0].text == STORY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-12-13", datetime(2024, 12, 13, tzinfo=UTC)),
        ("2024-12-13T09:30", datetime(2024, 12, 13, 9, 30, tzinfo=UTC)),
        ("2024-12-13T09:30:15Z", datetime(2024, 12, 13, 9, 30, 15, tzinfo=UTC)),
        ("2024-12-13 01:10+03:30", datetime(2024, 12, 13, 1, 10, tzinfo=timezone(timedelta(hours=3, minutes=30)))),
        ("13 December 2024", datetime(2024, 12, 13, tzinfo=UTC)),
        ("Dec. 13, 2024", datetime(2024, 12, 13, tzinfo=UTC)),
        ("Friday, 13th of December 2024", datetime(2024, 12, 13, tzinfo=UTC)),
        ("Fri, 13 Dec 2024 10:45:00 GMT", datetime(2024, 12, 13, 10, 45, tzinfo=UTC)),
        ("Sept 1 2021", datetime(2021, 9, 1, tzinfo=UTC)),
    ],
)
def test_clear_dates_are_read(text: str, expected: datetime) -> None:
    parsed = parse_published(text)
    assert parsed == expected
    assert parsed.utcoffset() == expected.utcoffset()


@pytest.mark.parametrize(
    "text", ["", "yesterday", "03/04/2024", "13-12-24", "2024-13-01", "31 February 2024", "Monday, 13 December 2024"]
)
def test_an_unclear_date_is_refused_with_the_forms_allowed(text: str) -> None:
    with pytest.raises(OptionError) as caught:
        parse_published(text)
    assert caught.value.where == "--published"
    assert "2024-12-13" in caught.value.advice
