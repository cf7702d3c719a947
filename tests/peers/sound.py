"""Tones and speech to send, and what is in the sound that comes back."""

import asyncio
import fractions
import pathlib
import subprocess
import time

import av
import numpy
from aiortc import MediaStreamTrack

RATE = 48_000
FRAME = RATE // 50  # 20 ms, as WebRTC sends Opus


def tone(hertz: float, seconds: float = 1.0) -> numpy.ndarray:
    """A sine at half of full scale, 16 bit; whole periods, so that it can be repeated."""
    return (16384 * numpy.sin(2 * numpy.pi * hertz * numpy.arange(int(RATE * seconds)) / RATE)).astype(numpy.int16)


def spoken(text: str, folder: pathlib.Path) -> numpy.ndarray:
    """The text in espeak-ng's voice, 16 bit at 48 kHz, with a second of silence after it."""
    file = folder / "spoken.wav"
    subprocess.run(["espeak-ng", "-v", "vi", "-s", "150", "-w", str(file), text], check=True)
    return numpy.concatenate([decoded(file), numpy.zeros(RATE, numpy.int16)])


def decoded(file) -> numpy.ndarray:
    """The first sound track of a file, mono, 16 bit at 48 kHz."""
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    with av.open(str(file) if isinstance(file, pathlib.Path) else file) as container:
        frames = [f for frame in container.decode(audio=0) for f in resampler.resample(frame)]
    frames += resampler.resample(None)
    return numpy.concatenate([frame.to_ndarray().reshape(-1) for frame in frames])


def loudness(samples: numpy.ndarray) -> float:
    """Root mean square, dB below full scale."""
    power = numpy.mean((samples.astype(numpy.float64) / 32768) ** 2) if len(samples) else 0.0
    return 10 * numpy.log10(power + 1e-12)


def pitch(samples: numpy.ndarray) -> float:
    """The strongest frequency, Hz."""
    spectrum = numpy.abs(numpy.fft.rfft(samples * numpy.hanning(len(samples))))
    return float(numpy.argmax(spectrum) * RATE / len(samples))


class Microphone(MediaStreamTrack):
    """Sends whatever it is given, over and over, in real time."""

    kind = "audio"

    def __init__(self, samples: numpy.ndarray):
        super().__init__()
        self.samples = samples
        self._at = 0
        self._sent = 0
        self._began = None

    def say(self, samples: numpy.ndarray) -> None:
        """Something else from now on."""
        self.samples, self._at = samples, 0

    async def recv(self) -> av.AudioFrame:
        self._began = self._began or time.monotonic()
        await asyncio.sleep(max(0.0, self._began + self._sent / RATE - time.monotonic()))
        chosen = numpy.take(self.samples, range(self._at, self._at + FRAME), mode="wrap")
        self._at = (self._at + FRAME) % len(self.samples)
        frame = av.AudioFrame.from_ndarray(chosen.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, self._sent, fractions.Fraction(1, RATE)
        self._sent += FRAME
        return frame
