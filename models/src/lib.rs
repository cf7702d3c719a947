//! What everyone in Giao ban talks about: units, people, meetings, utterances, sound as types; and where it is kept.
//!
//! Everything else in the workspace depends on this crate and this crate depends on nothing of ours. Types here carry
//! no behaviour that needs a clock, a socket or a random number; [`store`] is the one place that names the database.

pub mod access;
pub mod account;
pub mod audit;
pub mod clock;
pub mod directive;
pub mod gazetteer;
pub mod id;
pub mod meeting;
pub mod minutes;
pub mod misheard;
pub mod naming;
pub mod paper;
pub mod refusal;
pub mod review;
pub mod role;
pub mod roster;
pub mod search;
pub mod sound;
pub mod speech_model;
pub mod statistics;
pub mod store;
pub mod text;
pub mod turn;
pub mod unit;
pub mod utterance;
