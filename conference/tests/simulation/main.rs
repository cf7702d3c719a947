//! Meetings over bad links, replayed from a seed: the real room, the real estimate, allocation and rungs, and a simulated
//! network. One plan is one run; a plan that fails prints its seed and what it did not keep.
//!
//! `GIAOBAN_PLAN=name` runs the plans whose name contains it and prints their course, second by second.

#![allow(clippy::unwrap_used)]

mod chance;
mod oracle;
mod packet;
mod pipe;
mod plans;
mod receiver;
mod stage;
mod world;

use crate::oracle::{Figures, broken, figures};
use crate::pipe::Nature;
use crate::plans::Plan;
use crate::world::World;

/// A site with nothing to complain about.
fn good() -> (Nature, Nature) {
    (Nature::of(20_000_000.0), Nature::of(20_000_000.0))
}

fn hold(plan: &Plan) -> World {
    let mut links = vec![good(); plan.sites];
    links[1] = (plan.down, plan.up);
    let mut world = World::new(plan.seed, &links);
    world.run(plan.seconds * 1_000, &plan.script);
    world
}

fn course(world: &World) {
    for entry in world.sites[1].history.iter().step_by(10) {
        println!("    {:6} ms  {:8} bit/s  {:?}", entry.0, entry.1, entry.2);
    }
    println!("    changes {:?}", world.sites[1].changes);
}

fn line(plan: &Plan, figures: &Figures) {
    println!(
        "{:45} gap {:5} ms  heard {:5.1} %  changes {:2}/min  estimate {:5.1} % (above {:4.2})  overflow {:4.1} %  sent {:5.0} kbit/s  \
         padding {:4.1} %  back {:5}  {:?}",
        plan.name,
        figures.gap,
        figures.heard * 100.0,
        figures.changes,
        figures.fit * 100.0,
        figures.above,
        figures.overflow * 100.0,
        figures.sent_kbit,
        figures.padding * 100.0,
        figures.back.map_or_else(|| "-".to_owned(), |ms| ms.to_string()),
        figures.rung,
    );
}

#[test]
fn every_plan_keeps_what_it_promises() {
    let only = std::env::var("GIAOBAN_PLAN").ok();
    let plans = plans::all();
    assert!(plans.len() >= 40, "{} plans", plans.len());
    let mut failed = Vec::new();
    for plan in plans.iter().filter(|plan| only.as_ref().is_none_or(|only| plan.name.contains(only))) {
        let world = hold(plan);
        let figures = figures(&world, &world.sites[1]);
        line(plan, &figures);
        if only.is_some() {
            course(&world);
        }
        for what in broken(&plan.promise, &figures, &world) {
            failed.push(format!("{} (seed {}): {what}", plan.name, plan.seed));
        }
    }
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
}

#[test]
fn the_same_seed_is_the_same_meeting() {
    let plan = plans::all().into_iter().find(|plan| plan.name == "all of it a little").unwrap();
    let told = |world: &World| {
        let site = &world.sites[1];
        (site.history.clone(), site.changes.clone(), site.receiver.floor.clone())
    };
    assert_eq!(told(&hold(&plan)), told(&hold(&plan)));
    let other = Plan { seed: plan.seed + 1, ..plan };
    assert_ne!(told(&hold(&other)).2, told(&hold(&Plan { seed: other.seed - 1, ..other })).2);
}
