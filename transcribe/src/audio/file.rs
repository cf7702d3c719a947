//! Any audio file as mono 16 kHz sound, a block at a time, so that memory does not grow with the file.

use std::{fs::File, path::Path, sync::OnceLock};

use giaoban_models::sound::SPEECH_RATE;
use symphonia::core::{
    codecs::{
        audio::{AudioDecoder, AudioDecoderOptions},
        registry::CodecRegistry,
    },
    errors::Error,
    formats::{FormatReader, TrackType, probe::Hint},
    io::MediaSourceStream,
};
use symphonia_adapter_libopus::OpusDecoder;

use super::{AudioError, resample::ToSpeechRate};

/// No meeting is longer.
pub const LONGEST_HOURS: u64 = 12;
/// Damaged packets in a row after which the rest of the file is given up.
const MOST_BAD_PACKETS: u32 = 500;

/// An open audio file.
pub struct AudioFile {
    format: Box<dyn FormatReader>,
    decoder: Box<dyn AudioDecoder>,
    track: u32,
    channels: usize,
    /// The one channel that is heard; none: all of them mixed.
    only: Option<usize>,
    resample: Option<(u32, ToSpeechRate)>,
    interleaved: Vec<f32>,
    given: u64,
    ended: bool,
}

impl AudioFile {
    /// Opens the first audio track of the file.
    pub fn open(path: &Path) -> Result<Self, AudioError> {
        let file = File::open(path).map_err(|source| AudioError::Io { path: path.into(), source })?;
        let mut hint = Hint::new();
        if let Some(extension) = path.extension().and_then(|e| e.to_str()) {
            hint.with_extension(extension);
        }
        let stream = MediaSourceStream::new(Box::new(file), Default::default());
        let probe = symphonia::default::get_probe();
        let format = probe.probe(&hint, stream, Default::default(), Default::default()).map_err(named)?;
        let none = || AudioError::Unsupported { reason: "no audio track".into() };
        let track = format.default_track(TrackType::Audio).ok_or_else(none)?;
        let parameters = track.codec_params.as_ref().and_then(|p| p.audio()).ok_or_else(none)?;
        let channels = parameters.channels.as_ref().map_or(1, |channels| channels.count().max(1));
        let decoder = codecs().make_audio_decoder(parameters, &AudioDecoderOptions::default()).map_err(named)?;
        let track = track.id;
        let (resample, interleaved) = (None, Vec::new());
        Ok(Self { format, decoder, track, channels, only: None, resample, interleaved, given: 0, ended: false })
    }

    /// Channels of the track as its header says.
    #[must_use]
    pub fn channels(&self) -> usize {
        self.channels
    }

    /// Hears one channel instead of all of them mixed; a channel that is not there is silent.
    #[must_use]
    pub fn only(mut self, channel: usize) -> Self {
        self.only = Some(channel);
        self
    }

    /// The next block of sound; none at the end. Damaged packets are passed over.
    pub fn next_block(&mut self) -> Result<Option<Vec<f32>>, AudioError> {
        let mut out = Vec::new();
        let mut bad = 0;
        while out.is_empty() && !self.ended {
            match self.decode_packet(&mut out) {
                Ok(()) => bad = 0,
                Err(Error::DecodeError(reason)) => {
                    bad += 1;
                    if bad > MOST_BAD_PACKETS {
                        return Err(AudioError::Damaged { reason: reason.into() });
                    }
                }
                Err(other) => return Err(named(other)),
            }
            if self.ended
                && let Some((_, convert)) = &mut self.resample
            {
                convert.finish(&mut out)?;
            }
        }
        self.given += out.len() as u64;
        if self.given > LONGEST_HOURS * 3600 * u64::from(SPEECH_RATE) {
            return Err(AudioError::LimitExceeded { hours: LONGEST_HOURS });
        }
        // Lossy codecs overshoot full scale.
        out.iter_mut().for_each(|sample| *sample = sample.clamp(-1.0, 1.0));
        Ok(if out.is_empty() { None } else { Some(out) })
    }

    /// The whole file at once.
    pub fn read_all(mut self) -> Result<Vec<f32>, AudioError> {
        let mut all = Vec::new();
        while let Some(block) = self.next_block()? {
            all.extend(block);
        }
        Ok(all)
    }

    fn decode_packet(&mut self, out: &mut Vec<f32>) -> Result<(), Error> {
        let packet = match self.format.next_packet() {
            Ok(Some(packet)) if packet.track_id == self.track => packet,
            Ok(Some(_)) => return Ok(()),
            // A chained stream begins anew here; recorders do not write such files, so it is the end.
            Ok(None) | Err(Error::ResetRequired) => {
                self.ended = true;
                return Ok(());
            }
            Err(Error::IoError(error)) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                self.ended = true;
                return Ok(());
            }
            Err(other) => return Err(other),
        };
        let sound = self.decoder.decode(&packet)?;
        let (rate, channels) = (sound.spec().rate(), sound.num_planes().max(1));
        sound.copy_to_vec_interleaved(&mut self.interleaved);
        let mono: Vec<f32> = if channels == 1 {
            std::mem::take(&mut self.interleaved)
        } else {
            let heard = |frame: &[f32]| match self.only {
                Some(channel) => frame.get(channel).copied().unwrap_or(0.0),
                None => frame.iter().sum::<f32>() / channels as f32,
            };
            self.interleaved.chunks_exact(channels).map(heard).collect()
        };
        if self.resample.as_ref().is_none_or(|(known, _)| *known != rate) {
            let convert = ToSpeechRate::new(rate).map_err(|_| Error::Unsupported("sample rate"))?;
            self.resample = Some((rate, convert));
        }
        if let Some((_, convert)) = &mut self.resample {
            convert.push(&mono, out).map_err(|_| Error::DecodeError("resampler"))?;
        }
        Ok(())
    }
}

fn codecs() -> &'static CodecRegistry {
    static CODECS: OnceLock<CodecRegistry> = OnceLock::new();
    CODECS.get_or_init(|| {
        let mut registry = CodecRegistry::new();
        symphonia::default::register_enabled_codecs(&mut registry);
        registry.register_audio_decoder::<OpusDecoder>();
        registry
    })
}

fn named(error: Error) -> AudioError {
    match error {
        Error::Unsupported(reason) => AudioError::Unsupported { reason: reason.into() },
        Error::IoError(error) => AudioError::Unsupported { reason: error.to_string() },
        other => AudioError::Damaged { reason: other.to_string() },
    }
}

#[cfg(test)]
pub(crate) mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::io::Write;

    /// A 16-bit WAV file (RIFF, format tag 1).
    pub(crate) fn wav(rate: u32, channels: u16, samples: &[i16]) -> tempfile::NamedTempFile {
        let mut file = tempfile::Builder::new().suffix(".wav").tempfile().unwrap();
        let length = samples.len() as u32 * 2;
        let mut bytes = b"RIFF".to_vec();
        bytes.extend((36 + length).to_le_bytes());
        bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0");
        bytes.extend(channels.to_le_bytes());
        bytes.extend(rate.to_le_bytes());
        bytes.extend((rate * u32::from(channels) * 2).to_le_bytes());
        bytes.extend((channels * 2).to_le_bytes());
        bytes.extend(b"\x10\0data");
        bytes.extend(length.to_le_bytes());
        samples.iter().for_each(|s| bytes.extend(s.to_le_bytes()));
        file.write_all(&bytes).unwrap();
        file
    }

    #[test]
    fn a_stereo_file_becomes_the_mean_of_its_channels_at_16_khz() {
        let frames = (0..44_100).flat_map(|i| {
            let sample = (f64::from(i) * 440.0 * std::f64::consts::TAU / 44_100.0).sin() * 16_000.0;
            [sample as i16, 0]
        });
        let file = wav(44_100, 2, &frames.collect::<Vec<_>>());
        let sound = AudioFile::open(file.path()).unwrap().read_all().unwrap();
        assert_eq!(sound.len(), 16_000);
        let peak = sound[4_000..12_000].iter().fold(0.0_f32, |most, s| most.max(s.abs()));
        assert!((peak - 8_000.0 / 32_768.0).abs() < 0.01, "{peak}");
    }

    #[test]
    fn one_channel_is_heard_by_itself() {
        let frames: Vec<i16> = (0..16_000).flat_map(|_| [8_000, -4_000]).collect();
        let file = wav(16_000, 2, &frames);
        let open = || AudioFile::open(file.path()).unwrap();
        assert_eq!(open().channels(), 2);
        let level = |file: AudioFile| file.read_all().unwrap()[8_000];
        assert!((level(open().only(1)) + 4_000.0 / 32_768.0).abs() < 1e-3);
        assert!((level(open()) - 2_000.0 / 32_768.0).abs() < 1e-3);
        assert!(level(open().only(5)).abs() < 1e-6);
    }

    #[test]
    fn a_cut_file_gives_what_it_still_holds() {
        let file = wav(16_000, 1, &vec![1_000; 16_000]);
        file.as_file().set_len(44 + 16_000).unwrap();
        let sound = AudioFile::open(file.path()).unwrap().read_all().unwrap();
        assert!((6_000..=8_000).contains(&sound.len()), "{}", sound.len());
    }

    #[test]
    fn what_is_no_sound_is_refused_with_a_code() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(&[7; 5_000]).unwrap();
        let code = AudioFile::open(file.path()).err().unwrap().code();
        assert!(["unsupported_audio", "damaged_audio"].contains(&code), "{code}");
        assert_eq!(AudioFile::open(Path::new("/nonexistent.wav")).err().unwrap().code(), "io");
    }
}
