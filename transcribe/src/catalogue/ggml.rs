//! Whisper weights rewritten from CTranslate2 to the ggml file of whisper.cpp, matrices quantised to q8_0.
//!
//! The two formats hold the same tensors. CTranslate2 keeps query, key and value of self-attention in one matrix (key
//! and value of cross-attention likewise) and stores a key bias of zeros that whisper.cpp does not have.

use super::{
    CatalogueError,
    ct2::{Kind, Variable, Variables},
    half, mel,
};

const MAGIC: u32 = 0x6767_6d6c;
/// ggml type codes.
const F32: u32 = 0;
const F16: u32 = 1;
const Q8_0: u32 = 8;
/// File type: quantisation version 2, mostly q8_0.
const FILE_TYPE: u32 = 2007;
/// Values that share one scale in q8_0.
const BLOCK: usize = 32;
const MOST_LAYERS: usize = 64;

const BAD: CatalogueError = CatalogueError::Malformed("not a float Whisper model");

/// The ggml file. `tokens` are the bytes of the text tokens.
pub(super) fn from_ct2(variables: &Variables<'_>, tokens: &[Vec<u8>]) -> Result<Vec<u8>, CatalogueError> {
    let source = Source(variables);
    let shape = Shape::of(&source)?;
    let mut out = Writer(Vec::new());
    out.numbers(&[MAGIC]);
    out.numbers(&shape.header());
    out.numbers(&[mel::BANDS as u32, mel::BINS as u32]);
    mel::filters().iter().for_each(|weight| out.0.extend(weight.to_le_bytes()));
    out.numbers(&[tokens.len() as u32]);
    for token in tokens {
        out.numbers(&[token.len() as u32]);
        out.0.extend(token);
    }
    for conv in ["conv1", "conv2"] {
        let (weight, bias) =
            (source.get(&format!("encoder/{conv}/weight"))?, source.get(&format!("encoder/{conv}/bias"))?);
        out.tensor(&format!("encoder.{conv}.weight"), &weight.dims, F16, &weight.floats()?);
        out.tensor(&format!("encoder.{conv}.bias"), &[shape.width, 1], F32, &bias.floats()?);
    }
    let embedding = source.get("decoder/embeddings/weight")?;
    out.matrix("decoder.token_embedding.weight", &embedding.dims, &embedding.floats()?)?;
    for (half, norm, layers) in [("encoder", "ln_post", shape.encoder_layers), ("decoder", "ln", shape.decoder_layers)]
    {
        let positions = source.get(&format!("{half}/position_encodings/encodings"))?;
        out.tensor(&format!("{half}.positional_embedding"), &positions.dims, F32, &positions.floats()?);
        out.norm(&source, &format!("{half}/layer_norm"), &format!("{half}.{norm}"))?;
        for layer in 0..layers {
            out.layer(&source, half, layer, shape.width)?;
        }
    }
    Ok(out.0)
}

struct Shape {
    vocabulary: usize,
    audio_context: usize,
    text_context: usize,
    width: usize,
    bands: usize,
    encoder_heads: usize,
    decoder_heads: usize,
    encoder_layers: usize,
    decoder_layers: usize,
}

impl Shape {
    fn of(source: &Source<'_>) -> Result<Self, CatalogueError> {
        let dims = |name: &str, rank: usize| {
            let dims = source.get(name)?.dims.clone();
            if dims.len() == rank && dims.iter().all(|&d| d > 0) { Ok(dims) } else { Err(BAD) }
        };
        let layers = |half: &str| {
            let there = |i: &usize| source.0.contains_key(&format!("{half}/layer_{i}/self_attention/linear_0/weight"));
            (0..=MOST_LAYERS).take_while(there).count()
        };
        let embedding = dims("decoder/embeddings/weight", 2)?;
        let shape = Self {
            vocabulary: embedding[0],
            width: embedding[1],
            audio_context: dims("encoder/position_encodings/encodings", 2)?[0],
            text_context: dims("decoder/position_encodings/encodings", 2)?[0],
            bands: dims("encoder/conv1/weight", 3)?[1],
            encoder_heads: source.flag("encoder/num_heads")?,
            decoder_heads: source.flag("decoder/num_heads")?,
            encoder_layers: layers("encoder"),
            decoder_layers: layers("decoder"),
        };
        let known = shape.bands == mel::BANDS && shape.encoder_layers > 0 && shape.decoder_layers > 0;
        if known && shape.encoder_layers <= MOST_LAYERS && shape.decoder_layers <= MOST_LAYERS {
            Ok(shape)
        } else {
            Err(BAD)
        }
    }

    fn header(&self) -> [u32; 11] {
        let n = |value: usize| value as u32;
        [
            n(self.vocabulary),
            n(self.audio_context),
            n(self.width),
            n(self.encoder_heads),
            n(self.encoder_layers),
            n(self.text_context),
            n(self.width),
            n(self.decoder_heads),
            n(self.decoder_layers),
            n(self.bands),
            FILE_TYPE,
        ]
    }
}

struct Source<'a>(&'a Variables<'a>);

impl<'a> Source<'a> {
    fn get(&self, name: &str) -> Result<&'a Variable<'a>, CatalogueError> {
        self.0.get(name).ok_or(CatalogueError::Malformed("a tensor of the Whisper model is missing"))
    }

    fn flag(&self, name: &str) -> Result<usize, CatalogueError> {
        let bytes = self.get(name)?.bytes;
        bytes.get(..2).and_then(|b| b.try_into().ok()).map(|b| usize::from(u16::from_le_bytes(b))).ok_or(BAD)
    }
}

impl Variable<'_> {
    fn floats(&self) -> Result<Vec<f32>, CatalogueError> {
        match self.kind {
            Kind::F16 => {
                Ok(self.bytes.chunks_exact(2).map(|b| half::to_f32(u16::from_le_bytes([b[0], b[1]]))).collect())
            }
            Kind::F32 => Ok(self.bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()),
            Kind::Other => Err(BAD),
        }
    }
}

struct Writer(Vec<u8>);

impl Writer {
    fn numbers(&mut self, values: &[u32]) {
        values.iter().for_each(|value| self.0.extend(value.to_le_bytes()));
    }

    /// A tensor's header and values; ggml lists dimensions innermost first.
    fn tensor(&mut self, name: &str, dims: &[usize], kind: u32, values: &[f32]) {
        self.numbers(&[dims.len() as u32, name.len() as u32, kind]);
        dims.iter().rev().for_each(|&d| self.0.extend((d as u32).to_le_bytes()));
        self.0.extend(name.as_bytes());
        match kind {
            F32 => values.iter().for_each(|v| self.0.extend(v.to_le_bytes())),
            F16 => values.iter().for_each(|&v| self.0.extend(half::from_f32(v).to_le_bytes())),
            _ => values.chunks_exact(BLOCK).for_each(|block| self.block(block)),
        }
    }

    fn matrix(&mut self, name: &str, dims: &[usize], values: &[f32]) -> Result<(), CatalogueError> {
        if dims.len() != 2 || !dims[1].is_multiple_of(BLOCK) {
            return Err(BAD);
        }
        self.tensor(name, dims, Q8_0, values);
        Ok(())
    }

    /// q8_0: a half-precision scale, then 32 signed bytes.
    fn block(&mut self, values: &[f32]) {
        let largest = values.iter().fold(0.0_f32, |most, v| most.max(v.abs()));
        let scale = largest / 127.0;
        let inverse = if scale > 0.0 { 1.0 / scale } else { 0.0 };
        self.0.extend(half::from_f32(scale).to_le_bytes());
        self.0.extend(values.iter().map(|v| (v * inverse).round() as i8 as u8));
    }

    fn norm(&mut self, source: &Source<'_>, from: &str, to: &str) -> Result<(), CatalogueError> {
        for (theirs, ours) in [("gamma", "weight"), ("beta", "bias")] {
            let values = source.get(&format!("{from}/{theirs}"))?;
            self.tensor(&format!("{to}.{ours}"), &values.dims, F32, &values.floats()?);
        }
        Ok(())
    }

    fn linear(&mut self, source: &Source<'_>, from: &str, to: &str) -> Result<(), CatalogueError> {
        let (weight, bias) = (source.get(&format!("{from}/weight"))?, source.get(&format!("{from}/bias"))?);
        self.matrix(&format!("{to}.weight"), &weight.dims, &weight.floats()?)?;
        self.tensor(&format!("{to}.bias"), &bias.dims, F32, &bias.floats()?);
        Ok(())
    }

    /// Cuts a stacked projection into its named parts of `width` rows; the part called "key" has no bias.
    fn stacked(
        &mut self,
        source: &Source<'_>,
        from: &str,
        to: &str,
        parts: &[&str],
        width: usize,
    ) -> Result<(), CatalogueError> {
        let (weight, bias) = (source.get(&format!("{from}/weight"))?, source.get(&format!("{from}/bias"))?);
        if weight.dims != [parts.len() * width, width] || bias.dims != [parts.len() * width] {
            return Err(BAD);
        }
        let (weights, biases) = (weight.floats()?, bias.floats()?);
        for ((part, rows), bias) in
            parts.iter().zip(weights.chunks_exact(width * width)).zip(biases.chunks_exact(width))
        {
            self.matrix(&format!("{to}.{part}.weight"), &[width, width], rows)?;
            if *part != "key" {
                self.tensor(&format!("{to}.{part}.bias"), &[width], F32, bias);
            } else if bias.iter().any(|&b| b != 0.0) {
                return Err(CatalogueError::Malformed("a key bias that is not zero"));
            }
        }
        Ok(())
    }

    fn layer(&mut self, source: &Source<'_>, half: &str, layer: usize, width: usize) -> Result<(), CatalogueError> {
        let (from, to) = (format!("{half}/layer_{layer}"), format!("{half}.blocks.{layer}"));
        self.norm(source, &format!("{from}/self_attention/layer_norm"), &format!("{to}.attn_ln"))?;
        let parts = ["query", "key", "value"];
        self.stacked(source, &format!("{from}/self_attention/linear_0"), &format!("{to}.attn"), &parts, width)?;
        self.linear(source, &format!("{from}/self_attention/linear_1"), &format!("{to}.attn.out"))?;
        if half == "decoder" {
            self.norm(source, &format!("{from}/attention/layer_norm"), &format!("{to}.cross_attn_ln"))?;
            self.linear(source, &format!("{from}/attention/linear_0"), &format!("{to}.cross_attn.query"))?;
            let (pair, name) = (format!("{from}/attention/linear_1"), format!("{to}.cross_attn"));
            self.stacked(source, &pair, &name, &["key", "value"], width)?;
            self.linear(source, &format!("{from}/attention/linear_2"), &format!("{to}.cross_attn.out"))?;
        }
        self.norm(source, &format!("{from}/ffn/layer_norm"), &format!("{to}.mlp_ln"))?;
        self.linear(source, &format!("{from}/ffn/linear_0"), &format!("{to}.mlp.0"))?;
        self.linear(source, &format!("{from}/ffn/linear_1"), &format!("{to}.mlp.2"))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::catalogue::ct2;
    use std::collections::BTreeMap;

    const WIDTH: u32 = 32;
    type Tensor = (String, Vec<u32>, u8, Vec<u8>);

    /// A Whisper of one layer each way and random-looking weights.
    fn tiny(key_bias: f32) -> Vec<Tensor> {
        let mut all: Vec<Tensor> = Vec::new();
        let mut seed = 1_u32;
        let mut add = |name: &str, dims: &[u32]| {
            let count: u32 = dims.iter().product();
            let bytes = (0..count).flat_map(|i| {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let value = if name.ends_with("bias") {
                    key_bias_at(name, i, key_bias)
                } else {
                    (seed >> 8) as f32 / 1e7 - 0.8
                };
                half::from_f32(value).to_le_bytes()
            });
            all.push((name.to_owned(), dims.to_vec(), 4, bytes.collect()));
        };
        let w = WIDTH;
        add("encoder/conv1/weight", &[w, 80, 3]);
        add("encoder/conv1/bias", &[w]);
        add("encoder/conv2/weight", &[w, w, 3]);
        add("encoder/conv2/bias", &[w]);
        add("decoder/embeddings/weight", &[5, w]);
        for half in ["encoder", "decoder"] {
            add(&format!("{half}/position_encodings/encodings"), &[7, w]);
            let mut norms = vec![format!("{half}/layer_norm")];
            let mut linears = Vec::new();
            let layer = format!("{half}/layer_0");
            for (block, parts) in [("self_attention", vec![(3, 1), (1, 1)]), ("ffn", vec![(4, 1), (1, 4)])] {
                norms.push(format!("{layer}/{block}/layer_norm"));
                linears.extend(parts.iter().enumerate().map(|(i, p)| (format!("{layer}/{block}/linear_{i}"), *p)));
            }
            if half == "decoder" {
                norms.push(format!("{layer}/attention/layer_norm"));
                linears.extend(
                    [1, 2, 1].iter().enumerate().map(|(i, &r)| (format!("{layer}/attention/linear_{i}"), (r, 1))),
                );
            }
            for norm in norms {
                add(&format!("{norm}/gamma"), &[w]);
                add(&format!("{norm}/beta"), &[w]);
            }
            for (name, (rows, columns)) in linears {
                add(&format!("{name}/weight"), &[rows * w, columns * w]);
                add(&format!("{name}/bias"), &[rows * w]);
            }
        }
        for half in ["encoder", "decoder"] {
            all.push((format!("{half}/num_heads"), vec![], 2, vec![4, 0]));
        }
        all
    }

    /// Zero where the key bias stands.
    fn key_bias_at(name: &str, i: u32, key_bias: f32) -> f32 {
        let key = match name {
            n if n.contains("self_attention/linear_0") => WIDTH..2 * WIDTH,
            n if n.contains("/attention/linear_1") => 0..WIDTH,
            _ => 0..0,
        };
        if key.contains(&i) { key_bias } else { i as f32 / 64.0 }
    }

    /// Name -> (dimensions as written, type, bytes); an independent reader of the format.
    fn read(file: &[u8]) -> BTreeMap<String, (Vec<u32>, u32, Vec<u8>)> {
        let mut at = 0;
        let number = |at: &mut usize| {
            *at += 4;
            u32::from_le_bytes(file[*at - 4..*at].try_into().unwrap())
        };
        let head: Vec<u32> = (0..12).map(|_| number(&mut at)).collect();
        assert_eq!(head, [0x6767_6d6c, 5, 7, WIDTH, 4, 1, 7, WIDTH, 4, 1, 80, 2007]);
        assert_eq!((number(&mut at), number(&mut at)), (80, 201));
        at += 4 * 80 * 201;
        let tokens = number(&mut at);
        for _ in 0..tokens {
            at += number(&mut at) as usize;
        }
        let mut tensors = BTreeMap::new();
        while at < file.len() {
            let (rank, length, kind) = (number(&mut at), number(&mut at) as usize, number(&mut at));
            let dims: Vec<u32> = (0..rank).map(|_| number(&mut at)).collect();
            let name = String::from_utf8(file[at..at + length].to_vec()).unwrap();
            at += length;
            let count = dims.iter().product::<u32>() as usize;
            let bytes = match kind {
                0 => count * 4,
                1 => count * 2,
                _ => count / 32 * 34,
            };
            tensors.insert(name, (dims, kind, file[at..at + bytes].to_vec()));
            at += bytes;
        }
        tensors
    }

    #[test]
    fn a_tiny_model_becomes_a_file_with_every_tensor_in_its_place() {
        let bytes = ct2::tests::file(&tiny(0.0));
        let source = ct2::parse(&bytes).unwrap();
        let tensors = read(&from_ct2(&source, &[b"a".to_vec(), vec![]]).unwrap());
        // 5 outside the layers and the two norms, positions twice, 15 in an encoder layer, 24 in a decoder layer.
        assert_eq!(tensors.len(), 5 + 4 + 2 + 15 + 24);
        assert_eq!(tensors["encoder.conv1.bias"].0, [1, WIDTH]);
        assert_eq!(
            (&tensors["encoder.conv2.weight"].0, tensors["encoder.conv2.weight"].1),
            (&vec![3, WIDTH, WIDTH], 1)
        );
        assert!(!tensors.contains_key("decoder.blocks.0.cross_attn.key.bias"));
        assert_eq!(tensors["decoder.blocks.0.mlp.2.weight"].0, [4 * WIDTH, WIDTH]);
    }

    #[test]
    fn the_value_rows_are_the_last_third_and_survive_quantisation() {
        let bytes = ct2::tests::file(&tiny(0.0));
        let source = ct2::parse(&bytes).unwrap();
        let tensors = read(&from_ct2(&source, &[]).unwrap());
        let all = source["encoder/layer_0/self_attention/linear_0/weight"].floats().unwrap();
        let expected = &all[2 * (WIDTH * WIDTH) as usize..];
        let written = &tensors["encoder.blocks.0.attn.value.weight"].2;
        for (block, values) in written.chunks(34).zip(expected.chunks(32)) {
            let scale = half::to_f32(u16::from_le_bytes([block[0], block[1]]));
            for (byte, value) in block[2..].iter().zip(values) {
                assert!((f32::from(*byte as i8) * scale - value).abs() <= scale * 0.6, "{value}");
            }
        }
    }

    #[test]
    fn a_key_bias_that_is_not_zero_is_refused() {
        let bytes = ct2::tests::file(&tiny(0.5));
        assert_eq!(from_ct2(&ct2::parse(&bytes).unwrap(), &[]).unwrap_err().code(), "malformed_package");
    }

    #[test]
    fn a_model_with_a_missing_tensor_is_refused() {
        for gone in ["encoder/conv2/bias", "decoder/layer_0/ffn/linear_1/bias", "decoder/num_heads"] {
            let fewer: Vec<Tensor> = tiny(0.0).into_iter().filter(|t| t.0 != gone).collect();
            let bytes = ct2::tests::file(&fewer);
            assert!(from_ct2(&ct2::parse(&bytes).unwrap(), &[]).is_err(), "{gone}");
        }
    }
}
