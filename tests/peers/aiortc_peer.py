"""A meeting client made of aiortc: signs in, joins over the socket, sends a microphone and a camera, receives what it is sent."""

import asyncio
import json

import aioice.ice
import av
import numpy
import websockets
from aiortc import RTCBundlePolicy, RTCConfiguration, RTCPeerConnection, RTCSessionDescription, VideoStreamTrack

import sound
from server import Server

# The test stays on this machine: the only address offered is loopback, which the library leaves out by itself.
aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: ["127.0.0.1"]

# Places that a commune's client offers: see conference::sfu.
AUDIO_PLACES = 4
VIDEO_PLACES = 4


class Listener:
    """Keeps the last second of what a place carries."""

    def __init__(self, track):
        self.kind = track.kind
        self.frames = 0
        self.samples = numpy.zeros(0, numpy.int16)
        self._resampler = av.AudioResampler(format="s16", layout="mono", rate=sound.RATE)
        self._task = asyncio.ensure_future(self._listen(track))

    async def _listen(self, track) -> None:
        try:
            while True:
                frame = await track.recv()
                self.frames += 1
                if self.kind == "audio":
                    for plain in self._resampler.resample(frame):
                        heard = numpy.concatenate([self.samples, plain.to_ndarray().reshape(-1)])
                        self.samples = heard[-sound.RATE :]
        except Exception as ended:  # noqa: BLE001  the library ends a track with its own kinds of error
            self.ended = ended

    def stop(self) -> None:
        self._task.cancel()


class Peer:
    """One foreign client in a meeting. Use with `async with`."""

    def __init__(self, server: Server, username: str):
        self.server = server
        self.cookie = server.sign_in(username)
        self.meeting = server.todays_meeting(self.cookie)
        self.microphone = sound.Microphone(numpy.zeros(sound.RATE, numpy.int16))
        self.listeners: list[Listener] = []
        self.heard: list[dict] = []
        self.room: dict = {}
        self.you = ""

    async def __aenter__(self) -> "Peer":
        address = f"ws://127.0.0.1:{self.server.port}/api/meetings/{self.meeting}/socket"
        self.socket = await websockets.connect(address, additional_headers={"cookie": self.cookie}, max_size=2**20)
        self.reader = asyncio.ensure_future(self._read())
        await self.say("join", take_over=False)
        self.you = (await self.next("welcome"))["you"]
        # By default aiortc makes a transport for each kind of media; the server serves one.
        self.connection = RTCPeerConnection(RTCConfiguration(bundlePolicy=RTCBundlePolicy.MAX_BUNDLE))
        self.connection.on("track", lambda track: self.listeners.append(Listener(track)))
        return self

    async def __aexit__(self, *_) -> None:
        for listener in self.listeners:
            listener.stop()
        await self.connection.close()
        await self.socket.close()
        self.reader.cancel()

    async def _read(self) -> None:
        async for text in self.socket:
            message = json.loads(text)
            self.room = message.get("room", self.room)
            self.heard.append(message)

    async def say(self, kind: str, **fields) -> None:
        """Sends a socket message."""
        await self.socket.send(json.dumps({"type": kind, **fields}))

    async def next(self, kind: str, wanted=lambda message: True, within: float = 15.0) -> dict:
        """The first message of that kind that is wanted, among those not taken before."""
        end = asyncio.get_running_loop().time() + within
        while asyncio.get_running_loop().time() < end:
            for at, message in enumerate(self.heard):
                if message["type"] == kind and wanted(message):
                    del self.heard[: at + 1]
                    return message
            await asyncio.sleep(0.02)
        kinds = [m.get("refusal", m)["code"] if m["type"] == "refused" else m["type"] for m in self.heard]
        raise AssertionError(f"no {kind} within {within} s; heard {kinds}")

    async def connect(self) -> None:
        """Offers microphone, camera and places, and takes the answer."""
        self.connection.addTransceiver(self.microphone, "sendonly")
        self.connection.addTransceiver(VideoStreamTrack(), "sendonly")
        for _ in range(AUDIO_PLACES):
            self.connection.addTransceiver("audio", "recvonly")
        for _ in range(VIDEO_PLACES):
            self.connection.addTransceiver("video", "recvonly")
        await self.connection.setLocalDescription(await self.connection.createOffer())
        await self.say("offer", sdp=self.connection.localDescription.sdp)
        self.answer = await self.next("answer")
        await self.connection.setRemoteDescription(RTCSessionDescription(self.answer["sdp"], "answer"))

    async def connected(self, within: float = 15.0) -> None:
        """Waits until media can flow."""
        end = asyncio.get_running_loop().time() + within
        while self.connection.connectionState != "connected":
            state = self.connection.connectionState
            assert asyncio.get_running_loop().time() < end, f"not connected within {within} s: {state}"
            await asyncio.sleep(0.02)

    async def hears(self, hertz: float, within: float = 15.0) -> None:
        """Waits until some place carries that tone, aloud."""
        end = asyncio.get_running_loop().time() + within
        heard: list[tuple[float, float]] = []
        while asyncio.get_running_loop().time() < end:
            ears = [listener.samples for listener in self.listeners if listener.kind == "audio"]
            heard = [(sound.loudness(s), sound.pitch(s)) for s in ears if len(s) == sound.RATE]
            if any(loud > -30 and abs(tone - hertz) < 5 for loud, tone in heard):
                return
            await asyncio.sleep(0.2)
        raise AssertionError(f"{hertz} Hz not heard within {within} s; loudness (dB) and pitch (Hz) of the places: {heard}")

    def pictures(self) -> int:
        """Pictures received so far, over all places."""
        return sum(listener.frames for listener in self.listeners if listener.kind == "video")
