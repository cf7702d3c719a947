"""Minutes as documents, judged by a validator of the Office Open XML schemas that shares no code with our writer."""

import json
import pathlib
import subprocess
import sys

import pytest

from server import BINARY, Server

AUDIT = pathlib.Path(sys.executable).with_name("openxml-audit")


def held_meetings(server: Server, cookie: str) -> list[str]:
    """The demo meetings that are over."""
    return [card["meeting"]["id"] for card in json.loads(server.fetch("/api/meetings", cookie))["earlier"]]


def test_the_minutes_of_every_held_meeting_open_cleanly_in_an_office_program(server, tmp_path):
    cookie = server.sign_in("thuky")
    meetings = held_meetings(server, cookie)
    assert len(meetings) >= 2
    for meeting in meetings:
        document = tmp_path / f"{meeting}.docx"
        document.write_bytes(server.fetch(f"/api/meetings/{meeting}/minutes/docx", cookie))
        audit = subprocess.run([AUDIT, document], capture_output=True, text=True)
        assert audit.returncode == 0, audit.stdout + audit.stderr


def test_invitations_and_notices_open_cleanly_in_an_office_program(server, tmp_path):
    cookie = server.sign_in("thuky")
    today = server.todays_meeting(cookie)
    begun = [server.send(f"/api/meetings/{today}/papers", cookie, {"kind": "invitation"})]
    for meeting in held_meetings(server, cookie):
        begun.append(server.send(f"/api/meetings/{meeting}/papers", cookie, {"kind": "conclusion"}))
    assert len(begun) >= 3
    for page in begun:
        paper = page["paper"]["id"]
        document = tmp_path / f"{paper}.docx"
        document.write_bytes(server.fetch(f"/api/papers/{paper}/docx", cookie))
        audit = subprocess.run([AUDIT, document], capture_output=True, text=True)
        assert audit.returncode == 0, audit.stdout + audit.stderr


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_the_command_writes_what_the_server_gives(server, tmp_path, form):
    cookie = server.sign_in("thuky")
    meeting = held_meetings(server, cookie)[0]
    out = tmp_path / f"minutes.{form}"
    done = subprocess.run(
        [BINARY, "minutes", "export", meeting, "--format", form, "--out", out, "--data", tmp_path / "data"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    start = {"docx": b"PK", "pdf": b"%PDF"}[form]
    assert out.read_bytes().startswith(start)
    assert server.fetch(f"/api/meetings/{meeting}/minutes/{form}", cookie).startswith(start)


def test_the_command_refuses_a_meeting_nobody_knows_and_writes_nothing(server, tmp_path):
    out = tmp_path / "minutes.pdf"
    done = subprocess.run(
        [BINARY, "minutes", "export", "khong-co", "--format", "pdf", "--out", out, "--data", tmp_path / "data"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1 and done.stderr
    assert not out.exists()
