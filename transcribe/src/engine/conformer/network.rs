//! The ONNX network, and the runtime library it runs on.

use std::{
    path::Path,
    sync::{Condvar, Mutex, OnceLock, PoisonError},
};

use ort::{
    environment::Environment,
    session::{Session, builder::GraphOptimizationLevel},
    value::{DynValue, Tensor},
};

use super::fbank::BANDS;
use crate::engine::EngineError;

/// Frames the network looks at in one step, and how many it moves on.
pub(super) const STEP_FRAMES: usize = 43;
pub(super) const STEP_ADVANCE: usize = 40;
/// Output frames of a step.
pub(super) const STEP_OUTPUTS: i64 = 10;
/// Where the positional encoding begins.
const FIRST_OFFSET: i64 = 40;
const ATTENTION: [usize; 5] = [1, 12, 4, 40, 224];
const CONVOLUTION: [usize; 4] = [1, 12, 448, 30];

/// What the network remembers between steps.
pub(super) struct Memory {
    attention: DynValue,
    convolution: DynValue,
    offset: i64,
}

/// A memory as plain numbers, to begin many recognitions from.
pub(super) struct Snapshot {
    attention: Vec<f32>,
    convolution: Vec<f32>,
    offset: i64,
}

impl Snapshot {
    pub(super) fn blank() -> Self {
        let zeros = |shape: &[usize]| vec![0.0; shape.iter().product()];
        Self { attention: zeros(&ATTENTION), convolution: zeros(&CONVOLUTION), offset: FIRST_OFFSET }
    }

    pub(super) fn memory(&self) -> Result<Memory, EngineError> {
        Ok(Memory {
            attention: Tensor::from_array((ATTENTION, self.attention.clone())).map_err(failed)?.into_dyn(),
            convolution: Tensor::from_array((CONVOLUTION, self.convolution.clone())).map_err(failed)?.into_dyn(),
            offset: self.offset,
        })
    }

    pub(super) fn of(memory: &Memory) -> Result<Self, EngineError> {
        let numbers = |value: &DynValue| Ok(value.try_extract_tensor::<f32>().map_err(failed)?.1.to_vec());
        Ok(Self {
            attention: numbers(&memory.attention)?,
            convolution: numbers(&memory.convolution)?,
            offset: memory.offset,
        })
    }
}

/// Sessions of the network: each runs one step at a time.
pub(super) struct Network {
    free: Mutex<Vec<Session>>,
    returned: Condvar,
}

impl Network {
    pub(super) fn load(runtime: &Path, model: &Path, sessions: usize) -> Result<Self, EngineError> {
        let environment = environment(runtime)?;
        let free = (0..sessions.max(1)).map(|_| session(environment, model)).collect::<Result<_, _>>()?;
        Ok(Self { free: Mutex::new(free), returned: Condvar::new() })
    }

    /// One step: log probabilities, one row per output frame, and their width.
    pub(super) fn step(&self, memory: &mut Memory, chunk: Vec<f32>) -> Result<(Vec<f32>, usize), EngineError> {
        let mut session = self.borrow();
        let result = run(&mut session, memory, chunk);
        self.free.lock().unwrap_or_else(PoisonError::into_inner).push(session);
        self.returned.notify_one();
        result
    }

    fn borrow(&self) -> Session {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            match free.pop() {
                Some(session) => return session,
                None => free = self.returned.wait(free).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }
}

fn run(session: &mut Session, memory: &mut Memory, chunk: Vec<f32>) -> Result<(Vec<f32>, usize), EngineError> {
    let chunk = Tensor::from_array(([1, STEP_FRAMES, BANDS], chunk)).map_err(failed)?;
    let offset = Tensor::from_array(([1_usize, 1], vec![memory.offset])).map_err(failed)?;
    let inputs = ort::inputs![
        "chunk" => chunk,
        "offset" => offset,
        "att_cache" => &memory.attention,
        "cnn_cache" => &memory.convolution,
    ];
    let mut outputs = session.run(inputs).map_err(failed)?;
    let mut output = |name: &str| outputs.remove(name).ok_or_else(|| EngineError::Failed(format!("no output {name}")));
    let (scores, attention, convolution) = (output("output")?, output("r_att_cache")?, output("r_cnn_cache")?);
    let (shape, rows) = scores.try_extract_tensor::<f32>().map_err(failed)?;
    let &[1, STEP_OUTPUTS, width] = &shape[..] else {
        return Err(EngineError::Failed("unexpected output shape".into()));
    };
    let result = (rows.to_vec(), width as usize);
    memory.attention = attention;
    memory.convolution = convolution;
    memory.offset += STEP_OUTPUTS;
    Ok(result)
}

fn session(environment: &Environment, model: &Path) -> Result<Session, EngineError> {
    // Threads that spin at barriers would starve the media worker, so a session is exactly one thread.
    let builder = Session::builder(environment).map_err(refused)?;
    let builder = builder.with_optimization_level(GraphOptimizationLevel::Level3).map_err(refused)?;
    let builder = builder.with_intra_threads(1).map_err(refused)?.with_inter_threads(1).map_err(refused)?;
    let builder = builder.with_intra_op_spinning(false).map_err(refused)?;
    let mut builder = builder.with_inter_op_spinning(false).map_err(refused)?;
    builder.commit_from_file(model).map_err(refused)
}

/// The runtime allows one environment in the life of a process.
fn environment(runtime: &Path) -> Result<&'static Environment, EngineError> {
    static ENVIRONMENT: OnceLock<Environment> = OnceLock::new();
    static FIRST: Mutex<()> = Mutex::new(());
    let _only_one = FIRST.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = ENVIRONMENT.get() {
        return Ok(known);
    }
    let builder = ort::init_from(runtime).map_err(refused)?;
    let environment = builder.with_name("giaoban").with_telemetry(false).build().map_err(refused)?;
    Ok(ENVIRONMENT.get_or_init(|| environment))
}

fn refused(error: impl std::fmt::Display) -> EngineError {
    EngineError::Runtime(error.to_string())
}

fn failed(error: impl std::fmt::Display) -> EngineError {
    EngineError::Failed(error.to_string())
}
