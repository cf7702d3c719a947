"""What an independent WebRTC implementation finds: it is heard and hears, and is told clearly when it lacks the cipher."""

import asyncio
import io
import json
import time

import aiortc.rtcdtlstransport
import sound
from aiortc_peer import Peer

A_SITE = 440.0
THE_HALL = 660.0


async def until(true, within: float, what: str) -> None:
    end = time.monotonic() + within
    while not true():
        assert time.monotonic() < end, f"{what}: not within {within} s"
        await asyncio.sleep(0.05)


def test_a_foreign_client_is_heard_and_hears_and_is_recorded(server):
    asyncio.run(heard_hears_recorded(server))


async def heard_hears_recorded(server):
    async with Peer(server, "chutri") as hall, Peer(server, "camlo") as site:
        await hall.connect()
        await site.connect()
        await asyncio.gather(hall.connected(), site.connected())
        assert "a=candidate" in site.answer["sdp"] and "a=ice-lite" in site.answer["sdp"]
        await hall.say("open")
        await until(lambda: hall.room["state"] == "live", 10, "the meeting opens")

        site.microphone.say(sound.tone(A_SITE))
        await hall.say("give_floor", participant=site.you)
        await hall.hears(A_SITE)
        before = hall.pictures()
        await until(lambda: hall.pictures() > before + 20, 15, "the site's picture advances at the hall")

        hall.microphone.say(sound.tone(THE_HALL))
        await hall.say("give_floor", participant=hall.you)
        await site.hears(THE_HALL)
        before = site.pictures()
        await until(lambda: site.pictures() > before + 20, 15, "the hall's picture advances at the site")

        await hall.say("end")
        await until(lambda: hall.room["state"] == "ended", 10, "the meeting ends")
    cookie = server.sign_in("thuky")
    transcript = json.loads(server.fetch(f"/api/meetings/{hall.meeting}/transcript", cookie))
    pitches = []
    for track in transcript["tracks"]:
        samples = sound.decoded(io.BytesIO(server.fetch(f"/api/tracks/{track['id']}/sound", cookie)))
        # Each was aloud for seconds; the loudest second of the track tells which.
        seconds = [samples[at : at + sound.RATE] for at in range(0, len(samples) - sound.RATE, sound.RATE // 2)]
        loudest = max(seconds, key=sound.loudness, default=samples)
        pitches.append(sound.pitch(loudest))
    for hertz in (A_SITE, THE_HALL):
        assert any(abs(pitch - hertz) < 5 for pitch in pitches), f"{hertz} Hz is in no recording: {pitches}"


def test_words_of_a_foreign_client_become_captions_under_its_name(server, tmp_path):
    asyncio.run(captioned(server, tmp_path))


async def captioned(server, folder):
    async with Peer(server, "chutri") as hall, Peer(server, "camlo") as site:
        await hall.connect()
        await site.connect()
        await asyncio.gather(hall.connected(), site.connected())
        await hall.say("open")
        await hall.say("give_floor", participant=site.you)
        site.microphone.say(sound.spoken("Báo cáo chủ tọa, xã đã hoàn thành việc rà soát hộ nghèo trên địa bàn.", folder))
        said = await hall.next("caption", lambda m: m["caption"]["state"] == "final" and m["caption"]["text"], 40)
        name = next(p["name"] for p in hall.room["participants"] if p["id"] == site.you)
        assert said["caption"]["participant"] == site.you
        assert said["caption"]["name"] == name


def test_a_client_without_aes_gcm_is_told_so(server, monkeypatch):
    only_sha1 = [aiortc.rtcdtlstransport.SRTP_AES128_CM_SHA1_80]
    monkeypatch.setattr(aiortc.rtcdtlstransport, "SRTP_PROFILES", only_sha1)
    asyncio.run(refused_for_its_cipher(server))


async def refused_for_its_cipher(server):
    async with Peer(server, "camlo") as site:
        await site.connect()
        refusal = (await site.next("refused"))["refusal"]
        assert refusal["code"] == "media_cipher"
        assert "AES-GCM" in refusal["vi"]
        await site.say("ping")
        await site.next("pong")
