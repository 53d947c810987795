//! What OpenAPI cannot say of Dust's JSON: open sets, pairs, and values with two shapes.
//!
//! The generated types refer to what is here; the specs mark where with
//! `x-extensible-enum` and `x-handwritten`. Everything decodes what older and newer servers send, and
//! encodes to the same JSON again. Each type has its own visitor: guessing among alternatives
//! (`#[serde(untagged)]`) would buffer every value first.

pub(crate) mod cell;
mod column_type;
mod cursor;
mod document;
mod editor;
mod id;
mod message;
mod numbers;
mod open_enum;
mod row_batch;
mod secret;
mod skill;
mod split;
mod table_cell;
mod table_list;
mod text_list;
mod timestamp;
mod token;
mod tool_event;
mod trace;
mod upserted_document;

pub(crate) use numbers::{integer, number};
pub(crate) use open_enum::open_enum;

pub use column_type::ColumnType;
pub use cursor::Cursor;
pub use document::DocumentSection;
pub use editor::AgentEditor;
pub use id::Id;
pub use message::{LightAgent, Message};
pub use secret::Secret;
pub use skill::AgentSkill;
pub use table_cell::{Cell, DateTimeCell};
pub use table_list::TableList;
pub use text_list::TextList;
pub use timestamp::Timestamp;
pub use token::Token;
pub use tool_event::{
    QuestionOption, ToolApprovalEvent, ToolApprovalMetadata, ToolAuthEvent, ToolCallEvent,
    ToolQuestion, ToolQuestionEvent,
};
pub use trace::RunTrace;
pub use upserted_document::UpsertedDocument;
