//! The meetings that are held: each a link, what happens, and what is promised.

use giaoban_conference::link::Rung;

use crate::oracle::Promise;
use crate::pipe::Nature;
use crate::world::Act;

pub struct Plan {
    pub name: String,
    pub seed: u64,
    pub sites: usize,
    pub down: Nature,
    pub up: Nature,
    pub seconds: u64,
    pub script: Vec<(u64, Act)>,
    pub promise: Promise,
}

fn plan(name: impl Into<String>, down: Nature, promise: Promise) -> Plan {
    let name = name.into();
    // A seed of its own for each plan, the same in every run.
    let seed = name.bytes().fold(7_u64, |seed, byte| seed.wrapping_mul(31).wrapping_add(u64::from(byte)));
    let up = Nature::of(1_700_000.0);
    Plan { name, seed, sites: 6, down, up, seconds: 60, script: Vec::new(), promise }
}

impl Plan {
    fn with(mut self, seconds: u64, script: Vec<(u64, Act)>) -> Self {
        self.seconds = seconds;
        self.script = script;
        self
    }
}

pub fn all() -> Vec<Plan> {
    let mut plans = constant();
    plans.extend(lossy());
    plans.extend(changing());
    plans.extend(outages());
    plans.extend(meetings());
    plans
}

fn constant() -> Vec<Plan> {
    let mut plans = Vec::new();
    for (kbit, ends, gap) in [
        (48, None, 700),
        (64, Some(Rung::Voice), 500),
        (96, Some(Rung::Voice), 400),
        (128, Some(Rung::Voice), 350),
        (200, Some(Rung::SmallPicture), 300),
        (300, Some(Rung::SmallPicture), 300),
        (500, None, 300),
        (750, Some(Rung::Full), 300),
        (1_000, Some(Rung::Full), 300),
        (1_500, Some(Rung::Full), 300),
        (2_000, Some(Rung::Full), 300),
        (4_000, Some(Rung::Full), 300),
    ] {
        let fit = (kbit >= 200).then_some(0.85);
        let promise = Promise { ends, gap, fit, heard: 0.95, ..Promise::default() };
        plans.push(plan(format!("constant {kbit} kbit/s"), Nature::of(f64::from(kbit) * 1_000.0), promise));
    }
    for kbit in [500, 1_000, 2_000] {
        let promise = Promise { fit: Some(0.85), gap: 500, ..Promise::default() };
        let far = Nature { delay: 150.0, ..Nature::of(f64::from(kbit) * 1_000.0) };
        plans.push(plan(format!("far away, {kbit} kbit/s"), far, promise));
        let shallow = Nature { queue: 60.0, ..Nature::of(f64::from(kbit) * 1_000.0) };
        plans.push(plan(
            format!("short queue, {kbit} kbit/s"),
            shallow,
            Promise { fit: Some(0.8), overflow: 0.05, ..promise },
        ));
        let deep = Nature { queue: 1_500.0, ..Nature::of(f64::from(kbit) * 1_000.0) };
        plans.push(plan(format!("long queue, {kbit} kbit/s"), deep, Promise { gap: 600, ..promise }));
    }
    plans
}

fn lossy() -> Vec<Plan> {
    let link = |kbit: f64| Nature::of(kbit * 1_000.0);
    let promise = Promise { gap: 300, heard: 0.9, ..Promise::default() };
    vec![
        plan("2 % lost", Nature { loss: 0.02, ..link(1_000.0) }, Promise { fit: Some(0.8), ..promise }),
        plan("5 % lost", Nature { loss: 0.05, ..link(1_000.0) }, Promise { heard: 0.97, ..promise }),
        plan("8 % lost", Nature { loss: 0.08, ..link(1_000.0) }, Promise { heard: 0.97, ..promise }),
        plan("15 % lost", Nature { loss: 0.15, ..link(1_000.0) }, Promise { heard: 0.9, gap: 400, ..promise }),
        plan("5 % lost, 64 kbit/s", Nature { loss: 0.05, delay: 150.0, ..link(64.0) }, Promise { gap: 700, ..promise }),
        plan("bursts, 3 % in all", Nature { bursts: (0.01, 0.33), ..link(800.0) }, Promise { gap: 400, ..promise }),
        plan(
            "bursts, 10 % in all",
            Nature { bursts: (0.03, 0.27), ..link(800.0) },
            Promise { gap: 600, heard: 0.85, ..promise },
        ),
        plan(
            "bursts, 20 % in all",
            Nature { bursts: (0.06, 0.24), ..link(800.0) },
            Promise { gap: 900, heard: 0.75, ..promise },
        ),
        plan("jitter of 20 ms", Nature { jitter: 20.0, ..link(1_000.0) }, Promise { fit: Some(0.7), ..promise }),
        plan("jitter of 60 ms", Nature { jitter: 60.0, ..link(1_000.0) }, promise),
        plan("packets overtaken", Nature { overtaken: 0.05, ..link(1_000.0) }, Promise { fit: Some(0.7), ..promise }),
        plan(
            "all of it a little",
            Nature { jitter: 15.0, loss: 0.02, overtaken: 0.02, bursts: (0.003, 0.3), ..link(700.0) },
            promise,
        ),
    ]
}

fn changing() -> Vec<Plan> {
    let link = |kbit: f64| Nature::of(kbit * 1_000.0);
    let calm = Promise { changes: 6, gap: 900, heard: 0.9, overflow: 0.05, ..Promise::default() };
    let steps: Vec<(u64, Act)> =
        (1..6).map(|n| (n * 20_000, Act::Rate(1, if n % 2 == 1 { 250_000.0 } else { 1_200_000.0 }))).collect();
    let swing: Vec<(u64, Act)> =
        (0..110).map(|n| (10_000 + n * 1_000, Act::Rate(1, if n % 2 == 0 { 350_000.0 } else { 700_000.0 }))).collect();
    let slide: Vec<(u64, Act)> =
        (0..70).map(|n| (20_000 + n * 1_000, Act::Rate(1, 1_500_000.0 * 0.96_f64.powi(n as i32)))).collect();
    vec![
        plan("drops from 2,000 to 300 kbit/s", link(2_000.0), Promise { ends: Some(Rung::SmallPicture), ..calm })
            .with(60, vec![(25_000, Act::Rate(1, 300_000.0))]),
        plan("drops from 1,000 to 64 kbit/s", link(1_000.0), Promise { gap: 3_000, ends: Some(Rung::Voice), ..calm })
            .with(60, vec![(25_000, Act::Rate(1, 64_000.0))]),
        plan("grows from 64 to 1,000 kbit/s", link(64.0), Promise { ends: Some(Rung::Full), ..calm })
            .with(100, vec![(25_000, Act::Rate(1, 1_000_000.0))]),
        plan("steps every 20 s", link(1_200.0), Promise { changes: 8, ..calm }).with(130, steps),
        plan("swings every second", link(700.0), calm).with(120, swing),
        plan("slides down slowly", link(1_500.0), calm).with(95, slide),
    ]
}

fn outages() -> Vec<Plan> {
    let mut plans = Vec::new();
    let promise = Promise { gap: 700, heard: 0.95, changes: 6, overflow: 0.05, ..Promise::default() };
    for (seconds, kbit) in [(1, 1_000), (3, 1_000), (6, 1_000), (12, 500), (30, 500), (30, 96), (70, 1_000)] {
        let down = Nature::of(f64::from(kbit) * 1_000.0);
        let script = vec![
            (12_000, Act::Hand(1, true)),
            (14_000, Act::Mute(1, false)),
            (25_000, Act::Cut(1)),
            (25_000 + seconds * 1_000, Act::Mend(1)),
        ];
        plans.push(plan(format!("gone for {seconds} s, {kbit} kbit/s"), down, promise).with(55 + seconds, script));
    }
    let down = Nature::of(600_000.0);
    plans.push(
        plan("the floor is cut off and comes back to it", down, promise)
            .with(80, vec![(10_000, Act::GiveFloor(1)), (25_000, Act::Cut(1)), (37_000, Act::Mend(1))]),
    );
    let flaps: Vec<(u64, Act)> =
        (0..5).flat_map(|n| [(20_000 + n * 8_000, Act::Cut(1)), (22_000 + n * 8_000, Act::Mend(1))]).collect();
    plans.push(plan("breaks for 2 s again and again", down, Promise { changes: 16, ..promise }).with(90, flaps));
    plans
}

fn meetings() -> Vec<Plan> {
    let link = |kbit: f64| Nature::of(kbit * 1_000.0);
    let promise = Promise { gap: 500, heard: 0.93, changes: 6, ..Promise::default() };
    let round: Vec<(u64, Act)> = (0..8).map(|n| (10_000 + n * 6_000, Act::GiveFloor(n as usize % 6))).collect();
    let talk: Vec<(u64, Act)> = (2..6).map(|n| (10_000 + n * 2_000, Act::Mute(n as usize, false))).collect();
    let cameras: Vec<(u64, Act)> = (0..10).map(|n| (10_000 + n * 4_000, Act::Camera(0, n % 2 == 1))).collect();
    vec![
        plan("the floor goes round", link(400.0), promise).with(70, round),
        plan("everybody talks at once on 150 kbit/s", link(150.0), promise).with(60, talk.clone()),
        plan("everybody talks at once on 800 kbit/s", link(800.0), promise).with(60, talk),
        plan("the main camera goes off and on", link(600.0), Promise { changes: 16, ..promise }).with(60, cameras),
        plan("the site asks for voice only", link(2_000.0), Promise { ends: Some(Rung::Voice), ..promise })
            .with(60, vec![(20_000, Act::Force(1, Some(Rung::Voice)))]),
        plan("the site asks for everything again", link(2_000.0), Promise { ends: Some(Rung::Full), ..promise })
            .with(60, vec![(15_000, Act::Force(1, Some(Rung::Voice))), (30_000, Act::Force(1, None))]),
        plan("the floor rests for ten seconds", link(300.0), promise)
            .with(60, vec![(20_000, Act::TakeFloor), (30_000, Act::GiveFloor(0))]),
        Plan { sites: 12, ..plan("twelve sites", link(900.0), promise) },
    ]
}
