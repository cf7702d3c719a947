// What the fake microphones say: one WAV for each speaker, looped by the browser.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { SPEECH_SET } from "./settings.ts";

/** Loudness, dB below full scale, over which a stretch counts as speech; the clips' peaks are brought to -3 dB. */
export const SPEECH_LEVEL = -40;
/** Silence before the words and after them, seconds: time to hand over the floor between two rounds. */
const LEAD = 1.5;
const TAIL = 6;
const RATE = 48_000;

export interface Speech {
  /** The microphone's file: 48 kHz, mono, 16 bit. */
  file: string;
  /** What is said, in writing; empty when accuracy cannot be measured. */
  transcript: string;
  /** Whether a person speaks. */
  real: boolean;
  /** First and last moment over SPEECH_LEVEL, seconds in the file. */
  from: number;
  to: number;
  /** Length of the file, seconds. */
  length: number;
}

/** What espeak-ng says when there is no speech set. Its voice is too poor for an engine: enough to see that sound becomes words. */
const SPOKEN = [
  "Kính thưa các đồng chí, hôm nay chúng ta họp giao ban công tác tháng mười một.",
  "Báo cáo chủ tọa, xã đã hoàn thành việc rà soát hộ nghèo trên địa bàn.",
  "Báo cáo chủ tọa, xã đề nghị huyện hỗ trợ kinh phí sửa đường liên thôn.",
];

/** Speech for `count` speakers, written to `folder`. */
export function speeches(folder: string, count: number): Speech[] {
  const clips = SPEECH_SET ? chosenClips(SPEECH_SET) : undefined;
  return Array.from({ length: count }, (_, i) => {
    const file = join(folder, `microphone-${i}.wav`);
    const clip = clips?.[i % clips.length];
    const source = clip?.file ?? join(folder, `spoken-${i}.wav`);
    if (!clip) execFileSync("espeak-ng", ["-v", "vi", "-s", "150", "-w", source, SPOKEN[i % SPOKEN.length]!]);
    execFileSync("sox", [source, "-r", String(RATE), "-c", "1", "-b", "16", file, "gain", "-n", "-3", "pad", String(LEAD), String(TAIL)]);
    return { file, transcript: clip?.transcript ?? "", real: clip !== undefined, ...spoken(file) };
  });
}

/** A microphone that makes one short stretch of speech again and again, for an engine whose words are prepared. */
export function stretches(folder: string): string {
  const file = join(folder, "stretches.wav");
  const source = join(folder, "stretch.wav");
  execFileSync("espeak-ng", ["-v", "vi", "-s", "170", "-w", source, "kính thưa các đồng chí"]);
  // Silence enough for the end of a sentence to be heard and the floor to be handed over.
  execFileSync("sox", [source, "-r", String(RATE), "-c", "1", "-b", "16", file, "gain", "-n", "-3", "pad", "0.2", "1.8"]);
  return file;
}

/** A microphone file that says nothing. */
export function silence(folder: string): string {
  const file = join(folder, "silence.wav");
  writeFileSync(file, wav(Buffer.alloc(RATE * 2 * 2)));
  return file;
}

/** The rule: of each speaker, in the order of the manifest, the first clip over six seconds without digits. */
function chosenClips(set: string): { file: string; transcript: string }[] {
  const [header, ...lines] = readFileSync(join(set, "manifest.tsv"), "utf8").trim().split("\n");
  const names = header!.split("\t");
  const chosen = new Map<string, { file: string; transcript: string }>();
  for (const line of lines) {
    const cells = line.split("\t");
    const cell = (name: string) => cells[names.indexOf(name)] ?? "";
    const speaker = cell("speaker");
    if (chosen.has(speaker) || Number(cell("seconds")) <= 6 || cell("has_digits") !== "0") continue;
    chosen.set(speaker, { file: join(set, cell("file")), transcript: cell("transcript") });
  }
  return [...chosen.values()];
}

/** Where the words of a file begin and end, by the loudness of each 10 ms. */
function spoken(file: string): { from: number; to: number; length: number } {
  const bytes = readFileSync(file);
  const data = bytes.indexOf("data") + 8;
  const samples = new Int16Array(bytes.buffer.slice(bytes.byteOffset + data, bytes.byteOffset + data + ((bytes.length - data) & ~1)));
  const step = RATE / 100;
  let from = -1;
  let to = -1;
  for (let at = 0; at + step <= samples.length; at += step) {
    let sum = 0;
    for (let i = at; i < at + step; i++) sum += (samples[i]! / 32768) ** 2;
    if (10 * Math.log10(sum / step) < SPEECH_LEVEL) continue;
    if (from < 0) from = at / RATE;
    to = (at + step) / RATE;
  }
  if (from < 0) throw new Error(`${file} is silent`);
  return { from, to, length: samples.length / RATE };
}

function wav(samples: Buffer): Buffer {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}
