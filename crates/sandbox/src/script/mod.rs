//! What agents answer: scripts, down to the single event and the cuts of its stream.

pub(crate) mod answer;
pub(crate) mod question;
pub(crate) mod scripted_answers;
pub(crate) mod tool;
