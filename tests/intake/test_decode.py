import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import InputError
from detente.intake.decode import MAX_REPORT_BYTES, clean_text, decode


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"plain", "plain"),
        ("\ufeffwith a mark".encode(), "with a mark"),
        ("sixteen bits".encode("utf-16"), "sixteen bits"),
        ("Sixteen bits without a mark.".encode("utf-16-le"), "Sixteen bits without a mark."),
        ("Sixteen bits without a mark.".encode("utf-16-be"), "Sixteen bits without a mark."),
        ("Thirty-two bits without a mark.".encode("utf-32-le"), "Thirty-two bits without a mark."),
        ("Министр прибыл в Женеву.".encode("utf-16-le"), "Министр прибыл в Женеву."),
        (b"one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("bell\x07 and \u202eoverride".encode(), "bell  and  override"),
        (
            "Der Außenminister reiste am Montag nach Köln, um dort über den Frieden zu sprechen.".encode("cp1252"),
            "Der Außenminister reiste am Montag nach Köln, um dort über den Frieden zu sprechen.",
        ),
    ],
)
def test_decodes(data: bytes, text: str) -> None:
    assert decode(data, "x.txt") == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"\x00\x01\x02\x03", "binary"),
        (bytes(range(256)) * 8, "binary"),
        (b"RIFF\x24\x08\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x02\x00\x22\x56\x00\x00", "binary"),
        ("Sixteen bits, cut short.".encode("utf-16-le") * 200 + b"x", "looks like UTF-16-LE .* breaks at byte 9600"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "zip"),
        (b"\x1f\x8b....", "gzip"),
        (bytes(range(128, 256)) * 4 + b"\x01" * 40, "UTF-8"),
        (b"x" * (MAX_REPORT_BYTES + 1), "limit"),
        ("\ufeffab".encode("utf-16-le")[:-1], "breaks"),
    ],
)
def test_refuses_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        decode(data, "bad.txt")
    assert str(caught.value).startswith("bad.txt: ")
    assert "\n" not in str(caught.value)


@given(st.binary(max_size=300))
def test_any_bytes_give_clean_text_or_one_line(data: bytes) -> None:
    try:
        text = decode(data, "any")
    except InputError as error:
        assert "\n" not in str(error)
    else:
        assert "\r" not in text
        assert all(c.isprintable() or c in "\n\t" or ord(c) > 0x9F for c in text)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
